//! The fields of a line, by position.
//!
//! Source: S3 User Guide, "Amazon S3 server access log format"; `spec/s3.md` H.2. Quoted fields
//! hold what clients sent, quotes among it: they are ended by what has to follow them.

/// The fields that tell something; `None` is the log's `-`
pub(super) struct Line<'l> {
    pub(super) bucket: &'l str,
    /// `06/Feb/2019:00:00:38 +0000`
    pub(super) time: &'l str,
    pub(super) address: Option<&'l str>,
    pub(super) requester: Option<&'l str>,
    pub(super) request_id: Option<&'l str>,
    /// `REST.GET.OBJECT`
    pub(super) operation: &'l str,
    /// Encoded
    pub(super) key: Option<&'l str>,
    /// `GET /bucket/key?query HTTP/1.1`
    uri: Option<&'l str>,
    pub(super) status: Option<&'l str>,
    pub(super) code: Option<&'l str>,
    pub(super) referer: Option<&'l str>,
    pub(super) agent: Option<&'l str>,
    pub(super) version: Option<&'l str>,
    pub(super) host_id: Option<&'l str>,
    pub(super) signature: Option<&'l str>,
    pub(super) cipher: Option<&'l str>,
    pub(super) authentication: Option<&'l str>,
    pub(super) host: Option<&'l str>,
    /// With the log's `-` where TLS was not used; `None` where an older line lacks the field
    pub(super) tls: Option<&'l str>,
    pub(super) access_point: Option<&'l str>,
    pub(super) acl_required: Option<&'l str>,
}

impl<'l> Line<'l> {
    /// A line with the 18 fields that every version has; later ones may lack, more may follow.
    pub(super) fn parse(line: &'l str) -> Option<Self> {
        let mut fields = Fields {
            rest: line.trim_end_matches(['\r', '\n']),
        };
        fields.bare()?;
        let bucket = fields.bare()?;
        let time = fields.bracketed()?;
        let address = fields.bare()?;
        let requester = fields.bare()?;
        let request_id = fields.bare()?;
        let operation = fields.bare()?;
        let known = ["REST.", "WEBSITE.", "BATCH.", "S3.", "SOAP."];
        if !known.iter().any(|it| operation.starts_with(it)) {
            return None;
        }
        let key = fields.bare()?;
        let uri = fields.quoted(is_status)?;
        let status = fields.bare()?;
        let code = fields.bare()?;
        for _ in ["bytes sent", "size", "time", "turn-around time"] {
            fields.bare()?;
        }
        // The agent's quote is followed by the version, the referer's by the agent's own quote.
        let referer = fields.quoted(|rest| rest.starts_with('"') || rest.starts_with("- "))?;
        let agent = fields.last_quoted()?;
        let version = fields.bare()?;
        let mut next = || fields.bare();
        let (host_id, signature, cipher) = (next(), next(), next());
        let (authentication, host, tls) = (next(), next(), next());
        let (access_point, acl_required) = (next(), next());
        Some(Self {
            bucket,
            time,
            address: said(address),
            requester: said(requester),
            request_id: said(request_id),
            operation,
            key: said(key),
            uri: said(uri),
            status: said(status),
            code: said(code),
            referer: said(referer),
            agent: said(agent),
            version: said(version),
            host_id: host_id.and_then(said),
            signature: signature.and_then(said),
            cipher: cipher.and_then(said),
            authentication: authentication.and_then(said),
            host: host.and_then(said),
            tls,
            access_point: access_point
                .and_then(said)
                .filter(|it| it.starts_with("arn:")),
            acl_required: acl_required.and_then(said),
        })
    }

    /// Path and query of the request, where the line has them
    pub(super) fn target(&self) -> (Option<&'l str>, Option<&'l str>) {
        let target = self.uri.and_then(|it| it.split_once(' '));
        let target = target.map(|(_, it)| it.rsplit_once(" HTTP/").map_or(it, |(it, _)| it));
        match target.and_then(|it| it.split_once('?')) {
            Some((path, query)) => (Some(path), Some(query)),
            None => (target, None),
        }
    }
}

fn said(field: &str) -> Option<&str> {
    Some(field).filter(|it| *it != "-" && !it.is_empty())
}

/// Three digits, or none
fn is_status(rest: &str) -> bool {
    let word = rest.split(' ').next().unwrap_or_default();
    word == "-" || word.len() == 3 && word.bytes().all(|it| it.is_ascii_digit())
}

struct Fields<'l> {
    rest: &'l str,
}

impl<'l> Fields<'l> {
    /// Up to the next space
    fn bare(&mut self) -> Option<&'l str> {
        let (field, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(field).filter(|it| !it.is_empty())
    }

    fn bracketed(&mut self) -> Option<&'l str> {
        let (field, rest) = self.rest.strip_prefix('[')?.split_once("] ")?;
        self.rest = rest;
        Some(field)
    }

    /// From a quote to the first `" ` behind which the next field stands; unquoted it is `-`
    fn quoted(&mut self, is_next: fn(&str) -> bool) -> Option<&'l str> {
        let Some(inside) = self.rest.strip_prefix('"') else {
            return self.bare().filter(|it| *it == "-");
        };
        let mut ends = inside.match_indices("\" ");
        let (end, _) = ends.find(|(at, _)| inside.get(at + 2..).is_some_and(is_next))?;
        self.rest = inside.get(end + 2..)?;
        inside.get(..end)
    }

    /// From a quote to the last one that a field follows
    fn last_quoted(&mut self) -> Option<&'l str> {
        let Some(inside) = self.rest.strip_prefix('"') else {
            return self.bare().filter(|it| *it == "-");
        };
        let end = inside.rfind("\" ")?;
        self.rest = inside.get(end + 2..)?;
        inside.get(..end)
    }
}
