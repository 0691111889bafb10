//! IP addresses and networks, with the odd spellings that AWS takes and refuses.
//!
//! Source: `spec/iam.md` C.3; every corner here was observed on AWS 2026-09-12.

/// An address of a request
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// IPv4, also where it was written as `::ffff:a.b.c.d`
    V4(u32),
    /// IPv6
    V6(u128),
}

/// A network of a policy
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// IPv4; host bits are ignored
    V4 {
        /// Its first address
        base: u32,
        /// Bits of the prefix, 0 to 32
        prefix: u32,
    },
    /// IPv6 without host bits
    V6 {
        /// Its first address
        base: u128,
        /// Bits of the prefix, 0 to 128
        prefix: u32,
    },
    /// IPv6 with host bits set: readable, matches nothing, refused by IAM's storage
    V6WithHostBits,
}

/// The prefix of an IPv6 address that a policy gives without one
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareV6 {
    /// 128 bits: the one address
    Slash128,
    /// 32 bits, as the documentation says
    Slash32,
}

impl Address {
    /// Reads an address of a request; a text with a prefix is none
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(address) = parse_v4(text) {
            return Some(Self::V4(address));
        }
        if let Some(rest) = text
            .get(..7)
            .filter(|it| it.eq_ignore_ascii_case("::ffff:"))
            && let Some(address) = text.get(rest.len()..).and_then(parse_v4)
        {
            return Some(Self::V4(address));
        }
        let address = parse_v6(text)?;
        let mapped = u32::try_from(address & 0xffff_ffff)
            .ok()
            .filter(|_| address >> 32 == 0xffff);
        Some(mapped.map_or(Self::V6(address), Self::V4))
    }
}

impl Network {
    /// Reads an address or a CIDR network of a policy
    #[must_use]
    pub fn parse(text: &str, bare_v6: BareV6) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(parse_prefix(prefix)?)),
            None => (text, None),
        };
        if let Some(base) = parse_v4(address) {
            let prefix = prefix.unwrap_or(32);
            return (prefix <= 32).then_some(Self::V4 { base, prefix });
        }
        let base = parse_v6(address)?;
        let prefix = prefix.unwrap_or(match bare_v6 {
            BareV6::Slash128 => 128,
            BareV6::Slash32 => 32,
        });
        if prefix > 128 {
            return None;
        }
        let host = u128::MAX.checked_shr(prefix).unwrap_or(0);
        Some(if base & host == 0 {
            Self::V6 { base, prefix }
        } else {
            Self::V6WithHostBits
        })
    }

    /// Whether all of the network lies in one whose addresses stay inside: RFC 1918 and RFC 4193
    #[must_use]
    pub fn is_private(self) -> bool {
        const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];
        let around = PRIVATE.iter();
        let mut around = around.filter_map(|it| Self::parse(it, BareV6::Slash128));
        around.any(|around| match (around, self) {
            (Self::V4 { prefix: outer, .. }, Self::V4 { base, prefix }) => {
                prefix >= outer && around.contains(Address::V4(base))
            }
            (Self::V6 { prefix: outer, .. }, Self::V6 { base, prefix }) => {
                prefix >= outer && around.contains(Address::V6(base))
            }
            (Self::V4 { .. } | Self::V6 { .. } | Self::V6WithHostBits, _) => false,
        })
    }

    /// Whether the address lies in the network; families never mix
    #[must_use]
    pub fn contains(self, address: Address) -> bool {
        match (self, address) {
            (Self::V4 { base, prefix }, Address::V4(found)) => {
                (base ^ found).checked_shr(32 - prefix).unwrap_or(0) == 0
            }
            (Self::V6 { base, prefix }, Address::V6(found)) => {
                (base ^ found).checked_shr(128 - prefix).unwrap_or(0) == 0
            }
            (Self::V4 { .. }, Address::V6(_))
            | (Self::V6 { .. }, Address::V4(_))
            | (Self::V6WithHostBits, _) => false,
        }
    }
}

/// Digits with leading zeros and one plus sign: `24`, `024`, `+24`
fn parse_prefix(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

/// Four decimal numbers up to 255, leading zeros included
fn parse_v4(text: &str) -> Option<u32> {
    let mut address = 0u32;
    let mut octets = 0;
    for octet in text.split('.') {
        let is_number = !octet.is_empty() && octet.bytes().all(|byte| byte.is_ascii_digit());
        let value: u8 = is_number.then(|| octet.parse().ok())??;
        address = address << 8 | u32::from(value);
        octets += 1;
        if octets > 4 {
            return None;
        }
    }
    (octets == 4).then_some(address)
}

/// IPv6 as AWS reads it: no dotted quads; a trailing colon is dropped; one leading empty
/// group is zero; the run of the one `::` may hold one empty group more (`2001:db8:::1`).
fn parse_v6(text: &str) -> Option<u128> {
    let (head, tail) = match text.split_once("::") {
        Some((head, tail)) => (head, Some(tail.strip_prefix(':').unwrap_or(tail))),
        None => (text, None),
    };
    let drop_colon =
        |it: &'_ str| -> usize { it.len() - usize::from(it.len() > 1 && it.ends_with(':')) };
    match tail {
        None => {
            let whole = head.get(..drop_colon(head))?;
            let (groups, count) = parse_groups(whole, true)?;
            (count == 8).then_some(groups)
        }
        Some(tail) => {
            let tail = tail.get(..drop_colon(tail))?;
            let (high, above) = if head.is_empty() {
                (0, 0)
            } else {
                parse_groups(head, true)?
            };
            let (low, below) = if tail.is_empty() {
                (0, 0)
            } else {
                parse_groups(tail, false)?
            };
            if above + below > 7 {
                return None;
            }
            Some(if above == 0 {
                low
            } else {
                high << (16 * (8 - above)) | low
            })
        }
    }
}

fn parse_groups(text: &str, leading_empty: bool) -> Option<(u128, u32)> {
    let mut value = 0u128;
    let mut count = 0u32;
    for group in text.split(':') {
        let is_leading_zero = group.is_empty() && count == 0 && leading_empty;
        let is_hex = (1..=4).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_hexdigit());
        let number = match (is_leading_zero, is_hex) {
            (true, _) => 0,
            (false, true) => u16::from_str_radix(group, 16).ok()?,
            (false, false) => return None,
        };
        value = value << 16 | u128::from(number);
        count += 1;
        if count > 8 {
            return None;
        }
    }
    Some((value, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn contains(network: &str, address: &str, wanted: bool) {
        let found = Network::parse(network, BareV6::Slash128)
            .zip(Address::parse(address))
            .is_some_and(|(network, address)| network.contains(address));
        assert_eq!(found, wanted, "{network} {address}");
    }

    #[test]
    fn v4_networks_ignore_host_bits_and_leading_zeros() {
        contains("192.0.2.5/24", "192.0.2.1", true);
        contains("192.000.002.0/24", "192.0.2.9", true);
        contains("192.0.2.0/024", "192.0.2.9", true);
        contains("192.0.2.0/+24", "192.0.2.9", true);
        contains("192.0.2.0/0", "203.0.113.1", true);
        contains("192.0.2.0/0", "2001:db8::1", false);
        contains("192.0.2.0/33", "192.0.2.1", false);
        contains("192.0.2.1", "::ffff:192.0.2.1", true);
        contains("192.0.2.0/24", "::FFFF:c000:201", true);
        contains("192.0.2.0/24", "192.0.2.1/32", false);
        contains("192.0.2.0/24", "192.0.513", false);
        contains("192.0.2.0/24", "3221225985", false);
    }

    #[test]
    fn v6_networks_with_host_bits_match_nothing() {
        contains("2001:db8::5/64", "2001:db8::5", false);
        contains("2001:db8::1/0", "2001:db8::1", false);
        contains("2001:db8::4/127", "2001:db8::5", true);
        contains("2001:db8::/64", "2001:db8:0:0:ffff:ffff:ffff:ffff", true);
        contains("2001:db8::/64", "2001:db8:0:1::", false);
        contains("2001:db8::1", "2001:db8::2", false);
        contains("::/0", "192.0.2.1", false);
        contains("::ffff:c000:200/120", "::ffff:c000:201", false);
    }

    #[test]
    fn odd_v6_spellings_are_those_of_aws() {
        contains("2001:db8::1/128", "2001:db8::1:", true);
        contains("2001:db8::1/128", "2001:db8:::1", true);
        contains("::/0", ":::", true);
        for bad in [
            "2001::db8::1",
            "2001::db8:::1",
            "::ffff:::192.0.2.1",
            "2001:db8::192.0.2.1",
            "::192.0.2.1",
            "2001:db8::::1",
            "1:2:3",
            "",
            ":",
            "g::",
        ] {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
    }
}
