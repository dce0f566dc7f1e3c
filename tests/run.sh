#!/bin/sh
# Installs what is missing, builds, runs every test, says what came of each part (tests/parts.tsv) and ends in ctest's own
# summary. The status is 0 where all passed and, in a whole run, every part that has to be there ran.
#
#   sh tests/run.sh [--only PART]… [--list]
#
#   --only PART   runs one part (unit, conformance, cli, install, abi, style, …); may be given again
#   --list        names the parts
#
# HOMEVISIT_BUILD is the folder to build in (build/tests), HOMEVISIT_JOBS how many things are done at once (2),
# HOMEVISIT_PRESET a preset of CMakePresets.json (release), HOMEVISIT_BINDINGS the languages to bind (all).
set -eu

usage() {
    echo "usage: sh tests/run.sh [--only PART]... [--list]" >&2
    exit 2
}

parts='' list=no
while [ $# -gt 0 ]; do
    case $1 in
    --only)
        [ $# -ge 2 ] || usage
        case $2 in
        '' | *[!a-z0-9_-]*) usage ;;
        esac
        parts="${parts:+$parts|}$2"
        shift 2
        ;;
    --list)
        list=yes
        shift
        ;;
    -h | --help)
        sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "$0"
        exit 0
        ;;
    *) usage ;;
    esac
done

# A build folder that was named is meant from where the caller stands.
build=${HOMEVISIT_BUILD:-}
case $build in
'' | /*) ;;
*) build=$PWD/$build ;;
esac
cd "$(dirname -- "$0")/.."
build=${build:-$PWD/build/tests}
jobs=${HOMEVISIT_JOBS:-2}

sh examples/install-packages.sh build tests bench

mkdir -p "$build"
log=$build/configure.log
if ! cmake --preset "${HOMEVISIT_PRESET:-release}" -B "$build" -D HOMEVISIT_BINDINGS="${HOMEVISIT_BINDINGS:-all}" \
    >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
if [ "$list" = yes ]; then
    ctest --test-dir "$build" --print-labels | sed -n 's/^  //p'
    exit 0
fi
sed -n 's/^-- \(Binding .*: skipped\)/\1/p' "$log"
cmake --build "$build" --parallel "$jobs"

results=$build/ctest.log
junit=$build/ctest.xml
rm -f "$junit"
set -- -j "$jobs" --output-on-failure --no-tests=error --output-junit "$junit"
[ -z "$parts" ] || set -- "$@" -L "^($parts)\$"
{
    ctest --test-dir "$build" "$@" && echo 0 >"$build/status" || echo 1 >"$build/status"
} 2>&1 | tee "$results"

# A line a language: each answers the same questions, and its answers are C's to the byte.
awk '/^[0-9]+\/[0-9]+ Testing: / { name = $3 }
    /^conformance: [0-9]+ cases, [0-9]+ equal/ { printf "%s%-20s %s\n", head, name, $0; head = "" }
    BEGIN { head = "\nThe conformance cases in each language:\n" }' "$build/Testing/Temporary/LastTest.log"

# A run of all parts has to have all; builds with other flags (a sanitizer's) leave out what builds again.
whole=''
[ -n "$parts" ] || case ${HOMEVISIT_PRESET:-release} in release | dev) whole=--whole ;; esac
printf '\n'
[ ! -f "$junit" ] || python3 -B tests/tools/summary.py "$junit" "$build/tests/tests.tsv" $whole || echo 1 >"$build/status"
printf '\n'
# ctest's own summary is the last of its kind: a part that runs ctest in a build of its own may have told one as well.
awk '/tests passed, .* tests? failed/ { text = ""; seen = 1 } seen { text = text $0 "\n" } END { printf "%s", text }' "$results"
exit "$(cat "$build/status")"
