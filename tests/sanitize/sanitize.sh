#!/bin/sh
# Builds the project by a preset in a folder of its own and runs some of its tests there.
#
#   sanitize.sh PRESET BUILD CTEST_OPTION…
set -eu
preset=$1 build=$2
shift 2
cd "$(dirname -- "$0")/../.."
cmake --preset "$preset" -B "$build" -D HOMEVISIT_SANITIZE_TESTS=OFF
cmake --build "$build" --parallel 2
ctest --test-dir "$build" -j 2 --output-on-failure --no-tests=error "$@"
