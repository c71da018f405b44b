using Lle.Deploy.Installed;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>What people should know of a payload before and after it is deployed, and what is no fault.</summary>
internal static class PayloadNotes
{
    public static void Enter(TargetSession session, PayloadFolder payload, CancellationToken cancellation)
    {
        var (layout, options, notes) = (session.Layout, session.Options, session.Record.Notes);
        if (payload.Tree is { } tree)
        {
            foreach (var found in CompiledPaths.In(payload.RealPath, tree, layout.Prefix, cancellation))
            {
                notes.Add($"{found.Program} contains the path '{found.Path}', which this payload fills at '{found.Here}': it may look " +
                    "for its files there, and only what runs after the switch can tell");
            }
        }

        if (payload.IsLinkedTree && VersionFolder.LedToBy(layout, layout.CurrentVersion) is not null)
        {
            notes.Add($"Programs that are running now and open files below {layout.Prefix} by name get those of the new version from the " +
                "switch on: restart them");
        }

        if (options.Services.Any(service => service.OnChange != OnChange.None))
        {
            notes.Add(options.Services.Any(service => service.Manager == ServiceManagerKind.Systemd) && BootRecovery.IsPossible(session)
                ? "If the machine is switched off in the middle of it, its next start undoes it before the services are started"
                : "If the machine is switched off in the middle of it, the next operation (or recover) undoes it, not the start of " +
                    "the machine");
        }
    }
}
