using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Layout;

/// <summary>A record is believed where nobody with fewer rights can have written it.</summary>
[TestClass]
public sealed class RecordTrustTests
{
    private const uint Stranger = 65534;

    [TestMethod]
    [DataRow(0x180u, true)]
    [DataRow(0x1a4u, true)]
    [DataRow(0x1b4u, false)]
    [DataRow(0x1a6u, false)]
    public void A_record_that_others_may_write_is_not_believed(uint mode, bool believed)
    {
        using var scratch = new Scratch();
        scratch.Write("record", "text", (UnixFileMode)mode);
        using var folder = PosixDirectory.Open(scratch.Folder);

        if (believed)
        {
            RecordTrust.OpenRead(folder, "record").Dispose();
        }
        else
        {
            Refused.With("LLE3043", () => RecordTrust.OpenRead(folder, "record").Dispose());
        }
    }

    [TestMethod]
    public void A_record_in_a_directory_that_others_may_write_is_not_believed()
    {
        using var scratch = new Scratch();
        scratch.Write("record", "text");
        File.SetUnixFileMode(scratch.Folder, (UnixFileMode)0x1ff);
        using var folder = PosixDirectory.Open(scratch.Folder);

        Refused.With("LLE3043", () => RecordTrust.OpenRead(folder, "record").Dispose());
    }

    [TestMethod]
    public void A_record_of_somebody_else_is_not_believed()
    {
        if (Accounts.CurrentUser != 0)
        {
            Tools.Lacks("root, who may give files away");
        }

        using var scratch = new Scratch();
        scratch.Write("record", "text");
        using var folder = PosixDirectory.Open(scratch.Folder);
        using (var file = folder.OpenRead("record"))
        {
            file.SetOwner(Stranger, Stranger);
        }

        Refused.With("LLE3043", () => RecordTrust.OpenRead(folder, "record").Dispose());
    }
}
