#!/bin/sh
# Builds the library as a release, runs the benchmark and prints its tables. usage: sh tests/bench/run.sh
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${HOMEVISIT_BUILD:-$root/build/bench}
sh "$root/examples/install-packages.sh" build tests
cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release -DHOMEVISIT_BINDINGS= >"$build.log" 2>&1 || { cat "$build.log"; exit 1; }
cmake --build "$build" --target bench -j2 >>"$build.log" 2>&1 || { tail -40 "$build.log"; exit 1; }
program=$(find "$build" -name bench -type f -perm -u+x | head -n 1)
cd "$root"
"$program" tests/bench/policy.json examples/visits/model.json
work=$build/engines
mkdir -p "$work"
cp tests/bench/package.json tests/bench/engines.mjs "$work"
if (cd "$work" && npm install --no-audit --no-fund --silent); then
    printf '\n## The same rules and facts in the JsonLogic engines, all answers equal\n\n| engine | µs a decision |\n| --- | --- |\n'
    "$program" --facts 1000 | node "$work/engines.mjs" tests/bench/policy.json
else
    echo "the JsonLogic engines cannot be had from the npm registry here: left out"
fi
