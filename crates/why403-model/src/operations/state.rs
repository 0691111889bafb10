//! Circumstances that lie in the world or in the deed, not in the request's own words.

/// A state that an operation's permissions may depend on; the name in data is [`State::name`]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The object has annotations
    Annotations,
    /// The replication is of existing objects, by a batch job
    BatchReplication,
    /// The batch job makes the list of objects itself
    BatchReplicationGeneratedManifest,
    /// The bucket's default encryption is SSE-KMS
    BucketDefaultKms,
    /// What is written falls under an S3 Bucket Key
    BucketKey,
    /// Versioning was never turned on
    BucketUnversioned,
    /// The caller's session carries a source identity
    CallerSourceIdentity,
    /// The version is under governance retention
    GovernanceLocked,
    /// The key belongs to another account of the same organization
    KeyOtherAccountInOrg,
    /// The object exists and is encrypted with SSE-KMS or DSSE-KMS
    ObjSseKms,
    /// The log group does not exist
    LogGroupMissing,
    /// The objects have retention or a legal hold
    ObjectLock,
    /// The object does not exist, or its current version is a delete marker
    ObjectMissing,
    /// The replicas change owner
    OwnerOverride,
    /// A retention ends earlier, or its mode weakens
    RetentionShortened,
    /// The source of a copy has tags
    SrcHasTags,
    /// The source of a copy does not exist
    SrcMissing,
    /// The source of a copy is encrypted with SSE-KMS or DSSE-KMS
    SrcSseKms,
    /// The source of a copy is named with its version
    SrcVersion,
    /// What is written gets encrypted with SSE-KMS or DSSE-KMS
    SseKms,
    /// The identity provider's token names a source identity
    TokenHasSourceIdentity,
    /// The identity provider's token carries session tags
    TokenHasTags,
}

impl State {
    /// Every state, by name
    #[rustfmt::skip] // One state a row, in columns.
    pub const ALL: [(&'static str, Self); 22] = [
        ("annotations",                          Self::Annotations),
        ("batch_replication",                    Self::BatchReplication),
        ("batch_replication_generated_manifest", Self::BatchReplicationGeneratedManifest),
        ("bucket_default_kms",                   Self::BucketDefaultKms),
        ("bucket_key",                           Self::BucketKey),
        ("bucket_unversioned",                   Self::BucketUnversioned),
        ("caller_source_identity",               Self::CallerSourceIdentity),
        ("governance_locked",                    Self::GovernanceLocked),
        ("key_other_account_in_org",             Self::KeyOtherAccountInOrg),
        ("log_group_missing",                    Self::LogGroupMissing),
        ("obj_sse_kms",                          Self::ObjSseKms),
        ("object_lock",                          Self::ObjectLock),
        ("object_missing",                       Self::ObjectMissing),
        ("owner_override",                       Self::OwnerOverride),
        ("retention_shortened",                  Self::RetentionShortened),
        ("src_has_tags",                         Self::SrcHasTags),
        ("src_missing",                          Self::SrcMissing),
        ("src_sse_kms",                          Self::SrcSseKms),
        ("src_version",                          Self::SrcVersion),
        ("sse_kms",                              Self::SseKms),
        ("token_has_source_identity",            Self::TokenHasSourceIdentity),
        ("token_has_tags",                       Self::TokenHasTags),
    ];

    /// The state of this name in data
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(it, _)| *it == name);
        found.map(|(_, state)| *state)
    }

    /// Its name in data
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, state)| *state == self);
        found.map_or("", |(name, _)| *name)
    }
}
