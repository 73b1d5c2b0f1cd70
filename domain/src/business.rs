//! Business time: the hours that count, where nights, weekends and holidays do not.

mod calendar;
mod holiday;
mod hours;
mod local;
mod meter;
mod open;
#[cfg(test)]
pub(crate) mod tests;

pub use calendar::BusinessCalendar;
pub use holiday::{Holiday, MOST_HOLIDAYS};
pub use hours::BusinessHours;
pub use meter::BusinessMeter;
pub use open::OpenTimes;
