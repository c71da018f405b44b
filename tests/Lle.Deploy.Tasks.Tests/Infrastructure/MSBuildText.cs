namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>How a value is written where MSBuild reads it.</summary>
internal static class MSBuildText
{
    /// <summary>With %xx for what means something to MSBuild or to its command line.</summary>
    public static string Escape(string value) =>
        string.Concat(value.Select(c => "%$@'();?*\",".Contains(c) ? $"%{(int)c:x2}" : $"{c}"));

    public static string Xml(string value) => System.Security.SecurityElement.Escape(Escape(value));
}
