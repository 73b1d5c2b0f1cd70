//! Parts of a file: the `Range` header of RFC 9110, as far as players and downloads need it.

use std::ops::Range;

/// What a request wants of a content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Whole,
    Part(Range<u64>),
    /// The range begins beyond the end.
    Nothing,
}

/// What a `Range` header wants of `bytes` bytes. What cannot be read, and several ranges, mean the
/// whole, as the RFC allows.
pub(super) fn wanted(header: Option<&str>, bytes: u64) -> Wanted {
    let range = header.and_then(|header| header.trim().strip_prefix("bytes="));
    let parts = range.and_then(|range| range.trim().split_once('-'));
    let Some((first, last)) = parts else {
        return Wanted::Whole;
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !digits(last) {
        return Wanted::Whole;
    }
    match (number(first), number(last)) {
        (None, None) => Wanted::Whole,
        (None, Some(0)) => Wanted::Nothing,
        (None, Some(most)) => Wanted::Part(bytes.saturating_sub(most)..bytes),
        (Some(first), Some(last)) if last < first => Wanted::Whole,
        (Some(first), _) if first >= bytes => Wanted::Nothing,
        (Some(first), None) => Wanted::Part(first..bytes),
        (Some(first), Some(last)) => Wanted::Part(first..last.saturating_add(1).min(bytes)),
    }
}

/// More digits than fit mean a place beyond every end.
fn number(digits: &str) -> Option<u64> {
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood_in_all_its_forms() {
        for (header, expected) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=2-5", Wanted::Part(2..6)),
            ("bytes=2-", Wanted::Part(2..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-30", Wanted::Part(0..10)),
            ("bytes=5-99999999999999999999999", Wanted::Part(5..10)),
            (" bytes=0-9 ", Wanted::Part(0..10)),
        ] {
            assert_eq!(wanted(Some(header), 10), expected, "{header}");
        }
    }

    #[test]
    fn what_begins_beyond_the_end_is_told_apart() {
        for header in [
            "bytes=10-",
            "bytes=10-20",
            "bytes=99999999999999999999999-",
            "bytes=-0",
        ] {
            assert_eq!(wanted(Some(header), 10), Wanted::Nothing, "{header}");
        }
    }

    #[test]
    fn everything_else_means_the_whole() {
        assert_eq!(wanted(None, 10), Wanted::Whole);
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=1-2",
            "bytes=0-1,3-4",
            "bytes=0--1",
        ] {
            assert_eq!(wanted(Some(header), 10), Wanted::Whole, "{header}");
        }
    }
}
