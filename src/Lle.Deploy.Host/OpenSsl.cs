using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Lle.Deploy.Host;

/// <summary>The OpenSSL that hashes and verifies. A static lle carries its own and follows no configuration of the machine.</summary>
internal static partial class OpenSsl
{
    /// <summary>
    /// Call it before anything is hashed: a configuration file (of the system, or named by OPENSSL_CONF) can load code into this process,
    /// which may run as root. The first of OpenSSL's two ways to start decides.
    /// </summary>
    public static void IgnoreConfiguration()
    {
#if STATIC_OPENSSL
        const ulong NoConfiguration = 0x80;
        if (Initialize(NoConfiguration, 0) != 1)
        {
            throw new InvalidOperationException("OpenSSL did not start");
        }
#endif
    }

    public static bool IsBuiltIn =>
#if STATIC_OPENSSL
        true;
#else
        false;
#endif

    /// <summary>Like "OpenSSL 3.0.22".</summary>
    public static string Version
    {
        get
        {
            var number = SafeEvpPKeyHandle.OpenSslVersion;
            return $"OpenSSL {number >> 28 & 0xf}.{number >> 20 & 0xff}.{number >> 4 & 0xff}";
        }
    }

#if STATIC_OPENSSL
    [LibraryImport("libcrypto", EntryPoint = "OPENSSL_init_crypto")]
    private static partial int Initialize(ulong options, nint settings);
#endif
}
