using System.Text.RegularExpressions;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.CommandLine;

/// <summary>The engine's options as the command line spells and explains them.</summary>
internal static partial class CliOptions
{
    /// <summary>Options that the command line gives as an argument of an operation, and those of operations that it has not.</summary>
    private static readonly HashSet<string> elsewhere =
    [
        OptionTable.UpdatePackage.Name, OptionTable.UpdateVersion.Name, OptionTable.DeploymentId.Name, OptionTable.BackupTimestamp.Name,
        OptionTable.BundleDir.Name, OptionTable.SigningKey.Name, OptionTable.SignCommand.Name, OptionTable.HostPackage.Name,
    ];

    /// <summary>What is no option here but an argument, in the words of the operation that takes it.</summary>
    private static readonly Dictionary<string, string> arguments = new(StringComparer.Ordinal)
    {
        [OptionTable.UpdatePackage.Name] = "BUNDLE",
        [OptionTable.UpdateVersion.Name] = "--version",
        [OptionTable.HostPackage.Name] = "the package Lle.Deploy.Host",
        [OptionTable.DeploymentId.Name] = "ID",
        [OptionTable.BackupTimestamp.Name] = "TIMESTAMP",
    };

    public static IEnumerable<Option> Of(Verb verb) => verb.Scope switch
    {
        OptionScope.All => OptionTable.All.Where(o => !elsewhere.Contains(o.Name) && (o != OptionTable.Purge || verb.Name == "uninstall")
            && (o.Group != OptionGroup.Fleet || IsOfRun(verb, o))),
        OptionScope.Target => OptionTable.All.Where(o => o.IsLayout || o == OptionTable.BinaryName || IsOfRun(verb, o)),
        _ => verb.Options,
    };

    /// <summary>What a roll-out tells the program on a host, and only where it may ask again.</summary>
    private static bool IsOfRun(Verb verb, Option option) => verb.Name switch
    {
        "deploy" or "update" => FleetOptions.OfHost.Contains(option),
        "rollback" or "confirm" => option == FleetOptions.Run || option == FleetOptions.Rollout,
        _ => false,
    };

    /// <summary>--install-prefix.</summary>
    public static string Name(Option option) => "--" + option.KebabName;

    /// <summary>--install-prefix DIR, or --rollback-on-failure=false for what is on by default.</summary>
    public static string Spelled(Option option) => IsFlag(option)
        ? Name(option) + (ValueName(option) is { Length: > 0 } value ? $"={value}" : "") : $"{Name(option)} {ValueName(option)}";

    public static bool IsFlag(Option option) => option.Kind == OptionKind.Flag;

    public static bool IsList(Option option) => option.Kind == OptionKind.Paths || option == OptionTable.StartupArguments;

    /// <summary>What is shown for the value in help: DIR, N, one|of|these.</summary>
    public static string ValueName(Option option) => option.Kind switch
    {
        OptionKind.Flag => IsOn(option) ? "false" : "",
        OptionKind.Choice => string.Join('|', option.Choices),
        OptionKind.Directory => "DIR",
        OptionKind.Path => "PATH",
        OptionKind.Paths => "FILE",
        OptionKind.Whole or OptionKind.Number => "N",
        OptionKind.FileName => "NAME",
        OptionKind.Account => "USER",
        _ => "TEXT",
    };

    /// <summary>A flag that has to be switched off.</summary>
    private static bool IsOn(Option option) => option.Default == "true";

    /// <summary>The table's text, which speaks of properties, in the words of the command line and without marks.</summary>
    public static string Text(Option option) => Words(IsFlag(option) ? option.Text.Split("`: ", 2)[^1] : option.Text);

    /// <summary>Empty: there is none.</summary>
    public static string Default(Option option) =>
        IsFlag(option) ? ""
        : option == OptionTable.PayloadDir ? "the current directory"
        : option == OptionTable.Version ? "the bundle's, else 1.0.0"
        : Words(option.DefaultText ?? option.Default);

    /// <summary>What the table names as properties and targets, in the words of the command line.</summary>
    public static string Words(string text) => Property().Replace(text.Replace("`", "", StringComparison.Ordinal), match =>
        arguments.TryGetValue(match.Value, out var argument) ? argument
        : OptionTable.Find(match.Value) is { } option ? Name(option)
        : Verbs.Find(match.Value["Lle".Length..].ToLowerInvariant()) is { } verb ? "lle " + verb.Name
        : match.Value);

    [GeneratedRegex("Lle[A-Z][A-Za-z]*")]
    private static partial Regex Property();
}
