//! What a delivery goes through: which step leads from which state to which other.

use super::delivery::Delivery;
use super::pause;
use domain::delivery::{DeliveryOrder, DeliveryState};
use std::time::Duration;

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Waiting {
        /// In vain so far.
        attempts: i32,
        /// How long from now.
        pause: Duration,
    },
    Sending {
        /// With the one under way.
        attempts: i32,
    },
    Sent,
    Parked,
    Cancelled,
}

/// What happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Sent,
    /// The attempt failed in a way that may pass.
    Failed,
    /// It can never be sent as it is.
    Refused,
    Ordered(DeliveryOrder),
}

impl Progress {
    pub fn of(delivery: &Delivery) -> Self {
        let attempts = delivery.attempts;
        match delivery.state {
            DeliveryState::Waiting => Self::Waiting {
                attempts,
                pause: Duration::ZERO,
            },
            DeliveryState::Sending => Self::Sending { attempts },
            DeliveryState::Sent => Self::Sent,
            DeliveryState::Parked => Self::Parked,
            DeliveryState::Cancelled => Self::Cancelled,
        }
    }

    pub fn state(self) -> DeliveryState {
        match self {
            Self::Waiting { .. } => DeliveryState::Waiting,
            Self::Sending { .. } => DeliveryState::Sending,
            Self::Sent => DeliveryState::Sent,
            Self::Parked => DeliveryState::Parked,
            Self::Cancelled => DeliveryState::Cancelled,
        }
    }

    /// Where the step leads; `None` where it cannot be taken. That a worker takes what waits is no
    /// step of these: many are taken at once, by one statement.
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Sending { .. }, Step::Sent) => Some(Self::Sent),
            (Self::Sending { attempts }, Step::Failed) => Some(Self::failed(attempts)),
            (Self::Sending { .. }, Step::Refused) => Some(Self::Parked),
            (_, Step::Ordered(order)) => self.state().allows(order).then(|| Self::ordered(order)),
            _ => None,
        }
    }

    fn failed(attempts: i32) -> Self {
        match pause::after(attempts) {
            Some(pause) => Self::Waiting { attempts, pause },
            None => Self::Parked,
        }
    }

    fn ordered(order: DeliveryOrder) -> Self {
        match order {
            DeliveryOrder::Resend => Self::Waiting {
                attempts: 0,
                pause: Duration::ZERO,
            },
            DeliveryOrder::Park => Self::Parked,
            DeliveryOrder::Cancel => Self::Cancelled,
        }
    }

    /// Whether it goes to the end of its endpoint's line: what was in line keeps its place.
    pub fn joins(self, after: Self) -> bool {
        !self.state().is_open() && after.state().is_open()
    }

    /// Whether it is meant anew: what arrived already is to arrive once more.
    pub fn begins_round(self, after: Self) -> bool {
        self == Self::Sent && after.state().is_open()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DeliveryOrder::{Cancel, Park, Resend};

    fn waiting(attempts: i32, seconds: u64) -> Progress {
        let pause = Duration::from_secs(seconds);
        Progress::Waiting { attempts, pause }
    }

    fn sending(attempts: i32) -> Progress {
        Progress::Sending { attempts }
    }

    #[test]
    fn every_step_leads_where_it_should_or_nowhere() {
        let steps = [
            Step::Sent,
            Step::Failed,
            Step::Refused,
            Step::Ordered(Resend),
            Step::Ordered(Park),
            Step::Ordered(Cancel),
        ];
        let (parked, cancelled) = (Some(Progress::Parked), Some(Progress::Cancelled));
        let anew = Some(waiting(0, 0));
        let table = [
            (waiting(2, 90), [None, None, None, anew, parked, cancelled]),
            (
                sending(2),
                [
                    Some(Progress::Sent),
                    Some(waiting(2, 30)),
                    parked,
                    None,
                    None,
                    None,
                ],
            ),
            (Progress::Sent, [None, None, None, anew, None, None]),
            (Progress::Parked, [None, None, None, anew, None, cancelled]),
            (Progress::Cancelled, [None, None, None, anew, None, None]),
        ];
        for (from, expected) in table {
            assert_eq!(steps.map(|step| from.after(step)), expected, "{from:?}");
        }
    }

    #[test]
    fn the_last_attempt_in_vain_parks() {
        let last = sending(pause::MOST_ATTEMPTS);
        assert_eq!(last.after(Step::Failed), Some(Progress::Parked));
    }

    #[test]
    fn only_what_was_sent_is_meant_anew_and_what_was_in_line_keeps_its_place() {
        let anew = waiting(0, 0);
        let before = [
            waiting(3, 0),
            Progress::Sent,
            Progress::Parked,
            Progress::Cancelled,
        ];
        let rounds = before.map(|before| before.begins_round(anew));
        assert_eq!(rounds, [false, true, false, false]);
        assert_eq!(
            before.map(|before| before.joins(anew)),
            [false, true, true, true]
        );
        assert!(!sending(1).joins(waiting(1, 10)));
    }
}
