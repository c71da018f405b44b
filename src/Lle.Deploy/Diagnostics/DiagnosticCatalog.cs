using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Diagnostics;

/// <summary>
/// Every diagnostic there is, one method a code, in the order of the numbers. A code is never reused; docs/diagnostics.md
/// has a section for each (a test holds the two together).
/// </summary>
internal static class DiagnosticCatalog
{
    private static Diagnostic Error(string code, Location location, string message, string remedy) =>
        new(code, Severity.Error, location, message, remedy);

    private static Diagnostic Warning(string code, Location location, string message, string remedy) =>
        new(code, Severity.Warning, location, message, remedy);

    // ---- LLE10xx: host and properties ----

    public static Diagnostic WindowsNotSupported() =>
        Error("LLE1000", Location.None, "Lle.Deploy.Tasks deploys to Unix machines and this is Windows", "Run the build on Linux, for instance under WSL");

    public static Diagnostic NotOnDotNet(string runtime) =>
        Error("LLE1001", Location.None, $"This MSBuild runs on '{runtime}'; the deployment tasks need MSBuild on .NET", "Use dotnet msbuild of the .NET 10 SDK");

    public static Diagnostic PropertyOutOfRange(string property, string value, string expected) =>
        Error("LLE1002", Location.OfProperty(property), $"{property} is '{value}'; expected {expected}", $"Set {property} in the project, with -p:{property}=..., or leave it out for its default");

    public static Diagnostic RelativePath(string property, string path) =>
        Error("LLE1003", Location.OfProperty(property), $"{property} is '{path}'; expected an absolute path", "Write it from the root, for instance /opt/lle or $(MSBuildProjectDirectory)/out");

    public static Diagnostic ControlCharacterInPath(string property, string path) =>
        Error("LLE1004", Location.OfProperty(property), $"{property} holds a control character: '{path}'", "Choose a path of printable characters");

    public static Diagnostic LinkNotTrusted(string property, string link) =>
        Error("LLE1005", Location.OfProperty(property), $"{property} leads through the symbolic link '{link}', which others could swap", "Give the real path, or take the directory's write permission from others");

    public static Diagnostic DirectoryUsedTwice(string property, string path) =>
        Error("LLE1006", Location.OfProperty(property), $"{property} is '{path}', which another directory of the layout has too", "Give each directory of the layout a path of its own");

    public static Diagnostic AccountUnknown(string property, string name) =>
        Error("LLE1007", Location.OfProperty(property), $"{property} is '{name}', which this machine does not know", "Name a user or group of this machine, or its number");

    public static Diagnostic OwnerNeedsRoot(string property, string name) =>
        Error("LLE1008", Location.OfProperty(property), $"{property} is '{name}', but only root may give files away", "Run as root, or leave it out");

    public static Diagnostic PayloadDirMissing(string path) =>
        Error("LLE1009", Location.OfProperty("LlePayloadDir"), $"LlePayloadDir is '{path}', which is no directory", "Build the payload first, or point LlePayloadDir to it");

    public static Diagnostic MSBuildTooOld(string version) =>
        Error("LLE1010", Location.None, $"This is MSBuild {version}; the deployment tasks need 18.0 or newer", "Install the .NET 10 SDK, and check that no global.json asks for an older one");

    public static Diagnostic NothingDeployed(string prefix) =>
        Error("LLE1013", Location.OfProperty("LleInstallPrefix"), $"Nothing is deployed in '{prefix}'", "Set LleInstallPrefix, and where it was set also the other directories, to where the deployment was made");

    public static Diagnostic NotWritable(string path, string reason) =>
        Error("LLE1014", Location.OfProperty("LleInstallPrefix"), $"You may not write to '{path}': {reason}", "Set LleInstallPrefix to a directory of yours, or run as the user who may");

    public static Diagnostic NoTargetNamed() =>
        Error("LLE1012", Location.None, "No target was named, and nothing was deployed", "Name one, for instance -t:LleDeploy, or put DefaultTargets=\"LleDeploy\" into the Project element");

    public static Diagnostic ItemMetadataUnknown(string type, string item, string metadata, IEnumerable<string> known) =>
        Error("LLE1011", Location.OfItem(type, item), $"{type} '{item}' has metadata {metadata}, which means nothing; expected {string.Join(", ", known)}", "Correct the spelling, or take it out");

    public static Diagnostic DeploymentOpenedBefore() =>
        Error("LLE1021", Location.None, "This build has opened a deployment of this project already, and its phases do not run a second time", "Ask for LleDeploy and LleUpdate in two builds");

    public static Diagnostic OperationCancelled(string task) =>
        Error("LLE1022", Location.None, $"{task} was cancelled", "Run it again when it may run to its end");

    public static Diagnostic InternalError(string task, string what) =>
        Error("LLE1099", Location.None, $"{task} met something nobody foresaw: {what}", "Run it again with -v:diag or -bl, which hold the stack trace, and report it; what was not committed is undone");

    // ---- end of LLE10xx ----

    // ---- LLE11xx: phase 1, payload, checksums, signatures, update packages ----

    public static Diagnostic PayloadFolderMissing(string folder) =>
        Error("LLE1101", Location.OfProperty("LlePayloadDir"), $"The payload folder '{folder}' does not exist",
            "Set LlePayloadDir to the folder that holds the program and its configuration template");

    public static Diagnostic PayloadBinaryMissing(string path) =>
        Error("LLE1102", Location.OfFile(path), $"The payload has no program '{path}'",
            "Put the program there, or set LleBinaryName or LlePayloadDir to where it is");

    public static Diagnostic PayloadIsDirectory(string path) =>
        Error("LLE1103", Location.OfFile(path), $"'{path}' is a directory; a regular file was expected", "Put the file itself there");

    public static Diagnostic PayloadNotRegular(string path) =>
        Error("LLE1104", Location.OfFile(path), $"'{path}' is a device, pipe or socket; a regular file was expected", "Put a regular file there");

    public static Diagnostic PayloadNotExecutable(string path, string mode) =>
        Error("LLE1105", Location.OfFile(path), $"The program '{path}' has mode {mode}: nobody may execute it", $"Run chmod 755 '{path}'");

    public static Diagnostic PayloadTooLarge(string path, long limit) =>
        Error("LLE1106", Location.OfFile(path), $"'{path}' is larger than the {limit} bytes that are accepted", "Deploy a smaller file");

    public static Diagnostic PayloadUnreadable(string path, string reason) =>
        Error("LLE1107", Location.OfFile(path), $"'{path}' cannot be read: {reason}", "Make it readable for the deploying user");

    public static Diagnostic PayloadTemplateMissing(string path) =>
        Error("LLE1108", Location.OfFile(path), $"The payload has no configuration template '{path}'",
            "Put the template there, or set LlePayloadDir to where it is");

    public static Diagnostic PayloadNameInvalid(string property, string name) =>
        Error("LLE1109", Location.OfProperty(property), $"'{name}' is not a plain file name", "Give a name without '/', other than '.' and '..'");

    public static Diagnostic PayloadBinaryEmpty(string path) =>
        Error("LLE1110", Location.OfFile(path), $"The program '{path}' is empty", "Build it again");

    public static Diagnostic ChecksumsMissing(string path, string binary, string template) =>
        Warning("LLE1111", Location.OfFile(path), "The payload has no checksum list, so nothing shows that its files are the ones that were meant",
            $"Make one in the payload folder with: sha256sum '{binary}' '{template}' > checksums.sha256");

    public static Diagnostic ChecksumLineMalformed(string file, int line, int column, string reason) =>
        Error("LLE1112", Location.OfFile(file, line, column), $"Not a line of a SHA-256 checksum list: {reason}",
            "Write the list with sha256sum or sha256sum --tag");

    public static Diagnostic ChecksumListNotText(string file, int line, int column) =>
        Error("LLE1113", Location.OfFile(file, line, column), "The checksum list is not UTF-8 text", "Write the list with sha256sum");

    public static Diagnostic ChecksumNameTwice(string file, int line, int column, string name, int firstLine) =>
        Error("LLE1114", Location.OfFile(file, line, column), $"'{name}' is listed again; line {firstLine} names it already", "Keep one line for it");

    public static Diagnostic ChecksumListLacksBinary(string file, string binary) =>
        Error("LLE1115", Location.OfFile(file), $"The checksum list does not name the program '{binary}', so it proves nothing about it",
            $"Add it with: sha256sum {binary} >> checksums.sha256");

    public static Diagnostic ChecksumFileMissing(string file, int line, string name) =>
        Error("LLE1116", Location.OfFile(file, line, 1), $"The checksum list names '{name}', which the payload does not have",
            "Add the file, or make the list again");

    public static Diagnostic ChecksumMismatch(string file, int line, string name, string expected, string found) =>
        Error("LLE1117", Location.OfFile(file, line, 1), $"'{name}' is not the file that was listed: SHA-256 {found}, listed {expected}",
            "Get the payload again from where it was made; make the list again only if you changed the file yourself");

    public static Diagnostic ChecksumNameOutside(string file, int line, string name) =>
        Error("LLE1118", Location.OfFile(file, line, 1), $"The checksum list names '{name}', which is outside the payload folder",
            "List names inside the payload folder only, without '/' in front and without '..'");

    public static Diagnostic ChecksumListLacksTemplate(string file, string template) =>
        Warning("LLE1119", Location.OfFile(file), $"The checksum list does not name the configuration template '{template}', so its content is not checked",
            $"Add it with: sha256sum {template} >> checksums.sha256");

    public static Diagnostic ChecksumListTooLarge(string file, string limit) =>
        Error("LLE1120", Location.OfFile(file), $"The checksum list is larger than what is accepted ({limit})", "List only the files of the payload");

    public static Diagnostic TrustedKeyUnreadable(string file, string reason) =>
        Error("LLE1130", Location.OfFile(file), $"The trusted key file '{file}' cannot be read: {reason}", "Set LleTrustedKeys to existing key files");

    public static Diagnostic TrustedKeyMalformed(string file, int line, string reason) =>
        Error("LLE1131", Location.OfFile(file, line), $"The trusted key file holds no usable public key here: {reason}",
            "Give a PEM public key (openssl pkey -pubout) or an OpenSSH allowed_signers file");

    public static Diagnostic TrustedKeyEd25519(string file, int line) =>
        Error("LLE1132", Location.OfFile(file, line), "The key is an Ed25519 key, and .NET's own cryptography has no Ed25519 to verify it with",
            "Sign with an ECDSA P-256 or P-384 key or an RSA key of at least 2048 bits");

    public static Diagnostic TrustedKeyUnsupported(string file, int line, string found) =>
        Error("LLE1133", Location.OfFile(file, line), $"The key is not of a supported kind: {found}",
            "Use ECDSA P-256 or P-384, or RSA of 2048 to 16384 bits");

    public static Diagnostic TrustedKeyIsPrivate(string file, int line) =>
        Error("LLE1134", Location.OfFile(file, line), "The trusted key file holds a private key, which verifies nothing and must not lie here",
            "Give the public key (openssl pkey -pubout), and treat the private key as disclosed if others can read this file");

    public static Diagnostic SignatureMissing(string path) =>
        Error("LLE1135", Location.OfFile(path), "Trusted keys are configured, but the payload is not signed: it has no checksums.sha256.sig",
            "Sign checksums.sha256, or leave LleTrustedKeys empty to deploy without authenticity");

    public static Diagnostic SignatureMalformed(string path, string reason) =>
        Error("LLE1136", Location.OfFile(path), $"The signature cannot be understood: {reason}",
            "Sign with openssl dgst -sign, cosign sign-blob --key or ssh-keygen -Y sign");

    public static Diagnostic SignatureWrong(string path, string keys) =>
        Error("LLE1137", Location.OfFile(path), $"The signature was not made over this checksum list by any trusted key ({keys})",
            "Do not deploy this payload; get it again from where it was made, or sign it with a trusted key");

    public static Diagnostic SignatureNamespace(string path, string found, string expected) =>
        Error("LLE1138", Location.OfFile(path), $"The SSH signature was made for the namespace '{found}'; '{expected}' was expected",
            $"Sign with: ssh-keygen -Y sign -n {expected}");

    public static Diagnostic SignerNotAllowed(string path, string signer, string reason) =>
        Error("LLE1139", Location.OfFile(path), $"The SSH signature is by a key that is not allowed to sign this: {signer}: {reason}",
            "Add the signer to the allowed_signers file if you trust it");

    public static Diagnostic SignatureNotChecked(string path) =>
        Warning("LLE1140", Location.OfFile(path), "The payload is signed, but no trusted keys are configured, so the signature is not checked",
            "Set LleTrustedKeys to the public key of whoever signs the payload");

    public static Diagnostic SignedListMissing(string path) =>
        Error("LLE1141", Location.OfFile(path), "Trusted keys are configured, but the payload has no checksum list to verify",
            "Make checksums.sha256 and sign it, or leave LleTrustedKeys empty");

    public static Diagnostic TrustedCertificateNotValid(string file, int line, string period) =>
        Error("LLE1142", Location.OfFile(file, line), $"The certificate is not valid now: {period}", "Give a certificate that is valid");

    public static Diagnostic NoTrustedKeyInFile(string file) =>
        Error("LLE1143", Location.OfFile(file), $"The trusted key file '{file}' holds no key",
            "Give a PEM public key (openssl pkey -pubout) or an OpenSSH allowed_signers file");

    public static Diagnostic UpdatePackageMissing(string path) =>
        Error("LLE1150", Location.OfProperty("LleUpdatePackage"), $"The update package '{path}' does not exist or is not a regular file",
            "Set LleUpdatePackage to a .tar.gz or .tar file");

    public static Diagnostic UpdatePackageDamaged(string path, string reason) =>
        Error("LLE1151", Location.OfFile(path), $"The update package is not a whole tar archive: {reason}", "Get the package again");

    public static Diagnostic UpdateEntryKind(string path, string entry, string kind) =>
        Error("LLE1152", Location.OfFile(path), $"The update package holds '{entry}', {kind}; only regular files and directories are accepted",
            "Pack the files themselves (tar --dereference --hard-dereference)");

    public static Diagnostic UpdateEntryName(string path, string entry, string reason) =>
        Error("LLE1153", Location.OfFile(path), $"The update package holds an entry whose name is refused: '{entry}': {reason}",
            "Pack from inside the payload folder: tar -czf package.tar.gz -C folder .");

    public static Diagnostic UpdateEntryTwice(string path, string entry, string other) =>
        Error("LLE1154", Location.OfFile(path), $"The update package holds '{entry}' and '{other}', which are one file on some file system",
            "Pack each file once, under names that differ in more than upper and lower case");

    public static Diagnostic UpdateTooBig(string path, string limit) =>
        Error("LLE1155", Location.OfFile(path), $"The update package unpacks to more than is accepted: {limit}", "Pack only the payload");

    public static Diagnostic VersionMalformed(string property, string text) =>
        Error("LLE1156", Location.OfProperty(property), $"'{text}' is not a version",
            "Give one to four numbers with an optional label, for example 1.2, 1.2.3 or 2.0.0-beta.1");

    public static Diagnostic DowngradeRefused(string installed, string offered) =>
        Error("LLE1157", Location.OfProperty("LleUpdateVersion"), $"Version {offered} is older than the installed {installed}",
            "Set LleAllowDowngrade=true if going back is what you want, or use LleRollback");

    public static Diagnostic DowngradeAllowed(string installed, string offered) =>
        Warning("LLE1158", Location.OfProperty("LleAllowDowngrade"), $"Version {offered} is older than the installed {installed}; going back was allowed",
            "Nothing is to be done if going back is what you want");

    public static Diagnostic UpdateScratchFailed(string folder, string reason) =>
        Error("LLE1159", Location.OfFile(folder), $"The update package cannot be unpacked into '{folder}': {reason}",
            "Make room and make the folder writable for the deploying user");

    public static Diagnostic UpdateScratchLeft(string folder, string reason) =>
        Warning("LLE1160", Location.OfFile(folder), $"The unpacked update could not be removed from '{folder}': {reason}", "Remove the folder");

    public static Diagnostic InstalledVersionUnknown(string installed) =>
        Warning("LLE1161", Location.OfProperty("LleUpdateVersion"), $"The installed version '{installed}' is not a version, so going back cannot be noticed",
            "Nothing is to be done; the next deployment records a proper version");

    public static Diagnostic RunningAsRoot() =>
        Warning("LLE1121", Location.None, "running as root", "Make sure that a system-wide installation is what you want");

    public static Diagnostic BinaryHangs(string path, string arguments, double seconds) =>
        Error("LLE1122", Location.OfFile(path), $"'{path} {arguments}' did not end within {seconds:0} s and was killed", "Deploy a program that answers; for one that takes other arguments set LleStartupArguments");

    public static Diagnostic BinaryNotStarted(string path, string cause) =>
        Error("LLE1123", Location.OfFile(path), $"the kernel refused to start '{path}': {cause}", "Check that it was built for this machine and that its loader or interpreter exists");

    public static Diagnostic BinaryCrashes(string path, string arguments, int signal, string said) =>
        Error("LLE1124", Location.OfFile(path), $"'{path} {arguments}' was ended by signal {signal}; it printed: {Said(said)}", "Deploy a program that survives its own start");

    public static Diagnostic BinaryFails(string path, string arguments, int exitCode, string said) =>
        Error("LLE1125", Location.OfFile(path), $"'{path} {arguments}' exited with {exitCode} instead of 0; it printed: {Said(said)}", "Deploy a program that answers; for one that takes other arguments set LleStartupArguments");

    private static string Said(string text) => text.Length == 0 ? "nothing" : text;

    // ---- end of LLE11xx ----

    // ---- LLE12xx: phase 2, environment ----

    public static Diagnostic DirectoryNotTrusted(string path, string why) =>
        Error("LLE1201", Location.OfFile(path), $"'{path}' is not safe to deploy under: {why}", "Take the write permission from others (chmod go-w), choose another prefix, or set LleAllowInsecurePrefix=true");

    public static Diagnostic SpaceShort(string path, long availableKib, long requiredKib) =>
        Error("LLE1202", Location.OfFile(path), $"the file system of '{path}' has {availableKib} KiB free; {requiredKib} KiB are required", "Free some space, or lower LleRequiredDiskSpace");

    // ---- end of LLE12xx ----

    // ---- LLE13xx: phase 3, backups and restore ----

    public static Diagnostic ManifestDamaged(string path, string cause) =>
        Error("LLE1301", Location.OfFile(path), $"the manifest '{path}' is damaged: {cause}", "Restore another backup; LleStatus lists the good ones");

    public static Diagnostic BackupMissing(string folder) =>
        Error("LLE1302", Location.OfFile(folder), $"there is no complete backup in '{folder}'", "Name one that LleStatus lists");

    public static Diagnostic BackupFileWrong(string path, string what) =>
        Error("LLE1303", Location.OfFile(path), $"the backup is not what it was: '{path}' {what}", "Restore another backup; nothing has been changed");

    public static Diagnostic RehearsalFailed(string path, string expected, string found) =>
        Error("LLE1304", Location.OfFile(path), $"the way back is not proven: '{path}' came back as {found} instead of {expected}", "Mend the cause (often a user who may not give files away, or a file system without attributes); nothing has been changed");

    public static Diagnostic BackupNotNamed(string given, IEnumerable<string> known) =>
        Error("LLE1305", Location.OfProperty("LleBackupTimestamp"), $"LleBackupTimestamp is '{given}'; expected one of the complete backups: {Listed(known)}", "Name one, for instance -p:LleBackupTimestamp=20251009_140930");

    public static Diagnostic BackupLacks(string folder, string path) =>
        Error("LLE1306", Location.OfFile(folder), $"the backup '{folder}' does not hold '{path}' as it stood before", "Restore another backup with -t:LleRestore; nothing has been changed");

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "(there is none)";

    // ---- end of LLE13xx ----

    // ---- LLE14xx: phase 4, binary ----

    // ---- end of LLE14xx ----

    // ---- LLE15xx: phase 5, configuration ----

    public static Diagnostic PlaceholderUnknown(string file, int line, int column, string name, string known) =>
        Error("LLE1501", Location.OfFile(file, line, column), $"The placeholder @{name}@ is not known; known are {known}",
            $"Correct the name, or write @@{name}@ where the text itself is meant");

    public static Diagnostic PlaceholderValueBreaksLine(string file, int line, int column, string name) =>
        Error("LLE1502", Location.OfFile(file, line, column), $"The value of @{name}@ holds a line break or control character, which a line cannot carry",
            "Use a path or value without control characters");

    public static Diagnostic ConfigurationNotText(string file, int line, int column) =>
        Error("LLE1503", Location.OfFile(file, line, column), "The configuration is not UTF-8 text", "Save it as UTF-8");

    public static Diagnostic ConfigurationLineMalformed(string file, int line, int column, string reason) =>
        Error("LLE1504", Location.OfFile(file, line, column), $"Neither a section, a key with a value, a comment nor empty: {reason}",
            "Write [section], key=value, or # before a comment");

    public static Diagnostic ConfigurationHeaderMalformed(string file, int line, int column, string reason) =>
        Error("LLE1505", Location.OfFile(file, line, column), $"Not a section header: {reason}", "Write [name] alone on its line");

    public static Diagnostic ConfigurationSectionTwice(string file, int line, int column, string section, int firstLine) =>
        Error("LLE1506", Location.OfFile(file, line, column), $"The section [{section}] begins again; it began on line {firstLine}", "Join the two");

    public static Diagnostic ConfigurationKeyTwice(string file, int line, int column, string section, string key, int firstLine) =>
        Error("LLE1507", Location.OfFile(file, line, column), $"The key {key} is set again in [{section}]; line {firstLine} sets it already", "Keep one of them");

    public static Diagnostic ConfigurationKeyOutside(string file, int line, int column, string key) =>
        Error("LLE1508", Location.OfFile(file, line, column), $"The key {key} stands before any section", "Put it below its [section]");

    public static Diagnostic ConfigurationSectionMissing(string file, int line, string section) =>
        Error("LLE1509", Location.OfFile(file, line), $"The required section [{section}] is missing", $"Add [{section}]");

    public static Diagnostic ConfigurationKeyMissing(string file, int line, int column, string section, string key) =>
        Error("LLE1510", Location.OfFile(file, line, column), $"The required key {key} is missing in [{section}]", $"Add {key}= with a value to [{section}]");

    public static Diagnostic ConfigurationValueKind(string file, int line, int column, string key, string found, string expected) =>
        Error("LLE1511", Location.OfFile(file, line, column), $"The value of {key} is '{found}'; {expected} was expected",
            "Give the bare value; a comment must stand on its own line");

    public static Diagnostic ConfigurationValueRange(string file, int line, int column, string key, string found, string range) =>
        Error("LLE1512", Location.OfFile(file, line, column), $"The value of {key} is {found}; it must be {range}", "Correct the value");

    public static Diagnostic ConfigurationKeyMisplaced(string file, int line, int column, string key, string found, string expected) =>
        Error("LLE1513", Location.OfFile(file, line, column), $"The key {key} stands in [{found}]; it belongs in [{expected}]", $"Move it to [{expected}]");

    public static Diagnostic ConfigurationTooLarge(string file, int limit) =>
        Error("LLE1514", Location.OfFile(file), $"The configuration is larger than the {limit} characters that are accepted", "Shorten it");

    public static Diagnostic ConfigurationControlCharacter(string file, int line, int column, string shown) =>
        Error("LLE1515", Location.OfFile(file, line, column), $"The configuration holds the control character {shown}", "Remove it");

    public static Diagnostic ConfigurationRuleInvalid(string rule, string reason) =>
        Error("LLE1520", Location.OfItem("LleConfigRule", rule), $"The configuration rule '{rule}' is not valid: {reason}",
            "Give Section, and for a key also Key, Type (integer, boolean or text), Minimum, Maximum, Required");

    public static Diagnostic MergePolicyUnknown(string value) =>
        Error("LLE1521", Location.OfProperty("LleConfigMerge"), $"'{value}' is not a merge policy", "Set LleConfigMerge to merge, keep or replace");

    public static Diagnostic MergeConflict(string file, int line, int column, string name, string local, string offered, string saved) =>
        Warning("LLE1522", Location.OfFile(file, line, column),
            $"{name} was changed here and in the new default: here {local}, new default {offered}; the one here is kept",
            $"Compare with {saved}, which holds the new default");

    public static Diagnostic MergeReplaced(string file, int line, int column, string name, string local, string offered) =>
        Warning("LLE1523", Location.OfFile(file, line, column), $"{name} was changed here and is replaced: here {local}, now {offered}",
            "Take the old value from the backup of this deployment if it was needed, or set LleConfigMerge=merge");

    public static Diagnostic MergeImpossible(string file) =>
        Error("LLE1524", Location.OfFile(file), "The installed configuration has errors, so it cannot be merged with the new default",
            "Correct it, or set LleConfigMerge=keep to leave it or LleConfigMerge=replace to give it up");

    public static Diagnostic MergeWithoutBase(string file) =>
        Warning("LLE1525", Location.OfFile(file), "The last deployed default is not known, so every difference from the new default counts as a local edit",
            "Compare with the new default saved beside it; the next deployment knows");

    // ---- end of LLE15xx ----

    // ---- LLE16xx: phase 6, security configuration ----

    public static Diagnostic StateLineMalformed(string file, int line, int column, string reason) =>
        Error("LLE1601", Location.OfFile(file, line, column), $"Not a line of this file: {reason}", "Restore the file from a backup, or deploy again");

    public static Diagnostic StateFieldMissing(string file, string field) =>
        Error("LLE1602", Location.OfFile(file), $"The field '{field}' is missing", "Restore the file from a backup, or deploy again");

    public static Diagnostic StateFieldTwice(string file, int line, string field) =>
        Error("LLE1603", Location.OfFile(file, line, 1), $"The field '{field}' is given twice", "Restore the file from a backup, or deploy again");

    public static Diagnostic StateNotText(string file, int line, int column) =>
        Error("LLE1604", Location.OfFile(file, line, column), "The file is not UTF-8 text", "Restore the file from a backup, or deploy again");

    public static Diagnostic StateTooLarge(string file, int limit) =>
        Error("LLE1605", Location.OfFile(file), $"The file is larger than the {limit} bytes that are accepted", "Restore the file from a backup, or deploy again");

    public static Diagnostic SecuritySettingWeakened(string file, int line, int column, string key, string found) =>
        Error("LLE1606", Location.OfFile(file, line, column), $"The security setting {key} is '{found}'; a deployment requires true", $"Set {key}=true");

    public static Diagnostic SecurityValidatorFailed(string script, string said) =>
        Error("LLE1610", Location.OfFile(script), $"'{script}' finds the installation wanting: {Said(said)}", "Mend what it names; it is the script an operator runs later");

    // ---- end of LLE16xx ----

    // ---- LLE17xx: phase 7, probes ----

    public static Diagnostic ProbePatternInvalid(string probe, string metadata, string pattern, string reason) => Error(
        "LLE1701",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': {metadata} '{pattern}' is no usable regular expression: {reason}",
        "Correct the .NET regular expression; a literal bracket, dot or dollar needs a backslash");

    public static Diagnostic ProbeProvesNothing(string probe, string pattern) => Error(
        "LLE1702",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': ExpectOutput '{pattern}' matches the probe's own Input, or an empty answer; a program that just echoes its input would pass",
        "Expect something only a shell that ran the input can print, for example the sum of an addition");

    public static Diagnostic ProbeSeverityInvalid(string probe, string value) => Error(
        "LLE1703",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': Severity is '{value}', expected 'error' or 'warning'",
        "Set it to one of the two, or leave it out for 'error'");

    public static Diagnostic ProbeNumberInvalid(string probe, string metadata, string value, int least, int most) => Error(
        "LLE1704",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': {metadata} is '{value}', expected a whole number from {least} to {most}",
        "Write it in decimal digits, without a unit");

    public static Diagnostic ProbeOpenQuote(string probe, string arguments) => Error(
        "LLE1705",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': Arguments <{arguments}> opens a quote and does not close it",
        "Blanks separate arguments; put one that holds blanks between ' or \"");

    public static Diagnostic ProbeNotStarted(Probe probe, string reason) => OfProbe(
        "LLE1710", probe, $"Probe '{probe.Name}': the program could not be started: {reason}", "Check that it is an executable for this machine");

    public static Diagnostic ProbeTimedOut(Probe probe, string answer) => OfProbe(
        "LLE1711",
        probe,
        $"Probe '{probe.Name}': no exit within {probe.TimeLimit.TotalMilliseconds:0} ms, killed; it had printed {answer}",
        "Run it by hand with this input, or raise the probe's TimeoutMilliseconds");

    public static Diagnostic ProbeCrashed(Probe probe, string signal, string answer) => OfProbe(
        "LLE1712", probe, $"Probe '{probe.Name}': the program was ended by {signal}; it had printed {answer}", "Find the crash: run it by hand with this input");

    public static Diagnostic ProbeExitCode(Probe probe, int found, string answer) => OfProbe(
        "LLE1713",
        probe,
        $"Probe '{probe.Name}': exit status {found}, expected {probe.ExpectExitCode}; it printed {answer}",
        "Run it by hand with this input, or correct the probe's ExpectExitCode");

    public static Diagnostic ProbeOutputMissing(Probe probe, string answer) => OfProbe(
        "LLE1714",
        probe,
        $"Probe '{probe.Name}': the answer does not match '{probe.ExpectOutput}'; it is {answer}",
        "Run it by hand with this input, or correct the probe's ExpectOutput");

    public static Diagnostic ProbeOutputRejected(Probe probe, string line) => OfProbe(
        "LLE1715",
        probe,
        $"Probe '{probe.Name}': the answer matches '{probe.RejectOutput}', which it must not: {line}",
        "Run it by hand with this input, or correct the probe's RejectOutput");

    public static Diagnostic ProbePatternSlow(Probe probe, string pattern, TimeSpan limit) => OfProbe(
        "LLE1716",
        probe,
        $"Probe '{probe.Name}': matching '{pattern}' against the answer took more than {limit.TotalSeconds:0.#} s",
        "Write the regular expression without nested repetitions");

    public static Diagnostic ProbeUnknownCommand(Probe probe, string line, bool strict) => new(
        strict ? "LLE1718" : "LLE1717",
        strict ? Severity.Error : Severity.Warning,
        Location.OfProperty("LleStrictProbes"),
        $"Probe '{probe.Name}': the program does not know the command: {line}",
        strict ? "Deploy a shell that has it, or set LleStrictProbes=false" : "Nothing, if this shell is not to have it; LleStrictProbes=true makes it an error");

    public static Diagnostic ProbeOutputTooLong(Probe probe) => OfProbe(
        "LLE1719",
        probe,
        $"Probe '{probe.Name}': the answer is longer than what is kept of it, so nobody can say that it does not match '{probe.RejectOutput}'",
        "Ask for less, or leave RejectOutput out");

    private static Diagnostic OfProbe(string code, Probe probe, string message, string remedy) =>
        new(code, probe.Severity, Location.OfItem("LleProbe", probe.Name), message, remedy);

    // ---- end of LLE17xx ----

    // ---- LLE18xx: phase 8, measurements ----

    public static Diagnostic ExitStatusLost(string executable, string reason) => Error(
        "LLE1801",
        Location.OfFile(executable),
        $"'{executable}' was started, but its exit status went to somebody else: {reason}",
        "Run the deployment in a process that reaps only its own children");

    public static Diagnostic NoChannel(string kind, string reason) => Error(
        "LLE1802",
        Location.None,
        $"The kernel gave no {kind} to talk to a program through: {reason}",
        "Raise the limit of open files, or mount /dev/pts, and deploy again");

    public static Diagnostic StartupFailed(string executable, int launch, string ending) => Error(
        "LLE1810",
        Location.OfFile(executable),
        $"Start-up measurement: launch {launch} of '{executable}' ended with {ending}, expected exit status 0",
        "Run it by hand with the same arguments; LleStartupArguments changes what is measured");

    public static Diagnostic StartupCrashed(string executable, int launch, string signal) => Error(
        "LLE1811",
        Location.OfFile(executable),
        $"Start-up measurement: launch {launch} of '{executable}' was ended by {signal}",
        "Find the crash: run it by hand, or look at its core dump");

    public static Diagnostic StartupHung(string executable, int launch, TimeSpan limit) => Error(
        "LLE1812",
        Location.OfFile(executable),
        $"Start-up measurement: launch {launch} of '{executable}' did not exit within {limit.TotalSeconds:0.###} s and was killed",
        "Run it by hand with standard input on /dev/null and see what it waits for");

    public static Diagnostic StartupNotStarted(string executable, string reason) => Error(
        "LLE1813",
        Location.OfFile(executable),
        $"Start-up measurement: '{executable}' could not be started: {reason}",
        "Check that it is an executable for this machine and that its interpreter and libraries exist");

    public static Diagnostic StartupWithinTolerance(StatisticsRecord wall, Budgets budgets, bool kept) => Degraded(
        kept,
        "LLE1814",
        "LleMaxStartupTime",
        $"Start-up time {Over(wall, budgets.MaxStartupMicroseconds)}, within the tolerance of {budgets.TolerancePercent:0.##} %");

    public static Diagnostic StartupOverBudget(StatisticsRecord wall, Budgets budgets) => Error(
        "LLE1815",
        Location.OfProperty("LleMaxStartupTime"),
        $"Start-up time {Over(wall, budgets.MaxStartupMicroseconds)}, beyond the tolerance of {budgets.TolerancePercent:0.##} %",
        RaiseBudget("LleMaxStartupTime"));

    public static Diagnostic SessionNotStarted(string executable, string reason) => Error(
        "LLE1820",
        Location.OfFile(executable),
        $"Response measurement: '{executable}' could not be started: {reason}",
        "Check that it is an executable for this machine and that its interpreter and libraries exist");

    public static Diagnostic SessionEnded(string executable, string mode, string ending, string printed) => Error(
        "LLE1821",
        Location.OfFile(executable),
        $"Response measurement ({mode}): the session of '{executable}' ended with {ending} before it answered; it printed {printed}",
        "Start it by hand with -i: it must stay until its input ends; for a program that is no shell set LleMeasureResponse=false");

    public static Diagnostic NoPrompt(string executable, string mode, string printed, TimeSpan limit) => Error(
        "LLE1822",
        Location.OfFile(executable),
        $"Response measurement ({mode}): '{executable}' showed no prompt within {limit.TotalSeconds:0.###} s; it printed {printed}",
        "The response can only be measured of a shell; for another program set LleMeasureResponse=false");

    public static Diagnostic NoAnswer(string executable, string mode, string printed, TimeSpan limit) => Error(
        "LLE1823",
        Location.OfFile(executable),
        $"Response measurement ({mode}): '{executable}' did not answer an echo command within {limit.TotalSeconds:0.###} s; it printed {printed}",
        "The response can only be measured of a shell; for another program set LleMeasureResponse=false");

    public static Diagnostic NoEcho(string executable, string mode, string printed, TimeSpan limit) => Error(
        "LLE1824",
        Location.OfFile(executable),
        $"Response measurement ({mode}): '{executable}' did not show a typed key within {limit.TotalSeconds:0.###} s; it printed {printed}",
        "Type into it by hand on a terminal; a program that hides what is typed has no key echo to measure");

    public static Diagnostic ResponseWithinTolerance(ResponseRecord response, Budgets budgets, bool kept) => Degraded(
        kept,
        "LLE1825",
        "LleMaxResponseTime",
        $"Response time ({response.Mode}) {Over(response.RoundTrip, budgets.MaxResponseMicroseconds)}, within the tolerance of {budgets.TolerancePercent:0.##} %");

    public static Diagnostic ResponseOverBudget(ResponseRecord response, Budgets budgets) => Error(
        "LLE1826",
        Location.OfProperty("LleMaxResponseTime"),
        $"Response time ({response.Mode}) {Over(response.RoundTrip, budgets.MaxResponseMicroseconds)}, beyond the tolerance of {budgets.TolerancePercent:0.##} %",
        RaiseBudget("LleMaxResponseTime"));

    /// <summary>Only LleResponseMode's mode gates; the other one is measured for the report.</summary>
    public static Diagnostic OtherModeNotMeasured(Diagnostic cause) => Warning(
        "LLE1827",
        cause.Location,
        $"The response was not measured in the mode that does not gate; {cause.Code}: {cause.Message}",
        "Nothing, if this program is not meant for that mode; otherwise try it there by hand");

    public static Diagnostic CacheHitRateLow(double percent, double target, bool required) => new(
        required ? "LLE1831" : "LLE1830",
        required ? Severity.Error : Severity.Warning,
        Location.OfProperty("LleMinCacheHitRate"),
        $"The shell reports a cache hit rate of {percent:0.#} %, expected at least {target:0.##} %",
        "Look at the shell's performance report, or set LleMinCacheHitRate to what its use warrants");

    public static Diagnostic CacheHitRateMissing(double target) => Error(
        "LLE1832",
        Location.OfProperty("LleRequireCacheHitRate"),
        $"The shell reports no cache hit rate, expected one of at least {target:0.##} %",
        "Deploy a shell that has 'display performance report', or set LleRequireCacheHitRate=false");

    public static Diagnostic Regression(ComparisonRecord difference, double limit, bool gate) => new(
        gate ? "LLE1841" : "LLE1840",
        gate ? Severity.Error : Severity.Warning,
        Location.OfProperty("LleMaxRegression"),
        $"Start-up is {difference.DifferencePercent:0.0} % slower than version {difference.OldVersion} "
        + $"(95 % interval {difference.DifferenceLowerPercent:0.0} to {difference.DifferenceUpperPercent:0.0} %; "
        + $"{difference.OldMedianMicroseconds:0} µs before, {difference.NewMedianMicroseconds:0} µs now), expected at most {limit:0.##} %",
        "Find what the new version does at start-up, or raise LleMaxRegression");

    public static Diagnostic NotCompared(Diagnostic cause) => Warning(
        "LLE1842",
        cause.Location,
        $"Start-up was not compared with the earlier binary, which could not be measured; {cause.Code}: {cause.Message}",
        "Nothing: the earlier binary is being replaced");

    private static Diagnostic Degraded(bool kept, string code, string property, string message) => new(
        code,
        kept ? Severity.Warning : Severity.Error,
        Location.OfProperty(property),
        message,
        kept ? "Decide whether it may stay: LleRollback undoes it" : $"Set {property} to what this machine needs, or LleKeepDegraded=true to keep such a deployment");

    private static string Over(StatisticsRecord measured, double budget) =>
        $"{measured.Median:0} µs (median of {measured.Count}, 95 % interval {measured.MedianLower:0} to {measured.MedianUpper:0}) "
        + $"exceeds the budget of {budget:0.##} µs by {(measured.Median / budget - 1) * 100:0.0} %";

    private static string RaiseBudget(string property) =>
        $"Make it faster, or set {property} to what this machine needs";

    // ---- end of LLE18xx ----

    // ---- LLE19xx: phase 9, security validation and audit ----

    public static Diagnostic AuditNotWritten(string path, string reason) =>
        Error("LLE1950", Location.OfFile(path), $"The audit log cannot be written: {reason}",
            "Make room and make it writable for the deploying user; nothing is deployed without a record");

    public static Diagnostic AuditBroken(string path, int line, string reason) =>
        Error("LLE1951", Location.OfFile(path, line, 1), $"The audit log was changed at or before this line: {reason}",
            "Compare it with your copies, keep it as evidence, and move it away to begin a new one");

    public static Diagnostic AuditLegacy(string path, int lines) =>
        Warning("LLE1952", Location.OfFile(path), $"The first {lines} lines of the audit log were written without a hash chain; they are covered only since the chain began",
            "Nothing is to be done");

    public static Diagnostic AuditHeadUnknown(string path, string head) =>
        Error("LLE1953", Location.OfFile(path), $"The audit log has no line with the known head {head}: its end was cut off, or it was replaced",
            "Compare it with your copies");

    public static Diagnostic AuditUnreadable(string path, string reason) =>
        Error("LLE1954", Location.OfFile(path), $"The audit log cannot be read: {reason}", "Make it readable for the deploying user");

    public static Diagnostic AuditTorn(string path, int line) =>
        Warning("LLE1955", Location.OfFile(path, line, 1), "This line of the audit log was cut off while it was being written; the chain goes on behind it",
            "Nothing is to be done");

    public static Diagnostic PermissionWrong(string path, string found, string expected) =>
        Error("LLE1920", Location.OfFile(path), $"'{path}' is {found}; expected {expected}", "Set mode and owner, or deploy again as the user who is to own it");

    public static Diagnostic InstalledFileDrifted(string path, string found, string expected) =>
        Error("LLE1921", Location.OfFile(path), $"'{path}' is not what was deployed: sha256 {found}, deployed was {expected}", "Find out who changed it; deploy again or restore a backup");

    public static Diagnostic InstalledFileMissing(string path) =>
        Error("LLE1922", Location.OfFile(path), $"'{path}' was deployed and is gone", "Deploy again or restore a backup");

    public static Diagnostic InstalledChecksumsMissing(string path) =>
        Error("LLE1923", Location.OfFile(path), $"'{path}' is missing: what was installed cannot be compared", "Deploy again");

    // ---- end of LLE19xx ----

    // ---- LLE20xx: phase 10, readiness, and post-deployment validation ----

    public static Diagnostic ReadinessBelowThreshold(Reporting.ScoreRecord score) => Error("LLE2001", Location.OfProperty("LleReadinessThreshold"),
        $"Readiness is {score.Awarded} of {score.Maximum} points ({score.Percent} %), required are {score.ThresholdPercent} %; missing: {Readiness.ScoreCard.Missing(score)}",
        "Correct what is missing and deploy again, or keep such deployments for a person to judge with -p:LleKeepDegraded=true");

    public static Diagnostic ReadinessMandatoryMissing(string name, string evidence) => Error("LLE2002", Location.None,
        $"{name} earned no point in the readiness assessment, and it is mandatory whatever the score ({evidence})",
        "Read the log of the backup and logging steps, correct what they name, and deploy again");

    public static Diagnostic ReadinessInsufficient(Reporting.ScoreRecord score, int rollbackThreshold) => Error("LLE2003", Location.OfProperty("LleReadinessRollbackThreshold"),
        $"Readiness is {score.Awarded} of {score.Maximum} points ({score.Percent} %), below the {rollbackThreshold} % under which a deployment is always undone; missing: {Readiness.ScoreCard.Missing(score)}",
        "Correct what is missing and deploy again");

    public static Diagnostic ValidationBelowThreshold(Reporting.ScoreRecord score) => Error("LLE2010", Location.OfProperty("LleValidationThreshold"),
        $"Post-deployment validation passed {score.Awarded} of {score.Maximum} tests ({score.Percent} %), required are {score.ThresholdPercent} %; failed: {Readiness.ScoreCard.Missing(score)}",
        "Correct what is named and run LleValidate again, or go back with dotnet msbuild -t:LleRollback");

    // ---- end of LLE20xx ----

    // ---- LLE21xx: phase 11, monitoring and status ----

    public static Diagnostic MonitoringFirstRunFailed(string script, string how, string output) => Error("LLE2101", Location.OfFile(script),
        $"The first run of the monitoring script {how}; it said: {output}",
        "Run the script by hand with the argument all and correct what it names");

    public static Diagnostic MonitoringThresholdExceeded(string script, string output) => Warning("LLE2102", Location.OfFile(script),
        $"The first run of the monitoring script found a figure over its threshold; it said: {output}",
        "Compare with the start-up and response figures of this deployment; a launch from sh costs more than the measured one. Raise LleMaxStartupTime or LleMaxResponseTime if the figure is acceptable");

    public static Diagnostic UnknownMonitoringSchedule(string value) => Error("LLE2103", Location.OfProperty("LleMonitoringSchedule"),
        $"LleMonitoringSchedule is '{value}', expected systemd, cron or none",
        "Set one of the three values");

    public static Diagnostic PathNotForCron(string path) => Error("LLE2104", Location.OfProperty("LleMonitoringSchedule"),
        $"The path {path} holds a line break, and a crontab line cannot name it",
        "Use LleMonitoringSchedule=systemd, or a configuration directory without a line break in its name");

    // ---- end of LLE21xx ----

    // ---- LLE22xx: phase 12, logs and reports ----

    public static Diagnostic LogNotWritten(string path, string reason) =>
        Warning("LLE2201", Location.OfFile(path), $"The deployment log is not complete: {reason}", "Make room and make the log directory writable");

    public static Diagnostic ReportNotWritten(string path, string reason) => Warning("LLE2220", Location.OfFile(path),
        $"The report {path} was not written: {reason}",
        "Make room or correct the permissions of the log directory; the outcome of the deployment itself is not changed by this");

    public static Diagnostic ResultUnreadable(string path, int line, string reason) => Error("LLE2221", Location.OfFile(path, line),
        $"The result file {path} cannot be read: {reason}",
        "Remove the file if it was edited or cut off; the deployment it describes is not affected");

    public static Diagnostic CiSummaryNotWritten(string path, string reason) => Warning("LLE2222", Location.OfFile(path),
        $"The job summary {path} was not written: {reason}",
        "Check that the build agent lets this job write there; the deployment itself is not affected");

    // ---- end of LLE22xx ----

    // ---- LLE30xx: lock, transaction, journal, recovery, rollback ----

    public static Diagnostic FileOperationFailed(string operation, string path, string cause) =>
        Error("LLE3001", Location.OfFile(path), $"could not {operation} '{path}': {cause}", "Mend the cause and run again; the deployment undoes what it had done");

    public static Diagnostic NameNotUtf8(string directory, string name) =>
        Error("LLE3002", Location.OfFile(directory), $"'{directory}' holds a name that is not UTF-8: '{name}'", "Rename or remove that file: it could be neither backed up nor restored by name");

    public static Diagnostic SpecialFile(string path) =>
        Error("LLE3003", Location.OfFile(path), $"'{path}' is a device, socket or pipe; only files, directories and links can be backed up and put back", "Remove it from the layout's directories");

    public static Diagnostic DirectoryInTheWay(string path) =>
        Error("LLE3004", Location.OfFile(path), $"'{path}' is a directory where a file is to stand", "Move the directory away, or choose another prefix or binary name");

    public static Diagnostic FileInTheWay(string path) =>
        Error("LLE3005", Location.OfFile(path), $"'{path}' is not a directory, but the layout needs one there", "Move it away, or choose another directory");

    public static Diagnostic ContentChanged(string path) =>
        Error("LLE3006", Location.OfFile(path), $"'{path}' no longer has the content that was verified", "Somebody changed it meanwhile; run again when nobody does");

    public static Diagnostic ChangedMeanwhile(string path) =>
        Error("LLE3007", Location.OfFile(path), $"'{path}' was changed by somebody else while the deployment prepared its replacement", "Find out who writes there, then run again; their change was left alone");

    public static Diagnostic NoExchange(string directory) =>
        Error("LLE3008", Location.OfFile(directory), $"the file system of '{directory}' can neither exchange nor link names, so an old file could not be kept for the way back", "Use a prefix on a local Unix file system");

    public static Diagnostic JournalDamaged(string path, int line) =>
        Error("LLE3009", Location.OfFile(path, line), $"the journal '{path}' is damaged at line {line}: length or hash do not fit", "Keep the transaction's folder as evidence, restore a backup with LleRestore, then move the folder away");

    public static Diagnostic TooManyRecoveries(string folder, int attempts) =>
        Error("LLE3010", Location.OfFile(folder), $"the transaction in '{folder}' was taken up {attempts} times and never came to an end; it is left as it is", "Look at its journal and at the disk; restore a backup with LleRestore, then move the folder away");

    public static Diagnostic Locked(string path, string holder) =>
        Error("LLE3011", Location.OfFile(path), $"another run writes to this target: {holder}", "Wait until it has ended; the lock goes with its process, so there is never one to remove by hand");

    public static Diagnostic Cancelled(string deploymentId) =>
        Error("LLE3012", Location.None, $"deployment {deploymentId} was cancelled", "Run it again when it may run to its end");

    public static Diagnostic Signalled(string deploymentId, string signal) =>
        Error("LLE3013", Location.None, $"deployment {deploymentId} was stopped by {signal}", "Run it again; judge by the Status of the result, not by the exit code");

    public static Diagnostic DeploymentEnded(string deploymentId) =>
        Error("LLE3014", Location.None, $"deployment {deploymentId} has ended already; no further phase can run in it", "Run the phases through LleDeploy");

    public static Diagnostic NoDeploymentOpen() =>
        Error("LLE3015", Location.None, "no deployment is open here: a phase runs only within LleDeploy", "Run -t:LleDeploy; the phases it consists of cannot be asked for alone");

    public static Diagnostic RolledBack(string deploymentId, string outcome) =>
        Warning("LLE3016", Location.None, $"deployment {deploymentId} failed and was {outcome}", "Mend what the error says and deploy again");

    public static Diagnostic RolledBackUnverified(string deploymentId, string outcome) =>
        Error("LLE3017", Location.None, $"deployment {deploymentId} failed and was {outcome}", "Compare that path with the newest backup; LleRestore brings it back");

    public static Diagnostic LeftInPlace(string deploymentId) =>
        Warning("LLE3018", Location.OfProperty("LleRollbackOnFailure"), $"deployment {deploymentId} failed and stays in place, because LleRollbackOnFailure is false", "Undo it with -t:LleRollback");

    public static Diagnostic StatusIncomplete(string path, int count) =>
        Warning("LLE3029", Location.OfFile(path), $"The status is not complete: this user may not look at {(count == 1 ? "this path" : $"{count} paths, of which this is the first")}", "Ask as the user who deployed, or as root");

    public static Diagnostic KeptForeignChange(string path) =>
        Error("LLE3019", Location.OfFile(path), $"'{path}' is neither what the deployment found nor what it installed: somebody changed it meanwhile, so it was left alone", "Decide by hand; what stood there before is in the backup of the deployment that is undone");

    public static Diagnostic UndoLost(string path) =>
        Error("LLE3020", Location.OfFile(path), $"'{path}' could not be put back: the kept old file is gone", "Restore it from a backup with -t:LleRestore");

    public static Diagnostic RecoveryFinished(string id, string operation) =>
        Warning("LLE3021", Location.None, $"the {operation} {id} had been cut off after its commit; it is finished now", "Nothing is left to do");

    public static Diagnostic RecoveryUndid(string id, string operation, string started, string outcome) =>
        Warning("LLE3022", Location.None, $"the {operation} {id} of {started} UTC had been cut off; it is {outcome}", "Look into its log for the reason; then go on");

    public static Diagnostic RecoveryIncomplete(string id, string path) =>
        Error("LLE3023", Location.OfFile(path), $"the cut-off transaction {id} cannot be undone: '{path}' is lost", "Restore a backup with -t:LleRestore");

    public static Diagnostic NothingToRollBack(string transactions) =>
        Error("LLE3024", Location.OfFile(transactions), "there is no deployment to roll back", "Deploy first; LleStatus shows what can be undone");

    public static Diagnostic DeploymentUnknown(string id, IEnumerable<string> known) =>
        Error("LLE3025", Location.OfProperty("LleDeploymentId"), $"LleDeploymentId is '{id}'; expected one of the deployments that can be rolled back: {Listed(known)}", "Name one of them, or leave it out for the last one");

    public static Diagnostic DecisionUncertain(string folder) =>
        Error("LLE3026", Location.OfFile(folder), $"whether the decision of the transaction in '{folder}' reached the disk is not known, so nothing was undone", "Mend the disk and run LleRecover: it finds either the decision and finishes, or none and undoes");

    public static Diagnostic LockNotSigned(string path, string reason) =>
        Warning("LLE3027", Location.OfFile(path), $"the lock is held, but who holds it could not be written: {reason}", "Make room; until then others are refused without being told by whom");

    public static Diagnostic Unexpected(string what, Exception error) =>
        Error("LLE3028", Location.None, $"{what} met an error nobody had foreseen: {error.GetType().Name}: {Logging.OneLine.Escape(error.Message)}", "Report it with this message and the log; what had been changed was undone");

    // ---- end of LLE30xx ----
}
