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

        var result = Run(arguments.Verb.Name, request, listener);
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

    private static OperationResult Run(string operation, HostRequest request, Listener listener)
    {
        var engine = new Engine(request.Request, listener);
        return operation switch
        {
            "deploy" or "update" => request.IsPackage ? engine.Update(CancellationToken.None) : engine.Deploy(CancellationToken.None),
            "rollback" => engine.Rollback(CancellationToken.None),
            "restore" => engine.Restore(CancellationToken.None),
            "uninstall" => engine.Uninstall(CancellationToken.None),
            "confirm" => engine.Confirm(CancellationToken.None),
            "backup" => engine.Backup(CancellationToken.None),
            _ => engine.Recover(CancellationToken.None),
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
