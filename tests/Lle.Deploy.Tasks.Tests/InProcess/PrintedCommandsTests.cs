using Lle.Deploy.Tasks.Results;

namespace Lle.Deploy.Tasks.Tests.InProcess;

[TestClass]
public sealed class PrintedCommandsTests
{
    [TestMethod]
    public void Name_the_project_so_that_they_run_from_any_directory() => Assert.AreEqual(
        "dotnet msbuild /src/deploy.proj -t:LleRollback -p:LleDeploymentId=20250314_092653",
        BuildCommand.Of("/src/deploy.proj", EngineOperation.Rollback, [new("LleDeploymentId", "20250314_092653")]));

    [TestMethod]
    public void Survive_the_shell_and_the_build_whatever_a_path_holds() => Assert.AreEqual(
        "dotnet msbuild '/a b/it'\\''s.proj' -t:LleRollback '-p:LleInstallPrefix=/a b%27c%3Bd%25e%24f%2Cg%22h'",
        BuildCommand.Of("/a b/it's.proj", EngineOperation.Rollback, [new("LleInstallPrefix", "/a b'c;d%e$f,g\"h")]));
}
