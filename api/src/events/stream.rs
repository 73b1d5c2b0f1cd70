//! The log as server-sent events.

use super::Event;
use crate::access::need;
use crate::app::State;
use crate::auth::Principal;
use crate::request::Reader;
use crate::veil::{Eyes, Sight, Veil};
use domain::{Access, Catalog, Recorded};
use eventstore::{Batch, EventFilter, StoreError, Subscription};
use futures_util::{Stream, StreamExt, stream};
use poem::web::sse::{self, SSE};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// The operation that this is, as the table of permissions names it.
const OPERATION: &str = "follow_events";
/// Events taken from the log at once.
const PAGE: usize = 200;
/// Proxies close what says nothing for a minute.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How soon browsers shall connect again after a break.
pub(crate) const RETRY_MS: u64 = 1000;
/// Pause before the log is asked again after it could not be reached.
const PAUSE: Duration = Duration::from_millis(500);
/// How often it is asked whether the follower may still follow, while nothing happens.
pub(crate) const LOOK: Duration = Duration::from_millis(400);

/// An answer that ends with the connection, the program or the right to follow.
pub(crate) struct EventStream(SSE);

impl EventStream {
    /// Everything after `position` that `filter` wants and the reader may see.
    pub fn begin(reader: &Reader, position: i64, filter: EventFilter) -> Self {
        let app = &reader.state.app;
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let follower = Follower {
            state: reader.state.clone(),
            principal: reader.principal,
            subscription: app.store.subscribe(position, filter),
            looks,
        };
        // sent at once, so that a follower knows that it follows before anything happens
        let greeting = stream::iter([sse::Event::retry(RETRY_MS)]);
        let events = greeting.chain(follow(follower));
        let events = events.take_until(app.stop.clone().cancelled_owned());
        Self(SSE::new(events).keep_alive(KEEP_ALIVE))
    }
}

/// Who follows, and how far they are.
struct Follower {
    state: Arc<State>,
    principal: Principal,
    subscription: Subscription,
    looks: Interval,
}

fn follow(follower: Follower) -> impl Stream<Item = sse::Event> + Send {
    let pages = stream::unfold(follower, |mut follower| async {
        let events = follower.next().await?;
        Some((stream::iter(events), follower))
    });
    pages.flatten()
}

impl Follower {
    /// The next events as they are sent; `None` once the log was stopped or they may follow no more.
    async fn next(&mut self) -> Option<Vec<sse::Event>> {
        let batch = loop {
            tokio::select! {
                batch = next(&mut self.subscription) => break batch?,
                _ = self.looks.tick() => {
                    self.access(&self.state.app.catalog.now()).await.map(drop)?;
                }
            }
        };
        loop {
            // with every setting that was changed before the events
            let catalog = &self.state.app.catalog;
            let caught_up = catalog.at_least(batch.position, LOOK).await;
            let access = self.access(&catalog.now()).await?;
            let Some(catalog) = caught_up else {
                continue;
            };
            match self.written(&batch, &access, &catalog).await {
                Ok(events) => return Some(events),
                Err(error) => wait(&error).await,
            }
        }
    }

    async fn access(&self, catalog: &Catalog) -> Option<Access> {
        still(&self.state, &self.principal, OPERATION, catalog).await
    }

    async fn written(
        &self,
        batch: &Batch,
        access: &Access,
        catalog: &Catalog,
    ) -> Result<Vec<sse::Event>, StoreError> {
        let store = &self.state.app.store;
        let sight = Sight::new(access, self.principal.actor(), catalog);
        let since = batch.position.max(store.known_head());
        let events = sight.seen(store, batch.events.clone(), since).await?;
        let eyes = Eyes { access, catalog };
        let veil = Veil::over(store, eyes, (&events, &[]), since).await?;
        Ok(events.iter().map(|event| written(event, &veil)).collect())
    }
}

/// What somebody who follows may do now; `None` once they may follow no more.
pub(crate) async fn still(
    state: &State,
    principal: &Principal,
    operation: &str,
    catalog: &Catalog,
) -> Option<Access> {
    if !principal.is_still_good(catalog) || !principal.is_still_signed_in(state).await {
        return None;
    }
    let access = Access::of(&principal.actor(), catalog);
    need(operation)?.check(&access).ok()?;
    Some(access)
}

/// The next events; `None` once the log was stopped. Dropping it loses nothing.
pub(crate) async fn next(subscription: &mut Subscription) -> Option<Batch> {
    loop {
        match subscription.next(PAGE).await {
            Ok(batch) => return Some(batch),
            Err(StoreError::Stopped) => return None,
            Err(error) => wait(&error).await,
        }
    }
}

/// Nothing is told before it is known what must not be told.
pub(crate) async fn wait(error: &StoreError) {
    tracing::debug!(%error, "a live stream waits for the log");
    tokio::time::sleep(PAUSE).await;
}

fn written(event: &Recorded, veil: &Veil<'_>) -> sse::Event {
    let view = Event::of(event, veil);
    let json = serde_json::to_string(&view).unwrap_or_default();
    sse::Event::message(json)
        .id(event.position.to_string())
        .event_type(&event.name)
}

impl IntoResponse for EventStream {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl ApiResponse for EventStream {
    fn meta() -> MetaResponses {
        let content = MetaMediaType {
            content_type: "text/event-stream",
            schema: Event::schema_ref(),
        };
        let response = MetaResponse {
            description: "Server-sent events whose data is one Event each.",
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
        Event::register(registry);
    }
}
