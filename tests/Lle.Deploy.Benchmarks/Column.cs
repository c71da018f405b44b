using Lle.Deploy.Measurements;

namespace Lle.Deploy.Benchmarks;

/// <summary>One instrument's figure in every round, printed beside its ratio to the floor of the same round.</summary>
internal sealed class Column(string name)
{
    private readonly List<double> values = [];

    public void Add(double value) => values.Add(value);

    public void Print(Column floor, string unit)
    {
        if (values.Count == 0)
        {
            Console.WriteLine($"| {name} | not on this machine | |");
            return;
        }

        var own = Statistics.Of(values);
        var ratio = Statistics.Of([.. values.Zip(floor.values, (value, least) => value / least)]);
        Console.WriteLine($"| {name} | {own.Median:0.#} {unit} [{own.MedianLower:0.#}, {own.MedianUpper:0.#}] | {Of(ratio)} |");
    }

    public static double Median(IReadOnlyList<double> samples) => Statistics.Of(samples).Median;

    private static string Of(StatisticsRecord ratio) => $"{ratio.Median:0.000} [{ratio.MedianLower:0.000}, {ratio.MedianUpper:0.000}]";
}
