#!/usr/bin/env bash
# Runs the README's examples and compares what each prints with what the README shows below it.
set -euo pipefail
cd "$(dirname "$0")/.."
# The block number $2 that opens with the line ```$1
block() {
  awk -v open="\`\`\`$1" -v wanted="$2" '
    $0 == open {count++; on = (count == wanted); next}
    /^```$/ {on = 0}
    on' README.md
}
count=$(grep -c '^```sh main$' README.md)
for number in $(seq "$count"); do
  wanted=$(block text "$number")
  found=$(bash -c "$(block 'sh main' "$number")" </dev/null 2>/dev/null)
  if [ "$wanted" != "$found" ]; then
    diff <(printf '%s\n' "$wanted") <(printf '%s\n' "$found") || true
    echo "README.md does not show what its command $number prints" >&2
    exit 1
  fi
done
echo "README.md shows what its $count commands print"
