using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Microsoft.Build.Evaluation;

namespace Lle.Deploy.Tasks.Names;

/// <summary>Finds $((...)) in probes: MSBuild takes it for an expression of its own, so the shell would never get it.</summary>
internal static partial class ShellArithmetic
{
    /// <summary>Metadata of a probe that hold it, as written in whatever file the probe comes from.</summary>
    public static IEnumerable<ProbeText> Of(ProjectItem probe) =>
        from metadata in probe.Xml.Metadata
        where Arithmetic().IsMatch(metadata.Value)
        select new ProbeText(probe.EvaluatedInclude, metadata.Name, metadata.Value, metadata.Location.File, metadata.Location.Line,
            // MSBuild takes one off for the bracket of an element, and does so for an attribute too.
            metadata.Location.Column + (metadata.ExpressedAsAttribute ? 1 : 0));

    public static IEnumerable<Diagnostic> Complaints(IEnumerable<ProbeText> found) => found.Select(each => BuildDiagnostics.ShellArithmetic(
        each.File, each.Line, each.Column, each.Probe, each.Metadata, Arithmetic().Match(each.Text).Value));

    [GeneratedRegex(@"\$\(\(.*?\)\)|\$\(\(", RegexOptions.Singleline)]
    private static partial Regex Arithmetic();
}
