#!/bin/sh
# Puts the table into docs/hostile-input.md: growth and memory as the counting program says them, times as that which
# measures the library as it is.
#
#   sh tests/hostile/update.sh BUILD
set -eu
[ $# = 1 ] || { echo "usage: sh tests/hostile/update.sh BUILD" >&2 && exit 2; }
programs=$(cd "$1" && pwd)/tests/hostile
cd "$(dirname -- "$0")/../.."
page=docs/hostile-input.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# What is not as promised is told in the table; of a time on a busy machine nothing is.
"$programs/hostile_counted" >"$work/counted" || true
"$programs/hostile" >"$work/timed" || true
awk -F ' [|] ' -v OFS=' | ' '
    NR == FNR { if (NF == 7) times[$1] = $4; next }
    NF == 7 && $1 in times && FNR > 1 { $4 = times[$1] }
    /^†/ {
        words = split($0, word, " ")
        line = word[1]
        for (i = 2; i <= words; i++) {
            if (length(line) + 1 + length(word[i]) > 118) { print line; line = word[i] } else line = line " " word[i]
        }
        $0 = line
    }
    { print }' "$work/timed" "$work/counted" >"$work/table"
awk -v table="$work/table" '
    /^<!-- table -->$/ { print; print ""; while ((getline line < table) > 0) print line; print ""; inside = 1 }
    /^<!-- \/table -->$/ { inside = 0 }
    !inside' "$page" >"$work/fresh"
awk '/^<!-- table -->$/ && seen++ { next } { print }' "$work/fresh" >"$page"
