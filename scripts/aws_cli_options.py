#!/usr/bin/env python3
"""Writes data/aws-cli.json: the options of the AWS CLI and what each puts into a request.

    python3 -m venv venv && venv/bin/pip install awscli==1.46.3
    venv/bin/python scripts/aws_cli_options.py > data/aws-cli.json

Nothing is called: the CLI's own argument tables and API models are read.
"""
import json

import awscli
import awscli.clidriver
import awscli.customizations.s3.subcommands as s3

# Options of version 2 that version 1 lacks, by the names of the AWS CLI Command Reference.
SECOND = {
    "global": [("no-cli-pager", "nothing"), ("cli-auto-prompt", "nothing"),
               ("no-cli-auto-prompt", "nothing"), ("cli-binary-format", "one")],
    "transfer": [("copy-props", "one")],
    "checksums": [("no-overwrite", "nothing")],
    "api": [("cli-input-yaml", "one")],
}

# Options of the client itself, which every command, or every listing, has.
COMMON = ("cli-input-json", "generate-cli-skeleton", "starting-token", "page-size", "max-items")


def takes(nargs, is_flag):
    """How many words follow an option"""
    if is_flag:
        return "nothing"
    return {None: "one", 1: "one", 2: "two", "?": "perhaps", "+": "many", "*": "many"}[nargs]


def customized(command):
    """The options of `aws s3 COMMAND`"""
    rows = {}
    for it in command.ARG_TABLE:
        if it.get("positional_arg"):
            continue
        is_flag = it.get("action") in ("store_true", "store_false")
        is_map = isinstance(it.get("schema"), dict)
        rows[it["name"]] = "many" if is_map else takes(it.get("nargs"), is_flag)
    return rows


def place(member):
    """Where a member of an operation's input goes, and under which name"""
    found = member.serialization
    where = {"uri": "path", "querystring": "query", "header": "header", "headers": "headers"}
    return where.get(found.get("location"), "body"), found.get("name")


def api(driver, service):
    """The commands of `aws s3api` or `aws s3control`"""
    commands = driver.subcommand_table[service]._get_command_table()
    for name, command in sorted(commands.items()):
        if name == "wait":
            continue
        model = command._operation_model
        members = model.input_shape.members if model.input_shape else {}
        rows = []
        outputs = []
        for option, argument in command.arg_table.items():
            if argument.positional_arg or option == "outfile":
                outputs.append(option)
                continue
            if option in COMMON:
                continue
            row = {"name": option}
            shape = getattr(argument, "argument_model", None)
            member = next((key for key, it in members.items() if it is shape), None)
            kind = shape.type_name if shape is not None else None
            is_flag = getattr(argument, "_action", None) in ("store_true", "store_false")
            is_flag = is_flag or kind == "boolean"
            nargs = "+" if kind in ("list", "map") else None
            row["takes"] = takes(nargs, is_flag)
            if member is not None:
                where, wire = place(members[member])
                row["place"] = where
                row["wire"] = member if where in ("path", "body") else wire or member
                if where == "body" and wire:
                    row["wire"] = member
                if kind in ("structure", "list", "map"):
                    row["holds"] = "members"
            rows.append(row)
        yield {"client": {"s3api": "s3"}.get(service, service), "command": name,
               "operation": model.name, "positionals": outputs, "options": rows}


def main():
    driver = awscli.clidriver.create_clidriver()
    driver.subcommand_table = driver._get_command_table()
    glob = driver._get_argument_table()
    commands = {it.NAME: it for it in (s3.ListCommand, s3.WebsiteCommand, s3.PresignCommand,
                                       s3.CpCommand, s3.MvCommand, s3.RmCommand, s3.SyncCommand,
                                       s3.MbCommand, s3.RbCommand)}
    own = {name: customized(it) for name, it in commands.items()}
    # What the sync strategies add.
    own["sync"] |= {"delete": "nothing", "size-only": "nothing", "exact-timestamps": "nothing"}
    for name in ("cp", "mv", "sync"):
        own[name] |= dict(SECOND["transfer"] + SECOND["checksums"])
    own["mv"] |= {"validate-same-s3-paths": "nothing"}
    globals_ = {name: "nothing" if it._action in ("store_true", "store_false", "version") else "one"
                for name, it in glob.items()} | dict(SECOND["global"])
    out = {
        "origin": f"awscli {awscli.__version__} (Apache-2.0): its argument tables and API models",
        "global": globals_,
        "common": {it: "one" for it in COMMON} | dict(SECOND["api"]),
        "s3": own,
        "api": [it for service in ("s3api", "s3control") for it in api(driver, service)],
    }
    print("{")
    print(f' "origin": {json.dumps(out["origin"])},')
    print(f' "global": {json.dumps(out["global"])},')
    print(f' "common": {json.dumps(out["common"])},')
    print(' "s3": {')
    print(",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in own.items()))
    print(' },\n "api": [')
    print(",\n".join("  " + json.dumps(it) for it in out["api"]))
    print(" ]\n}")


main()
