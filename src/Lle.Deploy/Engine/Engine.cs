using Lle.Deploy.Bundles;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Phases;
using Lle.Deploy.Processes;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;

namespace Lle.Deploy;

/// <summary>
/// The door to the deployment engine, for every front end. An operation reads the request, does its work and says how it ended; what is
/// wrong is told to the listener as numbered diagnostics and never thrown. One engine may be asked for one operation at a time.
/// </summary>
/// <param name="request">What was asked for.</param>
/// <param name="listener">Hears diagnostics and progress.</param>
public sealed class Engine(EngineRequest request, EngineListener listener)
{
    private const string SourceDateEpoch = "SOURCE_DATE_EPOCH";

    private readonly ListenerAdapter hears = new(listener);

    /// <summary>The steps of a deployment, in the one order they run in; a front end that runs them one by one names them by
    /// these.</summary>
    public static IReadOnlyList<string> Steps { get; } = [.. Phases.Steps.All.Select(step => step.Name)];

    /// <summary>The newest schema of a bundle's deployment.json that this engine reads; older ones are read too.</summary>
    public static int BundleSchema => BundleDescription.CurrentSchema;

    /// <summary>Runs all phases of a deployment; one that fails is undone.</summary>
    /// <param name="cancellation">Undoes the deployment.</param>
    public OperationResult Deploy(CancellationToken cancellation) => Once("deploy", OperationKind.Deploy,
        (options, _) => RunAll(Deployment.Open(options, Phases.Steps.All, hears), cancellation), cancellation);

    /// <summary>Deploys the package that <c>LleUpdatePackage</c> names as <c>LleUpdateVersion</c>.</summary>
    /// <param name="cancellation">Undoes the update.</param>
    public OperationResult Update(CancellationToken cancellation) => Once("update", OperationKind.Update,
        (options, _) => RunAll(UpdateDeployment.Open(options, Phases.Steps.All, hears), cancellation), cancellation);

    /// <summary>
    /// Waits until the deployment of <c>LleFleetRun</c> and <c>LleFleetRollout</c>, which another process runs on this target, has all
    /// phases but the last behind it, confirms it, and gives its answer. Where it has ended, its answer is given at once.
    /// </summary>
    /// <param name="cancellation">Stops waiting.</param>
    public OperationResult Confirm(CancellationToken cancellation) =>
        Guarded("confirm", options => Result(options, ConfirmRun.Run(options, cancellation))) ?? CouldNotBegin();

    /// <summary>Takes the target's lock, recovers what was interrupted, and leaves the steps to the caller, who disposes what is
    /// returned.</summary>
    /// <returns>null: it could not be opened, and why has been told.</returns>
    public RunningDeployment? OpenDeployment() => Open("deploy", options => Deployment.Open(options, Phases.Steps.All, hears));

    /// <summary>As <see cref="OpenDeployment"/>, for an update package.</summary>
    /// <returns>null: it could not be opened, and why has been told.</returns>
    public RunningDeployment? OpenUpdate() => Open("update", options => UpdateDeployment.Open(options, Phases.Steps.All, hears));

    /// <summary>Undoes a committed deployment, and what came after it: the one that <c>LleDeploymentId</c> names, or the last.</summary>
    /// <param name="cancellation">Takes the rollback back.</param>
    public OperationResult Rollback(CancellationToken cancellation) => Once("rollback", OperationKind.Rollback,
        (options, listener) => RunRollback.Run(options, listener, cancellation), cancellation);

    /// <summary>Restores the backup that <c>LleBackupTimestamp</c> names.</summary>
    /// <param name="cancellation">Takes the restore back.</param>
    public OperationResult Restore(CancellationToken cancellation) => Operate("restore", Operations.Restore.Run, cancellation);

    /// <summary>Takes a backup of what is installed.</summary>
    /// <param name="cancellation">Removes what has been copied.</param>
    public OperationResult Backup(CancellationToken cancellation) => Operate("backup", ManualBackup.Run, cancellation);

    /// <summary>Finishes or undoes what was interrupted. Where nothing was, the result is UNCHANGED and has no ID.</summary>
    /// <param name="cancellation">Stops what follows the recovery, never the recovery itself.</param>
    public OperationResult Recover(CancellationToken cancellation) => Operate("recover", Operations.Recover.Run, cancellation);

    /// <summary>Removes what the installation owns; with <c>LlePurge</c> also edited configuration, data, logs and backups.</summary>
    /// <param name="cancellation">Takes the uninstall back.</param>
    public OperationResult Uninstall(CancellationToken cancellation) => Operate("uninstall", Operations.Uninstall.Run, cancellation);

    /// <summary>
    /// What the operation that <c>LlePlanOperation</c> names would change now, also written to <c>LlePlanFile</c>. Changes nothing on the
    /// target.
    /// </summary>
    /// <param name="cancellation">Stops looking.</param>
    public PlanResult Plan(CancellationToken cancellation)
    {
        var plan = Guarded("plan", options =>
        {
            var operation = EngineOptions.Planned(options);
            var planned = Plan(
                IsOnInstalled(operation) ? EngineOptions.ReadInstalled(request) : options, operation, cancellation);
            PlanFile.Write(options.PlanFile, planned);
            return planned;
        });
        return new PlanResult(plan ?? new PlanRecord(), plan is not null);
    }

    private static bool IsOnInstalled(EngineOperation operation) =>
        operation is EngineOperation.Rollback or EngineOperation.Restore or EngineOperation.Uninstall;

    private PlanRecord Plan(DeploymentOptions options, EngineOperation operation, CancellationToken cancellation) => operation switch
    {
        EngineOperation.Update => Planner.PlanUpdate(options, Phases.Steps.All, hears, cancellation),
        EngineOperation.Rollback => Operations.Rollback.Plan(options, hears, cancellation),
        EngineOperation.Restore => Operations.Restore.Plan(options, hears, cancellation),
        EngineOperation.Uninstall => Operations.Uninstall.Plan(options, hears, cancellation),
        _ => Planner.Plan(options, Phases.Steps.All, hears, cancellation),
    };

    /// <summary>The paths that an operation would change now; none where it would change nothing, or could not begin, which has been
    /// told.</summary>
    /// <param name="operation">Which.</param>
    /// <param name="cancellation">Stops looking.</param>
    public IReadOnlyList<string> WouldChange(EngineOperation operation, CancellationToken cancellation) =>
        Read("plan", operation is EngineOperation.Deploy or EngineOperation.Update or EngineOperation.Bundle, options => operation switch
    {
        EngineOperation.Deploy or EngineOperation.Update or EngineOperation.Rollback or EngineOperation.Restore
            or EngineOperation.Uninstall =>
            [.. Plan(options, operation, cancellation).Changed],
        EngineOperation.Backup => [options.Layout.BackupDir],
        EngineOperation.Recover => StatusReader.Read(options.Layout, hears.Tell).OpenTransactions,
        EngineOperation.Monitor => [options.Layout.LogDir],
        EngineOperation.Bundle => ChangedBundle(options, cancellation),
        _ => (List<string>)[options.Layout.Prefix],
    }) ?? [];

    /// <summary>The installations in some prefixes, by what their records say; what this user may not read is left out.</summary>
    /// <param name="prefixes">Absolute directories; those that do not exist hold none.</param>
    public static IReadOnlyList<InstallationPlace> FindInstallations(params IEnumerable<string> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        return [.. prefixes.SelectMany(InstallationFinder.In).DistinctBy(found => found.DataDir).Select(Place)];
    }

    private static InstallationPlace Place(FoundInstallation found) => new(
        found.Installation.Name,
        found.Prefix,
        new Dictionary<string, string>
        {
            [OptionTable.InstallPrefix.Name] = found.Prefix,
            [OptionTable.Name.Name] = found.Installation.Name,
            [OptionTable.BinaryName.Name] = found.Installation.Program,
            [OptionTable.ConfigDir.Name] = found.DirectoryOf("config"),
            [OptionTable.DataDir.Name] = found.DataDir,
            [OptionTable.LogDir.Name] = found.DirectoryOf("logs"),
            [OptionTable.BackupDir.Name] = found.DirectoryOf("backups"),
        });

    /// <summary>What is installed on the target. Reads only, and takes no lock.</summary>
    public StatusResult Status()
    {
        var status = OnInstalled("status", options => StatusReader.Read(options.Layout, hears.Tell));
        return new StatusResult(status ?? new TargetStatus(), status is not null);
    }

    /// <summary>The eight post-deployment validations against what is installed.</summary>
    /// <param name="cancellation">Stops looking.</param>
    public ScoreResult Validate(CancellationToken cancellation) =>
        new(OnInstalled("validate", options => Operations.Validate.Run(options, hears, cancellation)), !hears.HasErrors);

    /// <summary>The 20-point readiness assessment of what is installed.</summary>
    /// <param name="cancellation">Stops looking.</param>
    public ScoreResult Readiness(CancellationToken cancellation) =>
        new(OnInstalled("readiness", options => CheckReadiness.Run(options, hears, cancellation)), !hears.HasErrors);

    /// <summary>One run of the installed monitor.</summary>
    /// <param name="cancellation">Stops it.</param>
    public MonitorResult Monitor(CancellationToken cancellation) =>
        OnInstalled("monitor", options => RunMonitor.Run(options, hears, cancellation)) ?? new MonitorResult(false, []);

    /// <summary>Makes a bundle of the payload and writes it to <c>LleBundleDir</c>.</summary>
    /// <param name="cancellation">Leaves nothing behind.</param>
    public BundleResult MakeBundle(CancellationToken cancellation)
    {
        var path = Guarded("bundle", options => MakeBundle(options, cancellation));
        return new BundleResult(path is null ? null : Guarded("bundle", () => Operations.VerifyBundle.Run(path, [], cancellation)));
    }

    private string MakeBundle(DeploymentOptions options, CancellationToken cancellation) => Operations.MakeBundle.Run(
        options, request.Options, GivenItems(),
        request.Environment.GetValueOrDefault(SourceDateEpoch) ?? Environment.GetEnvironmentVariable(SourceDateEpoch), hears, cancellation);

    /// <summary>The bundle is made somewhere else and compared: the same input gives the same bytes.</summary>
    private List<string> ChangedBundle(DeploymentOptions options, CancellationToken cancellation)
    {
        using var folder = new PrivateFolder();
        var made = MakeBundle(options with { BundleDir = folder.Work }, cancellation);
        var standing = Path.Combine(options.BundleDir, Path.GetFileName(made));
        return File.Exists(standing) && File.ReadAllBytes(standing).AsSpan().SequenceEqual(File.ReadAllBytes(made)) ? [] : [standing];
    }

    private Dictionary<string, IReadOnlyList<ItemValues>> GivenItems()
    {
        var items = ItemTable.All.Select(kind => kind.Name).ToDictionary(type => type, type =>
            (IReadOnlyList<ItemValues>)EngineOptions.Items(request, type), StringComparer.Ordinal);
        foreach (var type in items.Where(type => type.Value.Count == 0).Select(type => type.Key).ToList())
        {
            items.Remove(type);
        }

        return items;
    }

    /// <summary>Says what a bundle holds and whether all of it agrees; with <c>LleTrustedKeys</c>, whether one of them signed it. Runs
    /// nothing of it.</summary>
    /// <param name="path">The bundle.</param>
    /// <param name="cancellation">Stops looking.</param>
    public BundleResult VerifyBundle(string path, CancellationToken cancellation) => new(Guarded(
        "verify", () =>
            Operations.VerifyBundle.Run(Path.GetFullPath(path, request.BaseDirectory), EngineOptions.Keys(request), cancellation)));

    private static DeploymentRecord RunAll(Deployment opened, CancellationToken cancellation)
    {
        using var deployment = new RunningDeployment(opened);
        if (Steps.All(step => deployment.Run(step, cancellation)))
        {
            deployment.Complete();
        }
        else
        {
            deployment.Abandon();
        }

        return opened.Record;
    }

    /// <summary>An operation that a roll-out may ask for again.</summary>
    private OperationResult Once(
        string name, OperationKind operation, Func<DeploymentOptions, OperationListener, DeploymentRecord> work,
        CancellationToken cancellation) =>
        Read(name, operation != OperationKind.Rollback, options =>
            Result(options, RunOnce.Of(options, operation, hears, () => work(options, hears), cancellation))) ?? CouldNotBegin();

    private static OperationResult Result(DeploymentOptions options, RunOutcome outcome) => new(outcome.Record, outcome.Kept)
    {
        InstallationFacts = ServiceRecords.FactsNow(options.Layout, outcome.Record.DeploymentId).Environment,
    };

    private RunningDeployment? Open(string operation, Func<DeploymentOptions, Deployment> open) =>
        Guarded(operation, options => new RunningDeployment(open(options)));

    private OperationResult Operate(
        string operation, Func<DeploymentOptions, OperationListener, CancellationToken, DeploymentRecord> operate,
            CancellationToken cancellation) =>
        OnInstalled(operation, options => Result(options, new RunOutcome(operate(options, hears, cancellation)))) ?? CouldNotBegin();

    private OperationResult CouldNotBegin() => new(new DeploymentRecord
    {
        Status = DeploymentStatus.Failed,
        StatusCode = StatusNames.Code(DeploymentStatus.Failed),
        Diagnostics = [.. hears.Told.Select(DiagnosticRecord.Of)],
    });

    /// <summary>What people are told about an exception: its own diagnostics where the engine gave up, LLE3012 where it was cancelled, and
    /// LLE1099 for what nobody foresaw.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="operation">What was being done: "The deployment", "InstallBinary".</param>
    public static IReadOnlyList<Diagnostic> Explain(Exception error, string operation)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error switch
        {
            DeploymentException { Diagnostics: var known } => known,
            OperationCanceledException => [DiagnosticCatalog.Cancelled(operation)],
            _ => [DiagnosticCatalog.InternalError(operation, $"{error.GetType().Name}: {error.Message}")],
        };
    }

    /// <returns>null: it did not come to its end, and the listener knows why.</returns>
    private T? Read<T>(string operation, bool installs, Func<DeploymentOptions, T?> work)
        where T : class => installs ? Guarded(operation, work) : OnInstalled(operation, work);

    private T? OnInstalled<T>(string operation, Func<DeploymentOptions, T?> work)
        where T : class => Guarded(operation, () => work(EngineOptions.ReadInstalled(request)));

    private T? Guarded<T>(string operation, Func<DeploymentOptions, T?> work)
        where T : class => Guarded(operation, () => work(EngineOptions.Read(request)));

    private T? Guarded<T>(string operation, Func<T?> work)
        where T : class
    {
        using var numbers = new InvariantNumbers();
        try
        {
            return work();
        }
#pragma warning disable CA1031 // A front end is told of everything in one way; what nobody foresaw is a diagnostic too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var diagnostic in Explain(error, operation))
            {
                hears.Tell(diagnostic);
            }
        }

        return null;
    }
}
