namespace Lle.Deploy.Tests.Operations;

/// <summary>What front ends may use of the engine, and nothing else is public.</summary>
[TestClass]
public sealed class Public_door
{
    [TestMethod]
    public void Only_the_door_and_what_goes_through_it_is_public()
    {
        var outside = typeof(Engine).Assembly.GetExportedTypes()
            .Where(type => type.Namespace is not ("Lle.Deploy" or "Lle.Deploy.Diagnostics"))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);

        Assert.AreEqual("CiFile, CiOutput", string.Join(", ", outside));
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
