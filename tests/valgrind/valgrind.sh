#!/bin/sh
# Builds the tests as for debugging, in a folder of their own, and runs them under valgrind's memcheck: what reads what
# was never written, what touches what is not its own, and what is never given back.
#
#   valgrind.sh BUILD [all]
#
# The short form takes the drivers with a plain main (memory that runs out at some of the allocations, the conformance
# cases, the mistakes) and some of the Criterion programs, which cost the better part of a second a test here; `all`
# takes every Criterion program, and the hostile input in small. Tests that are given twenty seconds or less look at the
# time that something takes, in large, and are left out: valgrind takes that time.
#
# A Criterion child tells its result before valgrind speaks of it, and its exit code says nothing: so every process
# writes a log of its own, and the logs are judged. First it is shown, with a leak in a plain program and one in a
# Criterion test, that this finds what it should.
set -eu
build=$1 form=${2:-short}
cd "$(dirname -- "$0")/../.."
logs=$build/valgrind
criterion='session session_decide settled ask visit_typed problem memory policy_load'

cmake --preset dev -B "$build" -D CMAKE_C_FLAGS="-O1 -Wno-error=maybe-uninitialized" \
    -D HOMEVISIT_SANITIZE_TESTS=OFF -D HOMEVISIT_VALGRIND_TESTS=OFF \
    -D HOMEVISIT_BINDINGS= >/dev/null
if [ "$form" = all ]; then
    criterion=$(for file in tests/unit/test_*.c; do basename "$file" .c | sed 's/^test_//'; done)
fi
targets='oom_public conformance mistakes threads_shared hostile valgrind_plant valgrind_plant_criterion'
for name in $criterion; do
    targets="$targets unit_test_$name"
done
# shellcheck disable=SC2086  # the targets are words of our own
cmake --build "$build" --parallel 2 --target $targets >"$build/build.log" 2>&1 || {
    cat "$build/build.log" >&2
    exit 1
}
rm -rf "$logs"
mkdir -p "$logs"

# memcheck NAME COMMAND…: runs the command; every process of it writes a log. Its exit code is the command's own.
memcheck() {
    name=$1
    shift
    valgrind --tool=memcheck --trace-children=yes --child-silent-after-fork=no --leak-check=full \
        --errors-for-leak-kinds=definite,indirect,possible --show-leak-kinds=definite,indirect,possible \
        --log-file="$logs/$name.%p.log" "$@" >"$logs/$name.out" 2>&1
}

# faults NAME: how many of the processes' logs end in errors, or do not end.
faults() {
    for log in "$logs/$1".*.log; do
        grep -q 'ERROR SUMMARY: 0 errors' "$log" || echo "$log"
    done
}

# must_find NAME COMMAND…: the planted leak is found, though the command itself says that all is well.
must_find() {
    memcheck "$@" || { echo "$1: the plant itself fails" && cat "$logs/$1.out" && exit 1; }
    if [ -z "$(faults "$1")" ]; then
        echo "$1: the leak that was planted is not found, so nothing else would be" >&2
        exit 1
    fi
    echo "$1: the planted leak is found"
}

bad=0 processes=0
judged=yes # whether a program's own judgement counts, or its memory alone
# must_be_clean NAME COMMAND…
must_be_clean() {
    ended=0
    memcheck "$@" || ended=$?
    # A test that is skipped ends within Criterion, which then keeps what is its own.
    if [ "$ended" = 0 ] && grep -q 'Tested: 0 ' "$logs/$1.out"; then
        echo "$1: skipped its tests"
        return
    fi
    found=$(faults "$1")
    count=$(ls "$logs/$1".*.log | wc -l)
    processes=$((processes + count))
    if { [ "$ended" != 0 ] && [ "$judged" = yes ]; } || [ -n "$found" ]; then
        bad=$((bad + 1))
        echo "$1: NOT CLEAN (exit $ended)"
        tail -n 20 "$logs/$1.out"
        for log in $found; do
            sed 's/^==[0-9]*== //' "$log" | head -n 40
        done
    else
        echo "$1: clean, $count processes"
    fi
}

must_find plant "$build/tests/valgrind/valgrind_plant"
must_find plant_criterion "$build/tests/valgrind/valgrind_plant_criterion"
must_be_clean oom "$build/tests/oom/oom_public" tests/abi/symbols.txt few
must_be_clean threads "$build/tests/threads/threads_shared" examples/visits/model.json
must_be_clean conformance "$build/tests/conformance/conformance" tests/conformance/cases.ndjson \
    tests/conformance/expected.ndjson
must_be_clean mistakes "$build/tests/mistakes/mistakes" tests/mistakes/mistakes.json
if [ "$form" = all ]; then
    judged=no # what grows how fast is not measured under valgrind
    must_be_clean hostile "$build/tests/hostile/hostile" small
    judged=yes
fi
for name in $criterion; do
    hurried=$(sed -n 's|^Test(\([a-z_]*\), \([a-z_0-9]*\), .timeout = [12]0)$|\1/\2|p' "tests/unit/test_$name.c" |
        paste -s -d '|' -)
    must_be_clean "unit.$name" "$build/tests/unit/unit_test_$name" --jobs 2 --timeout 120 \
        ${hurried:+--filter "!(@($hurried))"}
done
echo "$processes processes under valgrind, $bad programs not clean"
[ "$bad" = 0 ]
