#!/bin/sh
# The library is pure: its result depends on the arguments alone. Seen from the linker that means two things.
#
#   pure.sh ARCHIVE     the static library
#
# 1. It has no variable that can change: no object in .data, .bss or common. (.data.rel.ro holds constant tables of
#    addresses, which only the loader writes.)
# 2. It calls nothing but what imports.txt lists, where no clock, file, environment, locale or random number stands.
set -eu
LC_ALL=C
export LC_ALL
archive=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

objdump --syms "$archive" | awk '
    / O / { seen++ }
    / O (\.t?data|\.t?bss|\*COM\*)/ && !/ O \.data\.rel\.ro/ { print }
    END { if (!seen) print "no object at all: is this the library?" }' >"$work/state"
if [ -s "$work/state" ]; then
    echo "The library has variables that can change:" >&2
    cat "$work/state" >&2
    status=1
fi

# A distribution's hardening calls __memcpy_chk for memcpy and adds __stack_chk_fail; both are the compiler's doing.
nm --undefined-only "$archive" | awk 'NF == 2 { print $2 }' |
    sed -e 's/^__\(.*\)_chk$/\1/' -e '/^__stack_chk_fail$/d' -e '/^_GLOBAL_OFFSET_TABLE_$/d' | sort -u >"$work/calls"
sed -e 's/#.*//' -e 's/ *$//' -e '/^$/d' "$here/imports.txt" | sort -u >"$work/allowed"
if ! [ -s "$work/calls" ]; then
    echo "The library calls nothing at all: is this the library?" >&2
    status=1
fi
comm -23 "$work/calls" "$work/allowed" >"$work/foreign"
if [ -s "$work/foreign" ]; then
    echo "The library calls what tests/abi/imports.txt does not list:" >&2
    cat "$work/foreign" >&2
    status=1
fi
[ "$status" != 0 ] || echo "no variable that can change, $(wc -l <"$work/calls") functions called, all of them pure"
exit "$status"
