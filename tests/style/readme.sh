#!/bin/sh
# The C in README.md is examples/c/ten_lines.c to the byte, which the install test builds and runs; every link of the
# README leads to a file that is there.
set -eu
cd "$(dirname -- "$0")/../.."
block=$(mktemp)
trap 'rm -f "$block"' EXIT
sed -n '/^```c$/,/^```$/{/^```/d;p;}' README.md >"$block"
diff -u examples/c/ten_lines.c "$block"

links=$(grep -o '](\([^)]*\))' README.md | sed 's/^](//; s/)$//; s/#.*//' | grep -v '^https\{0,1\}://' | sort -u)
status=0
for link in $links; do
    if [ -n "$link" ] && ! [ -e "$link" ]; then
        echo "README.md links to $link, which is not there" >&2
        status=1
    fi
done
exit "$status"
