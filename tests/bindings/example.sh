#!/bin/sh
# The example program of a language prints what every other prints: example.sh COMMAND…
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$@" >"$out"
diff -u "$here/quickstart.txt" "$out"
echo "The example prints what all of them print"
