#!/bin/sh
# Every command of the README that begins with "$ homevisit" prints what stands under it.
#
#   sh tests/cli/readme.sh HOMEVISIT
set -eu
program=$(cd "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
cd "$(dirname -- "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/homevisit"
PATH=$work/bin:$PATH
LC_ALL=C
export PATH LC_ALL

# The indented blocks, one command with its lines each, as files 1, 2 and so on.
awk -v folder="$work" '
    /^    \$ homevisit / { n++; block = folder "/" n; print substr($0, 7) > (block ".command"); next }
    block && /^    > /   { print substr($0, 7) > (block ".command"); next }
    block && /^    /     { print substr($0, 5) > (block ".told"); next }
    { block = "" }' README.md

n=1
while [ -f "$work/$n.command" ]; do
    sh "$work/$n.command" >"$work/said" 2>&1 </dev/null || :
    diff -u "$work/$n.told" "$work/said" || { cat "$work/$n.command"; exit 1; }
    n=$((n + 1))
done
[ "$n" -gt 3 ] || { echo "README.md shows too few commands: $((n - 1))"; exit 1; }
echo "$((n - 1)) commands of the README print what it says"
