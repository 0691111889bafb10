#!/usr/bin/env python3
"""Records what the AWS CLI sends: each command runs against a server on this machine.

    python3 -m venv venv && venv/bin/pip install awscli==1.46.3
    AWS=venv/bin/aws python3 scripts/trace_aws_cli.py \
        < fixtures/commands/traces/commands.txt > fixtures/commands/traces/aws-cli-1.46.3.jsonl

Nothing leaves the machine, and the credentials are made up. The server answers every request as
if it were allowed: a listing has the keys `a.txt` (10 bytes) and `sub/big.bin` (20 MiB) below the
prefix, an object with `big` in its key has 20 MiB, any other 10 bytes. The files of the machine
are `small` (10 bytes), `big` (20 MiB) and the folder `site` (two small files, one of 20 MiB).

A line is a command, its exit code, and its distinct calls with their counts: operation, resource,
and of the query and the headers what permissions can depend on.
"""
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse

BIG = 20 * 1024 * 1024
LISTED = [("a.txt", 10), ("sub/big.bin", BIG)]
QUERY = ("prefix", "delimiter", "max-keys", "versionId", "fetch-owner")
HEADERS = ("x-amz-acl", "x-amz-grant", "x-amz-server-side-encryption", "x-amz-storage-class",
           "x-amz-tagging", "x-amz-metadata-directive", "x-amz-copy-source", "x-amz-request-payer",
           "x-amz-object-", "x-amz-bypass", "x-amz-expected", "if-none-match", "x-amz-website",
           "x-amz-bucket-object")
# Which part is copied, that the source is still the same, and the key of SSE-C itself.
LEFT_OUT = ("x-amz-copy-source-range", "x-amz-copy-source-if-match",
            "x-amz-server-side-encryption-customer-key",
            "x-amz-server-side-encryption-customer-key-md5")
DATA = pathlib.Path(__file__).parent.parent / "data" / "aws-cli.json"
seen = []


class Server(http.server.BaseHTTPRequestHandler):
    """Says yes to everything, and remembers it"""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            size = None
            while size != 0:
                size = int(self.rfile.readline().split(b";")[0], 16)
                self.rfile.read(size)
                self.rfile.readline()
            return
        size = int(self.headers.get("Content-Length") or 0)
        if size and self.headers.get("Expect"):
            self.send_response_only(100)
            self.end_headers()
        self.rfile.read(size)

    def answer(self):
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query, keep_blank_values=True))
        self.body()
        path = urllib.parse.unquote(address.path).lstrip("/")
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen.append((self.command, path, query, headers))
        bucket, _, key = path.partition("/")
        size = BIG if "big" in key else 10
        status, out = 200, b""
        more = {"ETag": '"x"', "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}
        if self.command == "HEAD":
            more["Content-Length"] = str(size)
        elif self.command == "DELETE":
            status = 204
        elif self.command == "GET" and not bucket:
            out = b"<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>"
        elif self.command == "GET" and "list-type" in query:
            keys = "".join(
                f"<Contents><Key>{query.get('prefix', '')}{name}</Key><ETag>x</ETag><Size>{bytes_}"
                "</Size><LastModified>2026-11-23T10:00:00.000Z</LastModified></Contents>"
                for name, bytes_ in LISTED)
            out = f"<ListBucketResult>{keys}</ListBucketResult>".encode()
        elif self.command == "GET" and "versions" in query:
            out = b"<ListVersionsResult></ListVersionsResult>"
        elif self.command == "GET" and "tagging" in query:
            out = b"<Tagging><TagSet></TagSet></Tagging>"
        elif self.command == "GET" and "Range" in self.headers:
            first, last = self.headers["Range"][len("bytes="):].split("-")
            first, last = int(first), min(int(last or size - 1), size - 1)
            status, out = 206, b"x" * (last - first + 1)
            more["Content-Range"] = f"bytes {first}-{last}/{size}"
        elif self.command == "GET" and key:
            out = b"x" * size
        elif self.command == "POST" and "uploads" in query:
            out = b"<Answer><UploadId>u</UploadId></Answer>"
        elif self.command == "POST":
            out = b"<Answer><ETag>x</ETag></Answer>"
        elif "x-amz-copy-source" in headers:
            out = b"<Answer><ETag>x</ETag><LastModified>2026-11-23T10:00:00.000Z</LastModified></Answer>"
        self.send_response(status)
        if self.command != "HEAD":
            more["Content-Length"] = str(len(out))
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(out)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer


def operation(method, path, query, headers):
    """The operation of a request that `aws s3` makes"""
    bucket, _, key = path.partition("/")
    copies = "x-amz-copy-source" in headers
    if method == "HEAD":
        return "HeadObject" if key else "HeadBucket"
    if method == "GET":
        if not bucket:
            return "ListBuckets"
        if "list-type" in query:
            return "ListObjectsV2"
        return "GetObjectTagging" if "tagging" in query else "GetObject"
    if method == "POST":
        return "CreateMultipartUpload" if "uploads" in query else "CompleteMultipartUpload"
    if method == "DELETE":
        if not key:
            return "DeleteBucket"
        return "AbortMultipartUpload" if "uploadId" in query else "DeleteObject"
    if "partNumber" in query:
        return "UploadPartCopy" if copies else "UploadPart"
    if key:
        return "CopyObject" if copies else "PutObject"
    return "PutBucketWebsite" if "website" in query else "CreateBucket"


def machine(folder):
    """The files that commands find"""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "site" / "css").mkdir(parents=True)
    (folder / "small").write_bytes(b"x" * 10)
    (folder / "big").write_bytes(b"x" * BIG)
    (folder / "site" / "index.html").write_bytes(b"x")
    (folder / "site" / "css" / "a.css").write_bytes(b"x")
    (folder / "site" / "video.bin").write_bytes(b"x" * BIG)


def record(command, aws, port, folder, named):
    """One line about one command"""
    machine(folder)
    seen.clear()
    environment = {
        "PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": "made-up",
        "AWS_SECRET_ACCESS_KEY": "made-up", "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true"}
    typed = command.replace("aws ", f"{aws} --endpoint-url http://127.0.0.1:{port} ", 1)
    with open(folder / "small", "rb") as stdin:
        done = subprocess.run(["sh", "-c", typed], cwd=folder, env=environment, stdin=stdin,
                              capture_output=True, check=False)
    words = command.split()
    own = named.get(words[2]) if words[1] == "s3api" else None
    calls = {}
    for method, path, query, headers in list(seen):
        kept = {name: value for name, value in headers.items()
                if name.startswith(HEADERS) and name not in LEFT_OUT}
        call = {"operation": own or operation(method, path, query, headers),
                "resource": f"s3://{path}" if path else "*",
                "query": {name: query[name] for name in QUERY if name in query},
                "headers": kept}
        text = json.dumps(call, sort_keys=True)
        calls[text] = calls.get(text, 0) + 1
    if done.returncode and not calls:
        print(f"{command}: {done.stderr.decode().strip()}", file=sys.stderr)
        return
    calls = [json.loads(text) | {"count": count} for text, count in calls.items()]
    print(json.dumps({"command": command, "exit": done.returncode, "calls": calls}))


def main():
    aws = pathlib.Path(os.environ["AWS"]).absolute()
    named = {it["command"]: it["operation"] for it in json.loads(DATA.read_text())["api"]
             if it["client"] == "s3"}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        for command in sys.stdin.read().splitlines():
            if command.strip():
                record(command, aws, server.server_address[1], pathlib.Path(folder) / "m", named)


main()
