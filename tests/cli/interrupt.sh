#!/bin/sh
# Ctrl-C in a stream: what was answered is told, the summary of it too, and the end is that of an interrupted program.
#
#   sh tests/cli/interrupt.sh HOMEVISIT
set -eu
program=$(cd "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
cd "$(dirname -- "$0")/../.."
command -v timeout >/dev/null 2>&1 || { echo "timeout(1) is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# --foreground: without it timeout(1) sends the signal to the program and then to its whole group, which is a second Ctrl-C.
interrupt_after() { # SECONDS COMMAND...
    seconds=$1
    shift
    timeout --foreground --preserve-status -s INT "$seconds" "$@"
}

# Two records, and then a source that has no more and does not end: the reading itself is interrupted.
mkfifo "$work/slow"
(tr -d '\n' <examples/visits/model.json && echo && tr -d '\n' <examples/visits/silent-now.json && echo && exec sleep 6) \
    >"$work/slow" &
status=0
interrupt_after 3 "$program" audit --ndjson "$work/slow" -p hsp -j 2 --format json \
    >"$work/out" 2>"$work/err" || status=$?
[ "$status" = 130 ] || { echo "ends with $status, not as interrupted"; failed=1; }
[ "$(wc -l <"$work/out")" = 2 ] || { echo "two visits came, and not as many reports:"; cat "$work/out"; failed=1; }
grep -q '^2 visits, 2 reports' "$work/err" || { echo "no summary:"; cat "$work/err"; failed=1; }
wait

# A source without end: the work is interrupted.
status=0
record=$(tr -d '\n' <examples/visits/model.json)
yes "$record" 2>/dev/null | interrupt_after 1 "$program" audit --ndjson - -p hsp -j 2 \
    >"$work/out" 2>"$work/err" || status=$?
[ "$status" = 130 ] || { echo "ends with $status, not as interrupted"; failed=1; }
grep -q '^Stopped after line [1-9]' "$work/out" || { echo "no word of stopping:"; cat "$work/out"; failed=1; }
[ "$failed" = 0 ] && echo "interrupted, told, ended"
exit "$failed"
