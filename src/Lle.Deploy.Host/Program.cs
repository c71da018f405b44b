using Lle.Deploy.Host;
using Lle.Deploy.Host.CommandLine;

// Before anything else: what is read later is not read at all.
OpenSsl.IgnoreConfiguration();
return Cli.Run(args);
