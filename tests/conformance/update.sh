#!/bin/sh
# Writes expected.ndjson anew from what the library says, after a change that was meant; read the diff before you commit.
#
#   sh tests/conformance/update.sh CONFORMANCE [--cases]
#
# CONFORMANCE is the built program. --cases writes cases.ndjson anew first, from the generator, examples/ and
# refused_cases.py; that needs Python 3.
set -eu
[ $# -ge 1 ] || { echo "usage: update.sh CONFORMANCE [--cases]" >&2 && exit 2; }
program=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
cd "$(dirname -- "$0")"
if [ "${2:-}" = --cases ]; then
    python3 -B make_cases.py >cases.ndjson.new
    mv cases.ndjson.new cases.ndjson
fi
"$program" --write <cases.ndjson >expected.ndjson.new
mv expected.ndjson.new expected.ndjson
"$program" cases.ndjson expected.ndjson
