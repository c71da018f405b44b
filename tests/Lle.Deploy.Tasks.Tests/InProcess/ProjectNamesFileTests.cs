using System.Text.Json;
using Lle.Deploy.Tasks.Names;

namespace Lle.Deploy.Tasks.Tests.InProcess;

[TestClass]
public sealed class ProjectNamesFileTests
{
    private static readonly KnownProject Known = new("stamp", ["/p/deploy.proj", "/p/ü.targets"], new ProjectNames(
        ["LleName", "LleVersion"], ["LleProbe"], ["Build", "LleDeploy"], "1.2.3",
        [new TargetPlace("Gate", TargetPlace.Before, ["LleDeploy", "Build"], "/p/deploy.proj", 3, 4)],
        [new ProbeText("sum", "Input", "echo $((1\n+ 2))", "/p/deploy.proj", 5, 6)],
        [new PropertyText("LleInstallPrefix", "$(Roott)", "/p/deploy.proj", 7, 8)]));

    private readonly string file = Path.GetTempFileName();

    [TestCleanup]
    public void Remove() => File.Delete(file);

    [TestMethod]
    public void What_is_written_is_read_back()
    {
        ProjectNamesFile.Write(file, Known);

        Assert.AreEqual(JsonSerializer.Serialize(Known), JsonSerializer.Serialize(ProjectNamesFile.Read(file)));
    }

    [TestMethod]
    public void A_file_that_ends_early_is_no_file()
    {
        ProjectNamesFile.Write(file, Known);
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Throws<IOException>(() => ProjectNamesFile.Read(file));
        }
    }
}
