using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>One operation on all hosts, batch after batch, through Ansible.</summary>
internal sealed class FleetPlay(FleetAsk ask, AnsibleTools ansible, Action<string, string> started, Action<HostAnswer> answered)
{
    private const int MostForks = 32;

    private readonly Dictionary<string, HostAnswer> answers = new(StringComparer.Ordinal);

    /// <summary>What ansible-playbook said where it did not come to its end.</summary>
    public string? Broken { get; private set; }

    /// <param name="batches">Hosts that go one after the other.</param>
    /// <param name="maxFailures">When one more host has failed, no further one begins.</param>
    /// <returns>An answer a host, in order.</returns>
    public IReadOnlyList<HostAnswer> Run(
        IReadOnlyList<IReadOnlyList<FleetHost>> batches, int maxFailures, CancellationToken cancellation)
    {
        using var scratch = new PrivateFolder();
        var files = new AnsibleFiles(Path.Combine(ask.Folder, $"{ask.Settings.Rollout}-{FleetOperations.Name(ask.Operation)}"));
        files.Write(batches, FleetOperations.Name(ask.Operation), (writer, host) => Write(writer, host, files, maxFailures));
        var said = ansible.Play(files, scratch.Work, Math.Min(MostForks, batches.Max(batch => batch.Count)), Hear, cancellation);
        Broken ??= said ?? Silent(batches);
        return [.. batches.SelectMany((batch, number) => batch.Select(host =>
            answers.GetValueOrDefault(host.Name) ?? new HostAnswer(host.Name, $"{number + 1}", HostAnswer.Untouched)
            {
                Environment = ask.Environment,
            }))];
    }

    /// <summary>Each host answers where all plays come to their end, also one that does not begin because others have failed.</summary>
    private string? Silent(IReadOnlyList<IReadOnlyList<FleetHost>> batches)
    {
        string[] silent = [.. batches.SelectMany(batch => batch).Select(host => host.Name).Where(name => !answers.ContainsKey(name))];
        return silent.Length == 0 ? null : $"ansible-playbook has ended and said nothing of {string.Join(", ", silent)}";
    }

    private void Hear(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            switch (document.RootElement.Text("event"))
            {
                case "start":
                    started(document.RootElement.Text("host"),
                        FleetText.Place(ask.Environment, document.RootElement.Text("batch")));
                    break;
                case "host":
                    var answer = HostAnswer.Read(document.RootElement) with { Environment = ask.Environment };
                    answers[answer.Host] = answer;
                    answered(answer);
                    break;
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Broken = $"a line of the callback cannot be read: {OneLine.Escape(line)}";
        }
    }

    private void Write(Utf8JsonWriter writer, FleetHost host, AnsibleFiles files, int maxFailures)
    {
        var settings = ask.Settings;
        writer.WriteString("operation", FleetOperations.Name(ask.Operation));
        writer.WriteUnlessNull("bundle", ask.Bundle);
        writer.WriteStartObject("programs");
        foreach (var (machine, path) in ask.Programs)
        {
            writer.WriteString(machine, path);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("options");
        foreach (var (name, value) in settings.HostOptions.Where(option => !host.Options.ContainsKey(option.Key)).Concat(host.Options)
            .Where(option => ask.Operation != FleetOperation.Status || HostOptions.SayWhere(option.Key)))
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteString("run", ask.Run);
        writer.WriteString("rollout", settings.Rollout);
        writer.WriteNumber("confirm", settings.ConfirmSeconds);
        writer.WriteNumber("patience", settings.PatienceSeconds);
        writer.WriteString("offline", $"{settings.Offline}".ToLowerInvariant());
        writer.WriteBoolean("allow_commands", ask.AllowCommands);
        writer.WriteString("failures", files.Failures);
        writer.WriteNumber("max_failures", maxFailures);
    }
}
