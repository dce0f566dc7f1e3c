#!/bin/sh
# Writes the manifest of the public interface anew from a built library.
#
#   sh tests/abi/update.sh build/dev/lib/libhomevisit.so             symbols.txt, with each new function
#   sh tests/abi/update.sh build/dev/lib/libhomevisit.so --release   release.abi too, with each release
#
# release.abi holds types as well as symbols; it is what later builds have to stay compatible with, and is not written
# between releases.
set -eu
if [ $# -lt 1 ] || [ $# -gt 2 ] || { [ $# = 2 ] && [ "$2" != --release ]; }; then
    echo "usage: sh tests/abi/update.sh LIBRARY [--release]" >&2
    exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
new=$(mktemp)
trap 'rm -f "$new"' EXIT
sh "$here/symbols.sh" --print "$1" >"$new"
cat "$new" >"$here/symbols.txt"
echo "$(wc -l <"$here/symbols.txt") symbols written to $here/symbols.txt"
if [ $# = 2 ]; then
    sh "$here/abidiff.sh" --dump "$1" >"$new"
    cat "$new" >"$here/release.abi"
    echo "$(wc -c <"$here/release.abi") bytes written to $here/release.abi"
fi
