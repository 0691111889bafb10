#!/usr/bin/env bash
# A stand-in for the AWS CLI: it writes down the words of each call and keeps one document, beside a
# bucket's ACL and its Object Ownership.
set -eu
number=$(find "$FAKE/calls" -type f | wc -l)
printf '%s\0' "$@" >"$FAKE/calls/$(printf %05d "$number")"
file=
canned=
last=
for word in "$@"; do
  case $word in
    file://*) file=${word#file://} ;;
  esac
  if [ "$last" = --acl ]; then canned=$word; fi
  last=$word
done
state=$FAKE/state
case $2 in
  *-bucket-acl) state=$FAKE/acl ;;
  *-bucket-ownership-controls) state=$FAKE/ownership ;;
esac
case "$1 $2" in
  'sts get-caller-identity')
    case "$*" in
      *Account*) printf '%s\n' "$FAKE_ACCOUNT" ;;
      *) printf '%s\n' "$FAKE_ARN" ;;
    esac
    ;;
  'iam get-policy') printf 'v3\n' ;;
  'iam list-policy-versions') printf '%s\n' "${FAKE_VERSIONS:-3}" ;;
  'iam set-default-policy-version') cp "$FAKE/first" "$FAKE/state" ;;
  'sso-admin list-instances') printf 'arn:aws:sso:::instance/ssoins-1\n' ;;
  'sso-admin list-permission-sets') printf 'arn:aws:sso:::permissionSet/ssoins-1/ps-1\n' ;;
  'sso-admin describe-permission-set') printf '%s\n' "${FAKE_SET:-}" ;;
  'sso-admin provision-permission-set') ;;
  'kms create-grant') printf 'grant-1\n' ;;
  'kms list-grants' | 'kms revoke-grant') ;;
  's3api get-object' | 's3api head-object' | 's3api copy-object' | 's3api list-objects-v2') ;;
  's3api create-multipart-upload') printf 'upload-1\n' ;;
  's3api abort-multipart-upload') ;;
  'lambda add-permission')
    words=("$@")
    for ((i = 0; i < $#; i++)); do
      if [ "${words[$i]}" = --statement-id ]; then printf '{"Sid":"%s"}\n' "${words[$((i + 1))]}" >>"$FAKE/state"; fi
    done
    ;;
  'lambda remove-permission') rm "$FAKE/state" ;;
  'cloudtrail get-trail')
    printf 'An error occurred (TrailNotFoundException)\n' >&2
    exit 254
    ;;
  'cloudtrail '*) printf '{}\n' ;;
  'iam tag-'* | 'kms tag-'* | 's3control tag-'*) cp documents/*.after.json "$FAKE/state" ;;
  'iam untag-'* | 'kms untag-'* | 's3control untag-'*) cp documents/*.before.json "$FAKE/state" ;;
  's3api put-object-acl' | 's3api put-bucket-acl')
    if [ -n "$file" ]; then
      cp "$file" "$state"
    else
      # What S3 makes of a canned ACL: the owner stays, and has full control.
      owner=$(tr -d '[:space:]' <"$state" | sed 's/.*"Owner":{[^}]*"ID":"\([^"]*\)".*/\1/')
      full() { printf '{"Grantee":{"DisplayName":"x","ID":"%s","Type":"CanonicalUser"},"Permission":"FULL_CONTROL"}' "$1"; }
      others=
      case $canned in
        bucket-owner-full-control) others=",$(full "$FAKE_BUCKET_OWNER")" ;;
        private) ;;
        *) exit 2 ;;
      esac
      printf '{"Owner":{"DisplayName":"x","ID":"%s"},"Grants":[%s%s]}' "$owner" "$(full "$owner")" "$others" >"$state"
    fi
    ;;
  *)
    case $2 in
      get-* | describe-* | list-*)
        if [ -e "$state" ]; then
          cat "$state"
        else
          printf '%s\n' 'An error occurred (NoSuchEntity, NoSuchBucketPolicy, NoSuchAccessPointPolicy, ResourceNotFoundException, NoSuchPublicAccessBlockConfiguration, OwnershipControlsNotFoundError, ServerSideEncryptionConfigurationNotFoundError) when calling it' >&2
          exit 254
        fi
        ;;
      put-* | update-* | modify-* | create-policy-version) cp "$file" "$state" ;;
      delete-*) rm "$state" ;;
      *)
        printf 'the stand-in does not know %s %s\n' "$1" "$2" >&2
        exit 2
        ;;
    esac
    ;;
esac
