//! One rule's turn on a ticket: what it does as commands, or the word that it was stopped.

use crate::cause::{ACTION, Cause, FIRED, REFUSED};
use crate::chain::Verdict;
use crate::desk::Desk;
use crate::failing;
use crate::letters::is_sent;
use commands::CommandError;
use commands::tickets::RuleStep;
use domain::automation::{Action, MAX_CHAIN, MAX_FAILURES, Matched, Rule, RuleAction};
use domain::ids::derived;
use domain::ticket::{RuleFired, Ticket, TicketCommand};
use domain::{Actor, Catalog, RuleId};
use eventstore::{Execute, ExecuteError, StoreError, Transact};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A rule in one version, and what set it off.
#[derive(Clone, Debug)]
pub(crate) struct Run<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) catalog: &'a Catalog,
    pub(crate) cause: Cause,
    pub(crate) id: RuleId,
    pub(crate) version: i32,
    pub(crate) rule: &'a Rule,
    /// What its condition found.
    pub(crate) matched: Vec<Matched>,
    /// The ticket, read just now, does not tell that this cause set the rule off.
    pub(crate) is_new: bool,
}

/// What was done when the rule was set off by this very cause before.
#[derive(Debug, Default)]
struct Before {
    /// The ticket tells that the rule was set off.
    told: bool,
    /// Places of the actions that were carried out.
    actions: Vec<usize>,
    /// It is told that one was refused: that was the end of it.
    refused: bool,
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

    /// Tells that the rule was set off, and carries the actions out, in order, up to the first that
    /// is refused. The word that it was set off goes into the log with the first change.
    pub(crate) async fn act(&self) -> Result<(), StoreError> {
        metrics::counter!("docket_automation_rules_run_total").increment(1);
        let before = self.before().await?;
        if before.refused {
            return Ok(());
        }
        let mut told = before.told;
        for (index, action) in self.rule.actions.iter().enumerate() {
            if before.actions.contains(&index) {
                continue;
            }
            if is_sent(action) {
                self.tell_firing(&mut told).await?;
                self.send(index, action).await?;
            } else if let Answer::Refused(why) = self.act_once(index, action, told).await? {
                self.tell_firing(&mut told).await?;
                return self.failed(index, &why).await;
            } else {
                told = true;
            }
            metrics::counter!("docket_automation_actions_total").increment(1);
        }
        self.desk.failures.forget(self.id).await
    }

    /// What was done when the rule was set off by this very cause before.
    async fn before(&self) -> Result<Before, StoreError> {
        if self.is_new {
            return Ok(Before::default());
        }
        let ids =
            |kind| (0..self.rule.actions.len()).map(move |index| self.command_id(kind, index));
        let (actions, refused): (Vec<_>, Vec<_>) = (ids(ACTION).collect(), ids(REFUSED).collect());
        let all = [&actions[..], &refused, &[self.command_id(FIRED, 0)]].concat();
        let done = self.desk.store.commands_done(&all).await?;
        let carried_out = |index: &usize| done.contains_key(&actions[*index]);
        Ok(Before {
            told: !done.is_empty(),
            actions: (0..actions.len()).filter(carried_out).collect(),
            refused: refused.iter().any(|id| done.contains_key(id)),
        })
    }

    /// Tells by itself that the rule was set off, unless it is `told`.
    async fn tell_firing(&self, told: &mut bool) -> Result<(), StoreError> {
        if std::mem::replace(told, true) {
            return Ok(());
        }
        let id = self.command_id(FIRED, 0);
        if let Answer::Refused(why) = self.issue(id, b"fired", self.firing()).await? {
            let (rule, ticket) = (self.id, self.cause.ticket);
            tracing::warn!(%rule, %ticket, why, "the ticket cannot tell that a rule was set off");
        }
        Ok(())
    }

    fn firing(&self) -> TicketCommand {
        TicketCommand::FireRule(RuleFired {
            rule: self.id,
            rule_version: self.version,
            name: self.rule.name.clone(),
            on: self.cause.name.clone(),
            due_at: self.cause.due_at,
            matched: self.matched.clone(),
        })
    }

    /// Carries an action out that was not carried out before; `told`: the ticket tells already that
    /// the rule was set off.
    pub(crate) async fn act_once(
        &self,
        index: usize,
        action: &Action,
        told: bool,
    ) -> Result<Answer, StoreError> {
        let id = self.command_id(ACTION, index);
        let asked = serde_json::to_vec(action).unwrap_or_default(); // the id alone would do
        let ticket = self.cause.ticket;
        let number = match action {
            Action::Own(RuleAction::CreateLinked(_)) => self.desk.store.next_numbers(1).await?[0],
            _ => 0,
        };
        let work = RuleStep {
            ticket,
            action,
            seed: id,
            at: self.cause.at,
            previous: self.desk.previous(ticket, action).await?,
            loads: self.desk.loads(ticket, action, self.catalog).await?,
            number,
            first: (!told).then(|| self.firing()),
        };
        let request = Transact {
            command_id: id,
            causation_id: self.cause.event,
            correlation_id: Some(self.cause.chain),
            remember: Some(Sha256::digest(asked).to_vec()),
            looked_up: true,
            ..Transact::new(ticket.0, self.actor(), self.catalog, Timestamp::now())
        };
        answer(self.desk.store.transact(request, &work).await)
    }

    /// Tells that an action was refused, and parks a rule of which that is the usual outcome.
    async fn failed(&self, index: usize, why: &str) -> Result<(), StoreError> {
        let id = self.command_id(REFUSED, index);
        let reason = self.refused(index, why);
        self.tell_stop(id, &reason).await?;
        let loaded = self.desk.store.load::<Ticket>(self.cause.ticket.0).await?;
        if loaded.state.open().is_err() {
            return Ok(()); // deleted or merged, it would refuse every rule
        }
        let rule = (self.id, self.version);
        if self.desk.failures.add(rule, self.cause.ticket).await? < MAX_FAILURES {
            return Ok(());
        }
        failing::park(self.desk, self.catalog, rule, self.rule, &reason).await
    }

    /// A rule that keeps being set off within one chain is told of once.
    async fn keep_from_running(&self, reason: &str) -> Result<(), StoreError> {
        let value = format!("{}/{}/{}", self.id, self.cause.chain, self.cause.ticket);
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
            let (rule, ticket) = (self.id, self.cause.ticket);
            tracing::warn!(%rule, %ticket, reason, why, "a rule was stopped, and the ticket cannot say so");
        }
        Ok(())
    }

    /// Issues a command that is carried out once, however often it comes. `asked` must be the same
    /// each time.
    pub(crate) async fn issue(
        &self,
        command_id: Uuid,
        asked: &[u8],
        command: TicketCommand,
    ) -> Result<Answer, StoreError> {
        let (ticket, now) = (self.cause.ticket.0, Timestamp::now());
        let mut request = Execute::<Ticket>::new(ticket, command, self.actor(), self.catalog, now);
        request.command_id = command_id;
        request.causation_id = self.cause.event;
        request.correlation_id = Some(self.cause.chain);
        request.remember = Some(Sha256::digest(asked).to_vec());
        answer(
            self.desk
                .store
                .execute(request)
                .await
                .map_err(ExecuteError::widen),
        )
    }

    fn actor(&self) -> Actor {
        Actor::rule(self.id.0, self.version)
    }

    pub(crate) fn command_id(&self, kind: &str, index: usize) -> Uuid {
        self.cause.command_id(self.id, kind, index)
    }

    fn ran_before(&self, version: i32) -> String {
        let (name, event) = (&self.rule.name, &self.cause.name);
        format!(
            "Rule \"{name}\" was kept from running on {event}: version {version} of the ticket set \
             it off before in the same chain, and rules must not chase each other."
        )
    }

    fn too_long(&self) -> String {
        let (name, event) = (&self.rule.name, &self.cause.name);
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
fn answer<T>(outcome: Result<T, ExecuteError<CommandError>>) -> Result<Answer, StoreError> {
    match outcome {
        Ok(_) => Ok(Answer::Done),
        Err(ExecuteError::Refused(error)) => Ok(Answer::Refused(error.to_string())),
        Err(ExecuteError::Store(StoreError::Append(error))) => {
            Ok(Answer::Refused(error.to_string()))
        }
        Err(ExecuteError::KeyReused) => {
            // carried out by a program that spelled the same action in another way
            tracing::warn!("an action was carried out before, in another form");
            Ok(Answer::Done)
        }
        Err(ExecuteError::Store(error)) => Err(error),
        Err(ExecuteError::Conflict | ExecuteError::VersionMismatch { .. }) => Err(StoreError::Busy),
    }
}
