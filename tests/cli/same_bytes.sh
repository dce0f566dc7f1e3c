#!/bin/sh
# The same commands give the same bytes under other locales, time zones and widths of terminal, and once more.
#
#   sh tests/cli/same_bytes.sh HOMEVISIT
#
# German writes decimals with a comma and sorts otherwise. Where that locale is not installed it is made, if localedef
# can; else another one stands for it.
set -eu
program=$(cd "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
cd "$(dirname -- "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# say: what the commands print, all streams and statuses in one.
say() {
    for policy in alumwell-infant hsp hunsbury-park-primary maghull-high school-home-support; do
        for form in text json; do
            "$program" audit --format "$form" -p "$policy" examples/visits/*.json 2>&1 || echo "status $?"
            "$program" status --format "$form" -p "$policy" examples/visits/silent-now.json 2>&1 || echo "status $?"
            "$program" check --format "$form" -p "$policy" -e "$(cat examples/events/bedroom-parent-refuses.json)" \
                examples/visits/bedroom-asked.json 2>&1 || echo "status $?"
        done
    done
    "$program" validate tests/cli/documents/*.json no-such-file.json 2>&1 || echo "status $?"
    "$program" policies
    "$program" audit --polcy 2>&1 || echo "status $?"
}

german=C.UTF-8
if [ -n "$(LC_ALL=de_DE.UTF-8 locale -k LC_TIME 2>&1 | grep -i Dienstag)" ]; then
    german=de_DE.UTF-8
elif localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" >/dev/null 2>&1; then
    LOCPATH=$work
    export LOCPATH
    german=de_DE.UTF-8
fi
echo "the second locale is $german"

unset NO_COLOR COLUMNS
LC_ALL=C TZ=UTC say >"$work/first"
[ "$(wc -c <"$work/first")" -gt 100000 ] || { echo "too little was printed to compare" >&2; exit 1; }
n=0
for locale in C "$german"; do
    for zone in Europe/London America/St_Johns "XXX-13:45YYY,M3.2.0,M11.1.0"; do
        n=$((n + 1))
        LC_ALL=$locale LANG=$locale TZ=$zone COLUMNS=40 TERM=xterm-256color say >"$work/again"
        cmp "$work/first" "$work/again" || { echo "under $locale and $zone" >&2; exit 1; }
    done
done
echo "$n runs as the first"
