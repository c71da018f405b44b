namespace Lle.Deploy.Tests.Payload;

/// <summary>
/// allowed_signers files, one a row, with "|" for a line's end and the keys as placeholders: $K the signing key with its type,
/// $B its base64, $O another of its kind, $R an RSA and $E an Ed25519 key.
/// </summary>
internal static class AllowedSignersRows
{
    public static IEnumerable<object[]> All =>
        (Environment.GetEnvironmentVariable("LLE_FULL") == "1" ? Files.Concat(More) : Files).Select(file => new object[] { file });

    private static readonly string[] Files =
    [
        // Whom a line names.
        "builds $K", "builds $K a comment with \"quotes\"", "other,builds $K", "builds,other $K", "buil?s $K", "b*s $K", "* $K",
        "?????? $K", "????? $K", "!builds $K", "!builds,* $K", "*,!builds $K", "!other,* $K", "!* $K", "!*,builds $K", "other $K",
        "BUILDS $K", "\"builds\" $K", "\"builds\"$K", "\"other builds\" $K", "bui\"lds\" $K", "\"builds $K", ", $K", ",builds $K",
        "builds, $K", "builds,,other $K", "\"\" $K", "builds\t$K", "  builds $K", "builds   $K", "builds[abc] $K", "builds\\ $K",
        "b** $K", "*b*u*i*l*d*s* $K",

        // Lines and keys.
        "", "# comment", "#builds $K", "builds", "builds ", "builds ecdsa-sha2-nistp256", "builds $B", "builds ecdsa-sha2-nistp384 $B",
        "builds rsa-sha2-256 $B", "builds ECDSA-SHA2-NISTP256 $B", "builds ecdsa-sha2-nistp256 $B$B", "builds ecdsa-sha2-nistp256 x$B",
        "builds $O", "builds $R", "builds $E", "builds $E|builds $K", "builds $O|builds $K", "nonsense|builds $K",
        "builds nonsense $O|builds $K", "builds $K|nonsense", "builds $K\r|", "builds valid-before=\"20200101Z\" $K|builds $K",
        "builds namespaces=\"git\" $K|builds $K", "other $K|builds $K", "builds ecdsa-sha2-nistp256   $B",

        // Namespaces.
        "builds namespaces=\"file\" $K", "builds namespaces=\"git\" $K", "builds namespaces=\"\" $K", "builds namespaces=\"!file,*\" $K",
        "builds namespaces=\"*,!file\" $K", "builds namespaces=\"!git,*\" $K", "builds namespaces=\"!git\" $K",
        "builds namespaces=\"f*\" $K", "builds namespaces=\"fil?\" $K", "builds namespaces=\"git,file\" $K",
        "builds namespaces=\"git, file\" $K", "builds namespaces=\"FILE\" $K", "builds namespaces=file $K", "builds namespaces=\"file $K",
        "builds namespaces $K", "builds namespaces= $K", "builds NameSpaces=\"file\" $K",
        "builds namespaces=\"file\",namespaces=\"file\" $K", "builds namespaces=\"file\"x $K", "builds namespaces=\"fi\\\"le\" $K",
        "builds namespaces=\"fi\\le\" $K", "builds namespaces=\"file\", $K", "builds ,namespaces=\"file\" $K",
        "builds namespaces=\"file\",,valid-after=\"20200101Z\" $K", "builds namespaces=\"file\" valid-after=\"20200101Z\" $K",
        "builds namespaces=\"\",namespaces=\"file\" $K", "builds namespaces=\"file\",unknown $K", "builds unknown $K",
        "builds no-namespaces $K", "builds namespaces = \"file\" $K", "builds namespaces=\"file\"\t$K", "builds namespaces=\",\" $K",

        // Certificate authorities.
        "builds cert-authority $K", "builds CERT-AUTHORITY,namespaces=\"file\" $K", "builds cert-authority $K|builds $K",
        "builds cert-authorityx $K", "builds namespaces=\"file\",cert-authority $K", "builds no-cert-authority $K",

        // Times; the moment of verification is 2026-07-01 00:00:00 UTC, the local zone Berlin, two hours ahead of it.
        "builds valid-after=\"20260630Z\" $K", "builds valid-after=\"20260701Z\" $K", "builds valid-after=\"20260701000001Z\" $K",
        "builds valid-before=\"20260701Z\" $K", "builds valid-before=\"20260630235959Z\" $K", "builds valid-before=\"202606302359Z\" $K",
        "builds valid-before=\"20260701000000z\" $K", "builds valid-after=\"20260701UTC\" $K", "builds valid-after=\"20260701utc\" $K",
        "builds valid-after=\"20260701\" $K", "builds valid-after=\"202607010059\" $K", "builds valid-after=\"202607010100\" $K",
        "builds valid-after=\"202607010101\" $K", "builds valid-after=\"202607010159\" $K", "builds valid-after=\"202607010201\" $K",
        "builds valid-before=\"202607010059\" $K", "builds valid-before=\"202607010100\" $K", "builds valid-before=\"20261231\" $K",
        "builds valid-after=\"20260230Z\" $K", "builds valid-before=\"20260631Z\" $K", "builds valid-after=\"2026 1 1Z\" $K",
        "builds valid-after=\"20260000Z\" $K", "builds valid-after=\"20261301Z\" $K", "builds valid-after=\"20260101240000Z\" $K",
        "builds valid-after=\"20260630235961Z\" $K", "builds valid-after=\"20260630235960Z\" $K",
        "builds valid-after=\"20260630235962Z\" $K", "builds valid-after=\"2026063\" $K", "builds valid-after=\"20260101000Z\" $K",
        "builds valid-after=\"tomorrow\" $K", "builds valid-after=\"\" $K", "builds valid-after=\"Z\" $K",
        "builds valid-after=\"19700101Z\" $K", "builds valid-after=\"19700101000001Z\" $K", "builds valid-after=\"19691231Z\" $K",
        "builds valid-after=20260101Z $K", "builds valid-after=\"20250101Z\",valid-before=\"20270101Z\" $K",
        "builds valid-after=\"20270101Z\",valid-before=\"20250101Z\" $K", "builds valid-after=\"20250101Z\",valid-after=\"20250101Z\" $K",
        "builds valid-before=\"20270101Z\",valid-before=\"20270101Z\" $K",
        "builds valid-before=\"20260701Z\",valid-after=\"20260701Z\" $K", "builds Valid-After=\"20250101Z\" $K",
        "builds valid-after=\"+0260101Z\" $K", "builds valid-before=\"99991231235959Z\" $K", "builds valid-after=\"20260330023000\" $K",
        "builds valid-before=\"20261025023000\" $K",
    ];

    /// <summary>Quotes, blanks and bytes in odd places; with LLE_FULL=1.</summary>
    private static readonly string[] More =
    [
        "\"builds\",other $K", "builds,\"other\" $K", "'builds' $K", "bu\\?lds $K", "builds $K $E", "builds $E $K", "builds,!bui* $K",
        "!,builds $K",
        "!!builds $K", "!!builds,* $K", "builds\v$K", "builds\f$K", "\tbuilds $K", "builds \t $K", "bu\0ilds $K", "builds\0 $K",
        "builds $K\0x",
        "\ufeffbuilds $K", "builds \u00a0$K", "builds namespaces=\"file\"namespaces=\"file\" $K", "builds namespaces=\"file\\\" $K",
        "builds namespaces=\"file\\\\\" $K", "builds namespaces=\"file,\" $K", "builds namespaces=\",file\" $K",
        "builds namespaces=\"fi le\" $K", "builds namespaces=\"file \" $K", "builds namespaces=\" file\" $K",
        "builds namespaces=\"\tfile\" $K",
        "builds namespaces=\"!\" $K", "builds namespaces=\"!,file\" $K", "builds namespaces=\"**\" $K", "builds namespaces=\"file*\" $K",
        "builds namespaces=\"file?\" $K", "builds namespaces='file' $K", "builds namespaces=\"file\"=x $K",
        "builds namespaces=\"file\" , $K",
        "builds ,, $K", "builds , $K", "builds =\"file\" $K", "builds namespaces=\"file\",cert-authority,cert-authority $K",
        "builds cert-authority=\"x\" $K", "builds cert-authority, $K", "builds \"cert-authority\" $K", "builds restrict $K",
        "builds verify-required $K", "builds no-touch-required,namespaces=\"file\" $K", "builds valid-after=\" 20260101Z\" $K",
        "builds valid-after=\"20260101 Z\" $K", "builds valid-after=\"20260101ZZ\" $K", "builds valid-after=\"20260101ZUTC\" $K",
        "builds valid-after=\"20260101UTCZ\" $K", "builds valid-after=\"2026010100Z\" $K", "builds valid-after=\"20260101 000Z\" $K",
        "builds valid-after=\"202601010000 0Z\" $K", "builds valid-after=\"-0260101Z\" $K", "builds valid-after=\"0x260101Z\" $K",
        "builds valid-after=\"00010101Z\" $K", "builds valid-after=\"00000101Z\" $K", "builds valid-before=\"20380119031408Z\" $K",
        "builds valid-before=\"22620411234717Z\" $K", "builds valid-after=\"20260229Z\" $K", "builds valid-after=\"20240229Z\" $K",
        "builds valid-before=\"20260701000000\" $K", "builds valid-before=\"20260701010000\" $K",
        "builds valid-after=\"20260630235959UTC\" $K",
        "builds valid-after=\"20260101Z\",valid-before=\"20260101Z\" $K", "builds valid-before=\"\" $K",
        "builds VALID-BEFORE=\"20270101Z\" $K",
        "builds valid-after =\"20260101Z\" $K", "builds valid-after=\"20260101Z\"valid-before=\"20270101Z\" $K",
        "builds valid-after=\"2026\\\"0101Z\" $K", "builds ecdsa-sha2-nistp256-cert-v01@openssh.com $B", "builds ecdsa $B",
        "builds ssh-rsa $B",
        "builds sk-ecdsa-sha2-nistp256@openssh.com $B", "builds ecdsa-sha2-nistp256 $B=", "builds ecdsa-sha2-nistp256 $B#", "builds $K#",
        "builds#x $K", "builds $K|#", "#|builds $K", "|builds $K", "  |\t|builds $K", "builds $K|builds namespaces=\"git\" $K",
        "builds namespaces=\"git\" $K|builds namespaces=\"file\" $K", "!builds $K|builds $K", "builds cert-authority $O|builds $K",
        "builds valid-after=\"nonsense\" $K|builds $K", "builds \"unclosed $K|builds $K", "builds namespaces=\"a\nb\" $K",
    ];
}
