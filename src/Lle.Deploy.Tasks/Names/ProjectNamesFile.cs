namespace Lle.Deploy.Tasks.Names;

/// <summary>What is remembered of a project, and what decides that it still holds.</summary>
/// <param name="Stamp">Of the files, of what was given, and of this package.</param>
/// <param name="Files">Those that were read, the project first.</param>
/// <param name="Names">What is in them.</param>
internal sealed record KnownProject(string Stamp, IReadOnlyList<string> Files, ProjectNames Names);

/// <summary>
/// The file of a project's names: strings and numbers, one after the other. Every build reads it, and to start a serializer takes longer
/// than all of the rest of it.
/// </summary>
internal static class ProjectNamesFile
{
    public static void Write(string path, KnownProject known)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(known.Stamp);
        WriteAll(file, known.Files, file.Write);
        WriteAll(file, known.Names.Properties, file.Write);
        WriteAll(file, known.Names.Items, file.Write);
        WriteAll(file, known.Names.Targets, file.Write);
        file.Write(known.Names.EnvironmentVersion);
        WriteAll(file, known.Names.Hooked, place =>
        {
            file.Write(place.Name);
            file.Write(place.Attribute);
            WriteAll(file, place.Targets, file.Write);
            WritePlace(file, place.File, place.Line, place.Column);
        });
        WriteAll(file, known.Names.Arithmetic, probe =>
        {
            file.Write(probe.Probe);
            file.Write(probe.Metadata);
            file.Write(probe.Text);
            WritePlace(file, probe.File, probe.Line, probe.Column);
        });
        WriteAll(file, known.Names.Empty, property =>
        {
            file.Write(property.Name);
            file.Write(property.Text);
            WritePlace(file, property.File, property.Line, property.Column);
        });
    }

    /// <exception cref="IOException">There is none, or it ends early.</exception>
    public static KnownProject Read(string path)
    {
        using var file = new BinaryReader(File.OpenRead(path));
        return new KnownProject(file.ReadString(), Strings(file), new ProjectNames(
            Strings(file), Strings(file), Strings(file), file.ReadString(),
            ReadAll(file, () => new TargetPlace(
                file.ReadString(), file.ReadString(), Strings(file), file.ReadString(), file.ReadInt32(), file.ReadInt32())),
            ReadAll(file, () => new ProbeText(
                file.ReadString(), file.ReadString(), file.ReadString(), file.ReadString(), file.ReadInt32(), file.ReadInt32())),
            ReadAll(file, () => new PropertyText(
                file.ReadString(), file.ReadString(), file.ReadString(), file.ReadInt32(), file.ReadInt32()))));
    }

    private static void WriteAll<T>(BinaryWriter file, IReadOnlyList<T> items, Action<T> write)
    {
        file.Write(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    private static void WritePlace(BinaryWriter file, string path, int line, int column)
    {
        file.Write(path);
        file.Write(line);
        file.Write(column);
    }

    private static List<string> Strings(BinaryReader file) => ReadAll(file, file.ReadString);

    /// <summary>A count that is damaged ends with the file.</summary>
    private static List<T> ReadAll<T>(BinaryReader file, Func<T> read)
    {
        var items = new List<T>();
        for (var count = file.ReadInt32(); count > 0; count--)
        {
            items.Add(read());
        }

        return items;
    }
}
