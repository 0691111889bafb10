//! Places in S3 as commands name them: `s3://BUCKET/KEY`, or an access point's ARN for the bucket.

use alloc::format;
use alloc::string::{String, ToString};

use super::CommandError;

/// A bucket, or what stands for one, and a key or the beginning of keys
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The bucket's name, or the ARN of an access point
    pub(super) bucket: String,
    /// The key, or the beginning of keys; may be empty
    pub(super) key: String,
}

impl Place {
    /// Reads `s3://…`; `None` for a local path.
    pub(super) fn of_uri(text: &str) -> Option<Result<Self, CommandError>> {
        let path = text
            .strip_prefix("s3://")
            .or_else(|| text.strip_prefix("s3a://"))?;
        Some(Self::of_path(path, text))
    }

    /// Reads `BUCKET/KEY`, or an access point's ARN and a key behind it.
    pub(super) fn of_path(path: &str, whole: &str) -> Result<Self, CommandError> {
        let (bucket, key) = match access_point(path) {
            Some(found) => found,
            None => path.split_once('/').unwrap_or((path, "")),
        };
        let is_arn = bucket.starts_with("arn:");
        if bucket.is_empty() || is_arn && access_point(path).is_none() {
            return Err(CommandError::NoPlace {
                found: whole.to_string(),
                help: "write s3://BUCKET/KEY, or the ARN of an access point in the bucket's place",
            });
        }
        // Both `accesspoint/NAME` and `accesspoint:NAME` are typed; policies have the first.
        Ok(Self {
            bucket: bucket.replacen(":accesspoint:", ":accesspoint/", 1),
            key: key.to_string(),
        })
    }

    fn is_point(&self) -> bool {
        self.bucket.starts_with("arn:")
    }

    /// The bucket as a resource
    pub(super) fn bucket(&self) -> String {
        if self.is_point() {
            self.bucket.clone()
        } else {
            format!("s3://{}", self.bucket)
        }
    }

    /// An object of the bucket as a resource
    pub(super) fn object(&self, key: &str) -> String {
        if self.is_point() {
            format!("{}/object/{key}", self.bucket)
        } else {
            format!("s3://{}/{key}", self.bucket)
        }
    }

    /// The object itself as a resource; the bucket where no key is named
    pub(super) fn own(&self) -> String {
        if self.key.is_empty() {
            self.bucket()
        } else {
            self.object(&self.key)
        }
    }

    /// What is below: the key with a `/` behind it, unless it is empty
    pub(super) fn folder(&self) -> Self {
        let mut key = self.key.clone();
        if !key.is_empty() && !key.ends_with('/') {
            key.push('/');
        }
        Self {
            bucket: self.bucket.clone(),
            key,
        }
    }

    /// The header of a copy that reads this object
    pub(super) fn last_name(&self) -> &str {
        self.key.rsplit('/').next().unwrap_or("")
    }
}

/// The ARN of an access point at the start of a path, and the key behind it
fn access_point(path: &str) -> Option<(&str, &str)> {
    let mut parts = path.splitn(6, ':');
    let (arn, _partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (_region, _account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    if arn != "arn" || service != "s3" {
        return None;
    }
    let name = resource.strip_prefix("accesspoint")?;
    let name = name.strip_prefix(['/', ':'])?;
    let end = name.find(['/', ':']).unwrap_or(name.len());
    if end == 0 {
        return None;
    }
    let start = path.len() - name.len();
    let (bucket, key) = path.split_at_checked(start + end)?;
    Some((bucket, key.get(1..).unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_by_bucket_or_access_point() {
        #[track_caller]
        fn check(text: &str, bucket: &str, own: &str) {
            let place = Place::of_uri(text).unwrap().unwrap();
            assert_eq!((place.bucket(), place.own()), (bucket.into(), own.into()));
        }
        check("s3://b", "s3://b", "s3://b");
        check("s3://b/", "s3://b", "s3://b");
        check("s3://b//k", "s3://b", "s3://b//k");
        check("s3://b/a/k", "s3://b", "s3://b/a/k");
        let point = "arn:aws:s3:eu-west-1:111122223333:accesspoint/p";
        check(&format!("s3://{point}"), point, point);
        check(
            &format!("s3://{point}/a/k"),
            point,
            &format!("{point}/object/a/k"),
        );
        check(
            "s3://arn:aws:s3:eu-west-1:111122223333:accesspoint:p/k",
            point,
            &format!("{point}/object/k"),
        );
        check(
            "s3://arn:aws:s3::111122223333:accesspoint/m.mrap/k",
            "arn:aws:s3::111122223333:accesspoint/m.mrap",
            "arn:aws:s3::111122223333:accesspoint/m.mrap/object/k",
        );
    }

    #[test]
    fn what_is_no_place_is_refused() {
        assert!(Place::of_uri("./a").is_none());
        for text in [
            "s3://",
            "s3:///k",
            "s3://arn:aws:s3:::b/k",
            "s3://arn:aws:s3-outposts:r:1:outpost/o/bucket/b",
        ] {
            assert!(Place::of_uri(text).unwrap().is_err(), "{text}");
        }
    }
}
