#!/bin/sh
# Builds the project with gcov's counters in a folder of its own, runs the tests that reach into the library there, and
# looks how much of lib/ they reached.
#
#   coverage.sh BUILD [--update]
set -eu
build=$1
shift
cd "$(dirname -- "$0")/../.."
cmake --preset coverage -B "$build" -D HOMEVISIT_SANITIZE_TESTS=OFF -D HOMEVISIT_COVERAGE_TESTS=OFF -D HOMEVISIT_WERROR=OFF \
    -D HOMEVISIT_BINDINGS=
cmake --build "$build" --parallel 2
# The counters of an earlier run would hide what the tests of this one no longer reach. What the build itself ran of the
# library (the bundled profiles are loaded while it is built) is no test, and does not count either.
find "$build" -name '*.gcda' -delete
# Those that look at what the library says; what runs long and reaches nothing new, or another program, is left out.
ctest --test-dir "$build" -j 2 --output-on-failure --no-tests=error \
    -L '^(unit|conformance|cli|oom|mistakes|threads|profiles|show|fuzz)$' \
    -E '^(unit.visit_scale|profiles.one_fact|cli.same_bytes|oom.public|oom.tight|fuzz.short)$'
ctest --test-dir "$build" -j 2 --output-on-failure --no-tests=error \
    -R '^(privacy.marks|sizes.structs|differential.*|jsonlogic.seed_.*|reference.cases_random)$'
# Every public function without memory: here a few of the tries do, the parts of oom try them all.
"$build/tests/oom/oom_public" tests/abi/symbols.txt few >"$build/oom_public.log" &
public=$!
"$build/tests/oom/oom_tight" tests/abi/symbols.txt few >"$build/oom_tight.log"
wait "$public"
python3 tests/coverage/coverage.py "$build" "$@"
