#!/usr/bin/env python3
"""Gives every example to other tools, and writes what each makes of it as a Markdown table.

    python3 scripts/compare/run.py --why403 target/release/why403 --node FOLDER > table.md

Installs nothing and touches no network. It needs Python 3.11 or later with pyyaml, and whichever
of these is to be compared: principalmapper and parliament from PyPI; --node is a folder in which
`npm install @cloud-copilot/iam-simulate` ran. What is not there is left out of the table.

The other tools are handed what why403 worked out: the checks behind the call, and the documents
of every layer that they take. So they are compared by what they make of the same facts, not by
what they can collect.
"""

import argparse
import collections
import collections.abc
import importlib.metadata
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


class Loader(yaml.SafeLoader):
    """YAML whose scalars stay texts: accounts keep their zeros, dates are no dates."""


for ending in "0123456789-+.tTfFyYnNoO=<":
    Loader.yaml_implicit_resolvers = {
        key: [it for it in all if it[0] == "tag:yaml.org,2002:null"]
        for key, all in Loader.yaml_implicit_resolvers.items()
    }


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def document(value):
    return json.loads(value) if isinstance(value, str) else value


class World:
    def __init__(self, path):
        self.all = yaml.load(path.read_text(), Loader)
        self.accounts = self.all.get("accounts") or {}

    def entity(self, principal):
        """The role or user of an ARN, with its account's IAM"""
        match = re.match(r"arn:aws:(?:sts|iam)::(\d+):(assumed-role|role|user)/([^/]+)", principal or "")
        if not match:
            return None, None, None
        account, kind, name = match.groups()
        iam = (self.accounts.get(account) or {}).get("iam") or {}
        plural = "users" if kind == "user" else "roles"
        return account, iam, (iam.get(plural) or {}).get(name)

    def managed(self, iam, name):
        found = ((iam.get("policies") or {}).get(name.split("/")[-1]) or {}).get("version") or {}
        return document(found.get("Document"))

    def identity(self, principal):
        account, iam, entity = self.entity(principal)
        if entity is None:
            return []
        found = []

        def take(of):
            found.extend((name, document(it)) for name, it in (of.get("inline") or {}).items())
            attached = of.get("attached-policies") or []
            attached = attached.get("AttachedPolicies", []) if isinstance(attached, dict) else attached
            for it in attached:
                arn = it["PolicyArn"] if isinstance(it, dict) else it
                found.append((arn.split("/")[-1], self.managed(iam, arn)))

        take(entity)
        for group in listed(entity.get("groups")):
            name = group["GroupName"] if isinstance(group, dict) else group
            take((iam.get("groups") or {}).get(name) or {})
        return [(name, it) for name, it in found if it]

    def boundary(self, principal):
        _, iam, entity = self.entity(principal)
        told = ((entity or {}).get("role") or (entity or {}).get("user") or {}).get("PermissionsBoundary")
        if not told:
            return []
        arn = told["PermissionsBoundaryArn"] if isinstance(told, dict) else told
        found = self.managed(iam, arn)
        return [(arn.split("/")[-1], found)] if found else []

    def bucket(self, resource):
        match = re.match(r"arn:aws:s3:::([^/]+)", resource)
        name = match and match.group(1)
        point = re.match(r"arn:aws:s3:([^:]+):(\d+):accesspoint/([^/]+)", resource)
        if point:
            region, account, called = point.groups()
            points = self.dig(account, "regions", region, "s3", "access-points") or {}
            name = ((points.get(called) or {}).get("access-point") or {}).get("Bucket")
        for account in self.accounts:
            found = (self.dig(account, "s3", "buckets") or {}).get(name)
            if found is not None:
                return account, found
        return None, None

    def dig(self, account, *path):
        at = self.accounts.get(account)
        for name in path:
            at = at.get(name) if isinstance(at, dict) else None
        return at

    def resource_policy(self, resource):
        parts = resource.split(":")
        if resource.startswith("arn:aws:kms:"):
            keys = self.dig(parts[4], "regions", parts[3], "kms") or {}
            found = (keys.get(parts[5].split("/")[-1]) or {}).get("policy")
            return parts[4], unwrapped(found)
        if resource.startswith("arn:aws:lambda:"):
            functions = self.dig(parts[4], "regions", parts[3], "lambda") or {}
            return parts[4], unwrapped((functions.get(parts[6]) or {}).get("policy"))
        account, bucket = self.bucket(resource)
        return account, unwrapped((bucket or {}).get("policy"))

    def levels(self, account, kind):
        """The policies of each node from the root down to the account"""
        organization = self.all.get("organization") or {}
        if not isinstance(organization, dict) or not organization.get("targets"):
            return []
        parents, chain = organization.get("parents") or {}, [account]
        while chain[-1] in parents:
            chain.append(parents[chain[-1]])
        levels = []
        for node in reversed(chain):
            found = []
            for it in (organization["targets"].get(node) or {}).get(kind) or []:
                if isinstance(it, str) and it.endswith("FullAWSAccess"):
                    full = {"Effect": "Allow", "Action": "*", "Resource": "*"}
                    full = full | ({"Principal": "*"} if kind == "rcp" else {})
                    found.append((it, {"Version": "2012-10-17", "Statement": [full]}))
                elif isinstance(it, dict) and it.get("Content"):
                    found.append((it.get("Name", "policy"), document(it["Content"])))
            levels.append((node, found))
        return levels if any(found for _, found in levels) else []

    def restricts(self, resource):
        account, bucket = self.bucket(resource)
        own = (bucket or {}).get("public-access-block") or {}
        whole = self.dig(account, "s3", "public-access-block") or {} if account else {}
        organization = self.all.get("organization") or {}
        told = ((organization.get("targets") or {}).get(account) or {}).get("s3") if isinstance(organization, dict) else None
        if told and '"all"' in json.dumps(told).replace("\\", ""):
            return True
        return any(str(it.get("RestrictPublicBuckets")).lower() == "true" for it in (own, whole) if isinstance(it, dict))

    def endpoints(self, principal):
        account, _, _ = self.entity(principal)
        found = []
        for region in (self.dig(account, "regions") or {}).values() if account else []:
            for it in ((region.get("ec2") or {}).get("vpc-endpoints")) or []:
                if it.get("PolicyDocument"):
                    found.append((it["VpcEndpointId"], document(it["PolicyDocument"])))
        return found


def unwrapped(policy):
    policy = document(policy) if not isinstance(policy, str) or policy.lstrip().startswith("{") else None
    if isinstance(policy, dict) and "Policy" in policy:
        policy = document(policy["Policy"])
    return policy if isinstance(policy, dict) and "Statement" in policy else None


class Example:
    def __init__(self, folder, why403):
        self.name = folder.name
        self.expect = tomllib.loads((folder / "expect.toml").read_text())
        page = (folder / "README.md").read_text()
        command = re.search(r"```sh[^\n]*\n(.*?)```", page, re.S).group(1)
        words = shlex.split(command.replace("\\\n", " "))
        answer = subprocess.run(
            [why403, *words[1:], "--format", "json"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        self.ours = json.loads(answer.stdout) if answer.stdout.startswith("{") else {}
        fix = subprocess.run(
            [why403, "fix", *[it for it in words[1:] if it != "explain"]],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )
        self.is_fixed = re.search(r"^fix:", fix.stdout, re.M) is not None
        self.world = World(folder / "world.yaml")
        self.checks = [it for it in self.ours.get("checks", []) if it.get("needed") == "yes" and it["effect"] == "required"]
        session = [words[at + 1] for at, it in enumerate(words) if it == "--session-policy"]
        session = [json.loads((ROOT / it).read_text()) for it in session if it != "unknown"]
        self.session = session[0] if session else None
        given = [words[at + 1] for at, it in enumerate(words) if it == "--context"]
        self.context = dict(it.split("=", 1) for it in given)
        self.principal = self.ours.get("principal")
        causes = self.expect.get("cause") or []
        self.layer = causes[0]["layer"] if causes else None
        self.statement = causes[0].get("statement") if causes else None

    def facts(self, check):
        """What every evaluator can be told about one check"""
        context = {"aws:SecureTransport": "true"} | self.context
        # What a record, an endpoint or the world tells of a key that some statement asks for.
        for layer in check["layers"]:
            for policy in layer["policies"]:
                for statement in policy["statements"]:
                    for test in statement["conditions"]:
                        if test.get("found"):
                            context = {k: v for k, v in context.items() if k.lower() != test["key"].lower()}
                            one, *more = test["found"]
                            context[test["key"]] = [one, *more] if more else one
        match = re.match(r"arn:aws:(?:sts|iam)::(\d+):", self.principal or "")
        if match:
            context.setdefault("aws:PrincipalAccount", match.group(1))
            context.setdefault("aws:PrincipalArn", entity_arn(self.principal))
        owner, policy = self.world.resource_policy(check["resource"])
        return context, owner or (match and match.group(1)) or "000000000000", policy


def entity_arn(principal):
    return re.sub(r"arn:aws:sts::(\d+):assumed-role/([^/]+)/.*", r"arn:aws:iam::\1:role/\2", principal)


def joined(answers):
    """One verdict of several checks: denied if one is"""
    errors = [it["error"] for it in answers if "error" in it]
    if errors:
        return {"error": errors[0]}
    denied = [it for it in answers if not it["allowed"]]
    first = denied[0] if denied else {}
    return {"allowed": not denied, "layers": first.get("layers", []), "statements": first.get("statements", [])}


def simulator(example, why403):
    """AWS's policy simulator, by its published rules (docs/conformance.md)"""
    lines = []
    for check in example.checks:
        context, owner, policy = example.facts(check)
        principal = entity_arn(example.principal or "") or None
        own = {"identity": [it for _, it in example.world.identity(example.principal)]}
        own["boundary"] = [it for _, it in example.world.boundary(example.principal)] or None
        own["resource"] = policy
        account = (example.principal or "").split(":")[4:5]
        own["scp"] = [[it for _, it in found] for _, found in example.world.levels(account[0], "scp")] if account else None
        policies = {name: it for name, it in own.items() if it}
        policies.setdefault("identity", [])
        case = {"kind": "simulate", "policies": policies, "request": {
            "principal": "anonymous" if example.principal == "anonymous" else principal,
            "action": check["action"], "resource": check["resource"], "resourceOwner": owner, "context": context}}
        lines.append(json.dumps(case))
    found = subprocess.run([why403, "simulate", "--jsonl"], input="\n".join(lines), capture_output=True, text=True, check=False)
    answers = []
    for line in found.stdout.splitlines():
        it = json.loads(line)
        if "error" in it:
            answers.append({"error": it["error"]})
        else:
            # Its answer tells the boundary and the organization apart from the rest; of an explicit
            # deny it lists the statements that matched, each with the type of its policy.
            layers = [layer for layer in it["blockedBy"] if layer in ("boundary", "scp")]
            if it["decision"] == "explicit-deny":
                layers += [one["layer"] for one in it["matched"]]
            told = [example.statement] if it["decision"] == "explicit-deny" and example.layer in layers else []
            answers.append({"allowed": it["decision"] == "allow", "layers": layers, "statements": told})
    return joined(answers)


def iam_simulate(example, node):
    lines = []
    for check in example.checks:
        context, owner, policy = example.facts(check)
        principal = example.principal
        account = (principal or "").split(":")[4:5]
        # It puts RCPFullAWSAccess in by itself, and refuses it.
        levels = lambda of, kind: [
            {"orgIdentifier": at, "policies": [{"name": name, "policy": it} for name, it in found if "RCPFull" not in name]}
            for at, found in example.world.levels(of, kind)]
        named = lambda all: [{"name": name, "policy": it} for name, it in all]
        case = {
            "request": {"principal": principal, "action": check["action"], "contextVariables": context,
                        "resource": {"resource": check["resource"], "accountId": owner}},
            "identityPolicies": named(example.world.identity(principal)),
            "serviceControlPolicies": levels(account[0], "scp") if account else [],
            "resourceControlPolicies": levels(owner, "rcp"),
            "additionalSettings": {"s3": {"blockPublicAccess": example.world.restricts(check["resource"])}},
        }
        if policy:
            case["resourcePolicy"] = policy
        if example.session:
            case["sessionPolicy"] = example.session
        if example.world.boundary(principal):
            case["permissionBoundaryPolicies"] = named(example.world.boundary(principal))
        endpoint = [it for it in check["layers"] if it["layer"] == "endpoint" and it["policies"]]
        if endpoint:
            case["vpcEndpointPolicies"] = named(example.world.endpoints(principal))
        lines.append(json.dumps(case))
    script = Path(__file__).with_name("iam_simulate.mjs")
    found = subprocess.run(["node", str(script)], cwd=node, input="\n".join(lines), capture_output=True, text=True, check=False)
    if found.returncode:
        raise SystemExit(found.stderr)
    answers = []
    for line in found.stdout.splitlines():
        it = json.loads(line)
        if "error" in it:
            answers.append({"error": it["error"]})
        else:
            answers.append({"allowed": it["result"] == "Allowed", "layers": it["layers"], "statements": it["statements"]})
    return joined(answers)


def pmapper(example):
    # Written for a Python that had these where they were before 3.10.
    for name in ("Mapping", "MutableMapping"):
        setattr(collections, name, getattr(collections.abc, name))
    from principalmapper.common import Node, Policy
    from principalmapper.querying.query_interface import local_check_authorization_full

    answers = []
    for check in example.checks:
        context, owner, policy = example.facts(check)
        arn = entity_arn(example.principal or "")
        if not re.match(r"arn:aws:iam::\d+:(role|user)/", arn):
            return {"error": "the caller is no user or role"}
        own = [Policy(f"{arn}/{name}", name, it) for name, it in example.world.identity(example.principal)]
        boundary = [Policy(f"{arn}/{name}", name, it) for name, it in example.world.boundary(example.principal)]
        is_role = ":role/" in arn
        node = Node(arn, "AROAEXAMPLE", own, [], {} if is_role else None, None, 0, False, False,
                    boundary[0] if boundary else None, False, {})
        account = arn.split(":")[4]
        groups = [[Policy(f"{at}/{name}", name, it) for name, it in found]
                  for at, found in example.world.levels(account, "scp")]
        allowed = local_check_authorization_full(
            node, check["action"], check["resource"], context, policy, owner, groups or None, example.session)
        answers.append({"allowed": allowed})
    return joined(answers)


def parliament(example):
    from parliament import analyze_policy_string

    # Of identity policies only: it takes a Principal for a fault.
    found = set()
    for _, policy in example.world.identity(example.principal):
        for it in analyze_policy_string(json.dumps(policy)).findings:
            found.add(it.issue)
    return {"findings": sorted(found)}


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def cell(example, answer):
    """✓ decision, L its layer, S its statement"""
    if "error" in answer:
        print(f"{example.name}: {answer['error']}", file=sys.stderr)
        return "–"
    wanted = example.expect["decision"]
    if wanted == "undetermined":
        return "✗ says " + ("allowed" if answer["allowed"] else "denied")
    if answer["allowed"] != (wanted == "allow"):
        return "✗ says " + ("allowed" if answer["allowed"] else "denied")
    marks = ""
    if wanted == "deny":
        marks += " L" if example.layer in answer["layers"] else ""
        marks += " S" if example.statement and example.statement in answer["statements"] else ""
    return "✓" + marks


def ours(example):
    wanted, got = example.expect, example.ours
    if not example.checks:
        return "(another command)"
    if got["decision"] != wanted["decision"]:
        return "✗ says " + got["decision"]
    causes = got["causes"]
    marks = ""
    if wanted["decision"] == "deny" and causes:
        marks += " L" if causes[0]["layer"] == example.layer else ""
        told = causes[0]["statement"] or {}
        told = told.get("sid") if isinstance(told, dict) else told
        marks += " S" if example.statement and told == example.statement else ""
        marks += " F" if example.is_fixed else ""
    return "✓" + marks


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--why403", default=str(ROOT / "target/debug/why403"))
    options.add_argument("--node", help="a folder with @cloud-copilot/iam-simulate")
    options = options.parse_args()
    why403 = str(Path(options.why403).resolve())
    tools = {"AWS policy simulator (by its rules)": lambda it: cell(it, simulator(it, why403))}
    if options.node:
        found = json.loads((Path(options.node) / "node_modules/@cloud-copilot/iam-simulate/package.json").read_text())
        tools[f"iam-simulate {found['version']}"] = lambda it: cell(it, iam_simulate(it, options.node))
    if version("principalmapper"):
        tools[f"principalmapper {version('principalmapper')}"] = lambda it: cell(it, pmapper(it))
    if version("parliament"):
        tools[f"parliament {version('parliament')}"] = lambda it: ", ".join(parliament(it)["findings"]) or "·"
    print("| example | expected | why403 | " + " | ".join(tools) + " |")
    print("|---|---|---|" + "---|" * len(tools))
    right = collections.Counter()
    count = 0
    for folder in sorted((ROOT / "examples").iterdir()):
        if not (folder / "expect.toml").is_file():
            continue
        example = Example(folder, why403)
        wanted = example.expect["decision"] + (f" by {example.layer}" if example.layer else "")
        row = {"why403": ours(example)}
        for name, run in tools.items():
            row[name] = run(example) if example.checks else "–"
        if example.checks:
            count += 1
            right.update(name for name, it in row.items() if it.startswith("✓"))
        print(f"| {example.name} | {wanted} | " + " | ".join(row.values()) + " |")
    totals = [f"{right[name]}" if "parliament" not in name else "" for name in ["why403", *tools]]
    print(f"| **right decisions** | of {count} | " + " | ".join(totals) + " |")


if __name__ == "__main__":
    sys.exit(main())
