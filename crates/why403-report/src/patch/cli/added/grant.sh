
# granted ID NAME: whether the grant that was made is still there
granted() {
  local all error=saved/$2.error
  [ -s "saved/$2.id" ] || return 1
  grant=$(cat "saved/$2.id")
  if all=$("look_$1" 2>"$error"); then
    [ "$all" = "$grant" ]
    return
  fi
  grep -q -e NotFoundException -e InvalidGrantId "$error" && return 1
  cat "$error" >&2
  stop "$2: what is there cannot be read"
}

# grant ID NAME: makes a grant, once
grant() {
  local tries=0
  if granted "$1" "$2"; then
    say "$2: it is so already"
    return
  fi
  if [ "$mode" = check ]; then
    say "$2: ready to be made"
    return
  fi
  "create_$1" '' "$2" >"saved/$2.id"
  until granted "$1" "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || stop "$2: it was made, and AWS does not show it yet: see saved/$2.id"
    sleep 2
  done
  say "$2: done"
}

# revoke ID NAME: revokes the grant that was made
revoke() {
  if [ ! -s "saved/$2.id" ]; then
    say "$2: nothing was changed"
    return
  fi
  if granted "$1" "$2"; then
    "revoke_$1"
    say "$2: undone"
  else
    say "$2: somebody has revoked it already"
  fi
  rm "saved/$2.id"
}
