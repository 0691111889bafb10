//! What finds a command of `data/cli-operations.json`: words of the client that mean it.

/// Client, the command as the data writes it, and its names
#[rustfmt::skip] // One command a row, in columns.
pub const NAMES: &[(&str, &str, &[&str])] = &[
    ("aws-cli", "defaults",                                    &["defaults"]),
    ("aws-cli", "aws s3 ls",                                   &["ls"]),
    ("aws-cli", "aws s3 ls s3://BUCKET",                       &["ls bucket"]),
    ("aws-cli", "aws s3 ls s3://BUCKET/PFX",                   &["ls prefix"]),
    ("aws-cli", "aws s3 ls s3://BUCKET/PFX --recursive",       &["ls recursive"]),
    ("aws-cli", "aws s3 cp LOCAL s3://B/K",                    &["cp upload"]),
    ("aws-cli", "aws s3 cp - s3://B/K (stdin)",                &["cp stream upload"]),
    ("aws-cli", "aws s3 cp s3://B/K LOCAL",                    &["cp download"]),
    ("aws-cli", "aws s3 cp s3://B/K - (stdout)",               &["cp stream download"]),
    ("aws-cli", "aws s3 cp s3://B1/K1 s3://B2/K2",             &["cp copy"]),
    ("aws-cli", "aws s3 cp LOCALDIR s3://B/P --recursive",     &["cp upload recursive"]),
    ("aws-cli", "aws s3 cp s3://B/P LOCALDIR --recursive",     &["cp download recursive"]),
    ("aws-cli", "aws s3 cp s3://B1/P s3://B2/Q --recursive",   &["cp copy recursive"]),
    ("aws-cli", "aws s3 sync LOCALDIR s3://B/P",               &["sync upload"]),
    ("aws-cli", "aws s3 sync s3://B/P LOCALDIR",               &["sync download"]),
    ("aws-cli", "aws s3 sync s3://B1/P s3://B2/Q",             &["sync copy"]),
    ("aws-cli", "aws s3 mv LOCAL s3://B/K",                    &["mv upload"]),
    ("aws-cli", "aws s3 mv s3://B/K LOCAL",                    &["mv download"]),
    ("aws-cli", "aws s3 mv s3://B1/K1 s3://B2/K2",             &["mv copy"]),
    ("aws-cli", "aws s3 mv … --recursive",                     &["mv recursive"]),
    ("aws-cli", "aws s3 rm s3://B/K",                          &["rm"]),
    ("aws-cli", "aws s3 rm s3://B/P --recursive",              &["rm recursive"]),
    ("aws-cli", "aws s3 mb s3://B",                            &["mb"]),
    ("aws-cli", "aws s3 rb s3://B",                            &["rb"]),
    ("aws-cli", "aws s3 rb s3://B --force",                    &["rb force"]),
    ("aws-cli", "aws s3 presign s3://B/K",                     &["presign"]),
    ("aws-cli", "aws s3 website s3://B",                       &["website"]),
    ("aws-cli", "aws s3api OPERATION",                         &["s3api"]),
    ("aws-cli", "aws s3 cp/sync with access point ARN or alias", &["access point"]),

    ("boto3", "client.upload_file / upload_fileobj / Object.upload_file / Bucket.upload_file", &["upload_file", "upload_fileobj"]),
    ("boto3", "client.download_file / download_fileobj / Object.download_file", &["download_file", "download_fileobj"]),
    ("boto3", "client.copy / Object.copy / Bucket.copy",       &["copy"]),
    ("boto3", "client.copy_object / Object.copy_from",         &["copy_object", "copy_from"]),
    ("boto3", "Object.put / client.put_object",                &["put_object", "put"]),
    ("boto3", "Object.get / client.get_object",                &["get_object", "get"]),
    ("boto3", "Object.load / .reload / .content_length / .e_tag … / ObjectSummary.load", &["Object.load", "Object.reload", "Object.content_length", "Object.e_tag", "ObjectSummary.load"]),
    ("boto3", "Object.wait_until_exists / waiter object_exists", &["Object.wait_until_exists", "object_exists"]),
    ("boto3", "Bucket.wait_until_exists / waiter bucket_exists", &["Bucket.wait_until_exists", "bucket_exists"]),
    ("boto3", "Bucket.load / Bucket.creation_date",            &["Bucket.load", "Bucket.creation_date"]),
    ("boto3", "resource.buckets.all / client.list_buckets",    &["buckets.all", "list_buckets"]),
    ("boto3", "Bucket.objects.all",                            &["objects.all"]),
    ("boto3", "Bucket.objects.filter(Prefix=P)",               &["objects.filter"]),
    ("boto3", "Bucket.objects….delete()",                      &["objects.delete"]),
    ("boto3", "Bucket.object_versions.all / .filter",          &["object_versions.all", "object_versions.filter"]),
    ("boto3", "Bucket.object_versions….delete()",              &["object_versions.delete"]),
    ("boto3", "client.get_paginator('list_objects_v2')",       &["get_paginator", "list_objects_v2"]),
    ("boto3", "client.generate_presigned_url / generate_presigned_post", &["generate_presigned_url", "generate_presigned_post"]),
    ("boto3", "Object.Acl().load",                             &["Acl.load"]),
    ("boto3", "BucketPolicy.load / .policy",                   &["BucketPolicy.load", "BucketPolicy.policy"]),

    ("s3fs", "fs.info / exists / isfile / isdir",              &["info", "exists", "isfile", "isdir"]),
    ("s3fs", "fs.ls / glob / find / walk",                     &["ls", "glob", "find", "walk"]),
    ("s3fs", "fs.open(read) / cat / pandas.read_parquet(\"s3://…\")", &["open", "cat", "read_parquet"]),
    ("s3fs", "fs.put / put_file",                              &["put", "put_file"]),
    ("s3fs", "fs.open(write)",                                 &["open-write"]),
    ("s3fs", "fs.cp / mv",                                     &["cp", "mv"]),
    ("s3fs", "fs.rm",                                          &["rm"]),
    ("s3fs", "fs.mkdir / makedirs",                            &["mkdir", "makedirs"]),
    ("s3fs", "fs.chmod",                                       &["chmod"]),

    ("hadoop-s3a", "read (open, getFileStatus, list)",         &["read", "-cat", "-copyToLocal", "-count", "-du", "-get", "-head", "-ls", "-stat", "-tail", "-test", "-text"]),
    ("hadoop-s3a", "write (create, rename, delete, commit)",   &["write", "-appendToFile", "-copyFromLocal", "-mkdir", "-moveFromLocal", "-mv", "-put", "-rm", "-touchz"]),

    ("rclone", "lsd remote:",                                  &["lsd"]),
    ("rclone", "ls / lsf / size",                              &["ls", "lsf", "lsl", "size"]),
    ("rclone", "copy / sync to S3",                            &["to S3"]),
    ("rclone", "copy from S3 / cat / mount",                   &["from S3", "cat", "mount"]),

    ("terraform-s3-backend", "init / plan (read state)",       &["init", "plan"]),
    ("terraform-s3-backend", "apply (write state)",            &["apply"]),
    ("terraform-s3-backend", "lock with use_lockfile = true",  &["use_lockfile"]),
    ("terraform-s3-backend", "lock with dynamodb_table (deprecated)", &["dynamodb_table"]),
    ("terraform-s3-backend", "workspace delete",               &["workspace delete"]),
    ("terraform-provider", "resource aws_s3_bucket (refresh)", &["aws_s3_bucket"]),
    ("console", "open bucket list / bucket",                   &["open"]),
];

/// The names of a command, if the table has it
#[must_use]
pub fn of(client: &str, command: &str) -> Option<&'static [&'static str]> {
    let mut found = NAMES.iter();
    let row = found.find(|(of, form, _)| *of == client && *form == command);
    row.map(|(_, _, names)| *names)
}
