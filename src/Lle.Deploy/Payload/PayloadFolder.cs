using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>The folder that is deployed, read: the program, its configuration template, and the checksum list and signature if it has them.</summary>
internal sealed record PayloadFolder(string Path, PayloadFile Binary, PayloadFile Template, PayloadFile? Checksums, PayloadFile? Signature)
{
    public const string DefaultTemplateName = "lle.conf.template";
    public const string ChecksumsName = "checksums.sha256";
    public const string SignatureName = "checksums.sha256.sig";

    private const long MaximumTextBytes = 4 << 20;
    private const uint AnyoneMayExecute = 0b001_001_001;

    public string ChecksumsPath => System.IO.Path.Combine(Path, ChecksumsName);

    public string SignaturePath => System.IO.Path.Combine(Path, SignatureName);

    /// <summary>Reads everything, and complains about everything at once.</summary>
    public static PayloadFolder Open(string folder, string binaryName, string templateName = DefaultTemplateName)
    {
        if (!Directory.Exists(folder))
        {
            throw new DeploymentException(DiagnosticCatalog.PayloadFolderMissing(folder));
        }

        var findings = new Findings();
        var binary = Read("LleBinaryName", binaryName, PayloadFile.MaximumBytes, DiagnosticCatalog.PayloadBinaryMissing);
        var template = Read("LleConfigTemplate", templateName, MaximumTextBytes, DiagnosticCatalog.PayloadTemplateMissing);
        var checksums = Read("", ChecksumsName, MaximumTextBytes, null);
        var signature = Read("", SignatureName, MaximumTextBytes, null);
        if (binary is not null)
        {
            CheckProgram(binary, findings);
        }

        findings.ThrowIfFailed();
        return new PayloadFolder(folder, binary!, template!, checksums, signature);

        PayloadFile? Read(string property, string name, long limit, Func<string, Diagnostic>? missing)
        {
            if (!IsFileName(name))
            {
                findings.Add(DiagnosticCatalog.PayloadNameInvalid(property, name));
                return null;
            }

            var path = System.IO.Path.Combine(folder, name);
            try
            {
                var file = PayloadFile.TryRead(path, limit);
                if (file is null && missing is not null)
                {
                    findings.Add(missing(path));
                }

                return file;
            }
            catch (DeploymentException exception)
            {
                foreach (var diagnostic in exception.Diagnostics)
                {
                    findings.Add(diagnostic);
                }

                return null;
            }
        }
    }

    public static bool IsFileName(string name) => name is not ("" or "." or "..") && name.AsSpan().IndexOfAny('/', '\0') < 0;

    private static void CheckProgram(PayloadFile binary, Findings findings)
    {
        if ((binary.Mode & AnyoneMayExecute) == 0)
        {
            findings.Add(DiagnosticCatalog.PayloadNotExecutable(binary.Path, Convert.ToString(binary.Mode, 8)));
        }

        if (binary.Content.IsEmpty)
        {
            findings.Add(DiagnosticCatalog.PayloadBinaryEmpty(binary.Path));
        }
    }
}
