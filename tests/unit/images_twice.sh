#!/bin/sh
# images_twice.sh WRITE_IMAGES BUILT.c: the built-in profiles come out the same each time, wherever memory lies.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for i in 1 2 3; do
    "$1" "$out/again.c"
    cmp "$2" "$out/again.c"
done
