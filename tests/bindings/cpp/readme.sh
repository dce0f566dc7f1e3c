#!/bin/sh
# The README's program compiles as it stands there: readme.sh CXX
set -eu
cd "$(dirname -- "$0")/../../.."
program=$(sed -n '/^```cpp$/,/^```$/{/^```/d;p;}' bindings/cpp/README.md)
[ -n "$program" ]
printf '%s\n' "$program" |
    "$1" -std=c++11 -Wall -Wextra -Werror -fsyntax-only -I include -I bindings/cpp/include -x c++ -
echo "The README's program compiles"
