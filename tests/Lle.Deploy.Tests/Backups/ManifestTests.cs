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
        var text = Sample.Format("/b");
        var body = text[..text.LastIndexOf("Manifest SHA-256: ", StringComparison.Ordinal)].Replace(
            "bin/lusush", path, StringComparison.Ordinal);
        Refused.With("LLE1301", () => Manifest.Parse(
            $"{body}Manifest SHA-256: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\n", "MANIFEST"));
    }
}
