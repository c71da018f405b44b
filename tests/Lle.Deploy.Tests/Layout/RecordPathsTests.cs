using Lle.Deploy.Layout;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Layout;

[TestClass]
public sealed class RecordPathsTests
{
    private static readonly TargetLayout Here = At("/opt/shells/a");

    [TestMethod]
    [DataRow("/opt/shells/a/bin/lusush", "bin/lusush")]
    [DataRow("/opt/shells/a/bin", "bin")]
    [DataRow("/opt/shells/a/etc/lusush/lle.conf", "config/lle.conf")]
    [DataRow("/opt/shells/a/var/lib/lusush/history/x.json", "data/history/x.json")]
    [DataRow("/opt/shells/a/var/lib/lusush/backups/20260101_000000", "backups/20260101_000000")]
    [DataRow("/opt/shells/a/etc", "prefix/etc")]
    [DataRow("/opt/shells/a/etc/lusush/a\\b\nc", "config/a\\\\b\\x0ac")]
    public void A_path_is_spelled_below_its_innermost_directory_and_read_again(string path, string spelled)
    {
        Assert.AreEqual(spelled, new RecordPaths(Here).Write(path));
        Assert.AreEqual(path, new RecordPaths(Here).Read(spelled, "journal"));
    }

    [TestMethod]
    public void What_one_place_wrote_means_the_copy_when_the_copy_reads_it()
    {
        var written = new RecordPaths(Here).Write(Here.Configuration);
        Assert.AreEqual("/srv/b/etc/lusush/lle.conf", new RecordPaths(At("/srv/b")).Read(written, "journal"));
    }

    [TestMethod]
    public void A_directory_above_the_layout_is_read_again_only_where_it_is_the_same()
    {
        var written = new RecordPaths(Here).Write("/opt/shells");
        Assert.AreEqual("/opt/shells", new RecordPaths(Here).Read(written, "journal"));
        Assert.AreEqual("/opt/shells", new RecordPaths(At("/opt/shells/b")).Read(written, "journal"));
        Assert.IsNull(new RecordPaths(At("/opt/other/b")).Read(written, "journal"));
        Assert.IsNull(new RecordPaths(At("/b")).Read(written, "journal"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("/etc/passwd")]
    [DataRow("/opt/shells/a/bin/lusush")]
    [DataRow("..")]
    [DataRow("bin/../../etc")]
    [DataRow("bin/./x")]
    [DataRow("bin//x")]
    [DataRow("bin/")]
    [DataRow("elsewhere/x")]
    [DataRow("bin/a\nb")]
    [DataRow("bin/a\\x00b")]
    [DataRow("bin/a\\x2fb")]
    [DataRow("bin/a\\q")]
    [DataRow("bin/a\\")]
    [DataRow("prefix^1:0000")]
    [DataRow("prefix^0:0123456789abcdef")]
    [DataRow("prefix^-1:0123456789abcdef")]
    [DataRow("prefix^1:0123456789abcdef/x")]
    [DataRow("where^1:0123456789abcdef")]
    public void An_impossible_path_is_refused(string spelled) =>
        Assert.AreEqual("journal", Refused.With("LLE3041", () => new RecordPaths(Here).Read(spelled, "journal")).Location.File);

    [TestMethod]
    public void What_version_100_wrote_is_good_only_in_the_layout_that_it_names()
    {
        Assert.AreEqual(Here.Binary, new RecordPaths(Here).ReadAbsolute(Here.Binary, "journal"));
        Assert.AreEqual("/opt/shells", new RecordPaths(Here).ReadAbsolute("/opt/shells", "journal"));
        Refused.With("LLE3042", () => new RecordPaths(At("/opt/shells/b")).ReadAbsolute(Here.Binary, "journal"));
        Refused.With("LLE3042", () => new RecordPaths(Here).ReadAbsolute("/opt/shells/a/bin/../../b/bin/lusush", "journal"));
    }

    private static TargetLayout At(string prefix) =>
        new(prefix, $"{prefix}/etc/lusush", $"{prefix}/var/lib/lusush", $"{prefix}/var/log/lusush", $"{prefix}/var/lib/lusush/backups",
            "lusush");
}
