using System.Text;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Support;

/// <summary>Runs a real tool and expects it to succeed.</summary>
internal static class Run
{
    /// <returns>What it printed.</returns>
    public static string Tool(string name, string folder, params string[] arguments)
    {
        var result = Launcher.Run(new LaunchRequest(Tools.Require(name), arguments)
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = folder, ["LC_ALL"] = "C.UTF-8" },
            TimeLimit = TimeSpan.FromSeconds(60),
            OutputLimit = 1 << 20,
        });
        Assert.IsTrue(result.Succeeded,
            $"{name} {string.Join(' ', arguments)}: {result.Outcome} {result.ExitCode} {Encoding.UTF8.GetString(result.Errors)}");
        return Encoding.UTF8.GetString(result.Output);
    }
}
