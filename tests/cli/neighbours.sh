#!/bin/sh
# The example visits: sound, without names, and each differs from its neighbour by one fact or one second only.
#
#   sh tests/cli/neighbours.sh HOMEVISIT
set -eu
program=$(cd "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
cd "$(dirname -- "$0")/../../examples/visits"
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Each example, its neighbour, and how many lines of the two differ (the id's is not counted).
pairs='
parents-absent-10-00       parents-absent-20-00       1
parents-absent-20-00       parents-absent-20-01       1
late-notice-30-00          late-notice-30-01          1
bedroom-asked              bedroom-asked-alone        1
dog-separated              dog-not-separated          1
dog-cancelled              dog-not-separated          any
worried-before             worried-and-cleared        1
alone-first-visit          alone-later-visit          1
silent-police-in-time      silent-police-late         1
silent-now                 silent-police-in-time      any
evening-alone-winter-time  evening-alone-summer-time  days
uploaded-in-order          uploaded-in-pieces         order
model                      dog-separated              any
'

# lines FILE: its lines without the id, and the days where only these may differ.
lines() {
    sed '/^  "id": /d' "$1.json" | case $2 in
    days) sed 's/20[0-9-]*T/T/g' ;;
    order) sed 's/,$//; s/^ *//' | tr '\n' ' ' | sed 's/{ *\("at"\)/\n{\1/g' | tr -d ' ' | sed 's/]}$//' | LC_ALL=C sort -u ;;
    *) cat ;;
    esac
}

echo "$pairs" | while read -r one other most; do
    [ -n "$one" ] || continue
    lines "$one" "$most" >"$work/one"
    lines "$other" "$most" >"$work/other"
    differ=$(diff "$work/one" "$work/other" | grep -c '^[<>]') || :
    case $most in
    1) [ "$differ" = 1 ] || [ "$differ" = 2 ] ;;
    days | order) [ "$differ" = 0 ] ;;
    any) [ "$differ" != 0 ] ;;
    esac || { echo "$one and $other differ in $differ lines"; exit 1; }
done || failed=1

for file in *.json; do
    case $pairs in
    *"${file%.json} "*) ;;
    *) echo "$file has no neighbour here"; failed=1 ;;
    esac
    grep -q "\"id\": \"${file%.json}\"" "$file" || { echo "$file calls itself otherwise"; failed=1; }
    # Staff are S-1 and so on; a purpose is the only free text.
    sed 's/"[a-z_]*": /&/g' "$file" | grep -o '"id": "[^"]*"' | grep -v '"S-[0-9]"\|"E-[0-9]*"' |
        grep -v "\"${file%.json}\"" && { echo "$file has an id that is not opaque"; failed=1; }
done
"$program" validate ./*.json >/dev/null || failed=1
[ "$failed" = 0 ] && echo "$(ls | wc -l) records, each sound and beside its neighbour"
exit "$failed"
