using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;

namespace Lle.Deploy.Tasks.Names;

/// <summary>Finds $((...)) in the probes of a project: MSBuild takes it for an expression of its own, so the shell would never get
/// it.</summary>
internal static partial class ShellArithmetic
{
    public static IEnumerable<Diagnostic> In(string projectFile)
    {
        try
        {
            return [.. XDocument.Load(projectFile, LoadOptions.SetLineInfo).Descendants()
                .Where(element => element.Name.LocalName == "LleProbe").SelectMany(Check)];
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            // MSBuild has read this file; what cannot be read a second time is not what this looks for.
            return [];
        }

        IEnumerable<Diagnostic> Check(XElement probe) =>
            from value in probe.Attributes().Select(
                attribute => (attribute.Name.LocalName, attribute.Value, Place: (IXmlLineInfo)attribute))
                .Concat(probe.Elements().Select(child => (child.Name.LocalName, child.Value, Place: (IXmlLineInfo)child)))
            let match = Arithmetic().Match(value.Value)
            where match.Success
            select BuildDiagnostics.ShellArithmetic(
                projectFile, value.Place.LineNumber, value.Place.LinePosition, probe.Attribute("Include")?.Value
                    ?? "", value.LocalName, match.Value);
    }

    [GeneratedRegex(@"\$\(\(.*?\)\)|\$\(\(", RegexOptions.Singleline)]
    private static partial Regex Arithmetic();
}
