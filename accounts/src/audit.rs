//! Tells the log what happens at the door.

use crate::AccountsError;
use domain::account::{Account, AccountEvent};
use domain::{Access, Actor, Catalog, MemberId};
use eventstore::{EventStore, Execute};
use jiff::Timestamp;
use std::borrow::Cow;
use uuid::Uuid;

/// Who caused something, and by which command.
#[derive(Clone, Debug)]
pub struct Cause {
    pub actor: Actor,
    pub command_id: Uuid,
    /// A hash of what was asked, where the command must not happen twice.
    pub remember: Option<Vec<u8>>,
}

impl Cause {
    /// A command of its own.
    #[must_use]
    pub fn new(actor: Actor) -> Self {
        Self {
            actor,
            command_id: Uuid::now_v7(),
            remember: None,
        }
    }

    /// The member themselves.
    #[must_use]
    pub fn of(member: MemberId) -> Self {
        Self::new(Actor::member(member.0))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Audit(EventStore);

impl Audit {
    pub fn new(store: EventStore) -> Self {
        Self(store)
    }

    /// Records what happened to a member's account; its position in the log.
    pub async fn record(
        &self,
        member: MemberId,
        events: Vec<AccountEvent>,
        cause: &Cause,
    ) -> Result<i64, AccountsError> {
        let catalog = Catalog::default(); // no decision looks anything up
        let id = Account::id(member);
        let request = Execute::<Account> {
            stream_id: id,
            commands: events,
            actor: cause.actor,
            access: Cow::Borrowed(Access::everything()),
            catalog: &catalog,
            now: Timestamp::now(),
            command_id: cause.command_id,
            causation_id: None,
            correlation_id: None,
            creates: false,
            expected_version: None,
            remember: cause.remember.clone(),
        };
        Ok(self.0.execute(request).await?.position)
    }
}
