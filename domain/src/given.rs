//! given(events).when(command).then(events): how the rules are tested. No I/O, no clock.

use crate::aggregate::{Aggregate, Context, FieldError, Happened};
use crate::setting::SettingError;
use crate::ticket::TicketError;
use crate::{Access, Actor, Catalog, Permission, Permissions};
use std::fmt::Debug;

mod world;

pub use world::*;

/// An aggregate to which `events` have happened, among the settings of [`catalog`].
pub fn given<A: Aggregate>(events: impl IntoIterator<Item = A::Event>) -> Given<A> {
    let empty = Given {
        state: A::default(),
        actor: HAPPENED.actor,
        catalog: catalog(),
        by_the_settings: false,
    };
    empty.and(HAPPENED, events)
}

pub struct Given<A> {
    pub state: A,
    actor: Actor,
    catalog: Catalog,
    by_the_settings: bool,
}

impl<A: Aggregate> Given<A> {
    /// More has happened, at another time or by somebody else.
    pub fn and(mut self, happened: Happened, events: impl IntoIterator<Item = A::Event>) -> Self {
        for event in events {
            self.state.evolve(&event, &happened);
        }
        self
    }

    /// Among other settings.
    pub fn among(self, catalog: Catalog) -> Self {
        Self { catalog, ..self }
    }

    /// Somebody else than Ana asks.
    pub fn asked_by(self, actor: Actor) -> Self {
        Self { actor, ..self }
    }

    /// With what the settings grant to whoever asks, which rules are tested without.
    pub fn granted(self) -> Self {
        Self {
            by_the_settings: true,
            ..self
        }
    }

    pub fn when(self, command: A::Command) -> Then<A> {
        self.when_all([command])
    }

    /// Several commands of one request.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "tests read better without `&`"
    )]
    pub fn when_all<const N: usize>(self, commands: [A::Command; N]) -> Then<A> {
        let access = if self.by_the_settings {
            Access::of(&self.actor, &self.catalog)
        } else {
            unscoped(&self.actor, &self.catalog)
        };
        let context = Context {
            now: NOW,
            actor: self.actor,
            access: &access,
            catalog: &self.catalog,
        };
        Then(decide_all(&self.state, &commands, &context))
    }
}

/// Whoever asks may do everything to every ticket, except that only those who really may moderate do.
pub fn unscoped(actor: &Actor, catalog: &Catalog) -> Access {
    let granted = Access::of(actor, catalog);
    if granted.is_everything() {
        return granted;
    }
    if granted.allows(Permission::Moderate) {
        return Access::unscoped(Permissions::all());
    }
    let moderate = [Permission::Moderate].into_iter().collect();
    Access::unscoped(Permissions::all().without(moderate))
}

/// What Ana's command leads to.
pub fn decide<A: Aggregate>(
    state: &A,
    command: &A::Command,
    catalog: &Catalog,
) -> Result<Vec<A::Event>, A::Error> {
    let access = unscoped(&HAPPENED.actor, catalog);
    let context = Context {
        now: NOW,
        actor: HAPPENED.actor,
        access: &access,
        catalog,
    };
    decide_all(state, std::slice::from_ref(command), &context)
}

/// Decides as the event store does: each command on the state that the last one left, all of them
/// even when one is refused, and the whole once more at the end.
pub fn decide_all<A: Aggregate>(
    state: &A,
    commands: &[A::Command],
    context: &Context<'_>,
) -> Result<Vec<A::Event>, A::Error> {
    let (mut after, mut all, mut errors) = (state.clone(), Vec::new(), Vec::new());
    let happened = Happened {
        at: context.now,
        actor: context.actor,
    };
    for command in commands {
        match after.decide(command, context) {
            Ok(events) => {
                (events.iter()).for_each(|event| after.evolve(event, &happened));
                all.extend(events);
            }
            Err(error) => errors.push(error),
        }
    }
    if !all.is_empty() {
        errors.extend(after.settled(state, context).err());
    }
    if errors.is_empty() {
        Ok(all)
    } else {
        Err(A::together(errors))
    }
}

pub struct Then<A: Aggregate>(pub Result<Vec<A::Event>, A::Error>);

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
            Self::NotFound(_) | Self::Exists(_) | Self::Retired(_) | Self::Forbidden(_) => &[],
        }
    }
}
