using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests.Installed;

/// <summary>The table of installed files is the only one: whoever knows a path that it does not know fails here.</summary>
[TestClass]
public sealed partial class InstalledFilesTests
{
    private static readonly TargetLayout Layout =
        new("/p", "/p/etc/lusush", "/p/var/lib/lusush", "/p/var/log/lusush", "/p/var/lib/lusush/backups", "lusush");

    [TestMethod]
    public void Every_file_the_layout_names_is_in_the_table()
    {
        // Version folders are named one by one by the records of their versions.
        string[] versions = [Layout.LibDir, Layout.VersionsDir, Layout.CurrentVersion, Layout.LleDir];
        string[] records = [.. versions, Layout.Live, Layout.Lock, Layout.Transactions, Layout.Runs, Layout.History, Layout.RunitDir,
            Layout.Prefix, .. Layout.Sections.Select(s => s.Directory)];
        var named = typeof(TargetLayout).GetProperties().Where(p => p.PropertyType == typeof(string))
            .Select(p => (string)p.GetValue(Layout)!)
            .Concat(typeof(TargetLayout).GetMethods()
            .Where(m => m is { IsSpecialName: false, ReturnType.Name: "String" } && m.GetParameters() is [{ ParameterType.Name: "String" }])
                .Select(m => (string)m.Invoke(Layout, ["20260101_000000"])!))
            .Where(path => path.StartsWith('/') && !records.Contains(path)).ToList();

        Assert.IsGreaterThan(15, named.Count);
        Assert.AreEqual("", string.Join(' ', named.Where(path => InstalledFiles.Find(Layout, path) is null)));
    }

    [TestMethod]
    public void The_documents_list_the_table()
    {
        var documented = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "installed-files.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal));
        var table = InstalledFiles.All.Select(f =>
            $"| `{f.Spelled}` | {FileModes.Octal(f.Mode)} | {f.Owner.Name} | {f.Kind.ToString().ToLowerInvariant()} |");
        Assert.AreEqual(string.Join('\n', table), string.Join('\n', documented));
    }

    [TestMethod]
    public void The_installed_validator_looks_at_files_of_the_table_with_its_modes()
    {
        var script = Encoding.UTF8.GetString(InstalledScripts.SecurityValidator(
            Layout, new ScriptSettings("id", "1.0.0", new Budgets())).Content);
        var looked = Check().Matches(script).Select(m => (Path: m.Groups[2].Value, Letters: m.Groups[1].Value)).ToList();

        Assert.IsGreaterThan(8, looked.Count);
        foreach (var (path, letters) in looked)
        {
            var onTarget = path.Replace("$LLE_INSTALL_PREFIX", Layout.Prefix, StringComparison.Ordinal)
                .Replace("$LLE_CONFIG_DIR", Layout.ConfigDir, StringComparison.Ordinal)
                .Replace("$LLE_LOG_DIR", Layout.LogDir, StringComparison.Ordinal)
                .Replace("$LLE_DATA_DIR", Layout.DataDir, StringComparison.Ordinal)
                .Replace("$config_name", Layout.ConfigName, StringComparison.Ordinal)
                .Replace("$binary_name", Layout.BinaryName, StringComparison.Ordinal);
            Assert.AreEqual(letters, FileModes.Letters(InstalledFiles.Find(Layout, onTarget)?.Mode ?? 0), path);
        }
    }

    [TestMethod]
    public void What_a_restore_removes_is_in_the_table_and_what_others_put_beside_it_is_not()
    {
        Assert.IsTrue(ManagedFiles.IsManaged(Layout, Layout.Configuration + ".new"));
        Assert.IsTrue(ManagedFiles.IsManaged(Layout, Layout.RollbackData("20260101_000000")));
        Assert.IsFalse(ManagedFiles.IsManaged(Layout, Layout.Checksums + ".new"));
        Assert.IsFalse(ManagedFiles.IsManaged(Layout, Path.Combine(Layout.ConfigDir, "own.conf")));
        Assert.IsFalse(ManagedFiles.IsManaged(Layout, Layout.RollbackData("a/b")));
        Assert.IsFalse(ManagedFiles.IsManaged(Layout, Layout.AuditLog));
    }

    [GeneratedRegex(@"(?m)^ *check_(?:path|if_there) - '([rwx-]{9})' ""([^""]+)""")]
    private static partial Regex Check();
}
