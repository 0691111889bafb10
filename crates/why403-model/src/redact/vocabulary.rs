//! Words that name nothing: of this program's sentences and commands, and AWS's own.
//!
//! A word that is missing here comes out as a name; a test of the report holds the sentences of
//! the examples against that.

use crate::facts;

/// Whether a word, on its own, is nobody's name
pub(super) fn is_own(word: &str) -> bool {
    let is_number = word.len() <= 4 && word.bytes().all(|it| it.is_ascii_digit());
    if is_number || AWS.contains(&word) {
        return true;
    }
    let is_plain = |text: &str| WORDS.split_ascii_whitespace().any(|it| it == text);
    // `Allow` and `allow`; `ALLOW` is a name.
    let mut letters = word.chars();
    let first = letters.next().unwrap_or(' ');
    let is_sentence_case = letters.all(|it| !it.is_ascii_uppercase());
    if is_sentence_case && first.is_ascii() {
        let lowered = word.to_ascii_lowercase();
        if is_plain(&lowered) {
            return true;
        }
    }
    let services = ["s3", "kms", "sts", "iam"];
    first.is_ascii_uppercase() && services.iter().any(|it| facts::action(it, word).is_some())
}

/// Plain words, each of them too common to name anything
const WORDS: &str = "
    a about access action authorized effect principal's s account accounts acl acls add alias aliases all allow allowed allows also
    among an and answered any anything api are arn as ask asks assume assumed at attached aws
    based be because been behind block blocked boundaries boundary bucket buckets but by call
    called calling cannot caller can canonical change changed check children code collected
    com comply condition configuration context control controls could count credentials
    current customer decrypt default delegates denied denies deny describe detail details
    did document does done each ec2 encrypted encryption endpoint endpoints error exception
    exist exists explicit explicitly failed federated find for found from full get given
    grant granted grants group groups guardrail has have head host how http https iam id
    identity if ignores in inline instead invoke is it its itself key keys kind kms known
    lacks lambda level levels list listed location look made managed matches may message
    metadata missing must name names needed network new no none not nothing object objects
    of on one only operation or organization organizational organizations other out owner
    owners ownership own owns parent parents passes pattern payment pays perform permission
    permissions policies policy present prevented principal principals protected public put
    query read readable refused refuses region regions request requested requester requests
    resource resources response role roles root roots s3 s3api s3control says scp rcp see sends
    server service session sessions set sets setting settings signed since some source
    specified started statement statements status still sts such sure tag tagging tags taken
    target targets tells than that the there they this through to transitively trust type
    under unit unknown unsigned until usable user users using value values version versioning
    versions visible vpc was wants we what when where whether which who whoever whose why
    why403 with without world would write written yes you your
    abac authorization child configured filter four off so
    another ids output text describe-vpc-endpoints
    address cloudfront cp sse server-side-encryption sse-kms-key-id mfa serial-number code prefix
    slash included leads tagkey tagvalue objectownership url client client's ownership http acls
    should giving complies depending fit arnnotequals arnnotlike stringnotequals give readers
    true false null everyone everything anonymous owned writes adds belongs bigger above
    needs depends said same several take tried works asked exactly either
    arn yaml json endpoint's its role's bucket's organization's resource's
    absent actions administrators advice after again ago alloc almost alone always answer away
    before begin belong below beside blockpublicacls blockpublicpolicy body boolean booleans
    caller's came carries case cause causes ceiling cell certainty character chooses client's
    command constraint contradiction copied copies copy counts day days decides decision
    directory earlier else elsewhere empty encrypt encrypts end ends enough entities entry
    escaped every execution exempt exempts existing fails family fence field first fits flags
    form format fresh function functions future gap gets gives gone governance grantee group's
    header help here hold idea ideas inbound indent index into joined keep keeper keeps label
    language large layer layers least leave leaves legal less let lets like line literal
    literals lock locked ls main make makes malformed management match mean meant member min
    missed more most named near neither never next nobody nor note now number object's occurred
    ok operations option order origin outcome over overrides parameter parsed part pass passed
    path place plain point private produced qualifier rather reached readers reason reference
    replicas replicates request's resolver result retention return route row rule rules run say
    send sent serve serves service's services shown sign simulate simulator slot snapshot
    something span stays string subnet summary symptom table takes test texts their them then
    these token told too trial truth turned turns two use used uses versioned wanted well
    whatever words yet
    log
    archive certain compliance delete holds kinds manages mode perhaps reads restored shows
    while accesspoint behalf bypass decode events hide marker minutes
    python restore restore-object restore-request reading space time
    kept replaces tied yours knows side attributekey attributevalue eventname between both bytes calls clock cloudtrail codes comes
    compare conditions contents curl data date different differ do environment everywhere anywhere
    apart alike failing finds grep know long lookup-attributes lookup-events machine machine's
    matters max-items max-keys minute old ones others pay process profile provider range record
    refusal right sides signature stand succeeds tell themselves thing trusts units uploaded way
    whom work wrong dev date: simulate-principal-policy policy-source-arn action-names resource-arns
    list-attached-role-policies expected-bucket-owner encryptioncontext errorcode across ways
    implicitdeny explicitdeny allowedbyorganizations matchedstatements list-parents identities
    listed letter likely listing answers signed-in anything weighs weighed management nosuchentity
    resourcenotfoundexception nosuchaccesspointpolicy accessdeniedexception
    encoded lists unquote_plus wait x-amz-request-payer request-payer add-permission
    function-name statement-id source-arn rule
    configure expected-bucket-owner tr grep x cloudtrail lookup-events lookup-attributes max-items
    date curl u i n d t range bytes 0-0 dev env sed exec kubectl sqs ecs printf base64 expires
    get-distribution-config get-bucket-cors list-objects-v2 get-queue-attributes attribute-names
    get-object-attributes object-attributes describe-task-definition task-definition
    get-bucket-website queue-url
    class clock ends longer presigned range seconds session's signing
    calls those log logs log-group log-stream writes trigger triggers runs off switched
    attach-role-policy external-id assume-role role-name policy-arn get-policy source-account notification topic
    account's amazon amazonaws bytes archived assets assumes athena backend bootstrap boto browser
    center cluster come config console container cors crawler curl data deployment desc ecr
    ended environment external firehose formation get-login-password goes hand headers
    hours instance integration integration's job lack lake lakeformation catalog linux
    list-permissions login model mount older pipelines pod pods process profile provider
    redshift repositories repository results rights runs script show snowflake snowflake's sso
    stack stage storage stream sub tab task's those twelve unity variables web were win
    workgroup file credential
    accept account's deleted had presigned reach record records seconds signer trail within
    everybody except turn proof opens breaks open proven
    theirs rest two good better weakens intent wrote hands include-guardrails public-read public-website share-with asserts
";

/// Words whose case counts
const AWS: &[&str] = &[
    "USER",
    "x-amz-acl",
    "x-amz-bypass-governance-retention",
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write",
    "x-amz-grant-write-acp",
    "x-amz-object-lock-legal-hold",
    "x-amz-object-lock-mode",
    "x-amz-object-lock-retain-until-date",
    "x-amz-tagging",
    "x-amz-tagging-directive",
    "versionId",
    "list-objects-v2",
    "0-0",
    "BucketOwner",
    "CloudTrail",
    "Contents",
    "CopyObject",
    "DeleteObjects",
    "ETag",
    "HEAD",
    "ListBuckets",
    "NoSuchBucketPolicy",
    "NoSuchEntity",
    "OutputLocation",
    "PermissionsBoundary",
    "PolicyDocument",
    "REGION",
    "REPLACE",
    "ROLE",
    "SSE-KMS",
    "SourceIdentity",
    "VersionId",
    "FILE",
    "Principal",
    "AttributeKey",
    "EventName",
    "AttributeValue",
    "MatchedStatements",
    "AllowedByOrganizations",
    "implicitDeny",
    "explicitDeny",
    "GetObject",
    "PutObject",
    "DeleteObject",
    "CreateMultipartUpload",
    "RequestTimeTooSkewed",
    "Requester",
    "Arn",
    "ResourceNotFoundException",
    "NoSuchAccessPointPolicy",
    "errorCode",
    "encryptionContext",
    "Hadoop",
    "Allow",
    "Deny",
    "Key",
    "Decrypt",
    "GenerateDataKey",
    "ACCESS-POINT",
    "VpcEndpoints",
    "VpcEndpointId",
    "ServiceName",
    "DISTRIBUTION",
    "DistributionConfig.Origins.Items",
    "DomainName",
    "OriginAccessControlId",
    "PREFIX",
    "FUNCTION",
    "POD",
    "ROLE_ARN",
    "WEB_IDENTITY_TOKEN_FILE",
    "CONTAINER_CREDENTIALS_FULL_URI",
    "KmsMasterKeyId",
    "Organization.Id",
    "POLICY-FIELD",
    "X-Amz-SignedHeaders",
    "X-Amz",
    "X-Amz-",
    "TASK",
    "taskDefinition",
    "taskRoleArn",
    "executionRoleArn",
    "KEY-ARN",
    "sI",
    "E",
    "CORS",
    "ECR",
    "ACCOUNT",
    "ACLs",
    "AWSAccount",
    "AWSService",
    "Directory",
    "FederatedUser",
    "IdentityCenterUser",
    "SAMLUser",
    "WebIdentityUser",
    "ArnNotEquals",
    "CODE",
    "ENDPOINT",
    "CloudFront",
    "HTTP",
    "MFA",
    "ObjectOwnership",
    "TagKey",
    "TagValue",
    "URL",
    "ACL",
    "AES256",
    "API",
    "ARN",
    "AWS",
    "AWSLambdaBasicExecutionRole",
    "EventBridge",
    "STREAM",
    "AccessDenied",
    "AccessDeniedException",
    "BUCKET",
    "BlockPublicAcls",
    "BlockPublicPolicy",
    "BucketOwnerEnforced",
    "BucketOwnerPreferred",
    "Forbidden",
    "DefaultVersionId",
    "FullAWSAccess",
    "GLACIER",
    "HeadBucket",
    "HeadObject",
    "ID",
    "IAM",
    "IgnorePublicAcls",
    "KEY",
    "KMS",
    "ListObjects",
    "ListObjectsV2",
    "NAME",
    "NotAction",
    "NotPrincipal",
    "NotResource",
    "ObjectWriter",
    "PATH",
    "Policy.DefaultVersionId",
    "RCP",
    "RCPFullAWSAccess",
    "RCPs",
    "RESOURCE_CONTROL_POLICY",
    "RestrictPublicBuckets",
    "S3",
    "SCP",
    "SCPs",
    "SERVICE_CONTROL_POLICY",
    "STANDARD",
    "TLS",
    "UploadPart",
    "VALUE",
    "VPC",
    "assumed-role",
    "aws-cn",
    "aws-us-gov",
    "bucket-owner-full-control",
    "bucket-owner-read",
    "authenticated-read",
    "dsse",
    "federated-user",
    "p-FullAWSAccess",
    "p-RCPFullAWSAccess",
    "private",
    "public-read",
    "public-read-write",
    "2012-10-17",
    "2008-10-17",
    "x-amz-expected-bucket-owner",
];
