#!/bin/sh
# Writes lib/name_guesses.def anew after a change of the vocabulary. usage: sh tests/names/update.sh NAMES_PROGRAM
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
"$1" >"$root/lib/name_guesses.def.new"
mv "$root/lib/name_guesses.def.new" "$root/lib/name_guesses.def"
