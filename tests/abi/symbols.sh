#!/bin/sh
# Compares the symbols that a built library shows with tests/abi/symbols.txt, the manifest of the public interface.
#
#   symbols.sh LIBRARY           the shared (.so) or the static (.a) library; fails and shows a difference
#   symbols.sh --print LIBRARY   prints the manifest that the library would have
#
# A line that is gone breaks programs that are built already; update.sh writes the manifest anew.
set -eu
LC_ALL=C
export LC_ALL
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

# TYPE NAME of each symbol, without the map's own (type A), its version, and what instrumentation adds to an archive.
manifest() {
    case $1 in
    *.a) nm --extern-only --defined-only "$1" ;;
    *) nm --dynamic --defined-only "$1" ;;
    esac | awk 'NF == 3 && $2 != "A" && $3 !~ /^__(asan|gcov|odr_asan)/ { sub(/@.*/, "", $3); print $2, $3 }' | sort -k 2
}

if [ "${1-}" = --print ]; then
    manifest "$2"
    exit
fi

found=$(mktemp)
trap 'rm -f "$found"' EXIT
manifest "$1" >"$found"
if ! [ -s "$found" ]; then
    echo "$1 shows no symbol at all" >&2
    exit 1
fi
if ! diff -u "$here/symbols.txt" "$found"; then
    echo "The public symbols are not those of tests/abi/symbols.txt." >&2
    echo "Where that is meant: sh tests/abi/update.sh LIBRARY" >&2
    exit 1
fi
echo "$(wc -l <"$found") public symbols, as in the manifest"
