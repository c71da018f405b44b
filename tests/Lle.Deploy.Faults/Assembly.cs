using System.Runtime.Versioning;

[assembly: UnsupportedOSPlatform("windows")]

// Sweeps share the machine's two processors with the programs they start, and one recorder.
[assembly: DoNotParallelize]
