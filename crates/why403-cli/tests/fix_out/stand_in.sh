#!/usr/bin/env bash
# A stand-in for the AWS CLI. It writes down the words of each call and keeps what is written: in a
# folder `places`, if there is one, each place by itself; else one document in `state`.
#
# Values are read as the CLI reads them: file:// and fileb:// name files, http:// is fetched, and
# what stands in --cli-input-json is taken as it is. Answers are those of the query that is asked.
set -eu
number=$(find "$FAKE/calls" -type f | wc -l)
printf '%s\0' "$@" >"$FAKE/calls/$(printf %05d "$number")"
words=("$@")

# fails CODE: as AWS says it
fails() {
  printf '\nAn error occurred (%s) when calling the operation: no\n' "$1" >&2
  exit 254
}

# passed VALUE: what the CLI makes of a value
passed() {
  case $1 in
    file://*) cat "${1#file://}" || exit 252 ;;
    fileb://*) cat "${1#fileb://}" || exit 252 ;;
    http://* | https://*)
      printf 'the CLI would fetch %s\n' "$1" >&2
      exit 252
      ;;
    *) printf '%s' "$1" ;;
  esac
}

# member OPTION: what --cli-input-json has for an option, as JSON; nothing where it has nothing
member() {
  local word last=
  for word in "${words[@]}"; do
    if [ "$last" = --cli-input-json ]; then
      jq -c --arg name "$(printf '%s' "$1" | tr -d -)" \
        'to_entries[] | select((.key | ascii_downcase) == $name) | .value' <<<"$word"
    fi
    last=$word
  done
}

# option NAME: its value; nothing where it is not given
option() {
  local word last= found
  for word in "${words[@]}"; do
    if [ "$last" = "--$1" ]; then
      passed "$word"
      return
    fi
    case $word in
      "--$1="*)
        passed "${word#*=}"
        return
        ;;
    esac
    last=$word
  done
  found=$(member "$1")
  if [ -n "$found" ]; then jq -rj 'if type == "string" then . else tojson end' <<<"$found"; fi
}

# has NAME: whether a switch is given
has() {
  local word
  for word in "${words[@]}"; do
    if [ "$word" = "--$1" ]; then return; fi
  done
  return 1
}

# list NAME: its values as a JSON list
list() {
  local word is= found=()
  for word in "${words[@]}"; do
    case $is$word in
      "--$1") is=' ' ;;
      ' --'*) is= ;;
      ' '*) found+=("$word") ;;
    esac
  done
  if [ "${#found[@]}" -eq 0 ]; then
    member "$1"
  else
    # One value alone is read like any other.
    if [ "${#found[@]}" -eq 1 ]; then found[0]=$(passed "${found[0]}"); fi
    printf '%s\0' "${found[@]}" | jq -cRs 'split("\u0000") | if .[-1] == "" then .[:-1] else . end'
  fi
}

# place NAME OPTION…: where that is kept which these options name
state=$FAKE/state
place() {
  local name=$1 which=$FAKE_ACCOUNT
  shift
  if [ -d "$FAKE/places" ]; then
    for one in "$@"; do which="$which|$(option "$one")"; done
    state=$FAKE/places/$name-$(printf '%s' "$which" | cksum | tr ' ' -)
  fi
}

# shows CODE: what stands there
shows() {
  [ -e "$state" ] || fails "$1"
  cat "$state"
}

# takes OPTION: writes what an option has, which is JSON
takes() {
  local text
  text=$(option "$1")
  # The short form that people type.
  case $text in
    'Rules=[{ObjectOwnership='*) text=$(jq -cR '{Rules: [{ObjectOwnership: (split("=")[2] | rtrimstr("}]"))}]}' <<<"$text") ;;
    *=true* | *=false*)
      case $text in
        '{'*) ;;
        *) text=$(jq -cR 'split(",") | map(split("=") | {(.[0]): (.[1] == "true")}) | add' <<<"$text") ;;
      esac
      ;;
  esac
  jq -e . <<<"$text" >/dev/null || fails MalformedPolicyDocument
  printf '%s\n' "$text" >"$state"
}

# document CODE OPTION: reads, writes or takes away one document
document() {
  case $verb in
    get | describe) shows "$1" ;;
    put | update | modify) takes "$2" ;;
    delete)
      [ -e "$state" ] || fails "$1"
      rm "$state"
      ;;
    *) unknown ;;
  esac
}

# tags KEY VALUE: reads, gives or takes away tags, which are kept in the members of these names
tags() {
  [ -e "$state" ] || printf '[]\n' >"$state"
  case $verb in
    list) cat "$state" ;;
    tag)
      jq --argjson new "$(option tags)" --arg key "$1" \
        '[.[] | select(.[$key] as $own | $new | map(.[$key]) | index($own) | not)] + $new' \
        "$state" >"$state.new"
      mv "$state.new" "$state"
      ;;
    untag)
      jq --argjson gone "$(list tag-keys)" --arg key "$1" \
        '[.[] | select(.[$key] as $own | $gone | index($own) | not)]' "$state" >"$state.new"
      mv "$state.new" "$state"
      ;;
    *) unknown ;;
  esac
}

# acl: what S3 makes of a canned ACL: the owner stays, and has full control
acl() {
  local owner others=
  case $verb in
    get) shows NoSuchKey ;;
    put)
      if [ -n "$(option access-control-policy)" ]; then
        takes access-control-policy
        return
      fi
      owner=$(jq -r .Owner.ID "$state")
      full() { printf '{"Grantee":{"DisplayName":"x","ID":"%s","Type":"CanonicalUser"},"Permission":"FULL_CONTROL"}' "$1"; }
      case $(option acl) in
        bucket-owner-full-control) others=",$(full "$FAKE_BUCKET_OWNER")" ;;
        private) ;;
        *) exit 2 ;;
      esac
      printf '{"Owner":{"DisplayName":"x","ID":"%s"},"Grants":[%s%s]}' "$owner" "$(full "$owner")" "$others" >"$state"
      ;;
    *) unknown ;;
  esac
}

# object: how an object is encrypted
object() {
  local source
  case $2 in
    head-object) shows 404 ;;
    copy-object)
      [ -e "$state" ] || fails NoSuchKey
      source=$(option copy-source)
      case $source in
        '{'*) source=$(jq -r '.Bucket + "/" + .Key' <<<"$source") ;;
        # A text that ends so is a version of another object.
        *'?versionId='*) fails NoSuchVersion ;;
      esac
      [ "$source" = "$(option bucket)/$(option key)" ] || fails NoSuchKey
      ;;
  esac
  case $2 in
    copy-object | put-object)
      jq -cn --arg how "$(option server-side-encryption)" --arg key "$(option ssekms-key-id)" \
        '[$how, if $key == "" then null else $key end]' >"$state"
      printf '{}\n'
      ;;
  esac
}

# grants: those of all keys, in the order in which they were made
grants() {
  local new all=$FAKE/grants
  [ -e "$all" ] || printf '[]\n' >"$all"
  case $2 in
    create-grant)
      new=$(jq -cn --arg key "$(option key-id)" --arg to "$(option grantee-principal)" \
        --arg name "$(option name)" --argjson may "$(list operations)" --arg only "$(option constraints)" \
        '{KeyId: $key, GranteePrincipal: $to, Name: $name, Operations: $may,
          Constraints: (if $only == "" then null else $only | fromjson end)}')
      # A grant of the same name and parameters is the same grant.
      jq --argjson new "$new" 'if $new.Name != "" and any(.[]; del(.GrantId) == $new) then .
        else . + [$new + {GrantId: "grant-\(length + 1)"}] end' "$all" >"$all.new"
      mv "$all.new" "$all"
      jq -r --argjson new "$new" '[.[] | select(del(.GrantId) == $new)] | last | .GrantId' "$all"
      ;;
    list-grants)
      jq -r --arg key "$(option key-id)" --arg id "$(option grant-id)" \
        '.[] | select(.KeyId == $key and .GrantId == $id) | .GrantId' "$all"
      ;;
    revoke-grant)
      jq -e --arg id "$(option grant-id)" 'any(.[]; .GrantId == $id)' "$all" >/dev/null || fails NotFoundException
      jq --arg id "$(option grant-id)" 'map(select(.GrantId != $id))' "$all" >"$all.new"
      mv "$all.new" "$all"
      ;;
  esac
}

# permission: statements of a function, as Lambda writes them
permission() {
  local new sid
  sid=$(option statement-id)
  case $2 in
    get-policy) shows ResourceNotFoundException ;;
    add-permission)
      [ -e "$state" ] || printf '{"Version":"2012-10-17","Id":"default","Statement":[]}\n' >"$state"
      if jq -e --arg sid "$sid" 'any(.Statement[]; .Sid == $sid)' "$state" >/dev/null; then
        fails ResourceConflictException
      fi
      new=$(jq -cn --arg sid "$sid" --arg who "$(option principal)" --arg what "$(option action)" \
        --arg function "$(option function-name)" --arg qualifier "$(option qualifier)" \
        --arg arn "$(option source-arn)" --arg account "$(option source-account)" \
        --arg like "$(cat "$FAKE/source-operator" 2>/dev/null || printf ArnLike)" '
        (if $account == "" then {} else {StringEquals: {"AWS:SourceAccount": $account}} end) as $equals
        | (if $arn == "" then {} else {($like): {"AWS:SourceArn": $arn}} end) as $source
        | {Sid: $sid, Effect: "Allow",
           Principal: (if ($who | test("^[0-9]{12}$")) then {AWS: "arn:aws:iam::\($who):root"}
             elif ($who | startswith("arn:")) then {AWS: $who} else {Service: $who} end),
           Action: $what, Resource: ($function + (if $qualifier == "" then "" else ":" + $qualifier end))}
          + (if $equals + $source == {} then {} else {Condition: ($equals + $source)} end)')
      jq -c --argjson new "$new" '.Statement += [$new]' "$state" >"$state.new"
      mv "$state.new" "$state"
      jq -n --argjson new "$new" '{Statement: ($new | tojson)}'
      ;;
    remove-permission)
      [ -e "$state" ] || fails ResourceNotFoundException
      jq -e --arg sid "$sid" 'any(.Statement[]; .Sid == $sid)' "$state" >/dev/null || fails ResourceNotFoundException
      jq -c --arg sid "$sid" '.Statement |= map(select(.Sid != $sid))' "$state" >"$state.new"
      mv "$state.new" "$state"
      if jq -e '.Statement == []' "$state" >/dev/null; then rm "$state"; fi
      ;;
  esac
}

# trail: whether there is one
trail() {
  local own=$FAKE/trail
  case $2 in
    get-trail | delete-trail) [ -e "$own" ] || fails TrailNotFoundException ;;
  esac
  case $2 in
    create-trail) option name >"$own" ;;
    delete-trail) rm "$own" ;;
  esac
  printf '{}\n'
}

unknown() {
  printf 'the stand-in does not know %s %s\n' "${words[0]}" "${words[1]}" >&2
  exit 2
}

verb=${2%%-*}
case "$1 $2" in
  'sts get-caller-identity')
    case "$*" in
      *Account*) printf '%s\n' "$FAKE_ACCOUNT" ;;
      *) printf '%s\n' "$FAKE_ARN" ;;
    esac
    ;;
  'iam '*-role-policy) place role-policy role-name policy-name && document NoSuchEntity policy-document ;;
  'iam '*-user-policy) place user-policy user-name policy-name && document NoSuchEntity policy-document ;;
  'iam '*-group-policy) place group-policy group-name policy-name && document NoSuchEntity policy-document ;;
  'iam get-role' | 'iam update-assume-role-policy') place trust role-name && document NoSuchEntity policy-document ;;
  'iam get-policy') printf 'v3\n' ;;
  'iam list-policy-versions') printf '%s\n' "$(cat "$FAKE/versions" 2>/dev/null || printf 3)" ;;
  'iam get-policy-version') place managed policy-arn && shows NoSuchEntity ;;
  'iam create-policy-version')
    place managed policy-arn
    [ -e "$state.first" ] || cp "$state" "$state.first"
    has set-as-default || unknown
    takes policy-document
    ;;
  'iam set-default-policy-version')
    place managed policy-arn
    [ "$(option version-id)" = v3 ] || fails NoSuchEntity
    cp "$state.first" "$state"
    ;;
  'iam '*-role-tags | 'iam '*tag-role) place role-tags role-name && tags Key ;;
  'iam '*-user-tags | 'iam '*tag-user) place user-tags user-name && tags Key ;;
  'kms '*-resource-tags | 'kms '*tag-resource) place key-tags key-id && tags TagKey ;;
  's3control list-tags-for-resource' | 's3control '*tag-resource) place bucket-tags account-id resource-arn && tags Key ;;
  'sso-admin list-instances') printf 'arn:aws:sso:::instance/ssoins-1\n' ;;
  'sso-admin list-permission-sets') printf 'arn:aws:sso:::permissionSet/ssoins-1/ps-1\n' ;;
  'sso-admin describe-permission-set') printf '%s\n' "${FAKE_SET:-}" ;;
  'sso-admin provision-permission-set') ;;
  'sso-admin '*-inline-policy-*) place permission-set permission-set-arn && document ResourceNotFoundException inline-policy ;;
  's3api '*-bucket-policy) place bucket-policy bucket && document NoSuchBucketPolicy policy ;;
  's3control '*-access-point-policy) place access-point account-id name && document NoSuchAccessPointPolicy policy ;;
  'kms '*-key-policy) place key-policy key-id && document NotFoundException policy ;;
  'ec2 '*-vpc-endpoint*) place endpoint && document InvalidVpcEndpointId.NotFound policy-document ;;
  'organizations '*-policy) place organization policy-id && document PolicyNotFoundException content ;;
  's3api '*-public-access-block) place bucket-block bucket && document NoSuchPublicAccessBlockConfiguration public-access-block-configuration ;;
  's3control '*-public-access-block) place account-block account-id && document NoSuchPublicAccessBlockConfiguration public-access-block-configuration ;;
  's3api '*-bucket-ownership-controls) place ownership bucket && document OwnershipControlsNotFoundError ownership-controls ;;
  's3api '*-bucket-encryption) place encryption bucket && document ServerSideEncryptionConfigurationNotFoundError server-side-encryption-configuration ;;
  's3api '*-object-tagging)
    place object-tags bucket key
    [ -e "$state" ] || printf '{"TagSet": []}\n' >"$state"
    document NoSuchKey tagging
    ;;
  's3api get-bucket-logging')
    place logging bucket
    if [ -e "$state" ]; then jq 'if .LoggingEnabled then . else null end' "$state"; else printf 'null\n'; fi
    ;;
  's3api put-bucket-logging') place logging bucket && document NoSuchBucket bucket-logging-status ;;
  's3api '*-bucket-acl) place bucket-acl bucket && acl ;;
  's3api '*-object-acl) place object-acl bucket key && acl ;;
  's3api head-object' | 's3api copy-object' | 's3api put-object') place object bucket key && object "$@" ;;
  's3api get-object' | 's3api list-objects-v2') ;;
  's3api create-multipart-upload') printf 'upload-1\n' ;;
  's3api abort-multipart-upload') ;;
  'kms '*-grant*) grants "$@" ;;
  'lambda '*) place function function-name qualifier && permission "$@" ;;
  'cloudtrail '*) trail "$@" ;;
  *) unknown ;;
esac
