using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Host.Documents;
using Lle.Deploy.Host.Output;

namespace Lle.Deploy.Host.Operations;

/// <summary>Runs the operation that a command line names.</summary>
internal static class Dispatch
{
    public static int Run(Arguments arguments)
    {
        using var listener = new Listener();
        return arguments.Verb.Name switch
        {
            "version" => ShowVersion.Run(arguments.Has(Verbs.Json)),
            "completion" =>
                Print(Completions.For(arguments.Argument!),
                    $"lle completion: there are completions for bash, zsh and fish, not for '{arguments.Argument}'"),
            "man" => Print(ManPage.Render(), ""),
            "notices" => Print(Notices.Text, ""),
            "status" or "plan" or "verify" or "validate" or "readiness" or "monitor" => Looking.Run(arguments, listener),
            _ => Writing.Run(arguments, listener),
        };
    }

    private static int Print(string? text, string otherwise)
    {
        if (text is null)
        {
            Speech.Complain(otherwise);
            return ExitCode.WrongUsage;
        }

        Speech.Say(text.TrimEnd('\n'));
        return ExitCode.Success;
    }
}
