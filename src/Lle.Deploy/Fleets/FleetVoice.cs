using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Fleets;

/// <summary>What a roll-out has of its front end: where Ansible and the collection are, and who is told. Any thread may tell.</summary>
/// <param name="Collections">The folder that holds ansible_collections.</param>
/// <param name="Environment">Variables: programs, home directory, agent of ssh.</param>
/// <param name="Tell">Hears diagnostics.</param>
/// <param name="Started">Hears of a host that begins, and of its batch.</param>
/// <param name="Answered">Hears answers.</param>
internal sealed record FleetVoice(
    string Collections, IReadOnlyDictionary<string, string> Environment, Action<Diagnostic> Tell, Action<string, string> Started,
    Action<HostAnswer> Answered);
