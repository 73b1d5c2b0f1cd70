//! Chance that falls the same way each time.

/// Something of a ticket's `what`, evenly among all numbers.
pub fn drawn(of: u64, what: u64) -> u64 {
    mixed(mixed(of) ^ what.wrapping_mul(0xD6E8_FEB8_6659_FD93))
}

/// One of `most` things, the first ones far more often: the n-th in proportion to 1/n.
pub fn skewed(of: u64, what: u64, most: u64) -> u64 {
    let share = drawn(of, what) as f64 / u64::MAX as f64;
    ((most as f64).powf(share) as u64).min(most) - 1
}

/// Whose share of a hundred it is; none beyond the last.
pub fn shared(shares: &[(&'static str, u64)], drawn: u64) -> Option<&'static str> {
    let mut left = drawn % 100;
    for (name, share) in shares {
        if left < *share {
            return Some(name);
        }
        left -= share;
    }
    None
}

pub fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ 0x51_7CC1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^ (hash >> 32)
}
