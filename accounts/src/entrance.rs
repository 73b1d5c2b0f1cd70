//! Lets in whom a provider has confirmed: finds or makes the member, gives the roles that their
//! groups stand for, begins a session.

use crate::audit::Cause;
use crate::identities::{Claim, Identity};
use crate::sign_in::count;
use crate::{Accounts, AccountsError, Admission, Arrival, Denial, Device, Opened, Trust};
use domain::account::{AccountEvent, SignInMethod};
use domain::setting::{Member, Setting, SettingCommand};
use domain::{Actor, Catalog, MemberId};
use eventstore::{Execute, ExecuteError, Live, StoreError};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// How often it is decided anew when others change the same member.
const ATTEMPTS: usize = 3;
/// How long the settings may take to be as new as the log.
const PATIENCE: Duration = Duration::from_secs(2);

/// Somebody whom a provider has confirmed.
#[derive(Clone, Copy, Debug)]
pub struct Confirmed<'a> {
    /// Key of the provider.
    pub provider: &'a str,
    pub issuer: &'a str,
    /// Theirs at the issuer for ever.
    pub subject: &'a str,
    /// Only where the provider made sure of it.
    pub verified_email: Option<&'a str>,
    pub name: Option<&'a str>,
    pub groups: &'a [String],
}

/// What is to be saved of a member before they come in, if anything.
struct Change<'a> {
    member: MemberId,
    command: Option<SettingCommand<Member>>,
    /// On which it was decided.
    catalog: &'a Catalog,
    correlation_id: Uuid,
}

impl Accounts {
    /// Begins a session of the member whom they are or become. Decides on the newest settings:
    /// whoever was retired a moment ago, in whatever process, does not come in. What changes of a
    /// member is saved by the system, and is in force when this returns.
    pub async fn enter(
        &self,
        who: Confirmed<'_>,
        (trust, catalog): (&Trust, &Live<Catalog>),
        device: &Device,
    ) -> Result<Opened, AccountsError> {
        let correlation = Uuid::now_v7();
        let admitted = self.admit(who, (trust, catalog), correlation).await;
        if let Err(AccountsError::Denied(denial)) = &admitted {
            self.denied(*denial, who.provider).await?;
        }
        let member = admitted?;
        count("signed_in");
        let cause = correlated(Actor::member(member.0), correlation);
        let by = (SignInMethod::Oidc, Some(who.provider));
        self.begin(member, by, (device, &cause)).await
    }

    async fn admit(
        &self,
        who: Confirmed<'_>,
        (trust, live): (&Trust, &Live<Catalog>),
        correlation_id: Uuid,
    ) -> Result<MemberId, AccountsError> {
        let (mut linked, mut refused) = (false, None);
        for _ in 0..ATTEMPTS {
            let known = self.identified(who.identity()).await?;
            let catalog = self.newest(live).await?;
            let admission = trust.admit(who.arrival(known), &catalog)?;
            let new = matches!(admission, Admission::New(_));
            let (member, command) = work(admission, known);
            if known != Some(member) {
                match self.claim(who.identity(), member, known).await? {
                    Claim::Made => {}
                    Claim::Outdated => continue,
                    Claim::Taken => return Err(Denial::OtherIdentity(member).into()),
                }
            }
            linked |= new || known != Some(member);
            let admitted = command.is_some().then_some(new);
            let change = Change {
                member,
                command,
                catalog: &catalog,
                correlation_id,
            };
            match self.save(change, live).await {
                Ok(()) => {
                    self.tell(member, who.provider, (linked, admitted, correlation_id))
                        .await?;
                    return Ok(member);
                }
                // somebody else was quicker, perhaps the same person in another window
                Err(ExecuteError::Refused(error)) => refused = Some(AccountsError::Unfit(error)),
                Err(ExecuteError::Store(error)) => return Err(error.into()),
                Err(_) => {}
            }
        }
        Err(refused.unwrap_or(AccountsError::Store(StoreError::Busy)))
    }

    async fn newest(&self, live: &Live<Catalog>) -> Result<Arc<Catalog>, AccountsError> {
        let head = self.audit.store().head().await?;
        let newest = live.at_least(head, PATIENCE).await;
        newest.ok_or(AccountsError::Store(StoreError::Busy))
    }

    /// Waits until the settings have it, so that it holds from the first request on.
    async fn save(
        &self,
        change: Change<'_>,
        live: &Live<Catalog>,
    ) -> Result<(), ExecuteError<domain::setting::SettingError>> {
        let Some(command) = change.command else {
            return Ok(());
        };
        let (id, catalog) = (change.member.0, change.catalog);
        let now = Timestamp::now();
        let mut request = Execute::<Setting<Member>>::new(id, command, Actor::SYSTEM, catalog, now);
        request.correlation_id = Some(change.correlation_id);
        request.expected_version = catalog.members.get(id).map(|entry| entry.version);
        let executed = self.audit.store().execute(request).await?;
        live.at_least(executed.position, PATIENCE).await;
        Ok(())
    }

    /// Records what the provider's word led to.
    async fn tell(
        &self,
        member: MemberId,
        provider: &str,
        (linked, admitted, correlation): (bool, Option<bool>, Uuid),
    ) -> Result<(), AccountsError> {
        let provider = || provider.to_owned();
        let admitted = admitted.map(|made| AccountEvent::Admitted {
            member,
            provider: provider(),
            made,
        });
        let linked = linked.then(|| AccountEvent::IdentityLinked {
            member,
            provider: provider(),
        });
        let events: Vec<_> = admitted.into_iter().chain(linked).collect();
        if !events.is_empty() {
            let cause = correlated(Actor::SYSTEM, correlation);
            self.audit.record(member, events, &cause).await?;
        }
        Ok(())
    }

    async fn denied(&self, denial: Denial, provider: &str) -> Result<(), AccountsError> {
        let reason = denial.as_str();
        count(reason);
        tracing::info!(
            provider,
            reason,
            "somebody whom a provider confirmed was turned away"
        );
        if let Some((member, reason)) = denial.failure() {
            let event = AccountEvent::SignInFailed {
                member,
                reason,
                provider: Some(provider.to_owned()),
            };
            let nobody = Cause::new(Actor::SYSTEM);
            self.audit.record(member, vec![event], &nobody).await?;
        }
        // what they may do where they are signed in already, they owe to groups that they left
        if let Denial::NoRole(Some(member)) = denial {
            let cause = Cause::new(Actor::SYSTEM);
            self.revoke_all(member, None, &cause).await?;
        }
        Ok(())
    }
}

impl<'a> Confirmed<'a> {
    fn identity(&self) -> Identity<'a> {
        Identity {
            issuer: self.issuer,
            subject: self.subject,
        }
    }

    fn arrival(&self, known: Option<MemberId>) -> Arrival<'a> {
        Arrival {
            known,
            verified_email: self.verified_email,
            name: self.name,
            groups: self.groups,
        }
    }
}

/// Who it is, and what must be saved of them. Whoever is made gets the id for which the account was
/// taken already, when it broke off there before.
fn work(
    admission: Admission,
    known: Option<MemberId>,
) -> (MemberId, Option<SettingCommand<Member>>) {
    match admission {
        Admission::Member(id, change) => (id, change.map(SettingCommand::Save)),
        Admission::New(member) => {
            let id = known.unwrap_or_else(|| MemberId(Uuid::now_v7()));
            (id, Some(SettingCommand::Create(member)))
        }
    }
}

fn correlated(actor: Actor, correlation: Uuid) -> Cause {
    Cause {
        correlation_id: Some(correlation),
        ..Cause::new(actor)
    }
}
