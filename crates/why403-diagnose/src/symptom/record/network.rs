//! From where and how a request came: address, endpoint, TLS, signature, time.
//!
//! Source: `spec/iam.md` D.1, D.2; `spec/s3.md` D, G, H.1, H.2.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::request::Entry;
use why403_model::value::Address;

/// Keys that only requests through a VPC endpoint have
pub(super) const OF_ENDPOINTS: [&str; 3] = ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"];

pub(super) fn one(value: &str) -> Entry {
    Entry::One(value.to_string())
}

/// What the caller's address and the VPC endpoint say.
///
/// - `endpoint`: the endpoint that the record names.
/// - A private address never comes over the public path, so the request came through some
///   endpoint; which, nobody says.
/// - A public address without endpoint came over the public path.
/// - No address: nothing is said.
pub(super) fn say(context: &mut Vec<(String, Entry)>, address: &str, endpoint: Option<&str>) {
    let mut say = |key: &str, entry: Entry| context.push((key.to_string(), entry));
    let address = Address::parse(address).map(|it| (address, is_private(it)));
    if let Some(endpoint) = endpoint {
        say("aws:SourceVpce", one(endpoint));
        say("aws:SourceIp", Entry::Absent);
        if let Some((text, _)) = address {
            say("aws:VpcSourceIp", one(text));
        }
        return;
    }
    match address {
        Some((text, true)) => {
            say("aws:SourceIp", Entry::Absent);
            say("aws:VpcSourceIp", one(text));
        }
        Some((text, false)) => {
            say("aws:SourceIp", one(text));
            for key in OF_ENDPOINTS {
                say(key, Entry::Absent);
            }
        }
        None => {}
    }
}

/// Addresses that nobody has on the internet. Source: RFC 1918, RFC 6598, RFC 4193.
fn is_private(address: Address) -> bool {
    match address {
        Address::V4(it) => {
            it >> 24 == 10 || it >> 20 == 0xAC1 || it >> 16 == 0xC0A8 || it >> 22 == 0x191
        }
        Address::V6(it) => it >> 121 == 0x7E,
    }
}

/// The value of `s3:TlsVersion`: `1.3` of `TLSv1.3`
pub(super) fn tls(version: &str) -> Option<&str> {
    let lead = version.get(..4)?;
    let number = version.get(4..)?;
    let is_number = number.starts_with(|it: char| it.is_ascii_digit());
    (lead.eq_ignore_ascii_case("TLSv") && is_number).then_some(number)
}

/// The value of `s3:signatureversion`
pub(super) fn signature(version: &str) -> Option<&'static str> {
    match version {
        "SigV4" => Some("AWS4-HMAC-SHA256"),
        "SigV2" => Some("AWS"),
        _ => None,
    }
}

/// The value of `s3:authType`
pub(super) fn authentication(method: &str) -> Option<&'static str> {
    match method {
        "AuthHeader" => Some("REST-HEADER"),
        "QueryString" => Some("REST-QUERY-STRING"),
        _ => None,
    }
}

/// The partition of a Region
pub(super) fn partition(region: &str) -> &'static str {
    match region {
        it if it.starts_with("cn-") => "aws-cn",
        it if it.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known() {
        for text in [
            "10.0.1.5",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "fd00::1",
        ] {
            assert!(is_private(Address::parse(text).unwrap()), "{text}");
        }
        for text in [
            "11.0.0.1",
            "172.32.0.1",
            "192.169.0.1",
            "100.128.0.1",
            "203.0.113.7",
            "2001:db8::1",
        ] {
            assert!(!is_private(Address::parse(text).unwrap()), "{text}");
        }
    }

    #[test]
    fn words_of_records_become_values_of_keys() {
        assert_eq!(tls("TLSv1.3"), Some("1.3"));
        assert_eq!(tls("TLSV1.2"), Some("1.2"));
        assert_eq!(tls("-"), None);
        assert_eq!(tls("TLSv"), None);
        assert_eq!(tls("éé"), None);
        assert_eq!(signature("SigV4"), Some("AWS4-HMAC-SHA256"));
        assert_eq!(authentication("QueryString"), Some("REST-QUERY-STRING"));
        assert_eq!(partition("us-gov-west-1"), "aws-us-gov");
    }
}
