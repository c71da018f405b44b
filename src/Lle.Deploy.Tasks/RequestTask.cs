using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>A task that starts something on the target, and so needs to be told everything.</summary>
public abstract class RequestTask : DeploymentTask
{
    private protected RequestTask()
    {
    }

    /// <summary>
    /// Full path of the project: relative paths start at its directory, messages about properties point at it, and the result line is named
    /// after it. Required.
    /// </summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>
    /// The properties: an item each, named after the property, with its text as metadata <c>Value</c>. An empty value, or no item, means
    /// the default in docs/properties.md. A value out of range is error LLE1002 and its neighbours; all bad values are reported at once.
    /// </summary>
    public ITaskItem[] Options { get; set; } = [];

    /// <summary>
    /// Items of all types of docs/properties.md, each with its type as metadata <c>LleType</c>. Empty: only the default probes and rules.
    /// An item with metadata that means nothing is error LLE1011.
    /// </summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>The <c>LleProbe</c> items, see docs/properties.md. Empty: only the default probes.</summary>
    public ITaskItem[] Probes { get; set; } = [];

    /// <summary>The <c>LleConfigRule</c> items: what the configuration must hold. Empty: the rules of LLE.</summary>
    public ITaskItem[] ConfigRules { get; set; } = [];

    /// <summary>The <c>LlePlaceholder</c> items: further names to fill in, with metadata <c>Value</c>. Empty: none.</summary>
    public ITaskItem[] Placeholders { get; set; } = [];

    /// <summary>What this task does, as the first words of a sentence.</summary>
    private protected virtual string Operation => GetType().Name;

    /// <summary>What this task asks the engine for; null: something that changes nothing.</summary>
    private protected virtual EngineOperation? Kind => null;

    private protected RunRequest Request => new(ProjectFile, Options)
    {
        Items = [.. RunRequest.Typed(Items), .. RunRequest.Of("LleProbe", Probes), .. RunRequest.Of("LleConfigRule", ConfigRules),
            .. RunRequest.Of("LlePlaceholder", Placeholders)],
    };

    private protected sealed override bool Work(DiagnosticLog log, CancellationToken cancellation)
    {
        log.ProjectFile = ProjectFile;
        return Serve(log, cancellation);
    }

    /// <summary>The answer to -question.</summary>
    /// <returns>Whether nothing would change; where something would, an error has been told.</returns>
    private protected bool IsUnchanged(DiagnosticLog log, CancellationToken cancellation)
    {
        var changes = Kind is { } kind ? new Engine(Request.ForEngine, new TaskListener(log)).WouldChange(kind, cancellation) : [];
        if (changes.Count > 0)
        {
            log.Tell(BuildDiagnostics.WouldChange(Operation, changes));
        }

        return changes.Count == 0;
    }

    /// <returns>Whether it succeeded; where it did not, an error has been told.</returns>
    private protected abstract bool Serve(DiagnosticLog log, CancellationToken cancellation);
}
