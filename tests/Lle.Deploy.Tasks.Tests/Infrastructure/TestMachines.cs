namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>Machines that a roll-out goes to, and what its project has to say of them.</summary>
internal abstract class TestMachines : IDisposable
{
    protected TestMachines(string folder)
    {
        Tools.Require("ansible-playbook");
        Tools.Require("ssh-keygen");
        if (Environment.UserName != "root")
        {
            Tools.Lacks("root");
        }

        Folder = Directory.CreateDirectory(folder).FullName;
        Key(UserKey);
        File.WriteAllText(SshConfig, $"IdentityFile {UserKey}\nIdentitiesOnly yes\nConnectTimeout 10\n");
    }

    public string Folder { get; }

    public string UserKey => Path.Combine(Folder, "key");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    public string SshConfig => Path.Combine(Folder, "ssh_config");

    public abstract void Dispose();

    protected static void Key(string path) =>
        Assert.AreEqual(0, Shell.Run("-c", $"rm -f '{path}'; ssh-keygen -q -t ed25519 -N '' -f '{path}'"));

    /// <param name="address">As ssh writes it: with a port of its own, [address]:port.</param>
    /// <param name="publicKey">The file.</param>
    protected void Know(string address, string publicKey)
    {
        var key = File.ReadAllText(publicKey).Split(' ');
        File.AppendAllText(KnownHosts, $"{address} {key[0]} {key[1]}\n");
    }
}
