using System.Xml;
using System.Xml.Linq;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>The place in the project that a diagnostic about a property is about.</summary>
internal static class PropertyPlace
{
    public static Location Of(Location location, string projectFile)
    {
        if (location.File is not null || projectFile.Length == 0)
        {
            return location;
        }

        var (line, column) = location.Property is null ? (0, 0) : Find(projectFile, location.Property);
        return location with { File = projectFile, Line = line, Column = column };
    }

    /// <summary>The last element of that name is the one whose value counts. A property set elsewhere (-p:, environment, an import) has no line in the project.</summary>
    private static (int Line, int Column) Find(string projectFile, string name)
    {
        try
        {
            var element = XDocument.Load(projectFile, LoadOptions.SetLineInfo).Descendants().LastOrDefault(e => e.Name.LocalName == name);
            return element is IXmlLineInfo place && place.HasLineInfo() ? (place.LineNumber, place.LinePosition) : (0, 0);
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            return (0, 0);
        }
    }
}
