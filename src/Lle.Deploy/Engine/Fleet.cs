using Lle.Deploy.Diagnostics;
using Lle.Deploy.Fleets;
using Lle.Deploy.Options;

namespace Lle.Deploy;

/// <summary>
/// The door to many machines: the same operations, on every host that the request names, through Ansible. What is wrong is told to the
/// listener as numbered diagnostics, one a host, and never thrown.
/// </summary>
/// <param name="request">What was asked for.</param>
/// <param name="listener">Hears diagnostics, and of each host when it begins and when it has answered.</param>
public sealed class Fleet(FleetRequest request, EngineListener listener)
{
    private bool hasErrors;

    /// <summary>Rolls the bundle out, batch after batch. A host that fails is rolled back.</summary>
    /// <param name="cancellation">Ends Ansible. Hosts that have begun finish by themselves; the same run goes on.</param>
    public FleetResult Deploy(CancellationToken cancellation) => Run(FleetOperation.Deploy, cancellation);

    /// <summary>Reaches every host and says what a deployment would change there. Nothing is changed, but that lle and the bundle are
    /// sent.</summary>
    /// <param name="cancellation">Stops looking.</param>
    public FleetResult Plan(CancellationToken cancellation) => Run(FleetOperation.Plan, cancellation);

    /// <summary>What is installed on every host.</summary>
    /// <param name="cancellation">Stops looking.</param>
    public FleetResult Status(CancellationToken cancellation) => Run(FleetOperation.Status, cancellation);

    /// <summary>Rolls back what the run that <c>LleFleetRun</c> names has deployed, on every host where it still stands.</summary>
    /// <param name="cancellation">Ends Ansible; hosts that have begun finish by themselves.</param>
    public FleetResult Rollback(CancellationToken cancellation) => Run(FleetOperation.Rollback, cancellation);

    private FleetResult Run(FleetOperation operation, CancellationToken cancellation)
    {
        try
        {
            var settings = new FleetReader(request.Options, request.BaseDirectory).Read(
                [.. request.Items.Where(item => item.Type == ItemTable.Host.Name)
                    .Select(item => new ItemValues(item.Type, item.Include, item.Metadata))]);
            var ask = Ask(operation, settings, cancellation);
            Directory.CreateDirectory(ask.Folder);
            var ansible = new AnsibleTools(settings, request.Collections, request.Environment);
            var record = new FleetRollout(ask, ansible, Tell, listener.HostStarted, answer => listener.HostAnswered(new(answer)))
                .Run(cancellation);
            return FleetResult.Written(record, ask.Folder, !hasErrors);
        }
#pragma warning disable CA1031 // A front end is told of everything in one way; what nobody foresaw is a diagnostic too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var diagnostic in Engine.Explain(error, $"fleet {FleetOperations.Name(operation)}"))
            {
                Tell(diagnostic);
            }
        }

        return new FleetResult(new FleetRecord { Operation = operation }, "", succeeded: false);
    }

    private FleetAsk Ask(FleetOperation operation, FleetSettings settings, CancellationToken cancellation)
    {
        var programs = HostPrograms.Of(request.Programs, request.WorkFolder);
        var bundle = operation is FleetOperation.Deploy or FleetOperation.Plan ? Bundle(cancellation) : null;
        var run = settings.Run
            ?? (bundle is not null ? RunName.Of(request.BaseDirectory, bundle.Name, bundle.Version, bundle.Sha256, settings)
            : operation == FleetOperation.Rollback ? throw new DeploymentException(DiagnosticCatalog.RunNotNamed())
            : FleetOperations.Name(operation));
        return new FleetAsk
        {
            Operation = operation,
            Settings = settings,
            Run = run,
            Bundle = bundle?.Path,
            AllowCommands = request.AllowCommands,
            Programs = programs,
            Folder = Path.Combine(request.WorkFolder, run),
        };
    }

    private BundleResult Bundle(CancellationToken cancellation) =>
        new(Operations.VerifyBundle.Run(Path.GetFullPath(request.Bundle, request.BaseDirectory), [], cancellation));

    private void Tell(Diagnostic diagnostic)
    {
        hasErrors |= diagnostic.Severity == Severity.Error;
        listener.Tell(diagnostic);
    }
}
