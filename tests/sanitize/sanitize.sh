#!/bin/sh
# Builds the project by a preset in a folder of its own and runs some of its tests there.
#
#   sanitize.sh PRESET BUILD TARGETS CTEST_OPTION…
#
# TARGETS are the targets to build, as one argument; `all` for all.
set -eu
preset=$1 build=$2 targets=$3
shift 3
cd "$(dirname -- "$0")/../.."
cmake --preset "$preset" -B "$build" -D HOMEVISIT_SANITIZE_TESTS=OFF
# shellcheck disable=SC2086  # the targets are words of our own
cmake --build "$build" --parallel 2 --target $targets
ctest --test-dir "$build" -j 2 --output-on-failure --no-tests=error "$@"
