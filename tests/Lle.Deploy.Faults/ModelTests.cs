namespace Lle.Deploy.Faults;

/// <summary>
/// R8: random sequences of everything people and accidents do to a target, against a model that fits on one page: on an installation, on
/// copies of it, and on a second program in its prefix, whose states are all compared after every step.
/// </summary>
[TestClass]
public sealed partial class ModelTests
{
    [TestMethod]
    public void Every_sequence_of_operations_ends_where_the_model_ends()
    {
        var sequences = Sampling.Of(12, 500);
        var operations = 0;
        for (var seed = 0; seed < sequences; seed++)
        {
            using var sandbox = new Sandbox();
            operations += new World(sandbox, new Random(seed)).Run(seed);
        }

        Console.WriteLine($"{sequences} sequences, {operations} operations");
    }
}
