//! When people work and when they write: by the clocks and the week of where they are.

use super::dice::Dice;
use jiff::civil::{Time, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

/// When offices open and close.
const OPENS: Time = time(8, 30, 0, 0);
const CLOSES: Time = time(17, 15, 0, 0);
/// How likely somebody writes in each hour of the day.
const WRITES: [u32; 24] = [
    1, 0, 0, 0, 0, 1, 3, 8, 20, 30, 34, 32, 26, 22, 26, 28, 24, 18, 12, 9, 8, 7, 4, 2,
];

/// The time and the week of one place.
#[derive(Clone, Debug)]
pub(super) struct Hours {
    pub zone: TimeZone,
    pub weekend: [Weekday; 2],
}

impl Hours {
    /// After so many minutes of work from `at` on.
    pub fn after(&self, at: Timestamp, minutes: i64) -> Timestamp {
        let (mut now, mut left) = (self.open_from(at.to_zoned(self.zone.clone())), minutes);
        loop {
            let closes = self.on(&now, CLOSES);
            let today = now.timestamp().duration_until(closes).as_mins();
            if left <= today {
                let seconds = at.as_second().rem_euclid(60); // nobody works by full minutes
                return now.timestamp() + SignedDuration::from_secs(left * 60 + seconds);
            }
            left -= today.max(0);
            now = self.next_morning(&now);
        }
    }

    /// At this hour of the `days`-th working day after `at`.
    pub fn on_day(&self, at: Timestamp, days: i64, hour: i8) -> Timestamp {
        let mut now = at.to_zoned(self.zone.clone());
        for _ in 0..days.max(1) {
            now = self.next_morning(&now);
        }
        self.on(&now, time(hour, 0, 0, 0))
    }

    /// Some moment of that day, when people are awake.
    pub fn moment(&self, day: &Zoned, dice: &mut Dice) -> Timestamp {
        let hour = i64::try_from(dice.weighted(&WRITES)).unwrap_or_default();
        let seconds = hour * 3600 + dice.between(0, 3599);
        let midnight = self.on(day, Time::midnight());
        midnight + SignedDuration::from_secs(seconds)
    }

    pub fn is_weekend(&self, day: &Zoned) -> bool {
        self.weekend.contains(&day.weekday())
    }

    /// The same moment in an office, or the next at which it opens.
    fn open_from(&self, at: Zoned) -> Zoned {
        match at.time() {
            _ if self.is_weekend(&at) || at.time() >= CLOSES => self.next_morning(&at),
            before if before < OPENS => self.on(&at, OPENS).to_zoned(self.zone.clone()),
            _ => at,
        }
    }

    fn next_morning(&self, at: &Zoned) -> Zoned {
        let mut day = at.clone();
        loop {
            day = day.saturating_add(1.day());
            if !self.is_weekend(&day) {
                return self.on(&day, OPENS).to_zoned(self.zone.clone());
            }
        }
    }

    fn on(&self, day: &Zoned, at: Time) -> Timestamp {
        let there = day.date().to_datetime(at).to_zoned(self.zone.clone());
        there.map_or_else(|_| day.timestamp(), |there| there.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn riyadh() -> Hours {
        Hours {
            zone: domain::locale::time_zone("Asia/Riyadh").unwrap(),
            weekend: [Weekday::Friday, Weekday::Saturday],
        }
    }

    #[test]
    fn work_goes_on_after_the_night_and_after_the_weekend() {
        let hours = riyadh();
        // a Thursday, at ten there
        let thursday = at("2026-03-05T07:00:00Z");
        assert_eq!(hours.after(thursday, 30), at("2026-03-05T07:30:00Z"));
        // 7 h 15 min are left of Thursday; Sunday begins at half past eight
        let sunday = at("2026-03-08T05:30:00Z");
        let left = 7 * 60 + 15;
        assert_eq!(
            hours.after(thursday, left + 45),
            sunday + SignedDuration::from_mins(45)
        );
        assert_eq!(hours.on_day(thursday, 1, 16), at("2026-03-08T13:00:00Z"));
    }

    #[test]
    fn what_comes_at_night_waits_for_the_morning() {
        let night = at("2026-03-03T23:10:00Z"); // 02:10 on Wednesday
        assert_eq!(riyadh().after(night, 0), at("2026-03-04T05:30:00Z"));
    }
}
