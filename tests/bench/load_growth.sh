#!/bin/sh
# load_growth.sh VALGRIND LOAD_GROWTH [RULES…]: instructions that loading takes, by the number of rules. Fails where the
# instructions for a rule grow by more than a fifth from the first size to the last. Instructions repeat, times do not.
set -eu
valgrind=$1 program=$2
shift 2
[ $# -gt 0 ] || set -- 128 1024
first=
for rules in "$@"; do
    count=$("$valgrind" --tool=callgrind --callgrind-out-file=/dev/null "$program" "$rules" 1 2>&1 |
        sed -n 's/.*Collected *: *//p')
    each=$((count / rules))
    echo "$rules rules: $count instructions, $each a rule"
    [ -n "$first" ] || first=$each
done
[ "$each" -gt 0 ] && [ $((each * 5)) -le $((first * 6)) ]
