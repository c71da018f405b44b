using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tests.Hostile;

/// <summary>
/// What others may have written is read or refused with a number, in bounded memory, whatever it is. 10,000 mutations a format by default,
/// a million with LLE_FULL=1; the files among them, which cost a hundred times as much, a tenth of that.
/// </summary>
[TestClass]
public sealed class HostileInputTests(TestContext context)
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("LLE_FULL") == "1";

    public static IEnumerable<object[]> Names => HostileSubjects.All.Select(subject => new object[] { subject.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Mutated_input_is_read_or_refused_with_a_number(string name)
    {
        var subject = HostileSubjects.All.Single(subject => subject.Name == name);
        var mutator = new Mutator(subject.Seeds(), subject.Words, seed: 20260102);
        Warm(subject);
        var accepted = 0;
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Cases(subject); i++)
        {
            var input = mutator.Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                subject.Read(input);
                accepted++;
            }
            catch (DeploymentException exception)
            {
                var code = exception.Diagnostics[0].Code;
                codes[code] = codes.GetValueOrDefault(code) + 1;
            }
            catch (Exception exception)
            {
                Assert.Fail($"{name}, case {i}: {exception}\n{Convert.ToBase64String(input)}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.IsLessThan(subject.AllocationLimit + (64L * input.Length), allocated,
                $"{name}, case {i}: {Convert.ToBase64String(input)}");
        }

        context.WriteLine($"{name}: {accepted} read, refused {string.Join(", ", codes.Select(code => $"{code.Key} {code.Value}"))}");
        Assert.IsTrue(accepted > 0 || name == "signature", "mutations that are never good only ever meet the first check");
        Assert.IsNotEmpty(codes);
    }

    /// <summary>The good inputs must be readable as they are, or the mutations would only ever meet the first check.</summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Every_seed_is_good_or_refused_only_for_what_it_signs(string name)
    {
        var subject = HostileSubjects.All.Single(subject => subject.Name == name);
        foreach (var seed in subject.Seeds())
        {
            try
            {
                subject.Read(seed);
            }
            catch (DeploymentException exception) when (name == "signature")
            {
                Assert.AreEqual("LLE1137", exception.Diagnostics.Single().Code);
            }
        }
    }

    private static int Cases(HostileSubject subject) => (Full ? 100 : 1) * (subject.WritesFiles ? 1_000 : 10_000);

    private static void Warm(HostileSubject subject)
    {
        try
        {
            subject.Read(subject.Seeds()[0]);
        }
        catch (DeploymentException)
        {
            // The first reading also allocates what is allocated only once.
        }
    }
}
