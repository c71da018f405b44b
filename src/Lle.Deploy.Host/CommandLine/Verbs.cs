using Lle.Deploy.Options;

namespace Lle.Deploy.Host.CommandLine;

/// <summary>The operations, in the order in which help lists them.</summary>
internal static class Verbs
{
    public static readonly Switch Json = new("--json", "print the result as JSON on standard output, and nothing else there");

    public static readonly Switch AllowCommands = new(
        "--allow-commands",
            "run commands that the bundle brings (probes with arguments, health checks, service managers) although its signature was " +
            "not verified");

    public static readonly Switch All = new("--all",
        "list the installations of this machine that can be found: in the prefix of lle, /usr/local, /usr, /opt, /srv and ~/.local");

    public static readonly IReadOnlyList<Verb> List =
    [
        new("deploy", "deploy a bundle or a payload folder",
            "Deploys in twelve phases: verifies the payload, backs up the current installation, installs, tests and measures, and " +
            "rolls back when a phase fails.", OptionScope.All)
        {
            Argument = "BUNDLE",
            ArgumentText = "a bundle (NAME-VERSION.tar.gz), an update package, or a payload folder; without it the folder that " +
            "--payload-dir names",
            Switches = [Json, AllowCommands],
            Examples = ["lle deploy lusush-1.4.0.tar.gz --install-prefix /opt/lusush",
                "lle deploy ./payload --version 1.4.0 --install-prefix ~/.local"],
        },
        new("plan", "show what deploy would change, and change nothing",
            "Shows every path that a deployment would create, replace or keep, and how the configuration would differ.", OptionScope.All)
        {
            Argument = "BUNDLE",
            ArgumentText = "as for deploy",
            Switches = [Json, AllowCommands],
            Examples = ["lle plan lusush-1.4.0.tar.gz --install-prefix /opt/lusush"],
        },
        new("update", "deploy a bundle over an older version",
            "As deploy, but refuses to go back to an older version unless --allow-downgrade is given.", OptionScope.All)
        {
            Argument = "BUNDLE",
            ArgumentText = "the bundle or update package",
            Switches = [Json, AllowCommands],
            Examples = ["lle update lusush-1.4.0.tar.gz --install-prefix /opt/lusush"],
        },
        new("rollback", "undo the last deployment, or a named one",
            "Brings back what was installed before a deployment, from its backup, and verifies it.", OptionScope.All)
        {
            Argument = "ID",
            ArgumentText = "the deployment to undo; without it the last one. lle status lists those that can be undone",
            Switches = [Json],
            Examples = ["lle rollback --rollback-reason \"prompt is broken\"", "lle rollback 20261125_101500"],
        },
        new("restore", "bring back a backup",
            "Restores what a backup holds; it verifies the backup first and changes nothing if a file of it is damaged.", OptionScope.All)
        {
            Argument = "TIMESTAMP",
            ArgumentText = "the backup, YYYYMMDD_HHMMSS. lle status lists them",
            Switches = [Json],
            Examples = ["lle restore 20261125_101500"],
        },
        new("backup", "take a backup without deploying", "Copies program, configuration, data and logs, with a manifest of their hashes.",
            OptionScope.All) { Switches = [Json] },
        new("status", "show what is installed and whether it is as deployed",
            "Shows version, since when, drift, open transactions, backups, and what can be rolled back. Changes nothing and waits for " +
            "nobody. Where lle was installed with a program (--install-host), no option is needed.", OptionScope.Target)
        {
            Switches = [All, Json],
            Examples = ["lle status --install-prefix /opt/lusush", "lle status --all"],
        },
        new("validate", "run the eight validations on what is installed",
            "Runs the post-deployment validations. Exit code 2 where too few of them pass.", OptionScope.All) { Switches = [Json] },
        new("readiness", "assess what is installed, in 20 points",
            "Assesses whether the installation is ready for production. Exit code 2 below --readiness-threshold.",
                OptionScope.All) { Switches = [Json] },
        new("monitor", "check health and performance once",
            "Runs the installed monitor once, which logs and raises alerts. Exit code 1 where something is wrong.",
                OptionScope.All) { Switches = [Json] },
        new("recover", "finish or undo a deployment that was interrupted",
            "A deployment that was killed, or cut off by a power failure, is finished or undone. Every operation that writes does this " +
            "first.", OptionScope.All) { Switches = [Json] },
        new("confirm", "confirm a deployment that waits for a new connection",
            "Waits until the deployment of a run, started with --fleet-confirm by another connection, has passed every gate, confirms " +
            "it, and shows its result. A deployment that nobody confirms in time rolls back. Roll-outs do this by themselves.",
            OptionScope.Target)
        {
            Switches = [Json],
            Examples = ["lle confirm --fleet-run release-42 --fleet-rollout 1 --install-prefix /opt/lusush"],
        },
        new("uninstall", "remove what the installation owns",
            "Removes program, scripts and unedited configuration, as one transaction. Data, logs, backups and edited configuration " +
            "stay, unless --purge is given.", OptionScope.All)
        {
            Switches = [Json],
            Examples = ["lle uninstall --install-prefix /opt/lusush", "lle uninstall --install-prefix /opt/lusush --purge"],
        },
        new("verify", "say what a bundle holds, who signed it, and whether all of it agrees",
            "Unpacks the bundle into a private temporary folder and checks every file against checksums.sha256, that list against its " +
            "signature, and deployment.json against its schema. Runs nothing of it. Without --trusted-keys no signature is checked.",
            OptionScope.Named)
        {
            Argument = "BUNDLE",
            ArgumentText = "the bundle",
            ArgumentRequired = true,
            Options = [OptionTable.TrustedKeys],
            Switches = [Json],
            Examples = ["lle verify lusush-1.4.0.tar.gz --trusted-keys release.pem"],
        },
        new("version", "show the version of lle, and of the OpenSSL in it", "Shows the versions and the file formats that this lle knows.",
            OptionScope.Named) { Switches = [Json] },
        new("completion", "print completions for a shell",
            "Prints a completion script. bash: eval \"$(lle completion bash)\". zsh: save it as _lle in a folder of $fpath. fish: save " +
            "it as ~/.config/fish/completions/lle.fish.", OptionScope.Named)
        {
            Argument = "SHELL",
            ArgumentText = "bash, zsh or fish",
            ArgumentRequired = true,
            ArgumentValues = ["bash", "zsh", "fish"],
            Examples = ["eval \"$(lle completion bash)\""],
        },
        new("man", "print the manual page", "Prints the manual page in troff format.",
            OptionScope.Named) { Examples = ["lle man | man -l -"] },
        new("notices", "print the licences of what is linked into lle", "Prints THIRD-PARTY-NOTICES.", OptionScope.Named),
    ];

    public static Verb? Find(string name) => List.FirstOrDefault(v => v.Name == name);
}
