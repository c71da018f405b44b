using System.Globalization;

namespace Lle.Deploy.Text;

/// <summary>Until it is disposed, numbers are written with a point, whatever the locale of the caller is: messages, files and results are
/// the same on every machine.</summary>
internal readonly struct InvariantNumbers : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    public InvariantNumbers() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    public void Dispose() => CultureInfo.CurrentCulture = before;
}
