using System.Globalization;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Lle.Deploy.Tasks;

// MSBuild may call Cancel at any time, also after Execute: there is no moment to dispose the source, and it holds no handle.
#pragma warning disable CA1001
/// <summary>What all tasks have in common: they end with coded messages, never with an exception, and cancelling one cancels what it waits
/// for.</summary>
public abstract class DeploymentTask : Task, ICancelableTask, IIncrementalTask
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource cancellation = new();

    private protected DeploymentTask()
    {
    }

    /// <summary>Set by MSBuild: the build was asked with -question, so the task must change nothing and fail if it would.</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <inheritdoc />
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc />
    public sealed override bool Execute()
    {
        var log = new DiagnosticLog(Log, IsFromCommandLine);
        // Numbers in messages and items are written the same way under every locale.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Work(log, cancellation.Token) && !Log.HasLoggedErrors;
        }
        // An exception that leaves a task is shown as MSBuild's own failure, without a code, and keeps outputs from being handed over.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.TellAll(Engine.Explain(error, GetType().Name));
            log.Detail($"{error}");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        return false;
    }

    private bool IsFromCommandLine(string property) =>
        BuildEngine is IBuildEngine6 engine && engine.GetGlobalProperties().Keys.Contains(property, StringComparer.OrdinalIgnoreCase);

    /// <returns>Whether it succeeded; where it did not, an error has been told.</returns>
    private protected abstract bool Work(DiagnosticLog log, CancellationToken cancellation);
}
