#!/bin/sh
# Builds the Python module with AddressSanitizer and UndefinedBehaviorSanitizer in a folder of its own, and runs its
# tests there: asan.sh PYTHON BUILD
set -eu
python=$1 build=$2
cd "$(dirname -- "$0")/../../.."
cmake --preset asan -B "$build" -D HOMEVISIT_BINDINGS=python -D "HOMEVISIT_PYTHONS=$python" \
    -D HOMEVISIT_SANITIZE_TESTS=OFF
cmake --build "$build" --parallel 2 --target homevisit_python
ctest --test-dir "$build" --output-on-failure --no-tests=error -R '^bindings\.python$' --verbose
