namespace Lle.Deploy.Tests;

/// <summary>Programs a test needs from the machine it runs on.</summary>
internal static class Tools
{
    private static readonly string[] Folders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    /// <summary>
    /// The absolute path of a tool, or of the executable an absolute name names. Missing, the test is inconclusive and says what to install; with
    /// CI=true it fails, so that no run there passes by leaving tests out.
    /// </summary>
    public static string Require(string name)
    {
        var path = Path.IsPathRooted(name) ? name : Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is not null && File.Exists(path))
        {
            return path;
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"This test needs {name}, and this machine lacks it.");
        }

        Assert.Inconclusive($"This test needs {name}, and this machine lacks it.");
        return name;
    }

    /// <summary>No distribution packages Lusush: LLE_TEST_LUSUSH names a built one.</summary>
    public static string Lusush()
    {
        var path = Environment.GetEnvironmentVariable("LLE_TEST_LUSUSH");
        if (string.IsNullOrEmpty(path) || !File.Exists(path))
        {
            Assert.Inconclusive("This test needs Lusush: build it and name the executable in LLE_TEST_LUSUSH.");
        }

        return path!;
    }
}
