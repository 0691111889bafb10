#!/usr/bin/env python3
"""Writes fixtures/commands/aws-cli-shapes.json: the options of the AWS commands that are printed.

    python3 -m venv venv && venv/bin/pip install awscli==1.45.11
    venv/bin/python scripts/aws_cli_shapes.py > fixtures/commands/aws-cli-shapes.json

Nothing is called: the CLI's own argument tables are read, which it makes of botocore's models.
A test (crates/why403-cli/tests/aws_commands.rs) says which command is missing from the list below.
"""
import json

import awscli
import awscli.clidriver
import botocore

COMMANDS = """
accessanalyzer check-access-not-granted
accessanalyzer check-no-public-access
athena get-query-results
athena start-query-execution
cloudformation create-change-set
cloudformation delete-stack
cloudformation describe-change-set
cloudformation detect-stack-resource-drift
cloudformation execute-change-set
cloudformation get-template-summary
cloudformation wait change-set-create-complete
cloudformation wait stack-create-complete
cloudformation wait stack-delete-complete
cloudformation wait stack-import-complete
cloudformation wait stack-update-complete
cloudfront get-distribution-config
cloudtrail create-trail
cloudtrail delete-trail
cloudtrail describe-trails
cloudtrail get-event-selectors
cloudtrail get-query-results
cloudtrail get-trail
cloudtrail list-event-data-stores
cloudtrail lookup-events
cloudtrail put-event-selectors
cloudtrail start-logging
cloudtrail start-query
cloudtrail stop-logging
cloudtrail update-trail
cloudtrail delete-trail
ec2 describe-route-tables
ec2 describe-subnets
ec2 describe-vpc-endpoints
ec2 modify-vpc-endpoint
ecs describe-task-definition
events describe-rule
events list-rules
events list-targets-by-rule
iam attach-role-policy
iam create-policy-version
iam delete-group-policy
iam delete-policy-version
iam delete-role-policy
iam delete-user-policy
iam get-account-authorization-details
iam get-group
iam get-group-policy
iam get-policy
iam get-policy-version
iam get-role
iam get-role-policy
iam get-user
iam get-user-policy
iam list-access-keys
iam list-attached-group-policies
iam list-attached-role-policies
iam list-attached-user-policies
iam list-group-policies
iam list-groups-for-user
iam list-policy-versions
iam list-role-policies
iam list-role-tags
iam list-user-policies
iam list-user-tags
iam put-group-policy
iam put-role-policy
iam put-user-policy
iam set-default-policy-version
iam simulate-custom-policy
iam simulate-principal-policy
iam tag-role
iam tag-user
iam untag-role
iam untag-user
iam update-access-key
iam update-assume-role-policy
kms create-grant
kms describe-key
kms get-key-policy
kms list-aliases
kms list-grants
kms list-resource-tags
kms put-key-policy
kms retire-grant
kms revoke-grant
kms tag-resource
kms untag-resource
lambda add-permission
lambda get-function-configuration
lambda get-function-url-config
lambda get-policy
lambda remove-permission
logs filter-log-events
logs get-query-results
logs start-query
logs describe-log-groups
organizations describe-account
organizations describe-effective-policy
organizations describe-organization
organizations describe-policy
organizations list-accounts
organizations list-children
organizations list-parents
organizations list-policies-for-target
organizations list-roots
organizations update-policy
s3api abort-multipart-upload
s3api copy-object
s3api create-multipart-upload
s3api delete-bucket-ownership-controls
s3api delete-bucket-policy
s3api delete-public-access-block
s3api get-bucket-abac
s3api get-bucket-acl
s3api get-bucket-cors
s3api get-bucket-encryption
s3api get-bucket-location
s3api get-bucket-logging
s3api get-bucket-notification-configuration
s3api get-bucket-ownership-controls
s3api get-bucket-policy
s3api get-bucket-policy-status
s3api get-bucket-replication
s3api get-bucket-request-payment
s3api get-bucket-tagging
s3api get-bucket-versioning
s3api get-bucket-website
s3api get-object
s3api get-object-acl
s3api get-object-attributes
s3api get-object-legal-hold
s3api get-object-lock-configuration
s3api get-object-retention
s3api get-object-tagging
s3api get-public-access-block
s3api head-bucket
s3api head-object
s3api list-buckets
s3api list-multipart-uploads
s3api list-object-versions
s3api list-objects-v2
s3api put-bucket-acl
s3api put-bucket-encryption
s3api put-bucket-logging
s3api put-bucket-ownership-controls
s3api put-bucket-policy
s3api put-object
s3api put-object-acl
s3api put-object-tagging
s3api put-public-access-block
s3api restore-object
s3control delete-access-point-policy
s3control delete-public-access-block
s3control get-access-point
s3control get-access-point-policy
s3control get-public-access-block
s3control list-access-points
s3control list-tags-for-resource
s3control put-access-point-policy
s3control put-public-access-block
s3control tag-resource
s3control untag-resource
sqs get-queue-attributes
sso-admin delete-inline-policy-from-permission-set
sso-admin describe-permission-set
sso-admin get-inline-policy-for-permission-set
sso-admin list-instances
sso-admin list-permission-sets
sso-admin provision-permission-set
sso-admin put-inline-policy-to-permission-set
sts assume-role
sts decode-authorization-message
sts get-access-key-info
sts get-caller-identity
sts get-session-token
"""


def kind(argument):
    """How many words follow an option"""
    shape = getattr(argument, "argument_model", None)
    name = shape.type_name if shape is not None else None
    is_flag = getattr(argument, "_action", None) in ("store_true", "store_false")
    if is_flag or name == "boolean":
        return "nothing"
    return "many" if name in ("list", "map", "structure") else "one"


def main():
    driver = awscli.clidriver.create_clidriver()
    services = driver._get_command_table()
    rows = []
    for line in sorted(set(COMMANDS.split("\n")) - {""}):
        service, command, *waiter = line.split()
        found = services[service]._get_command_table()[command]
        for name in waiter:
            found = found.subcommand_table[name]
        options, required, files = {}, [], 0
        table = found.arg_table
        for name, argument in table.items():
            if argument.positional_arg or name == "outfile":
                files += 1
                continue
            options[name] = kind(argument)
            if argument.required:
                required.append(name)
        rows.append((line, {"positionals": files, "required": required, "options": options}))
    origin = f"awscli {awscli.__version__}, botocore {botocore.__version__} (Apache-2.0): argument tables and API models"
    glob = {name: "nothing" if it._action in ("store_true", "store_false", "version") else "one"
            for name, it in driver._get_argument_table().items()}
    print("{")
    print(f' "origin": {json.dumps(origin)},')
    print(f' "global": {json.dumps(glob)},')
    print(' "commands": {')
    print(",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows))
    print(" }\n}")


main()
