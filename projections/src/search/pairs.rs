//! Words next to each other, as codes.

use super::document::Mark;

/// Tells most pairs of words apart, so that few texts must be read for a phrase of common words.
/// FNV-1a (Fowler, Noll, Vo), of which 15 bits are kept: what is stored must stay what it is.
pub(super) fn pair(first: &str, second: &str) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let bytes = first.bytes().chain([b' ']).chain(second.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let bits = hash ^ hash >> 15;
    let digits = [0, 5, 10].map(|shift| char::from(DIGITS[(bits >> shift) as usize % 32]));
    Mark::Pair.as_str().chars().chain(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_it_always_was() {
        assert_eq!(pair("on", "fire"), "*d4r");
        assert_ne!(pair("vpn", "down"), pair("down", "vpn"));
    }
}
