//! What an action is asked on: kinds of resources, and roles of keys.

/// The kind of resource that a row is about; `data/operations.md` has the spelling in data
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// The bucket, or the access point that stands for it
    Bucket,
    /// The object, or its form behind an access point
    Object,
    /// The bucket that a copy reads
    SourceBucket,
    /// The object that a copy reads
    SourceObject,
    /// The object that a copy writes
    DestObject,
    /// No resource of its own: policies say `*`
    Any,
    /// `arn:P:s3:REGION:ACCOUNT:accesspoint/NAME`
    AccessPoint,
    /// `arn:P:s3::ACCOUNT:accesspoint/ALIAS.mrap`
    MultiRegionAccessPoint,
    /// `arn:P:s3-object-lambda:REGION:ACCOUNT:accesspoint/NAME`
    ObjectLambdaAccessPoint,
    /// `arn:P:s3:REGION:ACCOUNT:job/ID`
    Job,
    /// `arn:P:s3:REGION:ACCOUNT:storage-lens/ID`
    StorageLensConfiguration,
    /// `arn:P:s3:REGION:ACCOUNT:storage-lens-group/NAME`
    StorageLensGroup,
    /// `arn:P:s3:REGION:ACCOUNT:access-grants/default`
    AccessGrantsInstance,
    /// `arn:P:s3:REGION:ACCOUNT:access-grants/default/location/ID`
    AccessGrantsLocation,
    /// `arn:P:s3:REGION:ACCOUNT:access-grants/default/grant/ID`
    AccessGrant,
    /// `arn:P:s3express:REGION:ACCOUNT:bucket/NAME--ZONE--x-s3`
    DirectoryBucket,
    /// `arn:P:s3express:REGION:ACCOUNT:accesspoint/NAME`
    DirectoryAccessPoint,
    /// `arn:P:s3-outposts:REGION:ACCOUNT:outpost/ID/bucket/NAME`
    OutpostsBucket,
    /// `arn:P:lambda:REGION:ACCOUNT:function:NAME`, with its qualifier where one is called
    Function,
    /// `arn:P:logs:REGION:ACCOUNT:log-group:NAME`
    LogGroup,
    /// `arn:P:logs:REGION:ACCOUNT:log-group:NAME:log-stream:`, where no stream has a name yet
    LogStreams,
    /// `arn:P:logs:REGION:ACCOUNT:log-group:NAME:log-stream:STREAM`
    LogStream,
    /// The role that is assumed
    Role,
    /// The KMS key that is called itself
    Key,
    /// The role that replicates; the request's body names it
    ReplicationRole,
    /// The role that an access grants location is registered with
    AccessGrantsRole,
    /// The role that writes annotations
    AnnotationRole,
    /// The role that a batch job runs under
    JobRole,
    /// Where a restore writes to
    RestoreOutputObject,
    /// A table bucket or a table of it
    TableBucketOrTable,
    /// The asynchronous request about a Multi-Region Access Point
    MrapAsyncRequest,
    /// Whatever the tags are of
    TaggedResource,
}

/// Which key a KMS action is asked on
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyRole {
    /// The one that the object is encrypted with
    Object,
    /// The one that the source of a copy is encrypted with
    Source,
    /// The one that what is written gets encrypted with
    Written,
    /// The one that a metadata table is to be encrypted with
    Table,
    /// The one of a directory bucket's default encryption
    DirectoryBucket,
}

impl ResourceKind {
    /// What it is, in words: `the object`
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Bucket => "the bucket",
            Self::Object => "the object",
            Self::SourceBucket => "the bucket that is copied from",
            Self::SourceObject => "the object that is copied",
            Self::DestObject => "the object that is written",
            Self::Any => "every resource",
            Self::AccessPoint => "the access point",
            Self::MultiRegionAccessPoint => "the Multi-Region Access Point",
            Self::ObjectLambdaAccessPoint => "the Object Lambda Access Point",
            Self::Job => "the job",
            Self::StorageLensConfiguration => "the Storage Lens configuration",
            Self::StorageLensGroup => "the Storage Lens group",
            Self::AccessGrantsInstance => "the Access Grants instance",
            Self::AccessGrantsLocation => "the Access Grants location",
            Self::AccessGrant => "the access grant",
            Self::DirectoryBucket => "the directory bucket",
            Self::DirectoryAccessPoint => "the access point of the directory bucket",
            Self::OutpostsBucket => "the Outposts bucket",
            Self::Function => "the function",
            Self::LogGroup => "the log group",
            Self::LogStreams => "the streams of the log group",
            Self::LogStream => "the log stream",
            Self::Role => "the role",
            Self::Key => "the key",
            Self::ReplicationRole => "the role that replicates",
            Self::AccessGrantsRole => "the role of the Access Grants location",
            Self::AnnotationRole => "the role that writes annotations",
            Self::JobRole => "the role of the batch job",
            Self::RestoreOutputObject => "the object that the restore writes",
            Self::TableBucketOrTable => "the table bucket or table",
            Self::MrapAsyncRequest => "the request about the Multi-Region Access Point",
            Self::TaggedResource => "the tagged resource",
        }
    }
}
