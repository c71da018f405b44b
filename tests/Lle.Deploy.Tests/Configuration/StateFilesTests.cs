using System.Text;
using CsCheck;
using Lle.Deploy.Installed;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class StateFilesTests
{
    private const string Nasty = "/p \"q\" 'r' $(touch x) `touch y` \\n é\n\r\t\u0001\u2028 ";

    [TestMethod]
    public void The_installation_record_has_the_fields_of_old() =>
        Assert.AreEqual(
            "LLE Installation Record\nInstallation Date: 2026-01-02 03:04:05\nDeployment ID: 20260102_030405\nVersion: 1.2.3\n"
            + "Binary Path: /usr/local/bin/lusush\nInstall User: root\nInstall Group: wheel\n",
            new InstallationInfo("2026-01-02 03:04:05", "20260102_030405", "1.2.3", "/usr/local/bin/lusush", "root", "wheel").ToText());

    [TestMethod]
    public void The_deployment_state_has_the_fields_of_old() =>
        Assert.AreEqual(
            "LLE Deployment State\nCurrent Deployment ID: 20260102_030405\nCurrent Version: 1.2.3\n"
            + "Last Deployment Date: 2026-01-02 03:04:05\nStatus: ACTIVE\nEnvironment: /usr/local\n",
            new DeploymentState("20260102_030405", "1.2.3", "2026-01-02 03:04:05", "ACTIVE", "/usr/local").ToText());

    [TestMethod]
    public void The_rollback_data_has_the_names_of_old() =>
        StringAssert.EndsWith(
            new RollbackData("20260102_030405", "2026-01-02 03:04:05", "20260102_030405", "/b", "/b/bin/lusush", "").ToText(),
            "BACKUP_TIMESTAMP=\"20260102_030405\"\nBACKUP_BASE_DIR=\"/b\"\nBACKUP_BINARY_PATH=\"/b/bin/lusush\"\nBACKUP_CONFIG_PATH=\"\"\n"
            + "DEPLOYMENT_ID=\"20260102_030405\"\nROLLBACK_REASON=\"\"\n");

    [TestMethod]
    public void Rollback_data_written_by_the_old_scripts_is_read()
    {
        var data = RollbackData.Parse(
            """
            # LLE Rollback Data for Deployment 20251009_140930
            # Generated: 2025-10-09 14:09:30
            BACKUP_TIMESTAMP="20251009_140930"
            BACKUP_BASE_DIR="/x/$(y)"
            BACKUP_BINARY_PATH=""
            BACKUP_CONFIG_PATH=""
            DEPLOYMENT_ID="20251009_140930"
            ROLLBACK_REASON=""

            """u8,
            "f");

        Assert.AreEqual("/x/$(y)", data.BackupBaseDir);
        Assert.AreEqual("2025-10-09 14:09:30", data.Generated);
    }

    [TestMethod]
    public void Any_value_is_one_line_and_comes_back_the_same() =>
        Gen.String.Array[7].Sample(
            values =>
            {
                var info = new InstallationInfo(values[0], values[1], values[2], values[3], values[4], values[5]);
                Assert.AreEqual(7, info.ToText().Count(character => character == '\n'));
                Assert.AreEqual(info, InstallationInfo.Parse(Encoding.UTF8.GetBytes(info.ToText()), "f"));

                var data = new RollbackData(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
                Assert.AreEqual(8, data.ToText().Count(character => character == '\n'));
                Assert.AreEqual(data, RollbackData.Parse(Encoding.UTF8.GetBytes(data.ToText()), "f"));
            },
            iter: 5000, seed: "0N0XIzNsQ0O2", threads: 1);

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    public void Even_a_shell_that_sources_rollback_data_executes_nothing(string shell)
    {
        using var scratch = new Scratch();
        var data = new RollbackData(Nasty, Nasty, Nasty, Nasty, Nasty, "\"; touch z; \"", "`touch w`");
        scratch.Write("data", data.ToText());

        Run.Tool(shell, scratch.Folder, "-c", ". ./data");

        CollectionAssert.AreEqual(new[] { scratch.At("data") }, Directory.GetFiles(scratch.Folder));
    }

    [TestMethod]
    [DataRow("BACKUP_BASE_DIR=/b", "LLE1601(1,1)")]
    [DataRow("BACKUP_BASE_DIR=\"/b\"; touch x", "LLE1601(1,1)")]
    [DataRow("BACKUP_BASE_DIR=\"/b\" \"", "LLE1601(1,1)")]
    [DataRow("BACKUP_BASE_DIR=\"/b\\\"", "LLE1601(1,1)")]
    [DataRow("touch x", "LLE1601(1,1)")]
    [DataRow("DEPLOYMENT_ID=\"a\"\nDEPLOYMENT_ID=\"b\"", "LLE1603(2,1)")]
    [DataRow("", "LLE1602(0,0)")]
    public void Rollback_data_that_is_not_data_is_refused(string text, string place) =>
        CollectionAssert.Contains(Refused.Places(() => RollbackData.Parse(Encoding.UTF8.GetBytes(text), "f")).ToArray(), place);

    [TestMethod]
    [DataRow("Something else\nDeployment ID: 1\n", "LLE1601(1,1)")]
    [DataRow("LLE Installation Record\nno colon\n", "LLE1601(2,1)")]
    [DataRow("LLE Installation Record\nVersion: 1\nVersion: 2\n", "LLE1603(3,1)")]
    [DataRow("LLE Installation Record\n", "LLE1602(0,0)")]
    public void A_record_that_is_not_whole_is_refused(string text, string place) =>
        CollectionAssert.Contains(Refused.Places(() => InstallationInfo.Parse(Encoding.UTF8.GetBytes(text), "f")).ToArray(), place);

    [TestMethod]
    public void A_record_that_is_not_text_or_too_large_is_refused()
    {
        Refused.With("LLE1604", () => InstallationInfo.Parse([0xff], "f"));
        Refused.With("LLE1605", () => InstallationInfo.Parse(new byte[100_000], "f"));
    }
}
