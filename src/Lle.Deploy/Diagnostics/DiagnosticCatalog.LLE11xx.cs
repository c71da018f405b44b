namespace Lle.Deploy.Diagnostics;

/// <summary>LLE11xx, phase 1: payload, checksums, signatures, update packages: docs/diagnostics/LLE11xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    private const string GiveAKey = "Give a PEM public key (openssl pkey -pubout) or an OpenSSH allowed_signers file";

    /// <param name="folder">What LlePayloadDir names.</param>
    /// <param name="isFile">It is there, and is a file; else nothing is there.</param>
    public static Diagnostic PayloadFolderMissing(string folder, bool isFile) =>
        Error("LLE1101", Location.OfProperty("LlePayloadDir"),
            $"The payload folder '{folder}' {(isFile ? "is a file" : "does not exist")}",
            "Set LlePayloadDir to the folder that contains the program and its configuration template"
            + (isFile ? "; a package is deployed with LleUpdatePackage" : "")
            + (folder.Contains("/~/", StringComparison.Ordinal) ? "; only a shell replaces '~': write the home directory in full" : ""));

    /// <param name="elsewhere">Where the payload has a file of that name, relative to where it was looked for; null: nowhere.</param>
    public static Diagnostic PayloadBinaryMissing(string path, string source, string? elsewhere = null) =>
        Error("LLE1102", Location.OfFile(path), $"The payload has no program '{path}'",
            elsewhere is not null
                ? $"There is one in another directory: add a link '{path}' -> '{elsewhere}' to the payload, or by an LlePayloadLink item"
                : $"Put the program there, or set {source} to where it is and LleBinaryName to its name");

    public static Diagnostic PayloadIsDirectory(string path) =>
        Error("LLE1103", Location.OfFile(path), $"The path '{path}' is a directory; expected a regular file", "Put the file itself there");

    public static Diagnostic PayloadNotRegular(string path) =>
        Error("LLE1104", Location.OfFile(path),
            $"The path '{path}' is a device, pipe or socket; expected a regular file",
            "Put a regular file there");

    public static Diagnostic PayloadNotExecutable(string path, string mode) =>
        Error("LLE1105", Location.OfFile(path), $"The program '{path}' is not executable (mode {mode})", $"Run chmod 755 '{path}'");

    public static Diagnostic PayloadTooLarge(string path, long limit) =>
        Error("LLE1106", Location.OfFile(path), $"The file '{path}' is larger than the limit of {limit} bytes", "Deploy a smaller file");

    public static Diagnostic PayloadUnreadable(string path, string reason) =>
        Error("LLE1107", Location.OfFile(path), $"The path '{path}' cannot be read: {reason}", "Make it readable for the deploying user");

    public static Diagnostic PayloadTemplateMissing(string path, string source) =>
        Error("LLE1108", Location.OfFile(path), $"The payload has no configuration template '{path}'",
            $"Put the template there, set {source} to where it is, or set LleDefaultConfigRules=false to deploy without lle.conf");

    public static Diagnostic PayloadNameInvalid(string property, string name) =>
        Error("LLE1109", Location.OfProperty(property),
            $"{property} is '{name}'; expected a plain file name",
            "Give a name without '/', other than '.' and '..'");

    public static Diagnostic PayloadBinaryEmpty(string path) =>
        Error("LLE1110", Location.OfFile(path), $"The program '{path}' is empty", "Build it again");

    /// <param name="command">Prints the list.</param>
    public static Diagnostic ChecksumsMissing(string path, string command) =>
        Warning("LLE1111", Location.OfFile(path), "The payload has no checksum list, so a damaged or exchanged file would not be noticed",
            $"Make one in the payload folder: {command} > checksums.sha256");

    public static Diagnostic ChecksumLineMalformed(string file, int line, int column, string reason) =>
        Error("LLE1112", Location.OfFile(file, line, column), $"The line is not a line of a SHA-256 checksum list: {reason}",
            "Write the list with sha256sum or sha256sum --tag");

    public static Diagnostic ChecksumListNotText(string file, int line, int column) =>
        Error("LLE1113", Location.OfFile(file, line, column), "The checksum list is not UTF-8 text", "Write the list with sha256sum");

    public static Diagnostic ChecksumNameTwice(string file, int line, int column, string name, int firstLine) =>
        Error("LLE1114", Location.OfFile(file, line, column),
            $"The name '{name}' is repeated; line {firstLine} lists it already",
            "Keep one line for it");

    public static Diagnostic ChecksumListLacksBinary(string file, string binary, string listed) =>
        Error("LLE1115", Location.OfFile(file), $"The checksum list does not contain the program '{binary}'; it contains {listed}",
            "Get the list that was made for this payload, in which the names are relative to the payload folder; "
            + "make a new list only of files you made yourself");

    public static Diagnostic ChecksumFileMissing(string file, int line, string name) =>
        Error("LLE1116", Location.OfFile(file, line, 1),
            $"The checksum list contains '{name}', but the payload does not",
            "Add the file, or make the list again");

    public static Diagnostic ChecksumMismatch(string file, int line, string name, string expected, string found) =>
        Error("LLE1117", Location.OfFile(file, line, 1),
            $"The file '{name}' does not match its checksum: SHA-256 {found}, listed {expected}",
            "Get the payload again from its source; make the list again only if you changed the file yourself");

    public static Diagnostic ChecksumNameOutside(string file, int line, string name) =>
        Error("LLE1118", Location.OfFile(file, line, 1), $"The checksum list contains '{name}', which is outside the payload folder",
            "List names inside the payload folder only, without a leading '/' and without '..'");

    public static Diagnostic ChecksumListLacksTemplate(string file, string template) =>
        Warning("LLE1119", Location.OfFile(file),
            $"The checksum list does not contain the configuration template '{template}', so it is not verified",
            $"Add it: sha256sum {template} >> checksums.sha256");

    public static Diagnostic ChecksumListTooLarge(string file, string limit) =>
        Error("LLE1120", Location.OfFile(file),
            $"The checksum list is larger than the limit of {limit}",
            "List only the files of the payload");

    public static Diagnostic RunningAsRoot() =>
        Warning("LLE1121", Location.None, "The deployment runs as root", "Check that a system-wide installation is what you want");

    public static Diagnostic BinaryHangs(string path, string arguments, double seconds) =>
        Error("LLE1122", Location.OfFile(path),
            $"The program '{path} {arguments}' did not exit within {seconds:0} s and was killed", FixTheProgram);

    public static Diagnostic BinaryNotStarted(string path, string cause) =>
        Error("LLE1123", Location.OfFile(path), $"The program '{path}' could not be started: {cause}",
            "Check that it was built for this machine and that its interpreter or dynamic loader exists");

    public static Diagnostic BinaryCrashes(string path, string arguments, string signal, string said) =>
        Error("LLE1124", Location.OfFile(path),
            $"The program '{path} {arguments}' was killed by {signal}; it printed: {Said(said)}", FixTheProgram);

    public static Diagnostic BinaryFails(string path, string arguments, int exitCode, int expected, string said) =>
        Error("LLE1125", Location.OfFile(path),
            $"The program '{path} {arguments}' exited with {exitCode} instead of {expected}; it printed: {Said(said)}", FixTheProgram);

    private const string FixTheProgram =
        "Run it by hand and fix it; for a program that is not a shell set LleStartupArguments to arguments with which it exits at "
        + "once (for instance --version), LleDefaultProbes=false and LleMeasureResponse=false";

    public static Diagnostic PayloadNotDeployed(string property, string folder, string names) =>
        Error("LLE1126", Location.OfProperty(property), $"The payload '{folder}' holds files that would not be deployed: {names}",
            "Set LlePayloadKind to app (a folder with the program in it) or tree (bin, lib, share …), or name in LlePayloadExclude " +
            "what is to be left out");

    public static Diagnostic PayloadEntryRefused(string path, string reason) =>
        Error("LLE1127", Location.OfFile(path), $"The payload contains '{path}', which is not deployed: {reason}",
            "Change the payload, or name the file in LlePayloadExclude to leave it out");

    public static Diagnostic PayloadTreeTooLarge(string folder, int limit) =>
        Error("LLE1128", Location.OfFile(folder), $"The payload '{folder}' contains more than {limit} files and directories",
            "Deploy a smaller payload");

    public static Diagnostic PayloadFileUnlisted(string file, string names) =>
        Error("LLE1129", Location.OfFile(file), $"The checksum list does not name files that would be deployed: {names}",
            "Make the list over all files of the payload, or leave the files out with LlePayloadExclude");

    public static Diagnostic TrustedKeyUnreadable(string file, string reason) =>
        Error("LLE1130", Location.OfFile(file),
            $"The trusted key file '{file}' cannot be read: {reason}",
            "Set LleTrustedKeys to existing key files");

    public static Diagnostic TrustedKeyMalformed(string file, int line, string reason) =>
        Error("LLE1131", Location.OfFile(file, line), $"The trusted key file has no usable public key here: {reason}", GiveAKey);

    public static Diagnostic TrustedKeyEd25519(string file, int line) =>
        Error("LLE1132", Location.OfFile(file, line), "The key is an Ed25519 key, which .NET cannot verify signatures with",
            "Sign with an ECDSA P-256 or P-384 key, or an RSA key of at least 2048 bits");

    public static Diagnostic TrustedKeyUnsupported(string file, int line, string found) =>
        Error("LLE1133", Location.OfFile(file, line),
            $"The key is of an unsupported kind: {found}",
            "Use ECDSA P-256 or P-384, or RSA of 2048 to 16384 bits");

    public static Diagnostic TrustedKeyIsPrivate(string file, int line) =>
        Error("LLE1134", Location.OfFile(file, line),
            "The trusted key file contains a private key; a public key is needed, and a private key must not be kept here",
            "Give the public key (openssl pkey -pubout); if others can read this file, replace the private key by a new one");

    public static Diagnostic SignatureMissing(string path) =>
        Error("LLE1135", Location.OfFile(path),
            "The payload is not signed (it has no checksums.sha256.sig), but trusted keys are configured",
            "Sign checksums.sha256, or leave LleTrustedKeys empty to deploy without verifying a signature");

    public static Diagnostic SignatureMalformed(string path, string reason) =>
        Error("LLE1136", Location.OfFile(path),
            $"The signature is malformed: {reason}",
            "Sign with openssl dgst -sign, cosign sign-blob --key or ssh-keygen -Y sign");

    public static Diagnostic SignatureWrong(string path, string keys) =>
        Error("LLE1137", Location.OfFile(path), $"The signature of this checksum list was not made by any trusted key ({keys})",
            "Do not deploy this payload: get it again from its source, or sign it with a trusted key");

    public static Diagnostic SignatureNamespace(string path, string found, string expected) =>
        Error("LLE1138", Location.OfFile(path), $"The SSH signature was made for the namespace '{found}'; expected '{expected}'",
            $"Sign with ssh-keygen -Y sign -n {expected}");

    public static Diagnostic SignerNotAllowed(string path, string signer, string reason) =>
        Error("LLE1139", Location.OfFile(path), $"The SSH signature was made by a key that is not allowed to sign this: {signer}: {reason}",
            "Add the signer to the allowed_signers file if you trust it");

    public static Diagnostic SignatureNotChecked(string path) =>
        Warning("LLE1140", Location.OfFile(path), "The signature of the payload is not verified, because no trusted keys are configured",
            "Set LleTrustedKeys to the signer's public key");

    public static Diagnostic SignedListMissing(string path) =>
        Error("LLE1141", Location.OfFile(path), "The payload has no checksum list to verify, but trusted keys are configured",
            "Make checksums.sha256 and sign it, or leave LleTrustedKeys empty");

    public static Diagnostic TrustedCertificateNotValid(string file, int line, string period) =>
        Error("LLE1142", Location.OfFile(file, line), $"The certificate is not valid now: {period}", "Give a certificate that is valid");

    public static Diagnostic NoTrustedKeyInFile(string file) =>
        Error("LLE1143", Location.OfFile(file), $"The trusted key file '{file}' contains no key", GiveAKey);

    public static Diagnostic SignedVersionDiffers(string file, string signed, string version) =>
        Error("LLE1144", Location.OfFile(file), $"The signed payload is version '{signed}'; it was to be deployed as '{version}'",
            "Deploy it as the version that it is, or get the payload of the version that you want");

    public static Diagnostic SignedListWithoutVersion(string file) =>
        Warning("LLE1145", Location.OfFile(file),
            "The signed checksum list covers no VERSION file, so the signature does not show which version this is",
            "Put a file VERSION that holds the version into the payload, list it in checksums.sha256, and sign again");

    public static Diagnostic SignedListReplaced(string file, string sha256) =>
        Error("LLE1146", Location.OfFile(file),
            $"This signed checksum list (SHA-256 {sha256}) was deployed here before and has been replaced by a later one",
            "Deploy the current payload; set LleAllowDowngrade=true if going back is what you want, or use LleRollback");

    public static Diagnostic SignedListReplacedAllowed(string file, string sha256) =>
        Warning("LLE1147", Location.OfFile(file),
            $"This signed checksum list (SHA-256 {sha256}) was replaced here by a later one; going back was allowed",
            "Nothing is to be done if going back is what you want");

    public static Diagnostic UpdatePackageMissing(string path) =>
        Error("LLE1150", Location.OfProperty("LleUpdatePackage"), $"The update package '{path}' does not exist or is not a regular file",
            "Set LleUpdatePackage to a .tar.gz or .tar file");

    public static Diagnostic UpdatePackageDamaged(string path, string reason) =>
        Error("LLE1151", Location.OfFile(path), $"The update package is not a complete tar archive: {reason}", "Get the package again");

    public static Diagnostic UpdateEntryKind(string path, string entry, string kind) =>
        Error("LLE1152", Location.OfFile(path),
            $"The update package contains '{entry}', {kind}; only regular files and directories are accepted",
            "Pack the files themselves (tar --dereference --hard-dereference)");

    public static Diagnostic UpdateEntryName(string path, string entry, string reason) =>
        Error("LLE1153", Location.OfFile(path), $"The update package contains an entry with an unsafe name, '{entry}': {reason}",
            "Pack from inside the payload folder: tar -czf package.tar.gz -C folder .");

    public static Diagnostic UpdateEntryTwice(string path, string entry, string other) =>
        Error("LLE1154", Location.OfFile(path),
            $"The update package contains '{entry}' and '{other}', which are the same file on some file systems",
            "Pack each file once, under names that differ in more than upper and lower case");

    public static Diagnostic UpdateTooBig(string path, string limit) =>
        Error("LLE1155", Location.OfFile(path), $"The update package is too large: {limit}", "Pack only the payload");

    public static Diagnostic UpdateEntrySparse(string path, string entry) =>
        Error("LLE1162", Location.OfFile(path), $"The update package contains '{entry}' as a sparse file, with only a part of its bytes",
            "Pack it again without tar's option -S (--sparse)");

    public static Diagnostic UpdateFormatUnknown(string path, string format, string remedy) =>
        Error("LLE1163", Location.OfFile(path),
            $"The update package is {format}; expected a tar archive, plain or compressed with gzip", remedy);

    public static Diagnostic VersionFolderWrong(string path, string difference) =>
        Error("LLE1170", Location.OfFile(path), $"The installed version is not what was deployed: '{path}' {difference}",
            "Deploy that version again, or go to another one");

    public static Diagnostic TreeListDamaged(string file, int line) =>
        Error("LLE1171", Location.OfFile(file, line, 1), "The list of a version folder is damaged", "Deploy that version again");

    public static Diagnostic LinkBlocked(string path, string found) =>
        Error("LLE1172", Location.OfFile(path), $"A link of this installation belongs at '{path}', but something else is there: {found}",
            "Move it away, or leave the file out with LlePayloadExclude");

    public static Diagnostic PayloadItemInvalid(string type, string item, string reason) =>
        Error("LLE1173", Location.OfItem(type, item), $"The item {type} '{item}' is not valid: {reason}",
            "Correct the item, or remove it");

    public static Diagnostic ForeignFilesInVersion(string folder, string names) =>
        Error("LLE1176", Location.OfFile(folder), $"The version in use contains files that no deployment has put there: {names}",
            "Move them to a directory of their own; name it in an LleSharedFolder item if programs are to put files there; "
            + "or set LleLeaveForeignFiles=true to leave them behind in the old version");

    public static Diagnostic RunEnvironmentInvalid(string item) =>
        Error("LLE1177", Location.OfItem("LleRunEnvironment", item),
            $"The variable '{item}' cannot be given to the program: expected a name of letters, digits and underscores, once, and neither "
            + "PATH nor HOME",
            "Correct the item, or remove it");

    public static Diagnostic TreeNamesClash(string path, string entry) =>
        Error("LLE1174", Location.OfFile(path),
            $"The file '{entry}' of the payload has the same name as another one here, because this file system ignores the case of names",
            "Rename one of the two, or install to a file system that distinguishes upper and lower case");

    public static Diagnostic CapabilitiesDisableOrigin(string item, string path) =>
        Warning("LLE1175", Location.OfItem("LlePayloadFile", item),
            $"The program '{path}' finds libraries by $ORIGIN, which the loader ignores for a program with file capabilities",
            "Safe to ignore if the libraries are in a system directory too; otherwise link them statically, or do without capabilities");

    public static Diagnostic VersionMalformed(string property, string text) =>
        Error("LLE1156", Location.OfProperty(property), $"{property} is '{text}'; expected a version",
            "Give one to four numbers with an optional label, for example 1.2, 1.2.3 or 2.0.0-beta.1");

    public static Diagnostic DowngradeRefused(string property, string installed, string offered) =>
        Error("LLE1157", Location.OfProperty(property), $"Version {offered} is older than the installed version {installed}",
            "Set LleAllowDowngrade=true to install an older version, or use LleRollback");

    public static Diagnostic DowngradeAllowed(string installed, string offered) =>
        Warning("LLE1158", Location.OfProperty("LleAllowDowngrade"),
            $"Version {offered} is older than the installed version {installed}; the downgrade is allowed by LleAllowDowngrade",
            "Safe to ignore if a downgrade is what you want");

    public static Diagnostic UpdateScratchFailed(string folder, string reason) =>
        Error("LLE1159", Location.OfFile(folder), $"The update package cannot be unpacked into '{folder}': {reason}",
            "Free some space, and make the folder writable for the deploying user");

    public static Diagnostic UpdateScratchLeft(string folder, string reason) =>
        Warning("LLE1160", Location.OfFile(folder),
            $"The unpacked update could not be removed from '{folder}': {reason}",
            "Remove the folder");

    public static Diagnostic InstalledVersionUnknown(string property, string installed) =>
        Warning("LLE1161", Location.OfProperty(property),
            $"The installed version is recorded as '{installed}', which is not a version, so a downgrade cannot be detected",
            "Safe to ignore; the next deployment records a proper version");

    public static Diagnostic SignatureOfProgram(string path, string program) =>
        Error("LLE1179", Location.OfFile(path), $"The signature was made of the program '{program}', but it must be of checksums.sha256",
            "Sign checksums.sha256 instead: it covers every file of the payload");
}
