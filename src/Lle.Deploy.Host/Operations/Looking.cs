using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Host.Output;

namespace Lle.Deploy.Host.Operations;

/// <summary>The operations that change nothing (the monitor's logs apart).</summary>
internal static class Looking
{
    public static int Run(Arguments arguments, Listener listener)
    {
        var json = arguments.Has(Verbs.Json);
        if (arguments.Has(Verbs.All))
        {
            Speech.Say(AllInstallations.Of(arguments, json).TrimEnd('\n'));
            return ExitCode.Success;
        }

        if (HostRequest.Of(arguments, listener) is not { } request)
        {
            return ExitCode.Error;
        }

        using var interruption = new Interruption(listener);
        var cancellation = interruption.Token;
        var engine = new Engine(request.Request, listener);
        switch (arguments.Verb.Name)
        {
            case "status":
                var status = engine.Status();
                return Show(status.Succeeded, json ? status.ToJson() : status.Succeeded ? string.Join('\n', status.Summary) : "");
            case "plan":
                var plan = engine.Plan(cancellation);
                return Show(plan.Succeeded, json ? plan.ToJson() : plan.Succeeded ? string.Join('\n', plan.Summary) : "");
            case "verify":
                var bundle = engine.VerifyBundle(arguments.Argument!, cancellation);
                return Show(bundle.Succeeded, json ? ResultsJson.Of(bundle) : bundle.Succeeded ? string.Join('\n', bundle.Summary) : "");
            case "monitor":
                return Monitor(engine, json, cancellation);
            default:
                var score = arguments.Verb.Name == "validate" ? engine.Validate(cancellation)
                    : engine.Readiness(cancellation);
                return Show(score.Succeeded, json ? ResultsJson.Of(score) : score.Maximum > 0 ? string.Join('\n', score.Summary) : "");
        }
    }

    /// <summary>What is wrong has been told.</summary>
    private static int Monitor(Engine engine, bool json, CancellationToken cancellation)
    {
        var result = engine.Monitor(cancellation);
        if (json)
        {
            Speech.Say(ResultsJson.Write(writer => writer.WriteBoolean("Healthy", result.Succeeded)));
        }
        else if (result.Figures.Count > 0)
        {
            Speech.Say(string.Join('\n', result.Summary));
        }

        return result.Succeeded ? ExitCode.Success : ExitCode.Warning;
    }

    private static int Show(bool succeeded, string text)
    {
        if (text.Length > 0)
        {
            Speech.Say(text.TrimEnd('\n'));
        }

        return succeeded ? ExitCode.Success : ExitCode.Error;
    }
}
