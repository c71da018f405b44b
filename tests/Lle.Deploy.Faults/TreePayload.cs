namespace Lle.Deploy.Faults;

/// <summary>A tree as a payload: what each version has, what only this one has, and whatever kinds of entries there are.</summary>
internal static class TreePayload
{
    private const uint Program = 0x1ed;
    private const uint Text = 0x1a4;

    /// <summary>Everything but the program itself.</summary>
    public static void Fill(string folder, string version, string program)
    {
        foreach (var directory in new[] { "bin", $"libexec/{program}", $"share/{program}/none", "share/man/man1" })
        {
            Directory.CreateDirectory(Path.Combine(folder, directory));
        }

        File.CreateSymbolicLink(Path.Combine(folder, "bin/lush"), program);
        Sandbox.Write(Path.Combine(folder, $"libexec/{program}/helper"), $"#!/bin/sh\necho helper {version}\n", Program);
        Sandbox.Write(Path.Combine(folder, $"share/{program}/data"), $"data of {version}\n{new string('x', version[0])}\n", Text);
        Sandbox.Write(Path.Combine(folder, $"share/{program}/empty"), "", Text);
        File.CreateSymbolicLink(Path.Combine(folder, $"share/{program}/latest"), "data");
        Sandbox.Write(Path.Combine(folder, $"share/man/man1/{program}.1"), $"manual of {version}\n", Text);
        Sandbox.Write(Path.Combine(folder, $"share/man/man1/only-{version}.1"), $"only {version}\n", Text);
        // What is a file in one version is a directory in the next, and the reverse.
        var (file, parent) = version[0] % 2 == 1 ? ("one", "other") : ("other", "one");
        Sandbox.Write(Path.Combine(folder, $"share/{file}"), $"a file in {version}\n", Text);
        Directory.CreateDirectory(Path.Combine(folder, $"share/{parent}/inner"));
        Sandbox.Write(Path.Combine(folder, $"share/{parent}/text"), $"in a directory of {version}\n", Text);
        Sandbox.Write(Path.Combine(folder, $"share/{parent}/inner/text"), $"below a directory of {version}\n", Text);
    }
}
