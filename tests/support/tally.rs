//! The simplest aggregate that can lose an update: a sum, where each event tells what it was.

use domain::event::{DecodeError, EncodedEvent, EventPayload};
use domain::reservation::ReservationChange;
use domain::{Aggregate, Context, Happened};
use serde::{Deserialize, Serialize};

/// A sum that knows every step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub sum: i64,
}

/// What can be asked of a tally.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    /// Adds; nothing when it is 0.
    Add(i64),
    /// Refused when the sum is not this.
    OnlyIf(i64),
}

/// The sum before and after; `padding` makes it as large as wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub from: i64,
    pub to: i64,
    #[serde(default)]
    pub padding: String,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sum is {0}")]
pub struct Otherwise(pub i64);

impl EventPayload for Counted {
    fn encode(&self) -> EncodedEvent {
        EncodedEvent {
            name: "tally.counted".to_owned(),
            schema: 1,
            data: serde_json::to_string(self).unwrap(),
        }
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        serde_json::from_str(data).map_err(|e| DecodeError {
            name: name.to_owned(),
            schema,
            reason: e.to_string(),
        })
    }
}

impl Aggregate for Tally {
    const CATEGORY: &'static str = "tally";
    const FOLD: i32 = 1;
    type Command = Count;
    type Event = Counted;
    type Error = Otherwise;

    fn decide(&self, command: &Count, _: &Context<'_>) -> Result<Vec<Counted>, Otherwise> {
        match *command {
            Count::OnlyIf(sum) if sum != self.sum => Err(Otherwise(self.sum)),
            Count::Add(0) | Count::OnlyIf(_) => Ok(vec![]),
            Count::Add(more) => Ok(vec![counted(self.sum, self.sum + more)]),
        }
    }

    fn evolve(&mut self, event: &Counted, _: &Happened) {
        self.sum = event.to;
    }

    fn together(mut errors: Vec<Otherwise>) -> Otherwise {
        errors.swap_remove(0)
    }

    fn taken(_: &ReservationChange) -> Otherwise {
        unreachable!("a tally reserves nothing")
    }
}

/// A step of a tally.
pub fn counted(from: i64, to: i64) -> Counted {
    Counted {
        from,
        to,
        padding: String::new(),
    }
}
