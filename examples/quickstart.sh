#!/bin/sh
# From a fresh clone to an answer: installs what is missing, builds the command line, and replays real records against
# five schools' policies.
#
#   sh examples/quickstart.sh
#
# On Debian and its children missing packages are named and installed; on other systems they are only named. It may be
# run again, and from any folder. HOMEVISIT_BUILD is the folder to build in (build/quickstart).
set -eu

# A build folder that was named is meant from where the caller stands.
build=${HOMEVISIT_BUILD:-}
case $build in
'' | /*) ;;
*) build=$PWD/$build ;;
esac
cd "$(dirname -- "$0")/.."
build=${build:-$PWD/build/quickstart}

sh examples/install-packages.sh build

# quietly LOG COMMAND…: runs it, and shows what it said only where it failed.
quietly() {
    log=$1
    shift
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        echo "This failed: $*" >&2
        exit 1
    fi
}

echo "Building in $build ..."
mkdir -p "$build"
quietly "$build/quickstart.log" cmake -S . -B "$build" -G Ninja -D CMAKE_BUILD_TYPE=Release -D HOMEVISIT_TESTS=OFF
quietly "$build/quickstart.log" cmake --build "$build" --target homevisit_cli
sh examples/tour.sh "$build/homevisit"
