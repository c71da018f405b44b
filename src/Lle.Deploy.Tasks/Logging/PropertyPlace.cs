using System.Xml;
using System.Xml.Linq;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>The place in the project that a diagnostic about a property is about.</summary>
internal static class PropertyPlace
{
    public static Location Of(Location location, string projectFile, Func<string, bool> isFromCommandLine)
    {
        if (location.File is not null || projectFile.Length == 0)
        {
            return location;
        }

        var (line, column) = location.Property is { } name && !isFromCommandLine(name) ? Find(projectFile, name, location.Item) : (0, 0);
        return location with { File = projectFile, Line = line, Column = column };
    }

    /// <summary>The last element of that name is the one whose value counts. What is set elsewhere (-p:, environment, an import) has no
    /// line in the project.</summary>
    private static (int Line, int Column) Find(string projectFile, string name, string? item)
    {
        try
        {
            var element = XDocument.Load(projectFile, LoadOptions.SetLineInfo).Descendants()
                .LastOrDefault(e => e.Name.LocalName == name && (item is null || Includes(e, item)));
            return element is IXmlLineInfo place && place.HasLineInfo() ? (place.LineNumber, place.LinePosition) : (0, 0);
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            return (0, 0);
        }
    }

    /// <summary>As it is written there; an include that is computed is not found.</summary>
    private static bool Includes(XElement element, string item) => (element.Attribute("Include") ?? element.Attribute("Update"))?.Value
        .Split(';', StringSplitOptions.TrimEntries)
        .Any(each => Uri.UnescapeDataString(each) == item) ?? false;
}
