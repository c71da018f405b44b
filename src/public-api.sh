#!/bin/sh
# Holds the public surface of the engine and the tasks to PublicAPI.Shipped.txt and PublicAPI.Unshipped.txt of each.
#   src/public-api.sh          fails where they differ from the code
#   src/public-api.sh write    writes PublicAPI.Unshipped.txt anew
set -eu
cd "$(dirname "$0")"

if [ "${1:-}" != write ]; then
    exec dotnet build Lle.Deploy.Tasks -v q -p:CheckPublicApi=true
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
for project in Lle.Deploy Lle.Deploy.Tasks; do
    echo '#nullable enable' > "$project/PublicAPI.Unshipped.txt"
done
# Every symbol is reported (RS0016) as long as it is not listed.
dotnet build Lle.Deploy.Tasks -v q --no-incremental -p:CheckPublicApi=true -p:TreatWarningsAsErrors=false > "$log" || { cat "$log"; exit 1; }
for project in Lle.Deploy Lle.Deploy.Tasks; do
    {
        echo '#nullable enable'
        grep "RS0016" "$log" | grep "/$project.csproj]" | sed "s/.*RS0016: Symbol '\(.*\)' is not part of the declared.*/\1/" | LC_ALL=C sort -u
    } > "$project/PublicAPI.Unshipped.txt.new"
    mv "$project/PublicAPI.Unshipped.txt.new" "$project/PublicAPI.Unshipped.txt"
done
