using System.Globalization;
using System.Text.Json.Nodes;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A mistake is told in words that say what is so and what to do, and nothing is touched.</summary>
[TestClass]
public sealed class WhatMistakesAreToldTests
{
    [TestMethod]
    [DataRow("LleMaxStartupTime", "50ms", "LLE1002", "50ms is 50000")]
    [DataRow("LleInstallPrefix", "~/x", "LLE1003", "only a shell replaces '~'")]
    [DataRow("LleVersion", "a/b", "LLE1002", "expected a version like 1.3.0")]
    public void A_wrong_option_is_refused_before_anything_is_touched(string option, string value, string code, string said)
    {
        using var target = new Target();
        target.Options[option] = value;

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Says(target, code, said);
        Assert.IsFalse(Directory.Exists(target.Prefix));
    }

    [TestMethod]
    public void A_default_that_does_not_go_with_another_option_is_not_advised()
    {
        using var target = new Target();
        target.Options.Remove("LleReadinessRollbackThreshold");
        target.Options["LleReadinessThreshold"] = "50";

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Says(target, "LLE1002", "LleReadinessRollbackThreshold is '70', its default; expected 0 to LleReadinessThreshold (50). Set Lle");
    }

    [TestMethod]
    public void A_payload_folder_that_begins_with_a_tilde_is_told_why_it_is_not_there()
    {
        using var target = new Target();
        target.Options["LlePayloadDir"] = "~/x";

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Says(target, "LLE1101", "only a shell replaces '~'");
    }

    [TestMethod]
    public void A_directory_that_is_derived_from_a_wrong_one_is_not_complained_of_too()
    {
        using var target = new Target();
        target.Options["LleDataDir"] = "data";
        target.Options.Remove("LleBackupDir");

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Assert.HasCount(1, target.Told, string.Join("; ", target.Told));
        Says(target, "LLE1003", "LleDataDir is 'data'");
    }

    [TestMethod]
    public void Numbers_are_written_with_a_point_under_every_locale()
    {
        using var target = new Target();
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            target.Options["LleMaxStartupTime"] = "1.5";
            Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);
            Assert.IsTrue(target.Told.Exists(told => told.Message.Contains("budget of 1.5 µs", StringComparison.Ordinal)),
                string.Join("; ", target.Told));

            target.Options["LleMaxStartupTime"] = "59999999.5";
            target.Deployed();
            foreach (var file in Directory.GetFiles(target.Prefix, "*", SearchOption.AllDirectories))
            {
                Assert.DoesNotContain("59999999,", File.ReadAllText(file), file);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void A_restore_without_a_stamp_names_the_backups_there_are()
    {
        using var target = new Target();
        target.Deployed();

        Assert.IsFalse(target.Engine().Restore(CancellationToken.None).Succeeded);

        Says(target, "LLE1305", "LleBackupTimestamp is not set; the complete backups are: 2");
    }

    [TestMethod]
    public void An_update_without_anything_says_which_option_it_needs()
    {
        using var target = new Target();

        Assert.IsFalse(target.Engine().Update(CancellationToken.None).Succeeded);

        Says(target, "LLE1031", "LleUpdateVersion is not set, but LleUpdate needs it");
        Assert.DoesNotContain("default", string.Join("; ", target.Told));
    }

    [TestMethod]
    public void A_program_that_is_no_shell_is_told_of_all_three_options_at_once()
    {
        using var target = new Target();
        target.Payload("exit 3");

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Says(target, "LLE1125", "LleStartupArguments");
        Says(target, "LLE1125", "LleDefaultProbes=false and LleMeasureResponse=false");
    }

    [TestMethod]
    public void A_payload_without_a_template_is_told_how_to_do_without_one_and_that_works()
    {
        using var target = new Target();
        File.Delete(Path.Combine(target.Options["LlePayloadDir"], "lle.conf.template"));
        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);
        Says(target, "LLE1108", "set LleDefaultConfigRules=false to deploy without lle.conf");

        target.Options["LleDefaultConfigRules"] = "false";

        target.Deployed("1.0.0");
        Assert.IsFalse(File.Exists(target.At("etc/lusush/lle.conf")));
    }

    [TestMethod]
    public void An_empty_template_is_one_error()
    {
        using var target = new Target();
        target.Configuration("");

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Says(target, "LLE1516", "LleDefaultConfigRules=false");
        Assert.HasCount(1, target.Told.Where(diagnostic => diagnostic.Code.StartsWith("LLE15", StringComparison.Ordinal)).ToList());
    }

    [TestMethod]
    public void A_payload_that_does_not_match_its_list_is_a_mismatch_in_the_result()
    {
        using var target = new Target();
        var payload = target.Options["LlePayloadDir"];
        File.WriteAllText(Path.Combine(payload, "checksums.sha256"), $"{new string('0', 64)}  lusush\n");

        var result = target.Engine().Deploy(CancellationToken.None);

        Says(target, "LLE1117", "does not match its checksum");
        Assert.AreEqual("mismatch", JsonNode.Parse(result.ToJson())!["Integrity"]!.GetValue<string>());
    }

    [TestMethod]
    public void A_readiness_below_target_that_is_kept_does_not_advise_to_keep_it()
    {
        using var target = new Target();
        target.Options["LleReadinessThreshold"] = "100";
        target.Options["LleKeepDegraded"] = "true";

        var result = target.Engine().Deploy(CancellationToken.None);

        Assert.AreEqual("DEGRADED", result.Status, string.Join("; ", target.Told));
        Says(target, "LLE2001", "review it, then keep it or roll back");
        Assert.DoesNotContain(diagnostic => diagnostic.Remedy.Contains("LleKeepDegraded=true", StringComparison.Ordinal), target.Told,
            string.Join("; ", target.Told));
    }

    [TestMethod]
    public void A_target_that_is_missed_and_kept_comes_before_the_other_warnings_of_the_report()
    {
        using var target = new Target();
        target.Options["LleReadinessThreshold"] = "100";
        target.Options["LleValidationThreshold"] = "100";
        target.Options["LleKeepDegraded"] = "true";

        var result = target.Engine().Deploy(CancellationToken.None);

        var report = File.ReadAllText(result.ReportPath!);
        var places = new[] { "LLE2001", "LLE2010", "LLE1111" }
            .Select(code => report.IndexOf($">{code}</a>", StringComparison.Ordinal)).ToArray();
        Assert.IsTrue(places[0] > 0 && places[0] < places[1] && places[1] < places[2], string.Join(", ", places));
    }

    [TestMethod]
    public void The_log_of_a_cancelled_phase_names_the_phases_code_and_no_empty_one()
    {
        using var target = new Target();
        using (var deployment = target.Engine().OpenDeployment()!)
        {
            foreach (var step in new[] { "ValidatePrerequisites", "VerifyChecksums", "PrepareEnvironment" })
            {
                Assert.IsTrue(deployment.Run(step, CancellationToken.None), $"{step}: {string.Join("; ", target.Told)}");
            }

            Assert.IsFalse(deployment.Run("CreateBackup", new CancellationToken(canceled: true)));
        }

        var log = File.ReadAllText(Directory.GetFiles(target.At("var/log/lusush"), "deployment_2*.log").Single());
        Assert.DoesNotContain("(BACKUP_001 )", log);
        Assert.Contains("was cancelled", log);
    }

    private static void Says(Target target, string code, string text) => Assert.Contains(
        diagnostic => diagnostic.Code == code && diagnostic.Text.Contains(text, StringComparison.Ordinal), target.Told,
        string.Join("; ", target.Told));
}
