namespace Lle.Deploy.Measurements;

/// <summary>What messages call the limits; options are a layer above this one.</summary>
internal static class OptionNames
{
    public const string MaxStartupRatio = "LleMaxStartupRatio";
    public const string MaxResponseRatio = "LleMaxResponseRatio";
}
