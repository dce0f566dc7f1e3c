#!/bin/sh
# The package as npm packs it, installed where nothing else is: the README's program and the example run, and the
# TypeScript declarations name what index.js gives. package.sh PACKAGE NODE NPM
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../../..
package=$1 node=$2 npm=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$npm" pack --silent "$package" >/dev/null
echo '{"private": true}' >package.json
"$npm" install --silent --offline --no-audit --no-fund ./homevisit-*.tgz
sed -n '/^```js$/,/^```$/{/^```/d;p;}' "$root/bindings/node/README.md" >readme.js
[ -s readme.js ]
"$node" readme.js >readme.txt
grep -q '^deny$' readme.txt
cp "$root/examples/node/quickstart.js" .
sh "$root/tests/bindings/example.sh" "$node" quickstart.js

"$node" -e '
    const declared = require("fs").readFileSync("node_modules/homevisit/index.d.ts", "utf8");
    const given = Object.keys(require("homevisit")).sort();
    const named = [...declared.matchAll(/^export (?:declare )?(?:class|const|function) (\w+)/gm)].map((m) => m[1]).sort();
    require("assert").deepEqual(named, given);'
cp "$here/import.mjs" .
"$node" import.mjs
echo "The packed package installs and works"
