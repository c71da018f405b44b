namespace Lle.Deploy.Diagnostics;

/// <summary>LLE15xx, phase 5: configuration: docs/diagnostics/LLE15xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic PlaceholderUnknown(string file, int line, int column, string name, string known) =>
        Error("LLE1501", Location.OfFile(file, line, column), $"The placeholder @{name}@ is not known; known are {known}",
            $"Correct the name, or write @@{name}@ to keep the text itself");

    public static Diagnostic PlaceholderValueBreaksLine(string file, int line, int column, string name) =>
        Error("LLE1502", Location.OfFile(file, line, column), $"The value of @{name}@ contains a line break or control character",
            "Use a path or value without control characters");

    public static Diagnostic ConfigurationNotText(string file, int line, int column) =>
        Error("LLE1503", Location.OfFile(file, line, column), "The configuration is not UTF-8 text", "Save it as UTF-8");

    public static Diagnostic ConfigurationLineMalformed(string file, int line, int column, string reason) =>
        Error("LLE1504", Location.OfFile(file, line, column),
            $"The line is neither a section, a key with a value, a comment nor empty: {reason}",
            "Write [section], key=value, or # before a comment");

    public static Diagnostic ConfigurationHeaderMalformed(string file, int line, int column, string reason) =>
        Error("LLE1505", Location.OfFile(file, line, column),
            $"The section header is malformed: {reason}",
            "Write [name] alone on its line");

    public static Diagnostic ConfigurationSectionTwice(string file, int line, int column, string section, int firstLine) =>
        Error("LLE1506", Location.OfFile(file, line, column), $"The section [{section}] is repeated; it first appears on line {firstLine}",
            "Merge the two sections");

    public static Diagnostic ConfigurationKeyTwice(string file, int line, int column, string section, string key, int firstLine) =>
        Error("LLE1507", Location.OfFile(file, line, column), $"The key {key} is repeated in [{section}]; line {firstLine} sets it already",
            "Keep one of the two lines");

    public static Diagnostic ConfigurationSectionMissing(string file, int line, string section) =>
        Error("LLE1509", Location.OfFile(file, line), $"The required section [{section}] is missing", $"Add [{section}]");

    public static Diagnostic ConfigurationKeyMissing(string file, int line, int column, string section, string key) =>
        Error("LLE1510", Location.OfFile(file, line, column),
            $"The required key {key} is missing in [{section}]",
            $"Add {key}= with a value to [{section}]");

    public static Diagnostic ConfigurationValueKind(string file, int line, int column, string key, string found, string expected) =>
        Error("LLE1511", Location.OfFile(file, line, column), $"The value of {key} is '{found}'; expected {expected}",
            "Write the value alone; a comment needs a line of its own");

    public static Diagnostic ConfigurationValueRange(string file, int line, int column, string key, string found, string range) =>
        Error("LLE1512", Location.OfFile(file, line, column), $"The value of {key} is {found}; it must be {range}", "Correct the value");

    public static Diagnostic ConfigurationKeyMisplaced(string file, int line, int column, string key, string found, string expected) =>
        Error("LLE1513", Location.OfFile(file, line, column),
            $"The key {key} is {(found.Length == 0 ? "above the first section" : $"in [{found}]")}; it belongs in [{expected}]",
            $"Move it to [{expected}]");

    public static Diagnostic ConfigurationTooLarge(string file, int limit) =>
        Error("LLE1514", Location.OfFile(file), $"The configuration is larger than the limit of {limit} characters", "Shorten it");

    public static Diagnostic ConfigurationControlCharacter(string file, int line, int column, string shown) =>
        Error("LLE1515", Location.OfFile(file, line, column), $"The configuration contains the control character {shown}", "Remove it");

    public static Diagnostic ConfigurationEmpty(string file, IEnumerable<string> sections) =>
        Error("LLE1516", Location.OfFile(file, 1), $"The configuration has none of the required sections: {Listed(sections)}",
            "Add them; for a program whose configuration has other sections set LleDefaultConfigRules=false");

    public static Diagnostic ConfigurationRuleInvalid(string rule, string reason) =>
        Error("LLE1520", Location.OfItem("LleConfigRule", rule), $"The configuration rule '{rule}' is not valid: {reason}",
            "Give Section, and for a key also Key, Type (integer, boolean or text), Minimum, Maximum, Required");

    public static Diagnostic MergePolicyUnknown(string value) =>
        Error("LLE1521", Location.OfProperty("LleConfigMerge"), $"LleConfigMerge is '{value}'; expected merge, keep or replace",
            "Set LleConfigMerge to one of the three");

    public static Diagnostic MergeConflict(string file, int line, int column, string name, string local, string offered, string saved) =>
        Warning("LLE1522", Location.OfFile(file, line, column),
            $"The setting {name} was changed both locally and in the new default (local {local}, new default {offered}); the local "
            + "value is kept",
            $"Compare with {saved}, which contains the new default");

    public static Diagnostic MergeReplaced(string file, int line, int column, string name, string local, string offered) =>
        Warning("LLE1523", Location.OfFile(file, line, column),
            $"The setting {name} was changed locally and has been replaced: it was {local} and is now {offered}",
            "Take the old value from this deployment's backup if you need it, or set LleConfigMerge=merge");

    public static Diagnostic MergeImpossible(string file) =>
        Error("LLE1524", Location.OfFile(file), "The installed configuration has errors, so it cannot be merged with the new default",
            "Correct it, or set LleConfigMerge=keep to leave it as it is, or LleConfigMerge=replace to discard it");

    public static Diagnostic MergeWithoutBase(string file) =>
        Warning("LLE1525", Location.OfFile(file),
            "The default configuration of the last deployment is not known, so every difference from the new default counts as a "
            + "local change",
            "Compare with the new default, which is saved beside it; the next deployment will know the default");

    public static Diagnostic ConfigFileInvalid(string item, string reason) =>
        Error("LLE1526", Location.OfItem("LleConfigFile", item), $"The configuration file item '{item}' is not valid: {reason}",
            "Name a file of the payload folder, and give TargetPath (below the configuration directory), Format (text or ini), "
            + "Merge (merge, keep or replace), Mode and Validate (a command with @FILE@) as docs/payloads.md says");

    public static Diagnostic ConfigFileRefused(string path, string command, string reason) =>
        Error("LLE1527", Location.OfFile(path), $"The configuration file is not accepted by '{command}': {reason}",
            "Correct the file in the payload or the local edits in the installed one; the command has read the merged file");

    public static Diagnostic TextConflict(string path, int line, string saved) =>
        Warning("LLE1528", Location.OfFile(path, line),
            "Lines here were changed both locally and in the new default; the installed file is kept as it is",
            $"Compare with {saved}, which contains the new default");

    public static Diagnostic TextReplaced(string path) =>
        Warning("LLE1529", Location.OfFile(path), "The file was changed locally and has been replaced by the new default",
            "Take the old file from this deployment's backup if you need it, or set Merge=merge");
}
