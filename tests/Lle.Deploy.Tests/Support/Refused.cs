using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tests.Support;

/// <summary>Asserts that the engine gives up with a code.</summary>
internal static class Refused
{
    /// <returns>The first diagnostic with the code.</returns>
    public static Diagnostic With(string code, Action action)
    {
        var exception = Assert.Throws<DeploymentException>(action);
        return exception.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code == code)
            ?? throw new AssertFailedException($"{code} was expected, and this came: {exception.Message}");
    }

    /// <summary>"code(line,column)" of everything that was complained about.</summary>
    public static IReadOnlyList<string> Places(Action action) =>
        [.. Assert.Throws<DeploymentException>(action).Diagnostics.Select(Place)];

    public static string Place(Diagnostic diagnostic) => $"{diagnostic.Code}({diagnostic.Location.Line},{diagnostic.Location.Column})";
}
