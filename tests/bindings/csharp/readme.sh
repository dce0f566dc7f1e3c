#!/bin/sh
# The README's program compiles as it stands there, and runs: readme.sh MCS MONO FOLDER, which holds the package.
set -eu
cd "$(dirname -- "$0")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$3/Homevisit.dll" "$3/libhomevisit_csharp.so" "$work"
sed -n '/^```csharp$/,/^```$/{/^```/d;p;}' bindings/csharp/README.md >"$work/TenLines.cs"
"$1" "-r:$work/Homevisit.dll" "-out:$work/TenLines.exe" "$work/TenLines.cs"
"$2" "$work/TenLines.exe" >"$work/out"
grep -q '^Deny$' "$work/out"
grep -q '^AI-07 ' "$work/out"
echo "The README's program runs"
