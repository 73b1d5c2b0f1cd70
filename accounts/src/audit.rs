//! Tells the log what happens at the door.

use crate::AccountsError;
use domain::account::{Account, AccountEvent};
use domain::portal_account::{PortalAccount, PortalAccountEvent};
use domain::{Access, Actor, Aggregate, Catalog, MemberId};
use eventstore::{EventStore, Execute, ExecuteError};
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
    /// What ties it to other commands of the same request; its own id unless told otherwise.
    pub correlation_id: Option<Uuid>,
}

impl Cause {
    /// A command of its own.
    #[must_use]
    pub fn new(actor: Actor) -> Self {
        Self {
            actor,
            command_id: Uuid::now_v7(),
            remember: None,
            correlation_id: None,
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

    /// The log itself, for what is decided at the door and changes more than accounts.
    pub fn store(&self) -> &EventStore {
        &self.0
    }

    /// Records what happened to a member's account; its position in the log.
    pub async fn record(
        &self,
        member: MemberId,
        events: Vec<AccountEvent>,
        cause: &Cause,
    ) -> Result<i64, AccountsError> {
        self.append::<Account>(Account::id(member), events, cause)
            .await
    }

    /// Records what happened to a customer's way into the portal.
    pub async fn record_portal(
        &self,
        event: PortalAccountEvent,
        actor: Actor,
    ) -> Result<(), AccountsError> {
        let id = PortalAccount::id(event.customer());
        let cause = Cause::new(actor);
        self.append::<PortalAccount>(id, vec![event], &cause)
            .await?;
        Ok(())
    }

    async fn append<A>(
        &self,
        stream_id: Uuid,
        happened: Vec<A::Command>,
        cause: &Cause,
    ) -> Result<i64, AccountsError>
    where
        A: Aggregate,
        AccountsError: From<ExecuteError<A::Error>>,
    {
        let catalog = Catalog::default(); // no decision looks anything up
        let request = Execute::<A> {
            stream_id,
            commands: happened,
            actor: cause.actor,
            access: Cow::Borrowed(Access::everything()),
            catalog: &catalog,
            now: Timestamp::now(),
            command_id: cause.command_id,
            causation_id: None,
            correlation_id: cause.correlation_id,
            creates: false,
            expected_version: None,
            remember: cause.remember.clone(),
        };
        Ok(self.0.execute(request).await?.position)
    }
}
