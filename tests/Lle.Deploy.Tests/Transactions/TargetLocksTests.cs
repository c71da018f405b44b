using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>Runs that could write to one file exclude each other, whatever their options call its directory.</summary>
[TestClass]
public sealed class TargetLocksTests
{
    private const string Purpose = "deploy of one";

    [TestMethod]
    [DataRow("one/etc", DisplayName = "the same directory")]
    [DataRow("linked/etc", DisplayName = "the same directory behind a link")]
    [DataRow("linked/new", DisplayName = "the same directory behind a link, and it is not there yet")]
    [DataRow("one/etc/deep/down", DisplayName = "a directory within the other's")]
    [DataRow("one/new/deep/down", DisplayName = "a directory within the other's, and neither is there yet")]
    [DataRow("linked/new/deep", DisplayName = "a directory within the other's behind a link")]
    [DataRow("one", DisplayName = "a directory that holds the other's")]
    [DataRow("one/bin", DisplayName = "the directory of the other's program")]
    [DataRow("one/lib/lle/alpha", DisplayName = "the directory of the other's versions")]
    public void Layouts_that_overlap_exclude_each_other_both_ways(string directory)
    {
        using var scratch = new Scratch();
        var alpha = Layout(scratch, "one", "alpha", directory.Contains("new", StringComparison.Ordinal) ? "one/new" : "one/etc");
        Directory.CreateSymbolicLink(scratch.At("linked"), scratch.At("one"));
        var beta = Layout(scratch, "two", "beta", directory);

        Excludes(alpha, beta);
        Excludes(beta, alpha);
    }

    [TestMethod]
    [DataRow("alpha")]
    [DataRow("beta")]
    public void A_program_behind_a_link_is_locked_whatever_data_directory_is_named(string program)
    {
        using var scratch = new Scratch();
        var alpha = Layout(scratch, "one", "alpha", "one/etc");
        Directory.CreateSymbolicLink(scratch.At("linked"), scratch.At("one"));
        Directory.CreateDirectory(scratch.At("two/var"));
        var beta = Layout(scratch, "two", program, "two/etc") with { Prefix = Resolved(scratch, "linked"), Name = "beta" };

        if (program == "alpha")
        {
            Excludes(alpha, beta);
            return;
        }

        using var first = TargetLocks.Take(alpha, Purpose);
        using var second = TargetLocks.Take(beta, Purpose);
    }

    [TestMethod]
    public void Directories_that_are_made_meanwhile_are_locked_too()
    {
        using var scratch = new Scratch();
        var alpha = Layout(scratch, "one", "alpha", "one/new");
        using var held = TargetLocks.Take(alpha, Purpose);
        Directory.CreateDirectory(alpha.ConfigDir);
        held.Extend();

        Refused(Layout(scratch, "two", "beta", "one/new/within"));
    }

    [TestMethod]
    public void Runs_that_have_nothing_in_common_do_not_meet_and_the_last_one_leaves_no_lock()
    {
        using var scratch = new Scratch();
        var alpha = Layout(scratch, "one", "alpha", "one/etc");
        var beta = Layout(scratch, "two", "beta", "two/etc");

        var first = TargetLocks.Take(alpha, Purpose);
        using (TargetLocks.Take(beta, Purpose))
        {
            first.Dispose();
            Assert.IsNotEmpty(Standing(scratch, beta), "the one that both hold stays");
            Refused(Layout(scratch, "three", "gamma", "") with { ConfigDir = scratch.Folder });
        }

        Assert.IsEmpty(Standing(scratch, alpha, beta));
    }

    [TestMethod]
    [DataRow("lle", 0x1c0, null)]
    [DataRow("lle", 0x1c8, "LLE3052")]
    [DataRow("lle", 0x1ff, "LLE3052")]
    [DataRow("file", 0x180, "LLE3052")]
    [DataRow("link", 0x1c0, "LLE3052")]
    public void A_lock_folder_that_others_may_open_is_refused(string name, int mode, string? code)
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("lle"));
        scratch.Write("file", "");
        File.CreateSymbolicLink(scratch.At("link"), "lle");
        File.SetUnixFileMode(scratch.At(name), (UnixFileMode)mode);

        if (code is null)
        {
            Assert.AreEqual(scratch.At(name), LockFolder.Make(scratch.At(name), Accounts.CurrentUser));
        }
        else
        {
            Lle.Deploy.Tests.Support.Refused.With(code, () => LockFolder.Make(scratch.At(name), Accounts.CurrentUser));
        }
    }

    private static void Excludes(TargetLayout first, TargetLayout second)
    {
        using (TargetLocks.Take(first, Purpose))
        {
            Refused(second);
        }

        TargetLocks.Take(second, Purpose).Dispose();
    }

    private static void Refused(TargetLayout layout)
    {
        var refused = Assert.ThrowsExactly<DeploymentException>(() => TargetLocks.Take(layout, "deploy of another"));
        Assert.AreEqual("LLE3011", refused.Diagnostics[0].Code);
        Assert.Contains("deploy of", refused.Diagnostics[0].Message);
    }

    /// <summary>Lock files of what lies in the scratch folder.</summary>
    private static IEnumerable<string> Standing(Scratch scratch, params IReadOnlyList<TargetLayout> layouts) =>
        LockFolder.Names([.. layouts]).Append(LockFolder.NameOf(scratch.Folder, ""))
            .Where(name => File.Exists(Path.Combine(LockFolder.Make(), name)));

    private static TargetLayout Layout(Scratch scratch, string prefix, string program, string config)
    {
        foreach (var name in new[] { "bin", "etc", "var/data", "var/log", "var/data/backups" })
        {
            Directory.CreateDirectory(scratch.At($"{prefix}/{name}"));
        }

        return new TargetLayout(scratch.At(prefix), Resolved(scratch, config), scratch.At($"{prefix}/var/data"),
            scratch.At($"{prefix}/var/log"), scratch.At($"{prefix}/var/data/backups"), program);
    }

    /// <summary>As the options' reader does it.</summary>
    private static string Resolved(Scratch scratch, string path) => LayoutResolver.Resolve("LleConfigDir", scratch.At(path));
}
