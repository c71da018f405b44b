#!/bin/sh
# Writes the public surface of the engine and the tasks to their PublicAPI.Unshipped.txt. A build fails (RS0016, RS0017) where they differ.
set -eu
cd "$(dirname "$0")"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in Lle.Deploy Lle.Deploy.Tasks; do
    echo '#nullable enable' > "$project/PublicAPI.Unshipped.txt"
done
# Every symbol is reported (RS0016) as long as it is not listed.
dotnet build Lle.Deploy.Tasks -v q --no-incremental -p:TreatWarningsAsErrors=false > "$log" || { cat "$log"; exit 1; }
for project in Lle.Deploy Lle.Deploy.Tasks; do
    {
        echo '#nullable enable'
        grep "RS0016" "$log" | grep "/$project.csproj]" | sed "s/.*RS0016: Symbol '\(.*\)' is not part of the declared.*/\1/" | LC_ALL=C sort -u
    } > "$project/PublicAPI.Unshipped.txt.new"
    mv "$project/PublicAPI.Unshipped.txt.new" "$project/PublicAPI.Unshipped.txt"
done
