# What stands at each place is read first and compared with what this was computed from, so that
# neither formatting nor order matters; it is kept in saved/; then it is replaced and read back.
# AWS has no compare-and-swap here: whoever writes between the reading and the writing is
# overwritten. Nothing passes a check of AWS by, such as that of KMS against locking oneself out.
set -euo pipefail
umask 077
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

profile=${PROFILE:-}
region=${REGION:-}
owner=${ACCOUNT:-}
mode=apply
while [ $# -gt 0 ]; do
  case $1 in
    --profile) profile=${2:?--profile needs a name} && shift ;;
    --region) region=${2:?--region needs a name} && shift ;;
    --account) owner=${2:?--account needs an id} && shift ;;
    --check) mode=check ;;
    --undo) mode=undo ;;
    *)
      printf 'usage: %s [--check | --undo] [--profile NAME] [--region NAME] [--account ID]\n' "$0" >&2
      exit 2
      ;;
  esac
  shift
done

mkdir -p saved

say() { printf '%s\n' "$*"; }

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

call() { aws ${profile:+--profile "$profile"} "$@"; }

# Stops unless the credentials are those of the account: --account says which, where it is not known
account() {
  local wanted=${owner:-$1} found
  [ -n "$wanted" ] || stop 'nobody knows whose this is: say it with --account ID'
  found=$(call sts get-caller-identity --query Account --output text)
  [ "$found" = "$wanted" ] || stop "these are credentials of account $found; it takes those of $wanted: --profile NAME"
}

# JSON on one line; members and lists in order, and a list of one value as the value; names that
# S3 tells beside the ids of an ACL in some Regions are left out
canonical() {
  if command -v jq >/dev/null 2>&1; then
    jq -cS 'def plain: if type == "array" then map(plain) | sort | (if length == 1 then .[0] else . end)
      elif type == "object" then del(.DisplayName) | map_values(plain) else . end; plain'
  else
    python3 -c 'import json, sys
def plain(it):
    if isinstance(it, list):
        it = sorted((plain(one) for one in it), key=lambda one: json.dumps(one, sort_keys=True))
        return it[0] if len(it) == 1 else it
    if isinstance(it, dict):
        return {name: plain(one) for name, one in it.items() if name != "DisplayName"}
    return it
print(json.dumps(plain(json.load(sys.stdin)), sort_keys=True))'
  fi
}

same() {
  local one other
  one=$(canonical <"$1") && other=$(canonical <"$2") && [ -n "$one" ] && [ "$one" = "$other" ]
}

# found ID NAME ABSENT: reads what is there into saved/NAME.now; fails where nothing is
found() {
  local now=saved/$2.now error=saved/$2.error
  if "read_$1" >"$now" 2>"$error"; then
    case $(tr -d '[:space:]' <"$now") in
      '' | None | null) return 1 ;;
    esac
    return 0
  fi
  grep -q -- "$3" "$error" && return 1
  cat "$error" >&2
  stop "$2: what is there cannot be read"
}

# after NAME: what is written; where nobody knew it before, what AWS showed afterwards
after() {
  local file=documents/$1.after.json
  [ -f "$file" ] || file=saved/$1.shown
  printf '%s' "$file"
}

# shows ID NAME ABSENT: waits until what was written is read back
shows() {
  local tries=0
  if [ ! -f "documents/$2.after.json" ]; then
    found "$1" "$2" "$3" || stop "$2: it was written, and AWS shows nothing: see saved/$2.now"
    cp "saved/$2.now" "saved/$2.shown"
    say "$2: nobody knew its canonical ids before, so it is not compared: read saved/$2.shown"
    return
  fi
  until found "$1" "$2" "$3" && same "saved/$2.now" "documents/$2.after.json"; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || stop "$2: it was written, and AWS shows something else: see saved/$2.now"
    sleep 2
  done
}

# change ID NAME ABSENT KIND: what stands there is compared, kept, replaced, read back.
# KIND is `exact`; `perhaps`: there may be nothing; `any`: nobody knows what is there
change() {
  local id=$1 name=$2 absent=$3 kind=$4
  local before=documents/$2.before.json after now=saved/$2.now is_there=
  after=$(after "$name")
  if found "$id" "$name" "$absent"; then
    is_there=yes
    if [ -f "$after" ] && same "$now" "$after"; then
      say "$name: it is so already"
      return
    fi
    if [ "$kind" != any ]; then
      [ -f "$before" ] || stop "$name: there is something now, and there was nothing: collect the world again"
      same "$now" "$before" || stop "$name: it is not what this was computed from ($now, $before): collect the world again"
    fi
  elif [ -f "$before" ] && [ "$kind" = exact ]; then
    stop "$name: there is nothing any more: collect the world again"
  fi
  if [ "$mode" = check ]; then
    say "$name: ready to be written"
    return
  fi
  if [ -n "$is_there" ]; then
    [ -e "saved/$name.json" ] || cp "$now" "saved/$name.json"
  else
    : >"saved/$name.absent"
  fi
  "put_$id" "$after" "$name" >/dev/null
  shows "$id" "$name" "$absent"
  say "$name: done"
}

# undo ID NAME ABSENT: puts back what was kept, if what was written still stands there
undo() {
  local id=$1 name=$2
  if [ ! -e "saved/$name.json" ] && [ ! -e "saved/$name.absent" ]; then
    say "$name: nothing was changed"
    return
  fi
  found "$id" "$name" "$3" && same "saved/$name.now" "$(after "$name")" ||
    stop "$name: somebody has changed it since: see saved/$name.now"
  if [ -e "saved/$name.json" ]; then
    "undo_$id" "saved/$name.json" "$name" >/dev/null
  else
    "remove_$id" '' "$name" >/dev/null
  fi
  rm -f "saved/$name.json" "saved/$name.absent" "saved/$name.shown"
  say "$name: undone"
}

# A managed policy has five versions at most; which one goes is not for a script to say
room_for_version() {
  local count
  count=$(call iam list-policy-versions --policy-arn "$1" --query 'length(Versions)' --output text)
  [ "$count" -lt 5 ] || stop "$1 has five versions: delete one that is not the default with aws iam delete-policy-version"
}

# Fills $instance and $set: the permission set of a name
permission_set() {
  local all one name
  instance=$(call sso-admin list-instances --query 'Instances[0].InstanceArn' --output text ${region:+--region "$region"})
  all=$(call sso-admin list-permission-sets --instance-arn "$instance" --query 'PermissionSets[]' --output text ${region:+--region "$region"})
  for one in $all; do
    name=$(call sso-admin describe-permission-set --instance-arn "$instance" --permission-set-arn "$one" --query PermissionSet.Name --output text ${region:+--region "$region"})
    if [ "$name" = "$1" ]; then
      set=$one
      return
    fi
  done
  stop "there is no permission set $1 here: --profile and --region of IAM Identity Center"
}
