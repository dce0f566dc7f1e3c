#!/bin/sh
# The benchmark: installs what it needs, builds a release, measures, and prints one Markdown document.
#
#   sh tests/bench/run.sh [--quick] [--write] [--visits N] [--programs FOLDER]
#
#   --write             writes docs/performance.md and the pictures beside it as well, from tests/bench/performance.md.in
#   --quick             one short run of each part: that all answers agree and the document comes out; its times say
#                       nothing, instructions are not counted, and nothing is installed
#   --visits N          how many visits the stream has (1,000,000; with --quick 5,000; at least that)
#   --programs FOLDER   takes the programs that were built there, with --quick
#
# HOMEVISIT_BUILD is the folder to build in (build/bench).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/tests/bench
build=${HOMEVISIT_BUILD:-$root/build/bench}
quick='' write='' visits='' programs=''
while [ $# -gt 0 ]; do
    case $1 in
    --quick) quick=--quick ;;
    --write) write=yes ;;
    --visits | --programs)
        [ $# -ge 2 ] || { echo "$1 needs a value" >&2 && exit 2; }
        [ "$1" = --visits ] && visits=$2 || programs=$2
        shift
        ;;
    *) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
    esac
    shift
done
visits=${visits:-$([ -n "$quick" ] && echo 5000 || echo 1000000)}
case $build in /*) ;; *) build=$PWD/$build ;; esac
[ -z "$programs" ] || programs=$(cd "$programs" && pwd)
cd "$root"

if [ -z "$programs" ]; then
    [ -n "$quick" ] || sh examples/install-packages.sh build tests bench
    mkdir -p "$build"
    log=$build/build.log
    { cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=Release -DHOMEVISIT_BINDINGS= &&
        cmake --build "$build" --target bench bench_generate bench_stream -j2; } >"$log" 2>&1 ||
        { tail -40 "$log" >&2 && exit 1; }
    programs=$build/tests/bench
fi
work=$programs/work
rm -rf "$work"
mkdir -p "$work"
figures=$work/figures.tsv
# The machine's load says how far times can be trusted.
load=$(cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo unknown)
echo "Measured on $(date -u +%F)${quick:+ by the short form, whose times say nothing}; the machine's load was $load when it began." \
    >"$work/began"
say() { echo "$*" >&2; }

# The engines from npm; without a registry they are left out, and the document says so.
modules=$programs/engines
mkdir -p "$modules"
cp "$here/package.json" "$here/package-lock.json" "$here/engines.mjs" "$modules"
if (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund --silent) >"$work/npm.log" 2>&1; then
    say "The JsonLogic engines, all answers compared first …"
    "$programs/bench" documents >"$work/documents"
    # shellcheck disable=SC2046  # two words
    node "$modules/engines.mjs" "$here/policy.json" $([ -n "$quick" ] && echo 1 0 || echo 7 0.15) \
        <"$work/documents" >>"$figures"
else
    say "The JsonLogic engines cannot be had from npm's registry here: left out"
fi

for section in decision questions loading growth memory; do
    say "Measuring: $section …"
    # shellcheck disable=SC2086  # no word where there is none
    "$programs/bench" $quick $section >>"$figures"
done
say "Measuring: a stream of $visits visits …"
"$programs/bench_generate" "$visits" >"$work/visits.ndjson"
head -n "$((visits / 5))" "$work/visits.ndjson" >"$work/sample.ndjson"
"$programs/bench_stream" "$work/visits.ndjson" "$work/sample.ndjson" "$([ -n "$quick" ] && echo 1 || echo 5)" >>"$figures"
rm "$work/visits.ndjson" "$work/sample.ndjson"

if [ -z "$quick" ]; then
    for section in decision questions loading growth; do
        say "Counting instructions: $section …"
        valgrind -q --tool=callgrind --instr-atstart=no --callgrind-out-file="$work/callgrind.$section.%p" \
            "$programs/bench" --counts $section >/dev/null
    done
fi

python3 "$here/tables.py" "$work" "$here/targets.json" "$here/performance.md.in" >"$work/performance.md"
if [ -n "$write" ]; then
    cp "$work/performance.md" docs/performance.md
    mkdir -p docs/performance
    (cd "$work" && gnuplot -e "out='$root/docs/performance'" "$here/growth.gp")
    python3 "$here/slim.py" docs/performance/*.svg
fi
cat "$work/performance.md"
