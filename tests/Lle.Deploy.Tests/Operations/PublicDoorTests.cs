using System.Reflection;
using System.Runtime.CompilerServices;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What front ends may use of the engine, and nothing else is public.</summary>
[TestClass]
public sealed class PublicDoorTests
{
    [TestMethod]
    public void Only_the_door_and_what_goes_through_it_is_public()
    {
        var outside = typeof(Engine).Assembly.GetExportedTypes()
            .Where(type => type.Namespace is not ("Lle.Deploy" or "Lle.Deploy.Diagnostics"))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);

        // The options by name, and what puts them on a command line; the files of CI systems.
        Assert.AreEqual(
            "CiFile, CiOutput, FleetOptions, ItemKind, ItemTable, NearestName, Option, OptionGroup, OptionKind, OptionTable, ShellLiteral",
            string.Join(", ", outside));
    }

    [TestMethod]
    public void No_front_end_sees_behind_it()
    {
        var friends = typeof(Engine).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName);

        Assert.AreEqual("Lle.Deploy.Benchmarks, Lle.Deploy.Faults, Lle.Deploy.Tasks.Tests, Lle.Deploy.Tests",
            string.Join(", ", friends.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void Nothing_of_the_engine_leaks_through_it()
    {
        var leaks = typeof(Engine).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.IsPublic && method.DeclaringType == type))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
            (method, type) => (method, type))
            .Where(use => use.type.Assembly == typeof(Engine).Assembly && !use.type.IsVisible)
            .Select(use => $"{use.method.DeclaringType!.Name}.{use.method.Name}: {use.type.Name}");

        Assert.AreEqual("", string.Join('\n', leaks));
    }
}
