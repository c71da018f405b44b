using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Backups;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Backups;

[TestClass]
public sealed class ManifestTests
{
    private static readonly Manifest Sample = new()
    {
        BackupId = "20260101_000000",
        DeploymentId = "20260101_000000",
        Created = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Identity = Layouts.Identity,
        Sequence = 7,
        Entries = [new ManifestEntry("bin/lusush", new PathState { Kind = FileKind.File, Mode = 0x1ed, Sha256 = new string('a', 64) }, 3,
        42)],
    };

    [TestMethod]
    public void What_is_written_is_read_again()
    {
        var read = Manifest.Parse(Sample.Format("/b"), "MANIFEST");
        Assert.AreEqual((Sample.BackupId, Sample.DeploymentId, Sample.Created, Sample.Identity, Sample.Sequence),
            (read.BackupId, read.DeploymentId, read.Created, read.Identity, read.Sequence));
        CollectionAssert.AreEqual(Sample.Entries.ToList(), read.Entries.ToList());
    }

    [TestMethod]
    public void The_documents_field_names_are_there()
    {
        var text = Sample.Format("/b");
        foreach (var field in new[] { "LLE Deployment Backup Manifest\n", "Backup ID: 20260101_000000\n", "Deployment ID: ",
            "Created: 2026-01-01 00:00:00\n", "Backup Directory: /b\n", "Files Backed Up:\n" })
        {
            Assert.Contains(field, text);
        }
    }

    [TestMethod]
    [DataRow("Sequence: 7", "Sequence: 8")]
    [DataRow("lusush", "lusuhs")]
    [DataRow("Manifest SHA-256: ", "Manifest SHA-255: ")]
    public void One_changed_letter_is_refused(string found, string changed) =>
        Refused.With("LLE1301", () => Manifest.Parse(Sample.Format("/b").Replace(found, changed, StringComparison.Ordinal), "MANIFEST"));

    [TestMethod]
    public void A_cut_off_manifest_is_refused() => Refused.With("LLE1301", () => Manifest.Parse(Sample.Format("/b")[..^1], "MANIFEST"));

    [TestMethod]
    [DataRow("../../etc/passwd")]
    [DataRow("bin/../../x")]
    [DataRow("/etc/passwd")]
    [DataRow("bin//x")]
    [DataRow("")]
    public void A_path_that_leads_out_is_refused_although_the_hash_fits(string path)
    {
        var body = Body(Sample).Replace("bin/lusush", path, StringComparison.Ordinal);
        Refused.With("LLE1301", () => Manifest.Parse(Sealed(body), "MANIFEST"));
    }

    [TestMethod]
    public void Attributes_odd_names_and_links_are_read_again()
    {
        var file = new PathState
        {
            Kind = FileKind.File,
            Mode = 1,
            User = 2,
            Group = 3,
            Sha256 = new string('b', 64),
            Attributes = new(StringComparer.Ordinal) { ["user.a"] = "AA==", ["user.b"] = "" },
        };
        var link = new PathState { Kind = FileKind.SymbolicLink, User = 4, Group = 5, Target = "caf\udce9\\\n" };
        var directory = new PathState { Kind = FileKind.Directory, Mode = 0x1ff };
        var sample = Sample with
        {
            Entries = [new("data/\udcff \"x\"", file, long.MaxValue, -1), new("data/link", link, 0, 0), new("data/é", directory, 0, 9)],
        };

        CollectionAssert.AreEqual(sample.Entries.ToList(), Manifest.Parse(sample.Format("/b"), "MANIFEST").Entries.ToList());
    }

    [TestMethod]
    public void A_field_that_is_not_known_is_passed_over()
    {
        var body = Body(Sample).Replace("\"size\":3", "\"more\":{\"path\":[1,{\"size\":9}]},\"size\":3", StringComparison.Ordinal);
        CollectionAssert.AreEqual(Sample.Entries.ToList(), Manifest.Parse(Sealed(body), "MANIFEST").Entries.ToList());
    }

    [TestMethod]
    [DataRow("\"path\":", "\"paht\":")]
    [DataRow("\"state\":", "\"stat\":")]
    [DataRow("\"size\":3", "\"size\":\"3\"")]
    [DataRow("\"size\":3", "\"size\":3.5")]
    [DataRow("\"File\"", "\"Fiel\"")]
    [DataRow("\"modified\":42}", "\"modified\":42}}")]
    [DataRow("\"modified\":42}", "\"modified\":42")]
    public void An_entry_of_another_form_is_refused_although_the_hash_fits(string found, string changed)
    {
        var body = Body(Sample);
        Assert.Contains(found, body);
        Refused.With("LLE1301", () => Manifest.Parse(Sealed(body.Replace(found, changed, StringComparison.Ordinal)), "MANIFEST"));
    }

    private static string Body(Manifest manifest) =>
        manifest.Format("/b") is var text ? text[..text.LastIndexOf("Manifest SHA-256: ", StringComparison.Ordinal)] : "";

    private static string Sealed(string body) =>
        $"{body}Manifest SHA-256: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\n";
}
