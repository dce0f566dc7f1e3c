#!/bin/sh
# The README's program runs as it stands there, and composer.json is JSON: readme.sh PHP ARGUMENT…
set -eu
cd "$(dirname -- "$0")/../../.."
program=$(sed -n '/^```php$/,/^```$/{/^```/d;p;}' bindings/php/README.md)
[ -n "$program" ]
printf '%s\n' "$program" | "$@" | grep -q '^deny$'
"$@" -r 'json_decode(file_get_contents("bindings/php/composer.json"), false, 512, JSON_THROW_ON_ERROR);'
echo "The README's program runs"
