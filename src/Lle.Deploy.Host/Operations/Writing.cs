using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Host.Output;

namespace Lle.Deploy.Host.Operations;

/// <summary>The operations that change the target. The exit code is the status code of their result.</summary>
internal static class Writing
{
    public static int Run(Arguments arguments, Listener listener)
    {
        if (HostRequest.Of(arguments, listener) is not { } request)
        {
            return ExitCode.Error;
        }

        using var interruption = new Interruption(listener);
        var result = Run(arguments.Verb.Name, request, listener, interruption.Token);
        listener.Dispose();
        if (arguments.Has(Verbs.Json))
        {
            Speech.Say(result.ToJson().TrimEnd('\n'));
        }
        else if (result.DeploymentId.Length > 0 || result.Succeeded)
        {
            Show(result, new Paint(Speech.OutputIsTerminal));
        }

        return result.StatusCode;
    }

    private static OperationResult Run(string operation, HostRequest request, Listener listener, CancellationToken cancellation)
    {
        var engine = new Engine(request.Request, listener);
        return operation switch
        {
            "deploy" or "update" => request.IsPackage ? engine.Update(cancellation) : engine.Deploy(cancellation),
            "rollback" => engine.Rollback(cancellation),
            "restore" => engine.Restore(cancellation),
            "uninstall" => engine.Uninstall(cancellation),
            "confirm" => engine.Confirm(cancellation),
            "backup" => engine.Backup(cancellation),
            _ => engine.Recover(cancellation),
        };
    }

    private static void Show(OperationResult result, Paint paint)
    {
        var headline = true;
        foreach (var line in result.Summary)
        {
            Speech.Say(!headline ? line : result.StatusCode == 0 ? paint.Green(line) : result.Succeeded ? paint.Yellow(line)
                : paint.Red(line));
            headline = false;
        }

        if (result.ReportPath is { Length: > 0 } report)
        {
            Speech.Say($"  report     {report}");
        }
    }
}
