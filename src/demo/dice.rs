//! Chance that always falls the same way: by the seed and by what is asked about.

use sha2::{Digest, Sha256};

/// A line of numbers that looks like chance. What one ticket throws changes nothing for another.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    /// Those of `seed` for one question.
    pub fn of(seed: u64, about: &str) -> Self {
        let hash = Sha256::digest(format!("{seed}/{about}"));
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        Self(u64::from_be_bytes(first))
    }

    /// The next number, by SplitMix64 (Steele, Lea, Flood 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `from` to `to`, both of them among it.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let many = (to - from).unsigned_abs() + 1;
        from + i64::try_from(self.next() % many).unwrap_or_default()
    }

    /// Whether it happens, which it does so many times in a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of them; there must be one.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let last = i64::try_from(of.len()).unwrap_or(1) - 1;
        &of[usize::try_from(self.between(0, last)).unwrap_or_default()]
    }

    /// The place of one of them, each as often as its weight says.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let all: i64 = weights.iter().map(|weight| i64::from(*weight)).sum();
        let mut left = self.between(1, all.max(1));
        for (place, weight) in weights.iter().enumerate() {
            left -= i64::from(*weight);
            if left <= 0 {
                return place;
            }
        }
        0
    }

    /// Around `median`, seldom a quarter of it, now and then five times as much.
    pub fn around(&mut self, median: i64) -> i64 {
        // a sum of four throws lies about like a bell; each third of it doubles or halves
        let bell: i64 = (0..4).map(|_| self.between(-100, 100)).sum();
        let thousandths = 1000 + bell.abs() * bell.abs() / 40;
        match bell < 0 {
            true => median * 1000 / thousandths.min(4000),
            false => median * thousandths / 1000,
        }
        .max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_and_another_question_something_else() {
        let throws = |seed, about| {
            let mut dice = Dice::of(seed, about);
            (0..8).map(|_| dice.between(0, 999)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1, "a"), throws(1, "a"));
        assert_ne!(throws(1, "a"), throws(1, "b"));
        assert_ne!(throws(1, "a"), throws(2, "a"));
    }

    #[test]
    fn throws_stay_within_their_bounds() {
        let mut dice = Dice::of(1, "bounds");
        for _ in 0..1000 {
            assert!((3..=7).contains(&dice.between(3, 7)));
            assert!([1, 2, 3].contains(dice.pick(&[1, 2, 3])));
            assert_eq!(dice.weighted(&[0, 5, 0]), 1);
            assert!((1..=5 * 100).contains(&dice.around(100)));
        }
    }
}
