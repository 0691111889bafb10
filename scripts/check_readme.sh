#!/usr/bin/env bash
# Runs the README's first example, the build of it included, and compares what it prints with what
# the README shows. The other examples are run by the tests of pages.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(awk '/^```text$/ {on=1; next} /^```$/ && on {exit} on' README.md)
command=$(awk '/^```sh main$/ {on=1; next} /^```$/ {on=0} on' README.md)
found=$(bash -c "$command" </dev/null 2>/dev/null)
if [ "$wanted" != "$found" ]; then
  diff <(printf '%s\n' "$wanted") <(printf '%s\n' "$found") || true
  echo "README.md does not show what its command prints" >&2
  exit 1
fi
echo "README.md shows what its command prints"
