//! given(events).when(command).then(events): how the rules are tested. No I/O, no clock.

use crate::Catalog;
use crate::aggregate::{Aggregate, Context, FieldError};
use crate::setting::SettingError;
use crate::ticket::TicketError;
use std::fmt::Debug;

mod world;

pub use world::*;

/// An aggregate to which `events` have happened, among the settings of [`catalog`].
pub fn given<A: Aggregate>(events: impl IntoIterator<Item = A::Event>) -> Given<A> {
    let mut state = A::default();
    for event in events {
        state.evolve(&event, &HAPPENED);
    }
    Given { state }
}

pub struct Given<A> {
    pub state: A,
}

impl<A: Aggregate> Given<A> {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "tests read better without `&`"
    )]
    pub fn when(self, command: A::Command) -> Then<A> {
        Then(decide(&self.state, &command, &catalog()))
    }
}

pub fn decide<A: Aggregate>(
    state: &A,
    command: &A::Command,
    catalog: &Catalog,
) -> Result<Vec<A::Event>, A::Error> {
    let context = Context {
        now: NOW,
        actor: HAPPENED.actor,
        catalog,
    };
    let events = state.decide(command, &context)?;
    let mut after = state.clone();
    (events.iter()).for_each(|event| after.evolve(event, &HAPPENED));
    after.settled(state, &context)?;
    Ok(events)
}

pub struct Then<A: Aggregate>(Result<Vec<A::Event>, A::Error>);

impl<A: Aggregate> Then<A>
where
    A::Event: PartialEq + Debug,
    A::Error: PartialEq,
{
    #[track_caller]
    pub fn then(self, events: impl IntoIterator<Item = A::Event>) {
        assert_eq!(self.0, Ok(events.into_iter().collect()));
    }

    #[track_caller]
    pub fn refused(self, error: A::Error) {
        assert_eq!(self.0, Err(error));
    }

    /// Refused for exactly these fields, in this order.
    #[track_caller]
    pub fn wrong<const N: usize>(self, fields: [&str; N])
    where
        A::Error: WrongFields,
    {
        let error = self.0.expect_err("the command should be refused");
        let wrong: Vec<_> = error.fields().iter().map(|e| e.field.as_str()).collect();
        assert_eq!(wrong, fields, "{error}");
    }
}

pub trait WrongFields {
    fn fields(&self) -> &[FieldError];
}

impl WrongFields for TicketError {
    fn fields(&self) -> &[FieldError] {
        match self {
            Self::Invalid(fields) => fields,
            _ => &[],
        }
    }
}

impl WrongFields for SettingError {
    fn fields(&self) -> &[FieldError] {
        match self {
            Self::Invalid(fields) => fields,
            Self::NotFound(_) | Self::Exists(_) => &[],
        }
    }
}
