using Lle.Deploy.Posix;

namespace Lle.Deploy.Faults;

/// <content>Where the sequences take place.</content>
public sealed partial class ModelTests
{
    /// <summary>Installations that have nothing to do with each other, however they came about.</summary>
    private sealed class World(Sandbox sandbox, Random random)
    {
        private const string SecondProgram = "second";
        private const int Most = 4;

        private readonly List<Sequence> places = [new Sequence(sandbox, random, new Model(), Owner(random))];

        public int Run(int seed)
        {
            for (var step = 0; step < 12; step++)
            {
                switch (random.Next(10))
                {
                    case 0 when places.Count < Most && Standing() is { Count: > 0 } standing:
                        Copy(standing[random.Next(standing.Count)]);
                        break;
                    case 1 when places.TrueForAll(place => place.Sandbox.Program != SecondProgram):
                        places.Add(new Sequence(sandbox.Beside(sandbox.Prefix, SecondProgram), random, new Model(), Owner(random)));
                        break;
                    default:
                        places[random.Next(places.Count)].One();
                        break;
                }

                places.ForEach(place => place.Compare(seed));
            }

            return places.Sum(place => place.Operations);
        }

        /// <summary>The last purge takes the prefix along.</summary>
        private List<string> Standing() => [.. places.Select(place => place.Sandbox.Prefix).Where(Directory.Exists)];

        /// <summary>Every program of a prefix goes along.</summary>
        private void Copy(string of)
        {
            var prefix = Path.Combine(Directory.CreateDirectory(Path.Combine(sandbox.Root, $"copy-{places.Count}")).FullName, "prefix");
            Sandbox.Tool("cp", "-a", of, prefix);
            foreach (var place in places.Where(place => place.Sandbox.Prefix == of).ToList())
            {
                places.Add(place.CopyTo(sandbox.Beside(prefix, place.Sandbox.Program)));
            }
        }

        /// <summary>Somebody else to own what is deployed, where that can be given away.</summary>
        private static string[] Owner(Random random) =>
            random.Next(3) == 0 && Accounts.CurrentUser == 0 ? [$"LleOwner={Accounts.UserName(1)}"] : [];
    }
}
