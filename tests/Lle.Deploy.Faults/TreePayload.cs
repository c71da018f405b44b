namespace Lle.Deploy.Faults;

/// <summary>A tree as a payload: what each version has, what only this one has, and whatever kinds of entries there are.</summary>
internal static class TreePayload
{
    private const uint Program = 0x1ed;
    private const uint Text = 0x1a4;

    /// <summary>Everything but the program itself.</summary>
    public static void Fill(string folder, string version)
    {
        foreach (var directory in new[] { "bin", "libexec/lusush", "share/lusush/none", "share/man/man1" })
        {
            Directory.CreateDirectory(Path.Combine(folder, directory));
        }

        File.CreateSymbolicLink(Path.Combine(folder, "bin/lush"), "lusush");
        Sandbox.Write(Path.Combine(folder, "libexec/lusush/helper"), $"#!/bin/sh\necho helper {version}\n", Program);
        Sandbox.Write(Path.Combine(folder, "share/lusush/data"), $"data of {version}\n{new string('x', version[0])}\n", Text);
        Sandbox.Write(Path.Combine(folder, "share/lusush/empty"), "", Text);
        File.CreateSymbolicLink(Path.Combine(folder, "share/lusush/latest"), "data");
        Sandbox.Write(Path.Combine(folder, "share/man/man1/lusush.1"), $"manual of {version}\n", Text);
        Sandbox.Write(Path.Combine(folder, $"share/man/man1/only-{version}.1"), $"only {version}\n", Text);
    }
}
