//! When tickets come in, by weekday and hour.

use super::asked::{self, Range};
use crate::answer::Shown;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Wrong;
use crate::types::Moment;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

/// When tickets came in.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TicketArrivals {
    pub from: Moment,
    /// Excluded.
    pub to: Moment,
    /// Of the weekdays and hours.
    pub time_zone: String,
    pub created: i64,
    /// All seven, Sunday first.
    pub days: Vec<DayArrivals>,
}

/// What came in on one weekday.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct DayArrivals {
    pub weekday: DayOfWeek,
    pub created: i64,
    /// Of each hour from 0 to 23, twenty-four of them.
    pub hours: Vec<i64>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum DayOfWeek {
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
}

const DAYS: [DayOfWeek; 7] = [
    DayOfWeek::Sunday,
    DayOfWeek::Monday,
    DayOfWeek::Tuesday,
    DayOfWeek::Wednesday,
    DayOfWeek::Thursday,
    DayOfWeek::Friday,
    DayOfWeek::Saturday,
];

pub(super) async fn arrivals(
    reader: &Reader,
    (range, zone): (Range, Option<String>),
    parameters: Vec<(String, String)>,
) -> Result<Shown<TicketArrivals>, Problem> {
    let mut wrong = Wrong::default();
    range.check(&mut wrong);
    let zone = asked::zone(reader, zone.as_deref());
    let tickets = asked::tickets(reader, parameters, None, wrong).await?;
    let counted = match tickets {
        Some(tickets) => {
            let read = &reader.state.app.read;
            read.arrivals(&tickets, range.from, range.to).await?
        }
        None => Vec::new(),
    };
    let days = spread(&counted, &zone);
    Shown::new(&TicketArrivals {
        from: range.from.into(),
        to: range.to.into(),
        time_zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        created: days.iter().map(|day| day.created).sum(),
        days,
    })
}

/// Over the hours of the clock on the wall.
fn spread(counted: &[(Timestamp, i64)], zone: &TimeZone) -> Vec<DayArrivals> {
    let mut hours = [[0; 24]; 7];
    for (at, count) in counted {
        let there = zone.to_datetime(*at);
        let day = there.weekday().to_sunday_zero_offset();
        let (day, hour) = (usize::try_from(day), usize::try_from(there.hour()));
        hours[day.unwrap_or_default()][hour.unwrap_or_default()] += count;
    }
    let days = DAYS.into_iter().zip(hours);
    let days = days.map(|(weekday, hours)| DayArrivals {
        weekday,
        created: hours.iter().sum(),
        hours: hours.to_vec(),
    });
    days.collect()
}

impl Example for TicketArrivals {
    fn example() -> Self {
        let at = |second| Timestamp::from_second(second).unwrap_or_default().into();
        Self {
            from: at(1_772_323_200),
            to: at(1_775_001_600),
            time_zone: "Asia/Jerusalem".to_owned(),
            created: 310,
            days: vec![DayArrivals::example()],
        }
    }
}

impl Example for DayArrivals {
    fn example() -> Self {
        let mut hours = vec![0; 24];
        hours[8..12].copy_from_slice(&[11, 17, 14, 9]);
        Self {
            weekday: DayOfWeek::Sunday,
            created: 51,
            hours,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_of_the_time_zones_own_day() {
        let zone = TimeZone::get("Asia/Jerusalem").unwrap();
        let saturday = "2026-03-07T22:15:00Z".parse().unwrap();
        let days = spread(&[(saturday, 3)], &zone);
        assert_eq!(days[0].weekday, DayOfWeek::Sunday);
        assert_eq!((days[0].created, days[0].hours[0]), (3, 3));
        assert_eq!(days[6].created, 0);
    }
}
