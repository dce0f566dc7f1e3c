#!/bin/sh
# Compares the public interface with tests/abi/symbols.txt, its manifest.
#
#   symbols.sh LIBRARY             what the shared (.so) or the static (.a) library shows
#   symbols.sh --declared HEADER…  what the headers declare
#   symbols.sh --print LIBRARY     prints the manifest that the library would have, and compares nothing
#
# A line that is gone breaks programs that are built already; update.sh writes the manifest anew.
set -eu
LC_ALL=C
export LC_ALL
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

# TYPE NAME of each symbol, without the map's own (type A), its version, and what instrumentation adds to an archive.
shown() {
    case $1 in
    *.a) nm --extern-only --defined-only "$1" ;;
    *) nm --dynamic --defined-only "$1" ;;
    esac | awk 'NF == 3 && $2 != "A" && $3 !~ /^__(asan|gcov|odr_asan)/ { sub(/@.*/, "", $3); print $2, $3 }' | sort -k 2
}

# The same of each function that the headers declare; a declaration starts with HOMEVISIT_API on its line.
declared() {
    sed -n 's/^HOMEVISIT_API .*[ *]\(homevisit_[a-z0-9_]*\)(.*/T \1/p' "$@" | sort -k 2
}

found=$(mktemp)
trap 'rm -f "$found"' EXIT
case ${1-} in
--print)
    shown "$2"
    exit
    ;;
--declared)
    shift
    declared "$@" >"$found"
    ;;
*) shown "$1" >"$found" ;;
esac
if ! [ -s "$found" ]; then
    echo "$1 shows no symbol at all" >&2
    exit 1
fi
if ! diff -u "$here/symbols.txt" "$found"; then
    echo "The public interface is not that of tests/abi/symbols.txt." >&2
    echo "Where that is meant: sh tests/abi/update.sh LIBRARY" >&2
    exit 1
fi
echo "$(wc -l <"$found") public symbols, as in the manifest"
