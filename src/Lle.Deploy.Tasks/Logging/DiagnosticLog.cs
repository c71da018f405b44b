using Lle.Deploy.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>Shows the engine's diagnostics as MSBuild's: code, place and a link to the page that explains it.</summary>
/// <param name="log">The task's own.</param>
/// <param name="isFromCommandLine">Whether a property was given with -p:, and so is not what is written in the project.</param>
internal sealed class DiagnosticLog(TaskLoggingHelper log, Func<string, bool> isFromCommandLine)
{
    /// <summary>The project that a diagnostic about a property points at.</summary>
    public string ProjectFile { get; set; } = "";

    public void Tell(Diagnostic diagnostic)
    {
        var place = PropertyPlace.Of(diagnostic.Location, ProjectFile, isFromCommandLine);
        var link = DiagnosticPages.Link(diagnostic.Code);
        // A help keyword would be shown as a link to somewhere else.
        if (diagnostic.Severity == Severity.Error)
        {
            log.LogError(null, diagnostic.Code, null, link, place.File, place.Line, place.Column, 0, 0, diagnostic.Text);
        }
        else
        {
            log.LogWarning(null, diagnostic.Code, null, link, place.File, place.Line, place.Column, 0, 0, diagnostic.Text);
        }
    }

    public void TellAll(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Tell(diagnostic);
        }
    }

    /// <summary>What only a reader of a detailed log wants: an exception with its stack.</summary>
    public void Detail(string text) => log.LogMessage(MessageImportance.Low, "{0}", text);

    /// <summary>What people are to see without asking for it; the terminal logger leaves it out, because it shows the target that
    /// runs.</summary>
    public void Say(string line) => log.LogMessage(MessageImportance.High, "{0}", line);

    /// <summary>
    /// What a target has found. The terminal logger shows one message of a project, the last that begins with "PROJECT -> ", with all its
    /// lines; hence one message, at the end.
    /// </summary>
    public void SayResult(IEnumerable<string> lines) =>
        Say($"{Path.GetFileNameWithoutExtension(ProjectFile)} -> {string.Join("\n  ", lines)}");
}
