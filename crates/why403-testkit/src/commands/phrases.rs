//! What the phrases of `data/cli-operations.json` mean.

/// The Rust of a phrase, if the table has it
#[must_use]
pub fn meaning(table: &[(&'static str, &'static str)], phrase: &str) -> Option<&'static str> {
    let found = table.iter().find(|(it, _)| *it == phrase);
    found.map(|(_, rust)| *rust)
}

/// `target`
#[rustfmt::skip] // One phrase a row, in columns.
pub const TARGETS: &[(&str, &str)] = &[
    ("*",                           "Every"),
    ("KEY.tflock",                  "StateLock"),
    ("bucket",                      "Bucket"),
    ("dest bucket",                 "DestinationBucket"),
    ("dest object",                 "DestinationObject"),
    ("object",                      "Object"),
    ("object (Range)",              "Object"),
    ("source bucket",               "SourceBucket"),
    ("source object",               "SourceObject"),
    ("source object (Range)",       "SourceRange"),
    ("source object + dest object", "Copy"),
    ("state object",                "State"),
];

/// `count`
#[rustfmt::skip] // One phrase a row, in columns.
pub const COUNTS: &[(&str, &str)] = &[
    ("1",                       "Once"),
    ("5 MiB chunks by default", "PerPart"),
    ("ceil(size/chunk)",        "PerPart"),
    ("per 1000 keys",           "PerThousandKeys"),
    ("per block",               "PerBlock"),
    ("per changed file",        "PerChangedFile"),
    ("per changed key",         "PerChangedKey"),
    ("per extra key",           "PerExtraKey"),
    ("per file",                "PerFile"),
    ("per key",                 "PerKey"),
    ("poll",                    "Polling"),
];

/// `params` and `headers`, as `name=value`
#[rustfmt::skip] // One phrase a row, in columns.
pub const SENT: &[(&str, &str)] = &[
    ("delimiter=/",                                                                "Slash"),
    ("delimiter=/ unless --fast-list or recursive",                                "SlashUnlessRecursive"),
    ("If-None-Match=*",                                                            "IfNoneMatch"),
    ("max-keys=1",                                                                 "OneKey"),
    ("prefix=\"\"",                                                                "EmptyPrefix"),
    ("prefix=P",                                                                   "TypedPrefix"),
    ("prefix=P with \"/\" appended when missing (directory form)",                 "FolderPrefix"),
    ("prefix=PFX exactly as typed",                                                "TypedPrefix"),
    ("prefix=PFX exactly as typed, no slash added",                                "TypedPrefix"),
    ("prefix=env:/ (workspace_key_prefix)",                                        "WorkspacePrefix"),
    ("prefix=key as directory: prefix with \"/\" appended; \"\" for the bucket root", "FolderPrefix"),
    ("prefix=key/",                                                                "FolderPrefix"),
    ("prefix=path/",                                                               "FolderPrefix"),
];

/// A parameter that is told to be left out
pub const LEFT_OUT: &str = "absent";

/// `when`; sizes are those of the client's own defaults
#[rustfmt::skip] // One phrase a row, in columns.
pub const WHENS: &[(&str, &str)] = &[
    ("always", "Always"),

    // The AWS CLI and boto3: 8 MiB.
    ("size < multipart_threshold",  "Not(&AtLeast(8_388_608))"),
    ("size >= multipart_threshold", "AtLeast(8_388_608)"),
    ("size >= multipart_threshold and a part or the completion failed",
        "All(&[AtLeast(8_388_608), After(\"a part or the completion has failed\")])"),
    ("multipart copy failed",
        "All(&[AtLeast(8_388_608), After(\"the copy in parts has failed\")])"),
    // The rows of single copies say that this goes with the properties too.
    ("v2 and multipart copy", "All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties])"),
    ("v2 and multipart copy and --copy-props default|all",
        "All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties])"),
    ("v2 and the copied tag set is over 2 KiB, so it cannot go in the header",
        "All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties, Rarely(\"the tags of the source are longer than 2 KiB\")])"),
    ("v2 and that PutObjectTagging failed",
        "All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties, After(\"PutObjectTagging has failed\")])"),
    ("--delete",           "Given(\"delete\")"),
    ("transfer succeeded", "Then(\"the transfer has worked\")"),

    // s3fs
    ("path has a key and is not in the listing cache",  "Perhaps(\"the path has a key and is not in the listing cache\")"),
    ("HeadObject was 404 or the path looks like a directory", "Perhaps(\"HeadObject said 404, or the path looks like a folder\")"),
    ("path is a bucket",                                "Perhaps(\"the path is a bucket\")"),
    ("path is \"\" ",                                   "Perhaps(\"the path is empty\")"),
    ("root only",                                       "Perhaps(\"the path is empty\")"),
    ("size is needed (open)",                           "Perhaps(\"the size is needed\")"),
    ("directory datasets, globbing",                    "Perhaps(\"the path is a folder or a pattern\")"),
    ("size < min(5 GiB, 2 x chunksize); chunksize 50 MiB by default", "Not(&AtLeast(104_857_600))"),
    ("larger",                                          "AtLeast(104_857_600)"),
    ("failure",                                         "After(\"the upload has failed\")"),
    ("size < block",                                    "Not(&AtLeast(52_428_800))"),
    ("size >= block",                                   "AtLeast(52_428_800)"),
    ("size >= block (5 MiB minimum, 50 MiB default)",   "AtLeast(52_428_800)"),
    ("discarded",                                       "After(\"the file is discarded\")"),
    ("append mode",                                     "Perhaps(\"the file is opened to append\")"),
    ("size <= 150 MiB (MANAGED_COPY_THRESHOLD)",        "Not(&AtLeast(157_286_401))"),
    ("size > 150 MiB",                                  "AtLeast(157_286_401)"),
    ("mv",                                              "Perhaps(\"it is mv\")"),
    ("single file",                                     "Perhaps(\"the path is one file\")"),
    ("recursive",                                       "Perhaps(\"it is recursive\")"),
    ("several keys",                                    "Perhaps(\"there are several keys\")"),
    ("create_parents and the bucket is missing",        "Perhaps(\"the bucket is missing and create_parents is set\")"),
    ("existence check",                                 "Perhaps(\"it looks whether the bucket exists\")"),

    // Hadoop
    ("fs.s3a.bucket.probe = 2",                  "Perhaps(\"fs.s3a.bucket.probe is 2\")"),
    ("some versions / S3Guard",                  "Perhaps(\"the version does so, or S3Guard is on\")"),
    ("large files and magic/staging committers", "Perhaps(\"the file is large, or a magic or staging committer writes\")"),
    ("job abort / cleanup",                      "After(\"the job is aborted\")"),
    ("committer cleanup",                        "Perhaps(\"a committer cleans up\")"),
    ("rename",                                   "Perhaps(\"it renames\")"),
    ("single delete, directory markers",         "Perhaps(\"it deletes one key, or a folder's marker\")"),
    ("fs.s3a.multiobjectdelete.enable = true",   "Perhaps(\"it deletes several keys, and fs.s3a.multiobjectdelete.enable is true\")"),

    // rclone: 200 MiB
    ("bucket existence check unless no_check_bucket", "Not(&Given(\"s3-no-check-bucket\"))"),
    ("no_check_bucket = false and the bucket was not seen to exist",
        "All(&[Not(&Given(\"s3-no-check-bucket\")), Perhaps(\"the bucket was not seen to exist\")])"),
    ("size < upload_cutoff (200 MiB)",                "Not(&AtLeast(209_715_200))"),
    ("size >= upload_cutoff",                         "AtLeast(209_715_200)"),
    ("after upload unless no_head",                   "Not(&Given(\"s3-no-head\"))"),
    ("sync, extra key",                               "Given(\"sync\")"),
    ("unless no_head_object",                         "Not(&Given(\"s3-no-head-object\"))"),

    // Terraform
    ("workspace list", "Perhaps(\"it lists workspaces\")"),
];
