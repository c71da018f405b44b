namespace Lle.Deploy.Diagnostics;

/// <summary>LLE11xx, phase 1: payload, checksums, signatures, update packages: docs/diagnostics/LLE11xx.md.</summary>
internal static partial class DiagnosticCatalog
{
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

    public static Diagnostic ChecksumListLacksBinary(string file, string binary, string listed) =>
        Error("LLE1115", Location.OfFile(file), $"The checksum list does not name the program '{binary}', so it proves nothing about it",
            $"It names {listed}. List the program under the name that it has in the payload; a list that was downloaded is compared, never extended");

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

    public static Diagnostic UpdateEntrySparse(string path, string entry) =>
        Error("LLE1162", Location.OfFile(path), $"The update package holds '{entry}' as a sparse file, of which it has only a part of the bytes",
            "Pack it again without tar's option -S (--sparse)");

    public static Diagnostic UpdateFormatUnknown(string path, string format, string remedy) =>
        Error("LLE1163", Location.OfFile(path), $"The update package is {format}; a tar archive, plain or compressed with gzip, was expected", remedy);

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
}
