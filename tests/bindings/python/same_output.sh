#!/bin/sh
# Two programs say the same, byte for byte, with the same exit status: same_output.sh PROGRAM COMMAND…
set -eu
program=$1
shift
cd "$(dirname -- "$0")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tried=0

# compare ARGUMENT…: asks both
compare() {
    wanted=0 got=0
    "$program" "$@" >"$work/out1" 2>"$work/err1" </dev/null || wanted=$?
    eval "$other" '"$@"' >"$work/out2" 2>"$work/err2" </dev/null || got=$?
    if [ "$wanted" != "$got" ] || ! cmp "$work/out1" "$work/out2" || ! cmp "$work/err1" "$work/err2"; then
        echo "differs: $* (exit status $wanted and $got)" >&2
        diff "$work/err1" "$work/err2" >&2 || :
        exit 1
    fi
    tried=$((tried + 1))
}

other=
for word in "$@"; do
    other="$other '$word'"
done
for record in examples/visits/*.json; do
    compare audit -p hsp --format json "$record"
done
compare audit -p hsp -p maghull-high examples/visits/silent-police-late.json
compare audit --brief -p alumwell-infant -p hsp examples/visits/worried-before.json \
    examples/visits/worried-and-cleared.json
compare status -p hunsbury-park-primary --at 2026-03-02T10:15:00Z examples/visits/silent-now.json
compare check -p alumwell-infant -e "$(cat examples/events/bedroom-all-agreed.json)" examples/visits/bedroom-asked.json
compare policies
compare validate rules/hsp/policy.json
compare audit -p hspp examples/visits/silent-now.json
compare audit -p hsp no/such/file.json
compare audit -p hsp --format json tests/bindings/samples/policy.json
compare --help
compare
compare nonsense
echo "$tried calls say the same"
