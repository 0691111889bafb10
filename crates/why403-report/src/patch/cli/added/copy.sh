
# copy ID NAME: copies an object onto itself, unless it is encrypted so already
copy() {
  local now=saved/$2.now wanted=documents/$2.shown.json
  "look_$1" >"$now" || stop "$2: the object cannot be read"
  if [ -f "$wanted" ] && same "$now" "$wanted"; then
    say "$2: it is so already"
    return
  fi
  if [ "$mode" = check ]; then
    say "$2: ready to be copied"
    return
  fi
  cp "$now" "saved/$2.was"
  "copy_$1" >"saved/$2.copied"
  "look_$1" >"$now" || stop "$2: it was copied, and cannot be read"
  if [ -f "$wanted" ]; then
    same "$now" "$wanted" || stop "$2: it was copied, and AWS shows something else: see $now"
  fi
  say "$2: done"
}

# uncopy ID NAME: says what is left of the object that was
uncopy() {
  if [ ! -s "saved/$2.copied" ]; then
    say "$2: nothing was changed"
    return
  fi
  say "$2: a copy is not undone; the version before is still there if the bucket keeps versions"
}
