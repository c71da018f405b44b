namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>A project whose hosts are light ones of this machine.</summary>
internal sealed class Fleet : FleetProject<LightHosts>
{
    public Fleet(int count)
        : this([.. Enumerable.Repeat(":", count)])
    {
    }

    /// <param name="prepare">As of <see cref="LightHosts"/>.</param>
    public Fleet(IReadOnlyList<string> prepare)
        : base(folder => new LightHosts(folder, prepare)) => Reset();

    /// <summary>Every host as new, and no run remembered.</summary>
    /// <param name="whole">What was sent to them is gone too.</param>
    public void Reset(bool whole = false)
    {
        foreach (var host in Machines.Hosts)
        {
            foreach (var folder in new[] { "opt", "lib" })
            {
                foreach (var entry in new DirectoryInfo(System.IO.Path.Combine(host.Folder, folder)).EnumerateFileSystemInfos()
                    .Where(entry => whole || !entry.Name.StartsWith("lle-", StringComparison.Ordinal)))
                {
                    Assert.AreEqual(0, Shell.Run("-c", $"chmod -R u+w '{entry.FullName}'; rm -rf '{entry.FullName}'"));
                }
            }
        }

        Program("exit 0");
        Project();
    }

    /// <summary>The hosts in environments, which are items.</summary>
    public void Environments(string items) => Project($"<ItemGroup>{items}</ItemGroup>");

    public void Project(string more = "", Func<LightHost, string>? host = null) => ProjectOf(Machines.Items(host), more);
}
