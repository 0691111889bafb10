#!/usr/bin/env bash
# Runs the README's examples and compares what they print with what the README shows.
set -euo pipefail
cd "$(dirname "$0")/.."

why403() { cargo run --quiet --locked -p why403-cli -- "$@"; }
export -f why403

# A block of the README by the words behind its fence
block() { awk -v fence="\`\`\`$1" '$0 == fence {on=1; next} /^```$/ {on=0} on' README.md; }

# The commands of one block against the text of another
check() {
  local wanted found
  wanted=$(block "$2")
  found=$(bash -c "$(block "$1")" </dev/null 2>/dev/null)
  if [ -z "$wanted" ] || [ "$wanted" != "$found" ]; then
    diff <(printf '%s\n' "$wanted") <(printf '%s\n' "$found") || true
    echo "README.md does not show what its command prints ($1)" >&2
    exit 1
  fi
}

check "sh main" "text"
check "sh records" "text records"
echo "README.md shows what its commands print"
