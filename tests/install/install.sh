#!/bin/sh
# Installs a build into a folder of its own and uses it from there, as a host does.
#
#   install.sh BUILD EXAMPLE.c VERSION
#
# The example is built four times: by find_package and by pkg-config, each against the shared and the static library.
# Each has to run and to print the same. Then come the command line, the profiles and the refusal of another version.
# CMAKE, GENERATOR, CC, CFLAGS, LIBDIR, DATADIR and CLI (1 where the command line was built) come from the environment.
set -eu
build=$1 example=$2 version=$3
: "${CMAKE:=cmake}" "${GENERATOR:=Ninja}" "${CC:=cc}" "${CFLAGS:=}" "${LIBDIR:=lib}" "${DATADIR:=share}" "${CLI:=0}"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

# step NAME COMMAND…: runs it, and shows what it said only where it failed.
step() {
    name=$1
    shift
    "$@" >"$work/log" 2>&1 || {
        cat "$work/log"
        fail "$name"
    }
    echo "ok: $name"
}

# same NAME PROGRAM: the program runs and prints what the first one printed.
same() {
    "$2" >"$work/out" || fail "$1 ends with status $?"
    if ! [ -s "$work/out" ]; then
        fail "$1 prints nothing"
    fi
    if [ -f "$work/first" ]; then
        diff -u "$work/first" "$work/out" || fail "$1 prints something else"
    else
        cp "$work/out" "$work/first"
    fi
    echo "ok: $1 runs"
}

# configure VERSION: configures the stranger's project, which asks for that version.
configure() {
    "$CMAKE" -S "$here/consumer" -B "$work/cmake" -G "$GENERATOR" -D "CMAKE_C_COMPILER=$CC" \
        -D "CMAKE_C_FLAGS=$CFLAGS" -D "CMAKE_PREFIX_PATH=$prefix" -D "EXAMPLE=$example" -D "WANTED=$1"
}

[ -f "$example" ] || fail "there is no $example"
step "install" "$CMAKE" --install "$build" --prefix "$prefix"

step "find_package $version" configure "$version"
step "build by CMake" "$CMAKE" --build "$work/cmake"
same "find_package, shared" "$work/cmake/ten_lines_shared"
same "find_package, static" "$work/cmake/ten_lines_static"
if configure 99.0 >"$work/log" 2>&1; then
    fail "find_package finds a version that is not there"
fi
echo "ok: another version is refused"

PKG_CONFIG_PATH=$prefix/$LIBDIR/pkgconfig
LD_LIBRARY_PATH=$prefix/$LIBDIR
export PKG_CONFIG_PATH LD_LIBRARY_PATH
[ "$(pkg-config --modversion homevisit)" = "$version" ] || fail "pkg-config names another version than $version"
# shellcheck disable=SC2046,SC2086  # flags are words
step "build by pkg-config" "$CC" -std=c99 -pedantic -Wall -Wextra -Werror $CFLAGS \
    $(pkg-config --cflags homevisit) "$example" -o "$work/shared" $(pkg-config --libs homevisit)
same "pkg-config, shared" "$work/shared"
# shellcheck disable=SC2046,SC2086
step "build by pkg-config --static" "$CC" -std=c99 $CFLAGS $(pkg-config --cflags homevisit) "$example" \
    -o "$work/static" $(pkg-config --static --libs homevisit | sed "s/-lhomevisit/-l:libhomevisit.a/")
same "pkg-config, static" "$work/static"
unset LD_LIBRARY_PATH

[ -f "$prefix/$DATADIR/homevisit/rules/standard/policy.json" ] || fail "the profiles are not installed"
if [ "$CLI" = 1 ]; then
    "$prefix/bin/homevisit" policies >"$work/out" || fail "the installed command line does not run"
    grep -q standard "$work/out" || fail "the installed command line does not list the standard profile"
    echo "ok: the command line finds its library and the bundled profiles"
fi
