#!/bin/sh
# Writes the documents in this folder anew from a built library: sh tests/golden/show/update.sh build/dev/tests/show/show_print
# Read the difference before you commit it.
set -eu
if [ $# -ne 1 ]; then
    echo "usage: sh tests/golden/show/update.sh SHOW_PRINT" >&2
    exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
for id in standard maghull-high alumwell-infant hunsbury-park-primary hsp school-home-support; do
    "$1" markdown "$id" >"$here/$id.md"
done
for name in nasty rare bare asked told; do
    for format in markdown:md html:html; do
        "$1" "${format%:*}" "$here/../../show/$name.json" >"$here/$name.${format#*:}"
    done
done
