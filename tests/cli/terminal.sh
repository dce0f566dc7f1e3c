#!/bin/sh
# What depends on a terminal: colour, the width of lines, and the bar that shows how far a long audit is.
#
#   sh tests/cli/terminal.sh HOMEVISIT
#
# script(1) of util-linux stands for the terminal; without it the test is skipped (status 77).
set -eu
program=$(cd "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
cd "$(dirname -- "$0")/../.."
command -v script >/dev/null 2>&1 || { echo "script(1) is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
escape=$(printf '\033')
failed=0
unset NO_COLOR

# on_terminal COMMAND: runs it on a terminal of its own and shows what stood there.
on_terminal() {
    script -qc "stty cols ${columns:-100}; $1" /dev/null </dev/null
}

# expect WHAT yes|no PATTERN FILE: whether a line matches.
expect() {
    found=no
    grep -q -e "$3" "$4" && found=yes
    if [ "$found" != "$2" ]; then
        echo "$1: '$3' is wanted: $2, found: $found"
        failed=1
    fi
}

audit="'$program' audit -p hunsbury-park-primary examples/visits/parents-absent-20-01.json"
TERM=xterm on_terminal "$audit" >"$work/coloured"
expect "on a terminal" yes "$escape\\[1;31mlate$escape\\[0m" "$work/coloured"
TERM=xterm NO_COLOR=1 on_terminal "$audit" >"$work/plain"
expect "with NO_COLOR" no "$escape" "$work/plain"
expect "with NO_COLOR" yes "late  *must  *HP-13" "$work/plain"
TERM=xterm NO_COLOR='' on_terminal "$audit" >"$work/empty"
expect "with an empty NO_COLOR" yes "$escape" "$work/empty"
TERM=dumb on_terminal "$audit" >"$work/dumb"
expect "on a dumb terminal" no "$escape" "$work/dumb"
TERM=xterm on_terminal "$audit | cat" >"$work/piped"
expect "into a pipe" no "$escape" "$work/piped"
TERM=xterm on_terminal "'$program' audit -p hsp no-such-file.json" >"$work/problem"
expect "a problem on a terminal" yes "$escape\\[1;31mio$escape\\[0m" "$work/problem"

# Lines are as wide as the terminal, within reason, and unbroken otherwise the same.
for width in 60 80 120; do
    columns=$width TERM=dumb on_terminal "'$program' status -p maghull-high examples/visits/silent-now.json" |
        tr -d '\r' >"$work/wide$width"
    longest=$(awk '{ if (length($0) > most) most = length($0) } END { print most }' "$work/wide$width")
    [ "$longest" -le "$width" ] || { echo "lines of $longest columns on a terminal of $width"; failed=1; }
    tr -s ' \n' ' ' <"$work/wide$width" >"$work/words$width"
done
cmp "$work/words60" "$work/words120" || failed=1

# A record that comes slowly makes a long audit. The bar is drawn on standard error, and taken away.
mkfifo "$work/slow"
slowly() {
    (sleep 1.3 && cat examples/visits/model.json) >"$work/slow" &
    on_terminal "'$program' audit --brief -p hsp examples/visits/model.json '$work/slow' examples/visits/model.json $1"
    wait
}
slowly ">'$work/out'" >"$work/bar"
expect "a long audit" yes '\[#* *\] [0-9]* of 6, [0-9]* s left' "$work/bar"
expect "a long audit" yes "$escape\\[K\$" "$work/bar"
expect "the output of a long audit" no 'left\|\[' "$work/out"
expect "the output of a long audit" yes '^model  *allow' "$work/out"
slowly "2>'$work/err'" >"$work/no_bar"
expect "a long audit whose errors go to a file" no 'of 6' "$work/no_bar"
[ ! -s "$work/err" ] || { echo "the bar was drawn into a file"; failed=1; }
on_terminal "'$program' audit --brief -p hsp examples/visits/model.json examples/visits/model.json" >"$work/short"
expect "a short audit" no 'left' "$work/short"

# A stream of which nobody knows the length has a rate; a file, whose reports are taken late, the rest too.
record=$(tr -d '\n' <examples/visits/model.json)
(sleep 1.3 && printf '%s\n' "$record") >"$work/slow" &
on_terminal "'$program' audit --ndjson '$work/slow' -p hsp >'$work/out'" >"$work/rate"
wait
expect "a long stream" yes '[0-9] visits, [0-9]* a second' "$work/rate"
expect "a long stream" no '\[#' "$work/rate"
awk -v record="$record" 'BEGIN { for (i = 0; i < 2000; i++) print record }' >"$work/many"
on_terminal "'$program' audit --ndjson '$work/many' -p hsp --format json | (sleep 1.5; cat >'$work/out')" >"$work/rest"
expect "a long file" yes '\[#* *\] [0-9]* visits, [0-9]* a second, [0-9]* s left' "$work/rest"
[ "$(wc -l <"$work/out")" = 2000 ] || { echo "2000 visits, and not as many reports"; failed=1; }
[ "$failed" = 0 ] && echo "colour, width and bar are as they should be"
exit "$failed"
