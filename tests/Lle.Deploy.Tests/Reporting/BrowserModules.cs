using Lle.Deploy.Tests.Monitoring;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>The packages of tests/browser: what looks at reports and at workflows.</summary>
internal static class BrowserModules
{
    private static readonly Lock Install = new();

    /// <summary>The examiner's packages, installed once under artifacts.</summary>
    public static string Folder()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "browser");
        lock (Install)
        {
            Directory.CreateDirectory(folder);
            var wanted = File.ReadAllText(Path.Combine(Repository.Root, "tests/browser/package.json"));
            var have = Path.Combine(folder, "package.json");
            if (File.Exists(have) && File.ReadAllText(have) == wanted && Directory.Exists(Path.Combine(folder, "node_modules/axe-core")))
            {
                return folder;
            }

            File.WriteAllText(have, wanted);
            File.Delete(Path.Combine(folder, "package-lock.json"));
            // npm finds its registry in the caller's configuration.
            var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
                .ToDictionary(each => (string)each.Key, each => (string)each.Value!);
            var ran = InstalledShell.Start(Tools.Require("npm"), ["install", "--no-audit", "--no-fund", "--prefix", folder], environment,
                folder);
            if (ran.ExitCode != 0)
            {
                File.Delete(have);
                Missing(ran.Errors);
            }
        }

        return folder;
    }

    private static void Missing(string why)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"The packages of tests/browser could not be installed: {why}");
        }

        Assert.Inconclusive($"The packages of tests/browser could not be installed: {why}");
    }
}
