using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LleConfigFile: files of any program, merged with local edits and accepted by the program itself.</summary>
[TestClass]
public sealed class ConfigurationFilesTests
{
    private const string Nginx = """
        error_log stderr;
        pid nginx.pid;
        events {
          worker_connections 64;
        }
        http {
          include mime.types;
          access_log off;
          server {
            listen 127.0.0.1:8099;
            location / {
              try_files $uri @fallback;
            }
            location @fallback {
              return 404;
            }
          }
        }

        """;

    private const string Redis = "# a cache\nport 0\nunixsocket redis.sock\ndatabases 16\n\nappendonly no\nmaxmemory 10mb\n";

    private const string Caddyfile =
        "{\n\tadmin off\n}\n\nhttp://127.0.0.1:8098 {\n\trespond \"hello\"\n\n\tlog {\n\t\toutput stderr\n\t}\n}\n";

    /// <summary>redis-server has no option that only checks: it is started, without a port, and has a second to refuse.</summary>
    private const string RedisCheck =
        "sh -c 'timeout 1 redis-server \"$1\" --dir \"$HOME\" --save \"\"; code=$?; [ $code = 0 ] || [ $code = 124 ]' sh @FILE@";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("nginx", "nginx.conf", "nginx -t -q -e stderr -c @FILE@", Nginx, "worker_connections 64", "return 404", "worker_connection 3")]
    [DataRow("redis-server", "redis.conf", RedisCheck, Redis, "databases 16", "maxmemory 10mb", "databses 16")]
    [DataRow("caddy", "Caddyfile", "caddy validate --adapter caddyfile --config @FILE@", Caddyfile, "respond \"hello\"", "output stderr",
        "respnd hello")]
    public void A_real_program_accepts_its_file_with_a_local_edit_merged_and_refuses_a_mistake(
        string program, string file, string validate, string text, string newer, string edited, string mistake)
    {
        Tools.Require(program);
        using var target = new Target();
        target.Add("mime.types", "types { text/html html; }\n");
        target.Add(file, text);
        target.Items.Add(Item("mime.types"));
        target.Items.Add(Item(file, ("Validate", validate)));
        target.Deployed("1.0.0");
        var installed = target.At($"etc/lusush/{file}");
        Assert.AreEqual(text, File.ReadAllText(installed));

        File.WriteAllText(installed,
            text.Replace(edited, edited.Replace("404", "410").Replace("10mb", "20mb").Replace("stderr", "stdout")));
        target.Add(file, text.Replace(newer, newer.Replace("64", "65").Replace("16", "17").Replace("hello", "hi")));
        target.Deployed("1.1.0");
        var merged = File.ReadAllText(installed);
        Assert.IsFalse(merged.Contains(edited, StringComparison.Ordinal) || merged.Contains(newer, StringComparison.Ordinal), merged);

        target.Add(file, text.Replace(newer, mistake));
        target.Options["LleVersion"] = "1.2.0";
        Assert.AreEqual("ROLLED_BACK", target.Engine().Deploy(CancellationToken.None).Status);
        var refusal = target.Told.Single(diagnostic => diagnostic.Code == "LLE1527");
        Assert.AreEqual(installed, refusal.Location.File);
        Assert.Contains(mistake.Split(' ')[0], refusal.Message);
        Assert.AreEqual(merged, File.ReadAllText(installed));
        Assert.IsFalse(Directory.EnumerateFiles(target.At("etc/lusush"))
            .Any(path => Path.GetFileName(path).StartsWith(".lle", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_file_in_a_directory_of_its_own_is_rolled_back_and_uninstalled_with_the_rest()
    {
        using var target = new Target();
        target.Add("conf/site.ini", "above=1\n[a]\nkey=@LLE_INSTALL_PREFIX@\n");
        target.Items.Add(Item("conf/site.ini", ("TargetPath", "sites/main.ini"), ("Format", "ini"), ("Mode", "640")));
        target.Deployed("1.0.0");
        var installed = target.At("etc/lusush/sites/main.ini");
        Assert.AreEqual($"above=1\n[a]\nkey={target.Prefix}\n", File.ReadAllText(installed));
        Assert.AreEqual((UnixFileMode)0x1a0, File.GetUnixFileMode(installed));
        target.Add("conf/site.ini", "above=2\n[a]\nkey=@LLE_INSTALL_PREFIX@\n");
        File.AppendAllText(installed, "mine=yes\n");
        target.Deployed("1.1.0");
        Assert.AreEqual($"above=2\n[a]\nkey={target.Prefix}\nmine=yes\n", File.ReadAllText(installed));

        target.Good(target.Engine().Rollback(CancellationToken.None));
        Assert.AreEqual($"above=1\n[a]\nkey={target.Prefix}\nmine=yes\n", File.ReadAllText(installed));
        target.Good(target.Engine().Uninstall(CancellationToken.None));

        Assert.IsTrue(File.Exists(installed), "an edited file stays");
        Assert.IsFalse(File.Exists(target.At("etc/lusush/monitoring.conf")));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void What_a_version_no_longer_has_goes_unless_it_was_edited(bool isEdited)
    {
        using var target = new Target();
        target.Add("old.conf", "text\n");
        target.Items.Add(Item("old.conf"));
        target.Deployed("1.0.0");
        if (isEdited)
        {
            File.AppendAllText(target.At("etc/lusush/old.conf"), "mine\n");
        }

        target.Items.Clear();
        File.Delete(Path.Combine(target.Options["LlePayloadDir"], "old.conf"));
        target.Deployed("1.1.0");
        Assert.AreEqual(isEdited, File.Exists(target.At("etc/lusush/old.conf")));

        target.Good(target.Engine().Rollback(CancellationToken.None));
        Assert.IsTrue(File.Exists(target.At("etc/lusush/old.conf")));
    }

    [TestMethod]
    public void The_main_configuration_may_have_another_name()
    {
        using var target = new Target();
        target.Options["LleConfigName"] = "shell.conf";

        target.Deployed();

        Assert.IsTrue(File.Exists(target.At("etc/lusush/shell.conf")));
        Assert.IsFalse(File.Exists(target.At("etc/lusush/lle.conf")));
        Assert.Contains("shell.conf", File.ReadAllText(target.At("etc/lusush/validate_security.sh")));
    }

    [TestMethod]
    [DataRow("x.conf", "TargetPath", "/etc/x.conf")]
    [DataRow("x.conf", "TargetPath", "a/../../x.conf")]
    [DataRow("x.conf", "TargetPath", "a//x.conf")]
    [DataRow("x.conf", "TargetPath", "lle.conf")]
    [DataRow("x.conf", "TargetPath", "checksums.sha256")]
    [DataRow("x.conf", "Format", "yaml")]
    [DataRow("x.conf", "Merge", "1")]
    [DataRow("x.conf", "Mode", "4755")]
    [DataRow("x.conf", "Validate", "nginx -t")]
    [DataRow("x.conf", "Validate", "nginx 'x @FILE@")]
    [DataRow("../x.conf", "Mode", "644")]
    [DataRow("/etc/passwd", "Mode", "644")]
    [DataRow("missing.conf", "Mode", "644")]
    public void A_bad_item_is_an_error_with_its_name_and_nothing_is_touched(string include, string metadata, string value)
    {
        using var target = new Target();
        target.Add("x.conf", "text\n");
        target.Items.Add(Item(include, (metadata, value)));

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        var problem = target.Told.Single(diagnostic => diagnostic.Code == "LLE1526");
        Assert.AreEqual($"LleConfigFile {include}", $"{problem.Location.Property} {problem.Location.Item}");
        Assert.IsFalse(Path.Exists(target.At("bin")) || Path.Exists(target.At("etc")));
    }

    [TestMethod]
    public void A_file_that_lies_elsewhere_in_the_payload_is_named()
    {
        using var target = new Target();
        target.Add("etc/x.conf", "text\n");
        target.Items.Add(Item("x.conf"));

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Assert.Contains("'etc/x.conf'", target.Told.Single(diagnostic => diagnostic.Code == "LLE1526").Message);
    }

    [TestMethod]
    public void Two_items_for_one_path_and_a_name_of_300_bytes_are_errors()
    {
        using var target = new Target();
        target.Add("x.conf", "text\n");
        target.Add("y.conf", "text\n");
        target.Items.AddRange([Item("x.conf"), Item("y.conf", ("TargetPath", "x.conf")),
            Item("x.conf", ("TargetPath", new string('n', 300)))]);

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Assert.HasCount(2, target.Told.Where(diagnostic => diagnostic.Code == "LLE1526"));
    }

    private static EngineItem Item(string include, params (string Name, string Value)[] metadata) =>
        new("LleConfigFile", include, metadata.ToDictionary(m => m.Name, m => m.Value));
}
