#!/bin/sh
# Compares the binary interface of a built library with that of the last release, which tests/abi/release.abi holds.
#
#   abidiff.sh LIBRARY [DUMP]      compares; DUMP is release.abi where it is left out
#   abidiff.sh --dump LIBRARY      prints the dump that the library would have
#
# New functions pass, and so does what grows at its end where that is allowed (appended.suppr, which appended.py looks at
# in abidiff's stead); every other change breaks programs that are built already.
# The library has to hold debug information, from which the types are read. update.sh LIBRARY --release writes the dump
# anew, with each release.
set -eu
LC_ALL=C
export LC_ALL
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
headers=${HOMEVISIT_HEADERS:-$here/../../include/homevisit}

if [ "${1-}" = --dump ]; then
    exec abidw --no-corpus-path --no-comp-dir-path --short-locs --no-elf-needed --no-parameter-names \
        --no-write-default-sizes --drop-undefined-syms --exported-interfaces-only --drop-private-types \
        --headers-dir "$headers" "$2"
fi

library=$1
dump=${2:-$here/release.abi}
if ! objdump --section-headers "$library" | grep -q '\.debug_info'; then
    echo "$library has no debug information: its types cannot be compared" >&2
    exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
abidiff --no-added-syms --leaf-changes-only --suppressions "$here/appended.suppr" "$dump" "$library" \
    >"$work/said" 2>&1 || status=$?
# A dump that cannot be read is told of, but not in the status.
! grep -qi 'error' "$work/said" || status=1
sh "$here/abidiff.sh" --dump "$library" >"$work/new.abi"
python3 -B "$here/appended.py" "$dump" "$work/new.abi" >>"$work/said" 2>&1 || status=1
if [ "$status" != 0 ]; then
    cat "$work/said" >&2
    echo "The binary interface is not that of the last release ($dump)." >&2
    echo "What breaks it moves the SOVERSION; then: sh tests/abi/update.sh LIBRARY --release" >&2
    exit 1
fi
echo "$(grep -c '<elf-symbol ' "$dump") public symbols of the last release, all as they were"
