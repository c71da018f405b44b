using Lle.Deploy.Diagnostics;
using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.Output;

/// <summary>What the engine says while it works, on standard error: diagnostics a line each, and on a terminal what is being
/// done.</summary>
internal sealed class Listener : EngineListener, IDisposable
{
    private readonly Paint paint = new(Speech.ErrorIsTerminal);
    private readonly ProgressLine progress;
    private string phase = "";

    public Listener() => progress = new ProgressLine(paint);

    public override void Tell(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == Severity.Error ? paint.Red("error") : paint.Yellow("warning");
        progress.Complain($"{Place(diagnostic.Location)}{severity} {diagnostic.Code}: {CliOptions.Words(diagnostic.Text)}");
    }

    public override void PhaseStarted(PhaseProgress phase) =>
        progress.Show(this.phase = $"[{phase.Number}/{phase.Count}] {phase.Name.Replace('_', ' ').ToLowerInvariant()}");

    public override void PhaseEnded(PhaseProgress phase)
    {
    }

    /// <summary>Somebody is looking at the line.</summary>
    public override TimeSpan ProgressInterval => TimeSpan.FromSeconds(1);

    public override void Progressed(WorkProgress progress) =>
        this.progress.Show(
            $"{phase}: {progress.Activity}, {progress.Files:N0}{Of(progress.AllFiles)} files, " +
                $"{progress.Bytes >> 20:N0}{Of(progress.AllBytes >> 20)} MiB");

    public override string? Command(EngineOperation operation, IReadOnlyList<KeyValuePair<string, string>> options) =>
        PastedCommand.Of(operation, options);

    /// <summary>Somebody has pressed Ctrl+C, and sees that it was understood.</summary>
    public void Cancelling() => progress.Show("cancelling: what was begun is being undone");

    public void Dispose() => progress.Dispose();

    private static string Of(long all) => all > 0 ? $" of {all:N0}" : "";

    /// <summary>A file with its line, or the option in the spelling of the command line.</summary>
    private static string Place(Location location)
    {
        if (location.File is { Length: > 0 } file)
        {
            return location.Line > 0 ? $"{file}({location.Line},{location.Column}): " : $"{file}: ";
        }

        return location.Property is not { Length: > 0 } name ? ""
            : OptionTable.Find(name) is not null ? CliOptions.Words(name) + ": "
            : location.Item is { } item ? $"{name} {item}: " : name + ": ";
    }
}
