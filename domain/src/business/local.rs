//! What clocks on the wall show, as seconds since they showed the beginning of 1970.

use crate::setting::Interval;
use jiff::civil::Date;

pub(super) const DAY: i64 = 24 * 60 * 60;
pub(super) const WEEK: i64 = 7 * DAY;

/// A stretch of time, without its end.
pub(super) type Stretch = (i64, i64);

/// When the day begins.
pub(super) fn midnight(day: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    i64::from((day - epoch).get_days()) * DAY
}

/// The year in which clocks show this.
pub(super) fn year(at: i64) -> i16 {
    let day = jiff::Span::new().try_days(at.div_euclid(DAY));
    let date = day.and_then(|days| Date::constant(1970, 1, 1).checked_add(days));
    date.map_or(if at < 0 { Date::MIN } else { Date::MAX }.year(), |d| {
        d.year()
    })
}

/// Which day of the week begins at this midnight, from Sunday on.
pub(super) fn weekday(midnight: i64) -> usize {
    let since = midnight.div_euclid(DAY) + 4; // the first day of 1970 was a Thursday
    usize::try_from(since.rem_euclid(7)).unwrap_or_default()
}

/// Seconds from its day's midnight to where an interval begins.
pub(super) fn begin_of(interval: &Interval) -> i64 {
    i64::from(interval.from.minutes()) * 60
}

/// Seconds of an interval, which may go on over midnight.
pub(super) fn length_of(interval: &Interval) -> i64 {
    let length = i64::from(interval.to.minutes()) * 60 - begin_of(interval);
    if length > 0 { length } else { length + DAY }
}

/// The same stretches in order, those that touch as one.
pub(super) fn merged(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_unstable();
    let mut merged: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for (begin, end) in stretches.into_iter().filter(|(begin, end)| begin < end) {
        match merged.last_mut() {
            Some(last) if begin <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((begin, end)),
        }
    }
    merged
}

/// What of `open` is not in `closed`; both are [`merged`], and so is what is left.
pub(super) fn without(open: &[Stretch], closed: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::with_capacity(open.len());
    let mut next = 0;
    for &(begin, end) in open {
        let mut begin = begin;
        while closed.get(next).is_some_and(|c| c.1 <= begin) {
            next += 1;
        }
        for &(from, to) in closed[next..].iter().take_while(|c| c.0 < end) {
            if begin < from {
                left.push((begin, from));
            }
            begin = begin.max(to);
        }
        if begin < end {
            left.push((begin, end));
        }
    }
    left
}
