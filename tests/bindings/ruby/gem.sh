#!/bin/sh
# The gem builds, installs into an empty folder, and serves the example from there: gem.sh RUBY PACKAGE
set -eu
ruby=$1
package=$2
gems=$(mktemp -d)
trap 'rm -rf "$gems"' EXIT
(cd "$package" && "$ruby" -S gem build --quiet --output "$gems/homevisit.gem" homevisit.gemspec) >"$gems/log" 2>&1 ||
    { cat "$gems/log" && exit 1; }
"$ruby" -S gem install --quiet --local --no-document --install-dir "$gems/here" "$gems/homevisit.gem" >"$gems/log" 2>&1 ||
    { cat "$gems/log" && exit 1; }
GEM_HOME="$gems/here" GEM_PATH="$gems/here" sh tests/bindings/example.sh "$ruby" examples/ruby/quickstart.rb
echo "The gem builds, installs and runs"
