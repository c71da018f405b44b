namespace Lle.Deploy.Tests.Bundles;

/// <summary>Bundles that somebody made who is not to be trusted: refused with a code, and nothing on the target is changed.</summary>
[TestClass]
public sealed class HostileBundleTests
{
    [TestMethod]
    [DataRow("LLE1401", "{", DisplayName = "no JSON")]
    [DataRow("LLE1401", "[]", DisplayName = "a list")]
    [DataRow("LLE1401", """{"Schema":1,"Schema":1,"Name":"lusush","Version":"1.4.0"}""", DisplayName = "a name twice")]
    [DataRow("LLE1401", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Run":"id"}""", DisplayName = "an unknown name")]
    [DataRow("LLE1401", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleMaxStartupTime":1}}""",
        DisplayName = "a number for a text")]
    [DataRow("LLE1401", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Items":{"LleProbe":[[[[[[[[[[]]]]]]]]]]}}""",
        DisplayName = "deep nesting")]
    [DataRow("LLE1403", """{"Schema":2,"Name":"lusush","Version":"1.4.0"}""", DisplayName = "a newer schema")]
    [DataRow("LLE1404", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleMaxStartTime":"1"}}""",
        DisplayName = "an unknown option")]
    [DataRow("LLE1405", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleInstallPrefix":"/"}}""", DisplayName = "where to")]
    [DataRow("LLE1405", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"lleconfigdir":"/etc"}}""",
        DisplayName = "where to, in other letters")]
    [DataRow("LLE1405", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleTrustedKeys":"/dev/null"}}""",
        DisplayName = "whom to trust")]
    [DataRow("LLE1405", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleAllowInsecurePrefix":"true"}}""",
        DisplayName = "what to allow")]
    [DataRow("LLE1406", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Items":{"LleHook":[{"Include":"x"}]}}""",
        DisplayName = "an unknown item")]
    [DataRow("LLE1407", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Items":{"LleProbe":[{"Include":"x","Arguments":"-c id"}]}}""",
        DisplayName = "a probe that runs a shell")]
    [DataRow("LLE1407", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleStartupArguments":"-c;id"}}""",
        DisplayName = "a start that runs a command")]
    [DataRow("LLE1401", """{"Schema":-1,"Name":"lusush","Version":"1.4.0"}""", DisplayName = "a schema that never was")]
    [DataRow("LLE1401", """{"Schema":1,"Name":"other","Version":"1.4.0"}""", DisplayName = "another name than the program's")]
    [DataRow("LLE1002", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleConfigName":"security.conf"}}""",
        DisplayName = "a configuration in the place of another file")]
    [DataRow("LLE1153", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Links":{"../x":"lusush"}}""",
        DisplayName = "a link elsewhere")]
    [DataRow("LLE1154", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Links":{"a":"b","A":"b"}}""",
        DisplayName = "links that differ in case")]
    [DataRow("LLE1414", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Links":{"a":""}}""", DisplayName = "a link to nothing")]
    [DataRow("LLE1407", """
        {"Schema":1,"Name":"lusush","Version":"1.4.0","Items":{"LleService":[{"Include":"sshd","OnChange":"restart"}]}}
        """,
        DisplayName = "a service of the host")]
    [DataRow("LLE1407", """
        {"Schema":1,"Name":"lusush","Version":"1.4.0","Items":{"LleHealthCheck":[{"Include":"x","Tcp":"10.0.0.1:22"}]}}
        """,
        DisplayName = "a connection")]
    [DataRow("LLE1407", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Items":{"LleConfigFile":[{"Include":"a.conf","Mode":"4755"}]}}""",
        DisplayName = "a set-id file")]
    [DataRow("LLE1407", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Items":{"LleConfigFile":[{"Include":"a","Validate":"id"}]}}""",
        DisplayName = "a validating command")]
    [DataRow("LLE1405", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LlePlanFile":"/etc/passwd"}}""",
        DisplayName = "where a plan goes")]
    [DataRow("LLE1405", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleHostPackage":"/tmp/x"}}""",
        DisplayName = "which lle")]
    [DataRow("LLE1405", """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleOwner":"0"}}""", DisplayName = "whose files")]
    [DataRow("LLE1409", """{"Schema":1,"Name":"lusush","Version":"1.4.1"}""", DisplayName = "two versions")]
    public void A_description_that_asks_for_too_much_is_refused(string code, string description)
    {
        using var folder = new BundleFolder();

        Assert.IsFalse(folder.Deploy(folder.Forge(description)).Succeeded);

        Assert.AreEqual(code, folder.Codes);
        Assert.IsFalse(Directory.Exists(folder.Prefix));
    }

    [TestMethod]
    public void Commands_run_where_the_caller_allows_them()
    {
        using var folder = new BundleFolder();
        var bundle = folder.Forge(
            """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleMaxStartupTime":"60000000","LleStartupArguments":"--fine"}}""");

        Assert.IsTrue(folder.Deploy(bundle, new() { ["LleValidationThreshold"] = "0" }, allowCommands: true).Succeeded,
            string.Join('\n', folder.Told));
    }

    [TestMethod]
    public void A_hundred_megabytes_of_description_are_not_read()
    {
        using var folder = new BundleFolder();
        var bundle = folder.Pack(("deployment.json", new string(' ', 100_000_000)));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        Assert.IsFalse(folder.Deploy(bundle).Succeeded);

        Assert.AreEqual("LLE1402", folder.Codes);
        Assert.IsLessThan(50_000_000, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    [TestMethod]
    public void A_description_behind_the_payload_is_not_passed_over()
    {
        using var folder = new BundleFolder();
        var bundle = folder.Pack(("lusush", "#!/bin/sh\n"), ("lle.conf.template", BundleFolder.Template), ("deployment.json", "{}"));

        Assert.IsFalse(folder.Deploy(bundle, new() { ["LleUpdateVersion"] = "1.4.0" }).Succeeded);

        Assert.AreEqual("LLE1408", folder.Codes);
    }

    [TestMethod]
    public void A_description_that_its_list_does_not_name_or_names_otherwise_is_refused()
    {
        using var folder = new BundleFolder();
        const string Description = """{"Schema":1,"Name":"lusush","Version":"1.4.0"}""";

        folder.Deploy(
            folder.Pack(("deployment.json", Description), ("VERSION", "1.4.0\n"),
                ("checksums.sha256", $"{new string('0', 64)}  lusush\n")));
        Assert.AreEqual("LLE1411", folder.Codes);

        folder.Deploy(
            folder.Pack(("deployment.json", Description), ("VERSION", "1.4.0\n"),
                ("checksums.sha256", $"{new string('0', 64)}  deployment.json\n")));
        Assert.AreEqual("LLE1117", folder.Codes);
    }

    [TestMethod]
    public void Verify_names_a_file_that_differs_and_one_that_is_not_listed()
    {
        using var folder = new BundleFolder();
        const string Description = """{"Schema":1,"Name":"lusush","Version":"1.4.0"}""";
        var list = $"{BundleFolder.Hash(Description)}  deployment.json\n{BundleFolder.Hash("1.4.0\n")}  " +
            $"VERSION\n{BundleFolder.Hash("good")}  lusush\n";
        var bundle = folder.Pack(("deployment.json", Description), ("VERSION", "1.4.0\n"), ("checksums.sha256", list), ("lusush", "evil"),
            ("extra", ""));

        Assert.IsFalse(folder.Engine([]).VerifyBundle(bundle, CancellationToken.None).Succeeded);

        Assert.AreEqual("LLE1117 LLE1411", folder.Codes);
    }
}
