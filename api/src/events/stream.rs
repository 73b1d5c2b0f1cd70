//! The log as server-sent events.

use super::Event;
use crate::app::App;
use crate::veil::{Redacted, Veil};
use domain::{Actor, Audience, Catalog, Recorded};
use eventstore::{EventFilter, EventStore, Live, StoreError, Subscription};
use futures_util::{Stream, StreamExt, stream};
use poem::web::sse::{self, SSE};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use std::sync::Arc;
use std::time::Duration;

/// Events taken from the log at once.
const PAGE: usize = 200;
/// Proxies close what says nothing for a minute.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How soon browsers shall connect again after a break.
const RETRY_MS: u64 = 1000;
/// Pause before the log is asked again after it could not be reached.
const PAUSE: Duration = Duration::from_millis(500);

/// An answer that ends only with the connection or the program.
pub(crate) struct EventStream(SSE);

impl EventStream {
    /// Everything after `position` that `filter` wants.
    pub fn begin(app: &App, position: i64, filter: EventFilter, actor: Actor) -> Self {
        let subscription = app.store.subscribe(position, filter);
        let follower = Follower {
            store: app.store.clone(),
            catalog: app.catalog.clone(),
            actor,
        };
        let events = follow(subscription, follower);
        // sent at once, so that a follower knows that it follows before anything happens
        let greeting = stream::iter([sse::Event::retry(RETRY_MS)]);
        let events = greeting.chain(events);
        let events = events.take_until(app.stop.clone().cancelled_owned());
        Self(SSE::new(events).keep_alive(KEEP_ALIVE))
    }
}

/// Who follows, and what tells what they may see.
#[derive(Clone)]
struct Follower {
    store: EventStore,
    catalog: Live<Catalog>,
    actor: Actor,
}

fn follow(subscription: Subscription, follower: Follower) -> impl Stream<Item = sse::Event> + Send {
    let pages = stream::unfold(
        (subscription, follower),
        |(mut subscription, follower)| async {
            let events = next(&mut subscription).await?;
            let written = follower.written(&events).await;
            Some((stream::iter(written), (subscription, follower)))
        },
    );
    pages.flatten()
}

/// The next events; `None` once the log was stopped.
async fn next(subscription: &mut Subscription) -> Option<Vec<Arc<Recorded>>> {
    loop {
        match subscription.next(PAGE).await {
            Ok(batch) => return Some(batch.events),
            Err(StoreError::Stopped) => return None,
            Err(error) => {
                tracing::debug!(%error, "a live stream waits for the log");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

impl Follower {
    async fn written(&self, events: &[Arc<Recorded>]) -> Vec<sse::Event> {
        let redacted = self.redacted(events).await;
        let catalog = self.catalog.now(); // what they may see may change meanwhile
        let veil = Veil {
            audience: &Audience::of(&self.actor, &catalog),
            catalog: &catalog,
            redacted: &redacted,
        };
        events.iter().map(|event| written(event, veil)).collect()
    }

    /// Nothing is told before it is known what must not be told.
    async fn redacted(&self, events: &[Arc<Recorded>]) -> Redacted {
        loop {
            match Redacted::among(&self.store, events).await {
                Ok(redacted) => return redacted,
                Err(error) => {
                    tracing::debug!(%error, "a live stream waits for the log");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}

fn written(event: &Recorded, veil: Veil<'_>) -> sse::Event {
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
