using Lle.Deploy.Diagnostics;
using Lle.Deploy.Fleets;
using Lle.Deploy.Options;
using Lle.Deploy.Text;

namespace Lle.Deploy;

/// <summary>
/// The door to many machines: the same operations, on every host that the request names, through Ansible. What is wrong is told to the
/// listener as numbered diagnostics, one a host, and never thrown.
/// </summary>
/// <param name="request">What was asked for.</param>
/// <param name="listener">Hears diagnostics, and of each host when it begins and when it has answered. Never called twice at once.</param>
public sealed class Fleet(FleetRequest request, EngineListener listener)
{
    private readonly Lock telling = new();
    private bool hasErrors;

    /// <summary>Rolls the bundle out, batch after batch. A host that fails is rolled back.</summary>
    /// <param name="cancellation">Ends Ansible. Hosts that have begun finish by themselves; the same run goes on.</param>
    public FleetResult Deploy(CancellationToken cancellation) => Run(FleetOperation.Deploy, cancellation);

    /// <summary>Rolls the bundle out to one environment after the other, those of the same order at the same time. Stops at the first that
    /// fails, and rolls back what it had changed there.</summary>
    /// <param name="cancellation">As of <see cref="Deploy"/>.</param>
    public FleetResult Promote(CancellationToken cancellation) => Run(FleetOperation.Promote, cancellation);

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
        using var numbers = new InvariantNumbers();
        try
        {
            var all = new FleetScopes(request.Options, request.BaseDirectory,
                [.. request.Items.Select(item => new ItemValues(item.Type, item.Include, item.Metadata))]);
            var scopes = all.Of(operation);
            var ask = Ask(operation, all, scopes, cancellation);
            Directory.CreateDirectory(ask.Folder);
            var voice = new FleetVoice(request.Collections, request.Environment, Tell, Started, Answered);
            var record = new FleetOrder(ask, all, scopes, voice).Run(cancellation);
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

    private FleetAsk Ask(
        FleetOperation operation, FleetScopes all, IReadOnlyList<FleetScope> scopes, CancellationToken cancellation)
    {
        var programs = HostPrograms.Of(request.Programs, request.WorkFolder);
        var bundle = FleetOperations.NeedBundle(operation) ? Bundle(cancellation) : null;
        var run = scopes[0].Settings.Run
            ?? (bundle is not null ? RunName.Of(request.BaseDirectory, bundle.Name, bundle.Version, bundle.Sha256, all.ToldInAll)
            : operation == FleetOperation.Rollback ? throw new DeploymentException(DiagnosticCatalog.RunNotNamed())
            : FleetOperations.Name(operation));
        return new FleetAsk
        {
            Operation = operation,
            Settings = scopes[0].Settings,
            Run = run,
            Bundle = bundle?.Path,
            BundleList = bundle?.ListSha256 ?? "",
            BundleName = $"{bundle?.Name} {bundle?.Version}",
            AllowCommands = request.AllowCommands || bundle?.IsVerified == true,
            Programs = programs,
            Folder = Path.Combine(request.WorkFolder, run),
        };
    }

    /// <summary>One that was made elsewhere is held against the keys that the project trusts; hosts get the same bytes, by hash.</summary>
    private BundleResult Bundle(CancellationToken cancellation) =>
        new(Operations.VerifyBundle.Run(Path.GetFullPath(request.Bundle, request.BaseDirectory),
            request.AllowCommands ? [] : EngineOptions.Keys(new EngineRequest
            {
                Options = request.Options,
                BaseDirectory = request.BaseDirectory,
            }), cancellation));

    private void Tell(Diagnostic diagnostic)
    {
        lock (telling)
        {
            hasErrors |= diagnostic.Severity == Severity.Error;
            listener.Tell(diagnostic);
        }
    }

    private void Started(string host, string batch)
    {
        lock (telling)
        {
            listener.HostStarted(host, batch);
        }
    }

    private void Answered(HostAnswer answer)
    {
        lock (telling)
        {
            listener.HostAnswered(new(answer));
        }
    }
}
