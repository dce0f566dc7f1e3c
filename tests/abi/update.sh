#!/bin/sh
# Writes tests/abi/symbols.txt anew from a built library: sh tests/abi/update.sh build/dev/lib/libhomevisit.so
set -eu
if [ $# -ne 1 ]; then
    echo "usage: sh tests/abi/update.sh LIBRARY" >&2
    exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
new=$(mktemp)
trap 'rm -f "$new"' EXIT
sh "$here/symbols.sh" --print "$1" >"$new"
cat "$new" >"$here/symbols.txt"
echo "$(wc -l <"$here/symbols.txt") symbols written to $here/symbols.txt"
