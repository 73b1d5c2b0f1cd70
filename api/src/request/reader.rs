//! A member who reads.

use crate::app::{PATIENCE, State};
use crate::auth::{self, Principal};
use crate::problem::Problem;
use crate::request::{headers, recognised};
use domain::condition::Viewpoint;
use domain::{Access, Audience, Catalog, MemberId, locale};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use poem::Request;
use std::sync::Arc;
use uuid::Uuid;

/// A recognised member and the catalog as they must have seen it.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    pub state: Arc<State>,
    pub principal: Principal,
    /// What they may do.
    pub access: Arc<Access>,
    /// At least as new as `min_position`.
    pub catalog: Arc<Catalog>,
    /// What the caller has seen already; answers must not be older.
    pub min_position: i64,
    /// What an `Idempotency-Key` stands for.
    pub(super) command: Option<Uuid>,
}

impl Reader {
    pub async fn of(request: &Request) -> Result<Self, Problem> {
        let state = request.data::<Arc<State>>().cloned();
        let state = state.ok_or_else(|| Problem::internal(&"a route without state"))?;
        let proof = auth::proof(&state, request).await?;
        let min_position = min_position(request)?;
        // what the key may do must be known, or it would pass for one that may do more
        let since = proof.since().unwrap_or(0);
        let catalog = catalog_at(&state, min_position.max(since)).await?;
        let principal = auth::principal(proof, &catalog)?;
        state.limiter.recognised(request, principal.me())?;
        let access = Access::of(&principal.actor(), &catalog);
        state.gate.check(request, &access)?;
        Ok(Self {
            principal,
            access: Arc::new(access),
            state,
            catalog,
            min_position,
            command: None,
        })
    }

    /// Whoever asks, as visibility depends on it.
    pub fn audience(&self) -> &Audience {
        self.access.audience()
    }

    /// Whoever asks, where only a member will do.
    pub fn member(&self) -> Result<MemberId, Problem> {
        self.principal.require_member()
    }

    /// Where they stand, for conditions: in the time zone that [`Reader::time_zone`] tells. `Err`
    /// says what to send instead.
    pub fn viewpoint(&self, zone: Option<&str>) -> Result<Viewpoint, String> {
        let member = self.principal.require_member().ok();
        let (now, zone) = (Timestamp::now(), self.time_zone(zone)?);
        Ok(Viewpoint::new(now, zone, member.map(|id| id.0)))
    }

    /// The time zone of this name; without one that of their working hours, else UTC. `Err` says
    /// what to send instead.
    pub fn time_zone(&self, name: Option<&str>) -> Result<TimeZone, String> {
        let Some(name) = name else {
            let member = self.principal.require_member().ok();
            let hours = member.and_then(|id| self.catalog.member(id)?.calendar.as_ref());
            let own = hours.and_then(|hours| locale::time_zone(&hours.time_zone));
            return Ok(own.unwrap_or(TimeZone::UTC));
        };
        let wrong = "must be a time zone of the IANA database, such as Asia/Jerusalem";
        locale::time_zone(name).ok_or_else(|| wrong.to_owned())
    }

    /// The language of this tag; without one the member's own, else the workspace's first. `Err`
    /// says what to send instead.
    pub fn language(&self, tag: Option<&str>) -> Result<String, String> {
        let Some(tag) = tag else {
            let member = self.principal.member();
            let own = member.and_then(|id| self.catalog.member(id)?.language.clone());
            let usual = || self.catalog.workspace().languages.first().cloned();
            return Ok(own.or_else(usual).unwrap_or_else(|| "en".to_owned()));
        };
        let wrong = "must be a language tag like ar, he or en";
        locale::language(tag).ok_or_else(|| wrong.to_owned())
    }

    /// Whether the request was carried out before: then it is answered as it was, whatever has come
    /// out of reach since, perhaps by this very request.
    pub async fn was_done(&self) -> Result<bool, Problem> {
        match self.command {
            Some(command) => Ok(self.state.app.store.command_done(command).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Waits until the ticket list has what the caller has seen.
    pub async fn wait_for_tickets(&self) -> Result<(), Problem> {
        self.wait_for("tickets").await
    }

    /// Waits until the ticket list has everything up to `position`.
    pub async fn wait_for_tickets_at(&self, position: i64) -> Result<(), Problem> {
        self.wait_for_at("tickets", position).await
    }

    /// Waits until the read model `name` has what the caller has seen.
    pub async fn wait_for(&self, name: &str) -> Result<(), Problem> {
        self.wait_for_at(name, self.min_position).await
    }

    async fn wait_for_at(&self, name: &str, position: i64) -> Result<(), Problem> {
        if position == 0 {
            return Ok(());
        }
        let read = &self.state.app.read;
        if read.wait_for(name, position, PATIENCE).await? {
            Ok(())
        } else {
            Err(behind(&format!("list of {name}")))
        }
    }
}

pub(super) async fn catalog_at(state: &State, position: i64) -> Result<Arc<Catalog>, Problem> {
    let catalog = &state.app.catalog;
    if catalog.position() >= position {
        return Ok(catalog.now());
    }
    check_reachable(state, position).await?;
    let waited = catalog.at_least(position, PATIENCE).await;
    waited.ok_or_else(|| behind("catalog"))
}

fn behind(what: &str) -> Problem {
    let detail = format!("The {what} has not reached this position yet. Try again in a moment.");
    Problem::unavailable(&detail, &"a read model is behind")
}

/// A position that the log does not have is waited for in vain.
async fn check_reachable(state: &State, min_position: i64) -> Result<(), Problem> {
    let head = state.app.store.head().await?;
    if min_position <= head {
        return Ok(());
    }
    let detail = format!("lies beyond the end of the log, which is at {head}");
    Err(Problem::parameter(headers::MIN_POSITION, detail))
}

/// The larger of what the header and the query ask for.
pub(super) fn min_position(request: &Request) -> Result<i64, Problem> {
    let header = headers::min_position(request)?;
    let mut pairs = request.uri().query().unwrap_or_default().split('&');
    let text = pairs.find_map(|pair| pair.strip_prefix("min_position="));
    let query = text.map(|text| headers::position("min_position", text));
    Ok(header.max(query.transpose()?).unwrap_or(0))
}

recognised!(Reader);
