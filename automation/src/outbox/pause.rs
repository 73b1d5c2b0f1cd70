//! How long a delivery that failed waits before it is tried again, and when that is given up.

use std::time::Duration;

/// After so many attempts in vain it is parked: about three days after the first.
pub(super) const MOST_ATTEMPTS: i32 = 17;

const FIRST: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_secs(8 * 3600);

/// The pause after this many attempts in vain: each is three times as long as the one before it, up
/// to eight hours. `None` when it is time to give up.
pub(super) fn after(attempts: i32) -> Option<Duration> {
    if attempts >= MOST_ATTEMPTS {
        return None;
    }
    let before = u32::try_from(attempts - 1).unwrap_or_default();
    let pause = 3_u32
        .checked_pow(before)
        .and_then(|times| FIRST.checked_mul(times));
    Some(pause.unwrap_or(LONGEST).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_eight_hours_and_end_after_three_days() {
        let pauses: Vec<_> = (1..)
            .map_while(after)
            .map(|pause| pause.as_secs())
            .collect();
        let growing = [10, 30, 90, 270, 810, 2430, 7290, 21_870];
        assert_eq!(pauses[..8], growing);
        assert!(pauses[8..].iter().all(|pause| *pause == 8 * 3600));
        assert_eq!(
            pauses.len(),
            16,
            "one between each two of seventeen attempts"
        );
        let hours = pauses.iter().sum::<u64>() / 3600;
        assert_eq!(hours, 73);
    }
}
