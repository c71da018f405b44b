using System.Buffers.Binary;

namespace Lle.Deploy.Payload;

/// <summary>File capabilities as setcap writes them ("cap_net_raw+ep"), as the value of the attribute security.capability.</summary>
internal static class FileCapabilities
{
    public const string Attribute = "security.capability";

    private const uint Revision2 = 0x0200_0000;
    private const uint EffectiveFlag = 1;
    private const int Size = 20;

    /// <summary>In the order of the kernel's numbers.</summary>
    private static readonly string[] Names =
    [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "linux_immutable",
        "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot",
        "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease",
        "audit_write", "audit_control", "setfcap", "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read",
        "perfmon", "bpf", "checkpoint_restore",
    ];

    /// <returns>null: it is no such text.</returns>
    public static byte[]? Parse(string text)
    {
        ulong permitted = 0, inheritable = 0;
        var effective = false;
        foreach (var clause in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = clause.IndexOfAny(['+', '=']);
            var flags = at < 0 ? "" : clause[(at + 1)..];
            if (at <= 0 || flags.Length == 0 || flags.Any(flag => flag is not ('e' or 'i' or 'p')) || Bits(clause[..at]) is not { } bits)
            {
                return null;
            }

            permitted |= flags.Contains('p', StringComparison.Ordinal) ? bits : 0;
            inheritable |= flags.Contains('i', StringComparison.Ordinal) ? bits : 0;
            effective |= flags.Contains('e', StringComparison.Ordinal);
        }

        return permitted == 0 && inheritable == 0 ? null : Encode(permitted, inheritable, effective);
    }

    /// <summary>Whether a program names directories of its libraries relative to itself.</summary>
    public static bool DisablesOrigin(string path)
    {
        using var source = PayloadSource.TryOpen(path);
        return source is not null && source.ReadAll(PayloadFile.MaximumBytes).AsSpan().IndexOf("$ORIGIN"u8) >= 0;
    }

    private static ulong? Bits(string names)
    {
        ulong bits = 0;
        foreach (var name in names.Split(','))
        {
            var number = Array.IndexOf(Names, name.StartsWith("cap_", StringComparison.OrdinalIgnoreCase) ? name[4..].ToLowerInvariant()
                : "");
            if (number < 0)
            {
                return null;
            }

            bits |= 1UL << number;
        }

        return bits;
    }

    private static byte[] Encode(ulong permitted, ulong inheritable, bool effective)
    {
        var value = new byte[Size];
        uint[] words =
        [
            Revision2 | (effective ? EffectiveFlag : 0), (uint)permitted, (uint)inheritable, (uint)(permitted >> 32),
            (uint)(inheritable >> 32),
        ];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(value.AsSpan(4 * i), words[i]);
        }

        return value;
    }
}
