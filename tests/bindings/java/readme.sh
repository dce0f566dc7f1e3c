#!/bin/sh
# The README's program compiles as it stands there, and runs: readme.sh JAVAC JAVA JAR
set -eu
cd "$(dirname -- "$0")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed -n '/^```java$/,/^```$/{/^```/d;p;}' bindings/java/README.md >"$work/TenLines.java"
"$1" -d "$work" -cp "$3" "$work/TenLines.java"
"$2" -cp "$3:$work" TenLines >"$work/out"
grep -q '^DENY$' "$work/out"
grep -q '^\[AI-07\] ' "$work/out"
echo "The README's program runs"
