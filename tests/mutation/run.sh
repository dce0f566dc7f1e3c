#!/bin/sh
# Mutation testing of the rule core, all of it: a table by file, and status 1 where a mutant lives that is not listed.
#
#   sh tests/mutation/run.sh [mutate.py's options…]     e.g. --files duty.c, --again for those that lived last time
#
# HOMEVISIT_BUILD is the folder to build in (build/tests), HOMEVISIT_JOBS how many mutants are tried at once (2).
set -eu
build=${HOMEVISIT_BUILD:-}
case $build in
'' | /*) ;;
*) build=$PWD/$build ;;
esac
cd "$(dirname -- "$0")/../.."
build=${build:-$PWD/build/tests}
mkdir -p "$build"
if [ ! -f "$build/compile_commands.json" ]; then
    cmake --preset release -B "$build" >"$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; exit 1; }
fi
# Only the texts of the bundled profiles are made by the build; the rest is compiled for the mutants.
cmake --build "$build" --target homevisit_texts >/dev/null
exec python3 -B tests/mutation/mutate.py "$build" --jobs "${HOMEVISIT_JOBS:-2}" "$@"
