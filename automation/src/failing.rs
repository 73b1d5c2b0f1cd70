//! Rules that keep failing are parked, so that they leave off filling tickets with refusals.

mod notice;

use crate::desk::Desk;
use crate::pool;
use deadpool_postgres::Pool;
use domain::automation::{MAX_FAILURES, Parked, Rule};
use domain::ids::derived;
use domain::setting::{Setting, SettingCommand};
use domain::{Actor, Catalog, RuleId, TicketId};
use eventstore::{Execute, ExecuteError, StoreError};
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// On how many tickets in a row each rule failed. Derived: dropped, it is counted anew.
#[derive(Clone, Debug)]
pub(crate) struct Failures {
    pool: Pool,
    /// Rules of which nothing is noted, as far as this process knows.
    clean: Arc<Mutex<HashSet<RuleId>>>,
}

impl Failures {
    /// Fails when `database_url` is no URL.
    pub fn connect(database_url: &str) -> Result<Self, StoreError> {
        let pool = pool::connect(database_url, "docket rules")?;
        let clean = Arc::default();
        Ok(Self { pool, clean })
    }

    /// Another process may have noted something meanwhile.
    pub fn look_anew(&self) {
        self.clean().clear();
    }

    fn clean(&self) -> MutexGuard<'_, HashSet<RuleId>> {
        self.clean.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a version of a rule failed on a ticket; how many those are by now.
    pub async fn add(&self, rule: (RuleId, i32), ticket: TicketId) -> Result<i64, StoreError> {
        let client = self.pool.get().await?;
        let (id, version) = rule;
        client.execute(ADD, &[&id.0, &version, &ticket.0]).await?;
        self.clean().remove(&id);
        Ok(client.query_one(COUNT, &[&id.0, &version]).await?.get(0))
    }

    /// Notes that it went well once more.
    pub async fn forget(&self, rule: RuleId) -> Result<(), StoreError> {
        if !self.clean().insert(rule) {
            return Ok(());
        }
        let forgotten = self.delete(rule).await;
        if forgotten.is_err() {
            self.clean().remove(&rule);
        }
        forgotten
    }

    async fn delete(&self, rule: RuleId) -> Result<(), StoreError> {
        let client = self.pool.get().await?;
        client.execute(FORGET, &[&rule.0]).await?;
        Ok(())
    }
}

/// Parks a rule in the version that failed, and tells whoever may change it; one that was saved since
/// is left alone.
pub(crate) async fn park(
    desk: &Desk,
    catalog: &Catalog,
    (id, version): (RuleId, i32),
    rule: &Rule,
    why: &str,
) -> Result<(), StoreError> {
    let now = Timestamp::now();
    let reason = format!("It failed on {MAX_FAILURES} tickets in a row, the last time so: {why}");
    let parked = Rule {
        parked: Some(Parked { since: now, reason }),
        ..rule.clone()
    };
    let command = SettingCommand::Save(parked);
    let mut request = Execute::<Setting<Rule>>::new(id.0, command, Actor::SYSTEM, catalog, now);
    request.command_id = derived("automation.parked", &format!("{id}/{version}"));
    request.remember = Some(id.0.as_bytes().to_vec());
    request.expected_version = Some(version);
    match desk.store.execute(request).await {
        Ok(parking) => {
            if !parking.repeated {
                metrics::counter!("docket_automation_rules_parked_total").increment(1);
                tracing::warn!(rule = %id, why, "a rule keeps failing and was parked; save it again to go on");
            }
            notice::put(desk, catalog, (id, rule), &parking).await
        }
        Err(ExecuteError::VersionMismatch { .. } | ExecuteError::KeyReused) => Ok(()),
        Err(ExecuteError::Refused(error)) => {
            tracing::error!(%error, rule = %id, "a rule that keeps failing cannot be parked");
            Ok(())
        }
        Err(ExecuteError::Store(error)) => Err(error),
        Err(ExecuteError::Conflict) => Err(StoreError::Busy),
    }
}

const ADD: &str = "
INSERT INTO automation.rule_failures (rule_id, rule_version, ticket_id)
VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING";

const COUNT: &str = "
SELECT count(*)
FROM automation.rule_failures
WHERE rule_id = $1
  AND rule_version = $2";

const FORGET: &str = "
DELETE FROM automation.rule_failures
WHERE rule_id = $1";
