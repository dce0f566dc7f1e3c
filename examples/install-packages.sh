#!/bin/sh
# Finds out what a build needs that is not there, and installs it.
#
#   sh examples/install-packages.sh build          what the library and the command line are built with
#   sh examples/install-packages.sh build tests    and what the tests need
#   sh examples/install-packages.sh bench          what the benchmark compares with and measures by
#
# On Debian and its children the missing packages are named and then installed by apt-get, as root or by sudo. On other
# systems they are only named, and the exit status is 2. This is the one place that knows the packages' names.
set -eu

# GROUP PACKAGE HOW WHAT: the Debian package that brings WHAT, which is looked for as a command (cmd), a pkg-config
# module (pc), a header (header) or a file (file), so that what was installed by other means counts as well.
table='
build  build-essential   cmd     cc
build  build-essential   cmd     make
build  build-essential   header  stdlib.h
build  cmake             cmd     cmake
build  ninja-build       cmd     ninja
build  pkg-config        cmd     pkg-config
build  libcjson-dev      pc      libcjson
tests  g++               cmd     g++
tests  binutils          cmd     nm
tests  abigail-tools     cmd     abidiff
tests  libcriterion-dev  pc      criterion
tests  clang-format      cmd     clang-format
tests  valgrind          cmd     valgrind
tests  clang             cmd     clang
tests  libclang-rt-14-dev  file  /usr/share/doc/libclang-rt-14-dev
tests  python3           cmd     python3
tests  python3-jsonschema file   /usr/lib/python3/dist-packages/jsonschema
tests  python3-dev       cmd     python3-config
tests  python3-venv      file    /usr/share/doc/python3-venv
tests  tzdata            file    /usr/share/zoneinfo/Europe/London
tests  locales           file    /usr/share/i18n/locales/de_DE
tests  groff-base        cmd     groff
tests  nodejs            cmd     node
tests  npm               cmd     npm
tests  swig              cmd     swig
tests  libnode-dev       file    /usr/include/node/node.h
tests  php-cli           cmd     php
tests  php-dev           cmd     php-config
tests  openjdk-17-jdk-headless  cmd  javac
tests  perl              cmd     perl
tests  libperl-dev       file    /usr/share/doc/libperl-dev/copyright
tests  mono-mcs          cmd     mcs
tests  mono-runtime      cmd     mono
tests  lua5.4            cmd     lua5.4
tests  liblua5.4-dev     pc      lua5.4
tests  ruby              cmd     ruby
tests  ruby-dev          file    /usr/share/doc/ruby-dev/copyright
tests  golang-go         cmd     go
bench  libclips-dev      header  clips/clips.h
bench  liblua5.4-dev     pc      lua5.4
bench  nodejs            cmd     node
bench  npm               cmd     npm
bench  python3           cmd     python3
bench  valgrind          cmd     valgrind
bench  gnuplot-nox       cmd     gnuplot
'

# there HOW WHAT: whether it is installed.
there() {
    case $1 in
    cmd) command -v "$2" >/dev/null 2>&1 ;;
    pc) pkg-config --exists "$2" 2>/dev/null ;;
    header) printf '#include <%s>\n' "$2" | cc -E -x c - >/dev/null 2>&1 ;;
    file) [ -e "$2" ] ;;
    *) echo "no such way to look: $1" >&2 && exit 2 ;;
    esac
}

# missing GROUP…: the packages that are missing, each once.
missing() {
    for wanted in "$@"; do
        echo "$table" | while read -r group package how what; do
            if [ "$group" = "$wanted" ] && ! there "$how" "$what"; then
                echo "$package"
            fi
        done
    done | sort -u | tr '\n' ' '
}

# as_root COMMAND…: runs it as root, or fails.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        return 1
    fi
}

if [ $# -eq 0 ]; then
    set -- build
fi
for wanted in "$@"; do
    if ! echo "$table" | grep -q "^$wanted "; then
        echo "usage: sh examples/install-packages.sh [build] [tests] [bench]" >&2
        exit 2
    fi
done

packages=$(missing "$@")
if [ -z "$packages" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing here are the programs and libraries of these Debian packages; please install them:" >&2
    echo "    $packages" >&2
    exit 2
fi

echo "Installing what is missing: $packages"
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Says nothing unless it fails.
install() {
    # shellcheck disable=SC2086  # the packages are words of our own
    as_root apt-get install -qq -y --no-install-recommends $packages >"$log" 2>&1
}

# Lists that are new enough need no update; a first try without one saves a minute.
if ! install && ! { as_root apt-get update -qq >"$log" 2>&1 && install; }; then
    cat "$log" >&2
    echo "They could not be installed. As root: apt-get update && apt-get install $packages" >&2
    exit 2
fi
packages=$(missing "$@")
if [ -n "$packages" ]; then
    echo "Still missing after the installation: $packages" >&2
    exit 2
fi
