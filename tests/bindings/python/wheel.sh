#!/bin/sh
# The wheel, as people get it: in a clean environment, without a flag or a path, `pip install ./bindings/python`; the
# README's program, the example, the command line and the types then work. wheel.sh PYTHON FOLDER PROGRAM
#
# Exits with 77, skipped, where the package index cannot be reached for what builds wheels.
set -eu
python=$1 folder=$2 program=$3
cd "$(dirname -- "$0")/../../.."
root=$PWD
unset PYTHONPATH
rm -rf "$folder"
mkdir -p "$folder"
"$python" -m venv "$folder/env"
env=$folder/env/bin
if ! "$env/pip" --quiet download --no-deps --dest "$folder/index" scikit-build-core >"$folder/index.log" 2>&1; then
    cat "$folder/index.log"
    echo "Skipped: the package index cannot be reached"
    exit 77
fi

"$env/pip" --quiet install ./bindings/python
cd "$folder" # where nothing of the source tree is found by chance

echo "== the README's program"
sed -n '/^```python$/,/^```$/{/^```/d;p;}' "$root/bindings/python/README.md" >readme.py
[ "$(grep -c . readme.py)" -ge 10 ]
"$env/python" readme.py >readme.out
sed -n '/^```text$/,/^```$/{/^```/d;p;}' "$root/bindings/python/README.md" | diff -u - readme.out

echo "== the example"
sh "$root/tests/bindings/example.sh" "$env/python" "$root/examples/python/quickstart.py"

echo "== the command line"
package=$("$env/python" -c 'import homevisit, os; print(os.path.dirname(homevisit.__file__))')
sh "$root/tests/bindings/python/same_output.sh" "$program" "$env/python" -m homevisit
"$env/homevisit" policies | grep -q hsp

echo "== what it needs"
for file in "$package"/_native*.so "$package/_bin/homevisit"; do
    ldd "$file" >needs
    if grep -E 'libhomevisit|not found' needs; then
        echo "$file needs what the wheel does not carry" >&2
        exit 1
    fi
    grep -q "libcjson.* => $package/.*_lib/" needs
done

echo "== conformance"
"$env/python" "$root/tests/bindings/python/test_conformance.py"

echo "== the types"
"$env/pip" --quiet install mypy
cp "$root/examples/python/quickstart.py" .
"$env/mypy" --strict quickstart.py readme.py
"$env/mypy" --strict -p homevisit
