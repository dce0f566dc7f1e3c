#!/bin/sh
# Builds the fuzz targets with libFuzzer under the address and undefined behaviour sanitizers and fuzzes, one target after
# the other, each from its corpus here and from what earlier runs found.
#
#   sh tests/fuzz/run.sh SECONDS [TARGET…]       fuzzes each target for so long; prints a table
#   sh tests/fuzz/run.sh --runs N [TARGET…]      N executions each, from a fixed seed: the same each time
#   sh tests/fuzz/run.sh --minimise [TARGET…]    puts into tests/fuzz/corpus the fewest inputs that reach what all do
#   sh tests/fuzz/run.sh --coverage [TARGET…]    how many edges of the program the inputs reach, and of how many
#
# The exit status is 1 where something was found; the input that shows it stays in BUILD/found, and is named.
# HOMEVISIT_FUZZ_BUILD is the folder to build in (build/fuzz). HOMEVISIT_FUZZ_SANITIZERS are the sanitizers; none makes
# executions some ten times faster, which pays where answers are compared.
set -eu

usage() {
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "$0" >&2
    exit 2
}

runs=0 seconds=0 doing=fuzz
case ${1:-} in
--runs)
    runs=${2:-}
    case $runs in '' | *[!0-9]*) usage ;; esac
    shift 2
    ;;
--minimise | --coverage)
    doing=${1#--}
    shift
    ;;
'' | *[!0-9]*) usage ;;
*)
    seconds=$1
    shift
    ;;
esac

build=${HOMEVISIT_FUZZ_BUILD:-}
case $build in
'' | /*) ;;
*) build=$PWD/$build ;;
esac
cd "$(dirname -- "$0")/../.."
build=${build:-$PWD/build/fuzz}
sanitizers=${HOMEVISIT_FUZZ_SANITIZERS-address,undefined}
flags="-O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link${sanitizers:+,$sanitizers}"
case $sanitizers in
*undefined*) flags="$flags -fno-sanitize-recover=undefined" ;;
esac

all=$(for source in tests/fuzz/fuzz_*.c; do basename "$source" .c | sed 's/^fuzz_//'; done)
[ $# -gt 0 ] || set -- $all
for target in "$@"; do
    [ -f "tests/fuzz/fuzz_$target.c" ] || { echo "no target '$target'; there are:" $all >&2 && exit 2; }
done

clang=$(command -v clang || command -v clang-14) || { echo "clang is needed: Debian's package clang" >&2 && exit 2; }
mkdir -p "$build"
log=$build/build.log
if ! cmake -S . -B "$build" -G Ninja -D CMAKE_C_COMPILER="$clang" -D CMAKE_BUILD_TYPE=RelWithDebInfo \
    -D CMAKE_C_FLAGS="$flags" -D HOMEVISIT_FUZZER=ON -D HOMEVISIT_CLI=OFF -D HOMEVISIT_INSTALL=OFF \
    -D HOMEVISIT_BINDINGS= >"$log" 2>&1 || ! cmake --build "$build" --parallel 2 --target fuzz >>"$log" 2>&1; then
    tail -n 40 "$log" >&2
    exit 2
fi
"$build/tests/fuzz/fuzz_dictionary" | LC_ALL=C sort -u >"$build/dictionary"

ASAN_OPTIONS=abort_on_error=1:detect_leaks=1:strict_string_checks=1
UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export ASAN_OPTIONS UBSAN_OPTIONS

# options TARGET: inputs that are text are longer, and have the dictionary.
options() {
    case $1 in
    policy | visit | cases) echo "-max_len=16000 -dict=$build/dictionary" ;;
    json) echo "-max_len=4096 -dict=$build/dictionary" ;;
    time | new) echo "-max_len=160" ;;
    program | check | append | walk | stream | session | compare) echo "-max_len=1200" ;;
    *) echo "-max_len=600" ;;
    esac
}

# one TARGET LIBFUZZER_OPTION…: its output goes to the target's log.
one() {
    target=$1
    shift
    # shellcheck disable=SC2046  # the options are words of our own
    "$build/tests/fuzz/fuzz_$target" -timeout=25 -rss_limit_mb=2048 -print_final_stats=1 -len_control=0 \
        -artifact_prefix="$build/found/$target-" $(options "$target") "$@" >"$build/$target.log" 2>&1
}

# stat TARGET NAME: a figure of the target's log.
stat() {
    sed -n "s/^stat::$2: *//p" "$build/$1.log" | tail -n 1
}

status=0
mkdir -p "$build/found"
[ "$doing" != fuzz ] || printf '%-10s %12s %12s %10s %8s  %s\n' target executions 'a second' 'new units' edges found
for target in "$@"; do
    corpus=tests/fuzz/corpus/$target grown=$build/corpus/$target
    mkdir -p "$corpus" "$grown"
    case $doing in
    minimise)
        mkdir -p "$build/merged"
        rm -rf "${build:?}/merged/$target" && mkdir "$build/merged/$target"
        # Edges alone count, and only inputs of some kilobytes: corpora stay small.
        one "$target" -set_cover_merge=1 -use_counters=0 -max_len=4000 "$build/merged/$target" "$corpus" "$grown" || status=1
        rm -rf "$corpus" && cp -R "$build/merged/$target" "$corpus"
        echo "$target: $(ls "$corpus" | wc -l) inputs, $(cat "$corpus"/* | wc -c) bytes"
        ;;
    coverage)
        one "$target" -runs=0 "$corpus" "$grown" || status=1
        edges=$(sed -n 's/.*(\([0-9]*\) inline 8-bit counters).*/\1/p' "$build/$target.log")
        reached=$(sed -n 's/.*DONE *cov: \([0-9]*\).*/\1/p' "$build/$target.log")
        echo "$target: $reached of $edges edges, $(ls "$corpus" "$grown" | wc -l) inputs"
        ;;
    *)
        limit="-max_total_time=$seconds" into=$grown
        if [ "$runs" != 0 ]; then # the same each time: nothing that earlier runs found, and nothing kept
            limit="-runs=$runs -seed=20261122" into=$build/fresh/$target
            rm -rf "$into" && mkdir -p "$into"
        fi
        found=none
        # shellcheck disable=SC2086
        one "$target" $limit "$into" "$corpus" || found=$(sed -n 's/.*Test unit written to //p' "$build/$target.log")
        edges=$(sed -n 's/^#[0-9].* cov: \([0-9]*\) .*/\1/p' "$build/$target.log" | tail -n 1)
        printf '%-10s %12s %12s %10s %8s  %s\n' "$target" "$(stat "$target" number_of_executed_units)" \
            "$(stat "$target" average_exec_per_sec)" "$(stat "$target" new_units_added)" "$edges" \
            "${found:-see $build/$target.log}"
        if [ "$found" != none ]; then
            status=1
            grep -vE '^#[0-9]+|NEW_FUNC|^INFO' "$build/$target.log" | head -n 30 >&2
        fi
        ;;
    esac
done
exit "$status"
