//! The moment that sets a rule off, as HTTP spells it.

use crate::members::Time;
use crate::types::{TimerMoment, Weekday};
use domain::automation;
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};

/// The moment that sets a rule off.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum RuleTimer {
    #[oai(mapping = "after")]
    After(TimerAfter),
    #[oai(mapping = "before")]
    Before(TimerBefore),
    #[oai(mapping = "schedule")]
    Schedule(TimerSchedule),
}

/// So long after a moment of the ticket.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimerAfter {
    pub moment: TimerMoment,
    pub seconds: i64,
    /// Whether the business hours of its department alone count.
    #[oai(default)]
    #[serde(default)]
    pub business_time: bool,
}

/// So long before a moment that lies ahead: `due_at`, `window_from`, `window_to` or `snoozed_until`.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimerBefore {
    pub moment: TimerMoment,
    pub seconds: i64,
}

/// Times on days of the week, for every ticket that matches then and is not closed.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimerSchedule {
    /// Every day where there are none.
    #[oai(default)]
    #[serde(default)]
    pub days: Vec<Weekday>,
    pub times: Vec<Time>,
    /// Name of the IANA database, such as `Asia/Jerusalem`; UTC without it.
    #[serde(default)]
    pub time_zone: Option<String>,
}

impl From<&RuleTimer> for automation::Timer {
    fn from(timer: &RuleTimer) -> Self {
        match timer {
            RuleTimer::After(after) => Self::After {
                moment: after.moment.0,
                seconds: after.seconds,
                business_time: after.business_time,
            },
            RuleTimer::Before(before) => Self::Before {
                moment: before.moment.0,
                seconds: before.seconds,
            },
            RuleTimer::Schedule(schedule) => Self::Schedule(automation::Schedule {
                days: schedule.days.iter().map(|day| day.0).collect(),
                times: schedule.times.iter().map(|time| time.0).collect(),
                time_zone: schedule.time_zone.clone(),
            }),
        }
    }
}

impl From<&automation::Timer> for RuleTimer {
    fn from(timer: &automation::Timer) -> Self {
        match timer {
            automation::Timer::After {
                moment,
                seconds,
                business_time,
            } => Self::After(TimerAfter {
                moment: TimerMoment(*moment),
                seconds: *seconds,
                business_time: *business_time,
            }),
            automation::Timer::Before { moment, seconds } => Self::Before(TimerBefore {
                moment: TimerMoment(*moment),
                seconds: *seconds,
            }),
            automation::Timer::Schedule(schedule) => Self::Schedule(TimerSchedule {
                days: schedule.days.iter().copied().map(Weekday).collect(),
                times: schedule.times.iter().copied().map(Time).collect(),
                time_zone: schedule.time_zone.clone(),
            }),
        }
    }
}
