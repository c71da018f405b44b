using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Host;
using Lle.Deploy.Reporting;
using Lle.Deploy.Transactions;

// lle-host OPERATION [--without-measurements] [Property=Value ...]
// Exit status: 0 done, 1 not done (the diagnostics are on standard error), 2 wrong usage.
if (args.Length == 0)
{
    Speech.Complain("usage: lle-host deploy|update|rollback|restore|backup|recover [--without-measurements] [Property=Value ...]");
    return 2;
}

void Tell(Diagnostic diagnostic) =>
    Speech.Complain($"{diagnostic.Location.File ?? diagnostic.Location.Property}: {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic}");

try
{
    var measures = args is not [_, "--without-measurements", ..];
    var record = HostRun.Run(args[0], HostOptions.Read(args.AsSpan(measures ? 1 : 2)), Tell, measures);
    Speech.Say($"{StatusNames.Name(record.Status)} {record.DeploymentId} {record.Undo?.Outcome}");
    return HostRun.IsGood(record) ? 0 : 1;
}
catch (DeploymentException error)
{
    foreach (var diagnostic in error.Diagnostics)
    {
        Tell(diagnostic);
    }

    return 1;
}
