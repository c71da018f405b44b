namespace Lle.Deploy.Measurements;

/// <summary>New against old.</summary>
internal enum ComparisonVerdict
{
    /// <summary>The interval holds zero.</summary>
    NoDifference,
    Faster,
    Slower,
}
