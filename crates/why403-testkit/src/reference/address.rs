//! IP addresses and networks with the oddities that were observed: IAM C.3

/// An address of one family
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    V4(u32),
    V6(u128),
}

/// A network of one family
#[derive(Clone, Copy, Debug)]
pub(super) struct Network {
    base: Address,
    /// Length of the prefix in bits
    pub prefix: u32,
}

impl Address {
    /// An address of a request: IPv6 that maps IPv4 is IPv4.
    pub(super) fn of_request(text: &str) -> Option<Self> {
        let mapped = text
            .get(..7)
            .filter(|it| it.eq_ignore_ascii_case("::ffff:"))
            .and(text.get(7..));
        if let Some(quad) = mapped.and_then(v4) {
            return Some(Self::V4(quad));
        }
        match Self::of_policy(text)? {
            Self::V6(bits) if bits >> 32 == 0xFFFF => {
                u32::try_from(bits & 0xFFFF_FFFF).ok().map(Self::V4)
            }
            address => Some(address),
        }
    }

    /// An address in a policy: mapped IPv6 stays IPv6, and a dotted quad in it is malformed.
    fn of_policy(text: &str) -> Option<Self> {
        v4(text).map(Self::V4).or_else(|| v6(text).map(Self::V6))
    }
}

impl Network {
    /// An address, or an address and a prefix; IPv6 with host bits set is malformed, IPv4 is not.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.strip_prefix('+').unwrap_or(prefix))),
            None => (text, None),
        };
        let base = Address::of_policy(address)?;
        let most = if matches!(base, Address::V4(_)) {
            32
        } else {
            128
        };
        let prefix = prefix.map_or(Some(most), |it| decimal(it, most))?; // X1: bare is /32 or /128
        let network = Self { base, prefix };
        match base {
            Address::V6(bits) if network.masked_v6(bits) != bits => None,
            Address::V4(_) | Address::V6(_) => Some(network),
        }
    }

    /// Families never match each other.
    pub(super) fn contains(self, address: Address) -> bool {
        match (self.base, address) {
            (Address::V4(base), Address::V4(bits)) => {
                let shift = 32 - self.prefix;
                base.checked_shr(shift) == bits.checked_shr(shift)
            }
            (Address::V6(base), Address::V6(bits)) => base == self.masked_v6(bits),
            _ => false,
        }
    }

    /// The address without its host bits
    fn masked_v6(self, bits: u128) -> u128 {
        let mask = u128::MAX.checked_shl(128 - self.prefix).unwrap_or(0);
        bits & mask
    }

    /// S3 C.4: broader than /8, or /32 for IPv6
    pub(super) fn is_broad(self) -> bool {
        self.prefix
            < if matches!(self.base, Address::V4(_)) {
                8
            } else {
                32
            }
    }
}

/// `a.b.c.d` in decimal, with leading zeros
fn v4(text: &str) -> Option<u32> {
    let octets = text
        .split('.')
        .map(|it| decimal(it, 255))
        .collect::<Option<Vec<_>>>()?;
    (octets.len() == 4).then(|| octets.iter().fold(0, |bits, octet| bits << 8 | octet))
}

/// Decimal digits with leading zeros, up to `most`
fn decimal(text: &str, most: u32) -> Option<u32> {
    let valid = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let significant = text.trim_start_matches('0');
    let value = if significant.is_empty() {
        0
    } else {
        significant.parse().ok()?
    };
    (valid && value <= most).then_some(value)
}

/// Groups of hexadecimal digits. Odd spellings: a trailing colon is ignored, one leading empty
/// group is zero, and the compression may touch one more empty group.
fn v6(text: &str) -> Option<u128> {
    let text = if text.ends_with("::") {
        text
    } else {
        text.strip_suffix(':').unwrap_or(text)
    };
    let (head, tail) = match text.split_once("::") {
        Some((head, tail)) => (head, Some(tail.strip_prefix(':').unwrap_or(tail))),
        None => (text, None),
    };
    let head = match head.strip_prefix(':') {
        Some(rest) => [vec![0], groups(rest)?].concat(),
        None => groups(head)?,
    };
    let groups = match tail {
        None => head,
        Some(tail) => {
            let tail = groups(tail)?;
            let zeros = 8_usize
                .checked_sub(head.len() + tail.len())
                .filter(|it| *it > 0)?;
            [head, vec![0; zeros], tail].concat()
        }
    };
    (groups.len() == 8).then(|| groups.iter().fold(0, |bits, group| bits << 16 | group))
}

fn groups(text: &str) -> Option<Vec<u128>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let group = |it: &str| {
        let valid = (1..=4).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_hexdigit());
        valid.then(|| u128::from_str_radix(it, 16).ok())?
    };
    text.split(':').map(group).collect()
}
