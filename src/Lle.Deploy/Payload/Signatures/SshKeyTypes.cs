namespace Lle.Deploy.Payload.Signatures;

/// <summary>The key types that OpenSSH knows by name.</summary>
internal static class SshKeyTypes
{
    private static readonly string[] Others =
    [
        "ecdsa-sha2-nistp521", "ssh-ed25519", "ssh-dss", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];

    /// <summary>The type a key's blob gives for a type written before it: RSA has three names.</summary>
    /// <returns>null where the name is no key type.</returns>
    public static string? Blob(string name) => name switch
    {
        SshPublicKey.Rsa or "rsa-sha2-256" or "rsa-sha2-512" => SshPublicKey.Rsa,
        SshPublicKey.P256 or SshPublicKey.P384 => name,
        _ when Others.Contains(name) || name.Contains("-cert-v01@", StringComparison.Ordinal) => name,
        _ => null,
    };
}
