//! Which charts and lists changed, as server-sent events.

use super::changes::{Changes, Eye, What};
use crate::app::State;
use crate::auth::Principal;
use crate::events::stream::{KEEP_ALIVE, LOOK, RETRY_MS, next, still, wait};
use crate::request::Reader;
use crate::veil::Sight;
use domain::{Access, Catalog, Recorded};
use eventstore::{EventFilter, StoreError, Subscription};
use futures_util::{Stream, StreamExt, stream};
use poem::web::sse::{self, SSE};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until};

/// The operation that this is, as the table of permissions names it.
const OPERATION: &str = "follow_analytics";
/// What changed within this time is told together: at most four times a second.
const PACE: Duration = Duration::from_millis(250);
/// Most events that are looked at together.
const MOST: usize = 2_000;
/// What the events are about that change charts: what a status means among them.
const CATEGORIES: [&str; 6] = [
    "ticket",
    "status",
    "priority",
    "department",
    "member",
    "field",
];

/// An answer that ends with the connection, the program or the right to see statistics.
pub(crate) struct ChangeStream(SSE);

impl ChangeStream {
    /// Everything that changes after `position`.
    pub fn begin(reader: &Reader, position: i64) -> Self {
        let app = &reader.state.app;
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let filter = EventFilter::categories(&CATEGORIES);
        let follower = Follower {
            state: reader.state.clone(),
            principal: reader.principal,
            subscription: app.store.subscribe(position, filter),
            looks,
            told: Instant::now(),
        };
        // sent at once, so that a follower knows that it follows before anything happens
        let greeting = stream::iter([sse::Event::retry(RETRY_MS)]);
        let changes = greeting.chain(follow(follower));
        let changes = changes.take_until(app.stop.clone().cancelled_owned());
        Self(SSE::new(changes).keep_alive(KEEP_ALIVE))
    }
}

/// Who follows, and when they were last told of something.
struct Follower {
    state: Arc<State>,
    principal: Principal,
    subscription: Subscription,
    looks: Interval,
    told: Instant,
}

/// Events that are looked at together.
struct Gathered {
    events: Vec<Arc<Recorded>>,
    position: i64,
}

fn follow(follower: Follower) -> impl Stream<Item = sse::Event> + Send {
    stream::unfold(follower, |mut follower| async {
        let changes = follower.next().await?;
        Some((written(&changes), follower))
    })
}

fn written(changes: &Changes) -> sse::Event {
    let json = serde_json::to_string(changes).unwrap_or_default();
    sse::Event::message(json)
        .id(changes.position.to_string())
        .event_type("changed")
}

impl Follower {
    /// What changed next; `None` once the log was stopped or they may follow no more.
    async fn next(&mut self) -> Option<Changes> {
        loop {
            let gathered = self.gathered().await?;
            let changed = loop {
                // with every setting that was changed before the events
                let catalog = &self.state.app.catalog;
                let caught_up = catalog.at_least(gathered.position, LOOK).await;
                let access = self.access(&catalog.now()).await?;
                let Some(catalog) = caught_up else {
                    continue;
                };
                match self.changed(&gathered, &access, &catalog).await {
                    Ok(changed) => break changed,
                    Err(error) => wait(&error).await,
                }
            };
            if !changed.is_empty() {
                self.told = Instant::now();
                return Some(Changes::new(gathered.position, &changed));
            }
        }
    }

    /// The next events, with all that follow until something may be told again.
    async fn gathered(&mut self) -> Option<Gathered> {
        let first = loop {
            tokio::select! {
                batch = next(&mut self.subscription) => break batch?,
                _ = self.looks.tick() => {
                    self.access(&self.state.app.catalog.now()).await.map(drop)?;
                }
            }
        };
        let mut gathered = Gathered {
            events: first.events,
            position: first.position,
        };
        let due = self.told + PACE;
        while gathered.events.len() < MOST {
            tokio::select! {
                biased;
                () = sleep_until(due) => break,
                batch = next(&mut self.subscription) => {
                    let batch = batch?;
                    gathered.events.extend(batch.events);
                    gathered.position = batch.position;
                }
            }
        }
        sleep_until(due).await; // what is full before may be told no sooner
        Some(gathered)
    }

    async fn access(&self, catalog: &Catalog) -> Option<Access> {
        still(&self.state, &self.principal, OPERATION, catalog).await
    }

    async fn changed(
        &self,
        gathered: &Gathered,
        access: &Access,
        catalog: &Catalog,
    ) -> Result<BTreeSet<What>, StoreError> {
        let eye = Eye {
            store: &self.state.app.store,
            access,
            sight: Sight::new(access, self.principal.actor(), catalog),
        };
        eye.changed(&gathered.events, gathered.position).await
    }
}

impl IntoResponse for ChangeStream {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl ApiResponse for ChangeStream {
    fn meta() -> MetaResponses {
        let content = MetaMediaType {
            content_type: "text/event-stream",
            schema: Changes::schema_ref(),
        };
        let response = MetaResponse {
            description: "Server-sent events whose data is one Changes each.",
            status: Some(200),
            status_range: None,
            content: vec![content],
            headers: vec![],
        };
        MetaResponses {
            responses: vec![response],
        }
    }

    fn register(registry: &mut Registry) {
        Changes::register(registry);
    }
}
