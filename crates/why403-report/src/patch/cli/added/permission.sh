
# statement SID: that statement of the policy on standard input, on one line. Names of members are
# in small letters, since condition keys are written in several ways, and the test of a source's
# ARN has one name, since Lambda may show it by either operator
statement() {
  if command -v jq >/dev/null 2>&1; then
    jq -cS --arg sid "$1" 'def small: if type == "array" then map(small)
      elif type == "object" then with_entries(.key |= (ascii_downcase
        | if . == "stringlike" then "arnlike" else . end) | .value |= small) else . end;
      [.Statement] | flatten | map(select(.Sid == $sid)) | map(small) | .[0] // empty'
  else
    python3 -c 'import json, sys
def small(it):
    if isinstance(it, list):
        return [small(one) for one in it]
    if isinstance(it, dict):
        named = {name.lower(): small(one) for name, one in it.items()}
        return {"arnlike" if it == "stringlike" else it: one for it, one in named.items()}
    return it
all = json.load(sys.stdin)["Statement"]
for one in all if isinstance(all, list) else [all]:
    if one.get("Sid") == sys.argv[1]:
        print(json.dumps(small(one), sort_keys=True))
        break' "$1"
  fi
}

# permitted ID NAME SID: reads the function's policy; fills $is with its statement of this id
permitted() {
  is=
  if found "$1" "$2" ResourceNotFoundException; then
    is=$(statement "$3" <"saved/$2.now") || stop "$2: what is there cannot be read: see saved/$2.now"
  fi
}

# permit ID NAME SID PART: adds a statement, unless it is there
permit() {
  local is wanted
  permitted "$1" "$2" "$3"
  if [ -n "$is" ]; then
    wanted=$(cat "saved/$2.$3" 2>/dev/null) || wanted=$(statement "$3" <"documents/$2.added.json")
    [ "$is" = "$wanted" ] || stop "$2: there is another statement $3 by now: see saved/$2.now"
    say "$2: $3 is there already"
    return
  fi
  if [ "$mode" = check ]; then
    say "$2: $3 is ready to be added"
    return
  fi
  "add_$4" >/dev/null
  permitted "$1" "$2" "$3"
  [ -n "$is" ] || stop "$2: $3 was added, and AWS does not show it: see saved/$2.now"
  printf '%s\n' "$is" >"saved/$2.$3"
  say "$2: done"
}

# forbid ID NAME SID PART: takes away a statement that was added
forbid() {
  local is
  if [ ! -e "saved/$2.$3" ]; then
    say "$2: nothing was changed"
    return
  fi
  permitted "$1" "$2" "$3"
  if [ -z "$is" ]; then
    say "$2: somebody has taken $3 away already"
  else
    [ "$is" = "$(cat "saved/$2.$3")" ] || stop "$2: somebody has changed $3 since: see saved/$2.now"
    "take_$4"
    say "$2: undone"
  fi
  rm "saved/$2.$3"
}
