#!/bin/sh
# Puts the table that the driver prints into docs/hostile-input.md.
#
#   sh tests/hostile/update.sh BUILD
set -eu
[ $# = 1 ] || { echo "usage: sh tests/hostile/update.sh BUILD" >&2 && exit 2; }
driver=$(cd "$1" && pwd)/tests/hostile/hostile
cd "$(dirname -- "$0")/../.."
page=docs/hostile-input.md
table=$(mktemp)
fresh=$(mktemp)
trap 'rm -f "$table" "$fresh"' EXIT
"$driver" >"$table" || true # what is not as promised is told in the table
awk -v table="$table" '
    /^<!-- table -->$/ { print; print ""; while ((getline line < table) > 0) print line; print ""; inside = 1 }
    /^<!-- \/table -->$/ { inside = 0 }
    !inside' "$page" >"$fresh"
awk '/^<!-- table -->$/ && seen++ { next } { print }' "$fresh" >"$page"
