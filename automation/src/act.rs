//! One rule's turn for one event: its actions as commands, or the word that it was stopped.

use crate::chain::Verdict;
use domain::automation::{Action, MAX_CHAIN, Rule};
use domain::ids::derived;
use domain::ticket::{Ticket, TicketCommand, TicketError};
use domain::{Actor, Catalog, Recorded, RuleId};
use eventstore::{EventStore, Execute, ExecuteError, StoreError};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A rule in one version, and the event that set it off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    pub(crate) store: &'a EventStore,
    pub(crate) catalog: &'a Catalog,
    pub(crate) event: &'a Recorded,
    pub(crate) id: RuleId,
    pub(crate) version: i32,
    pub(crate) rule: &'a Rule,
}

/// What became of a command.
#[derive(Debug)]
pub(crate) enum Answer {
    Done,
    /// The rules of tickets say no, whenever it is asked: this is why.
    Refused(String),
}

impl Run<'_> {
    /// Does what the verdict asks for. Doing it again changes nothing.
    pub(crate) async fn finish(&self, verdict: Verdict) -> Result<(), StoreError> {
        match verdict {
            Verdict::Run => self.act().await,
            Verdict::Done => Ok(()),
            Verdict::RanBefore(version) => self.keep_from_running(&self.ran_before(version)).await,
            Verdict::TooLong => self.keep_from_running(&self.too_long()).await,
        }
    }

    /// Carries the actions out, in order, up to the first that is refused.
    async fn act(&self) -> Result<(), StoreError> {
        metrics::counter!("docket_automation_rules_run_total").increment(1);
        for (index, action) in self.rule.actions.iter().enumerate() {
            match self.act_once(index, action).await? {
                Answer::Done => {
                    metrics::counter!("docket_automation_actions_total").increment(1);
                }
                Answer::Refused(why) => {
                    let id = self.command_id("automation.refused", index);
                    return self.tell_stop(id, &self.refused(index, &why)).await;
                }
            }
        }
        Ok(())
    }

    pub(crate) async fn act_once(
        &self,
        index: usize,
        action: &Action,
    ) -> Result<Answer, StoreError> {
        let id = self.command_id("automation.action", index);
        let message = derived("automation.message", &id.to_string());
        let asked = serde_json::to_vec(action).unwrap_or_default(); // the id alone would do
        self.issue(id, &asked, action.command(message)).await
    }

    /// A rule that keeps being set off within one chain is told of once.
    async fn keep_from_running(&self, reason: &str) -> Result<(), StoreError> {
        let (ticket, chain) = (self.event.stream_id, self.event.correlation_id);
        let value = format!("{}/{chain}/{ticket}", self.id);
        self.tell_stop(derived("automation.stopped", &value), reason)
            .await
    }

    async fn tell_stop(&self, command_id: Uuid, reason: &str) -> Result<(), StoreError> {
        metrics::counter!("docket_automation_stops_total").increment(1);
        let command = TicketCommand::StopAutomation {
            rule: self.id,
            rule_version: self.version,
            reason: reason.to_owned(),
        };
        if let Answer::Refused(why) = self.issue(command_id, b"stop", command).await? {
            let (rule, ticket) = (self.id, self.event.stream_id);
            tracing::warn!(%rule, %ticket, reason, why, "a rule was stopped, and the ticket cannot say so");
        }
        Ok(())
    }

    /// Issues a command that is carried out once, however often it comes. `asked` must be the same
    /// each time.
    async fn issue(
        &self,
        command_id: Uuid,
        asked: &[u8],
        command: TicketCommand,
    ) -> Result<Answer, StoreError> {
        let actor = Actor::rule(self.id.0, self.version);
        let (ticket, now) = (self.event.stream_id, Timestamp::now());
        let mut request = Execute::<Ticket>::new(ticket, command, actor, self.catalog, now);
        request.command_id = command_id;
        request.causation_id = Some(self.event.id);
        request.correlation_id = Some(self.event.correlation_id);
        request.remember = Some(Sha256::digest(asked).to_vec());
        match self.store.execute(request).await {
            Ok(_) => Ok(Answer::Done),
            Err(error) => answer(error),
        }
    }

    fn command_id(&self, kind: &str, index: usize) -> Uuid {
        let (rule, version, event) = (self.id, self.version, self.event.id);
        derived(kind, &format!("{rule}/{version}/{event}/{index}"))
    }

    fn ran_before(&self, version: i32) -> String {
        let (name, event) = (&self.rule.name, &self.event.name);
        format!(
            "Rule \"{name}\" was kept from running on {event}: version {version} of the ticket set \
             it off before in the same chain, and rules must not chase each other."
        )
    }

    fn too_long(&self) -> String {
        let (name, event) = (&self.rule.name, &self.event.name);
        format!(
            "Rule \"{name}\" was kept from running on {event}: {MAX_CHAIN} rules have set each \
             other off before it, and more are not allowed."
        )
    }

    fn refused(&self, index: usize, why: &str) -> String {
        let (name, count) = (&self.rule.name, self.rule.actions.len());
        let number = index + 1;
        format!("Rule \"{name}\" stopped at action {number} of {count}: {why}.")
    }
}

/// Tells what is final from what may pass.
fn answer(error: ExecuteError<TicketError>) -> Result<Answer, StoreError> {
    match error {
        ExecuteError::Refused(error) => Ok(Answer::Refused(error.to_string())),
        ExecuteError::Store(StoreError::Append(error)) => Ok(Answer::Refused(error.to_string())),
        ExecuteError::KeyReused => {
            // carried out by a program that spelled the same action in another way
            tracing::warn!("an action was carried out before, in another form");
            Ok(Answer::Done)
        }
        ExecuteError::Store(error) => Err(error),
        ExecuteError::Conflict | ExecuteError::VersionMismatch { .. } => Err(StoreError::Busy),
    }
}
