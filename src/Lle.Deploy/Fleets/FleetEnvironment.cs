namespace Lle.Deploy.Fleets;

/// <summary>Hosts that are deployed to together: staging, production.</summary>
/// <param name="Name">As in messages, reports and folders.</param>
/// <param name="Order">Those of a lower one go first, those of the same one at the same time.</param>
/// <param name="Hosts">Names of hosts or groups, or with an inventory patterns of Ansible.</param>
/// <param name="Options">What holds in it alone, by name; roll-outs' options too.</param>
internal sealed record FleetEnvironment(
    string Name, int Order, IReadOnlyList<string> Hosts, IReadOnlyDictionary<string, string> Options);
