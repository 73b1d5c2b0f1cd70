//! The newest events of the log in memory, one for the whole process.
//!
//! It follows JetStream, checks that positions are contiguous, and reads what is missing from
//! Postgres; without NATS it reads all from Postgres.

use crate::cloud_event::from_cloud_event;
use crate::nats::NatsOptions;
use crate::read;
use async_nats::jetstream::{self, consumer::DeliverPolicy, consumer::pull::OrderedConfig};
use deadpool_postgres::Pool;
use domain::Recorded;
use futures_util::StreamExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

mod newest;

use newest::Newest;

type Messages = jetstream::consumer::pull::Ordered;

/// How long JetStream may take before a committed event is read from Postgres instead.
const GRACE: Duration = Duration::from_millis(100);
/// How long a consumer may bring nothing while events are committed before it is replaced.
const SILENCE: Duration = Duration::from_secs(1);
/// How often Postgres is asked what other processes appended.
const POLL: Duration = Duration::from_millis(250);
/// Events read at once when catching up.
const PAGE: usize = 1000;

/// The live end of the log. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Tail {
    shared: Arc<Shared>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Tail {
    pub(crate) fn start(pool: Pool, head: watch::Sender<i64>, nats: Option<NatsOptions>) -> Self {
        let (last, _) = watch::channel(*head.borrow());
        let following = AtomicBool::new(false);
        let shared = Arc::new(Shared {
            newest: Mutex::default(),
            last,
            following,
        });
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let follower = Follower {
            pool,
            head,
            nats,
            shared: shared.clone(),
            messages: None,
            heard_at: Instant::now(),
        };
        tasks.spawn(stop.clone().run_until_cancelled_owned(follower.run()));
        tasks.close();
        Self {
            shared,
            stop,
            tasks,
        }
    }

    /// Up to `max` events right after `position`; `None` when they are no longer in memory.
    pub(crate) fn after(&self, position: i64, max: usize) -> Option<Vec<Arc<Recorded>>> {
        self.shared.newest().after(position, max)
    }

    /// Learns of the newest position that readers may take.
    pub(crate) fn watch(&self) -> watch::Receiver<i64> {
        self.shared.last.subscribe()
    }

    pub(crate) fn follows_nats(&self) -> bool {
        self.shared.following.load(Ordering::Relaxed)
    }

    /// Returns once nothing more will come.
    pub(crate) async fn stopped(&self) {
        self.stop.cancelled().await;
    }

    pub(crate) async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

#[derive(Debug)]
struct Shared {
    newest: Mutex<Newest>,
    /// Position of the newest event that readers may take.
    last: watch::Sender<i64>,
    following: AtomicBool,
}

impl Shared {
    fn newest(&self) -> MutexGuard<'_, Newest> {
        // it is whole after every statement, so a panic elsewhere cannot have broken it
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn last(&self) -> i64 {
        *self.last.borrow()
    }

    /// Adds the next event. The caller has checked that it is the next.
    fn push(&self, event: Arc<Recorded>) {
        let position = event.position;
        self.newest().push(event);
        self.last.send_replace(position);
    }
}

/// A committed event that JetStream has not brought yet.
#[derive(Clone, Copy)]
struct Overdue {
    position: i64,
    at: Instant,
}

struct Follower {
    pool: Pool,
    head: watch::Sender<i64>,
    nats: Option<NatsOptions>,
    shared: Arc<Shared>,
    messages: Option<Messages>,
    heard_at: Instant,
}

impl Follower {
    async fn run(mut self) {
        let mut head = self.head.subscribe();
        let mut poll = tokio::time::interval(POLL);
        poll.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut overdue: Option<Overdue> = None;
        loop {
            tokio::select! {
                event = next(&mut self.messages) => self.heard(event).await,
                Ok(()) = head.changed() => {}
                _ = poll.tick() => self.poll().await,
                () = reached(overdue) => {
                    self.read_missing().await;
                    overdue = None;
                }
            }
            let (last, head) = (self.shared.last(), *head.borrow_and_update());
            if overdue.is_none_or(|overdue| overdue.position <= last) {
                overdue = (last < head).then(|| self.expect(head));
            }
        }
    }

    /// When the event at `position` should have come over JetStream.
    fn expect(&self, position: i64) -> Overdue {
        let grace = if self.messages.is_some() {
            GRACE
        } else {
            Duration::ZERO
        };
        Overdue {
            position,
            at: Instant::now() + grace,
        }
    }

    /// Takes an event from JetStream, or gives the consumer up when it broke.
    async fn heard(&mut self, event: Option<Recorded>) {
        let Some(event) = event else {
            self.set_messages(None);
            return;
        };
        self.heard_at = Instant::now();
        if event.position > self.shared.last() + 1 {
            self.read_missing().await;
        }
        if event.position == self.shared.last() + 1 {
            raise(&self.head, event.position);
            self.shared.push(Arc::new(event));
        }
    }

    /// Asks Postgres how far the log is, and tries to follow JetStream again if it does not.
    async fn poll(&mut self) {
        match read::head(&self.pool).await {
            Ok(head) => raise(&self.head, head),
            Err(error) => tracing::debug!(%error, "the log's head cannot be read"),
        }
        let connected = self.nats.as_ref().is_some_and(|nats| {
            nats.client.connection_state() == async_nats::connection::State::Connected
        });
        if !connected {
            self.set_messages(None);
        } else if self.messages.is_none() {
            let messages = follow(self.nats.clone()).await;
            self.set_messages(messages);
        }
    }

    /// Reads from Postgres what JetStream did not bring. A consumer that let us wait is replaced:
    /// its stream may have been deleted or restored under it.
    async fn read_missing(&mut self) {
        let mut read_any = false;
        loop {
            match read::read_after(&self.pool, self.shared.last(), PAGE).await {
                Ok(events) if events.is_empty() => break,
                Ok(events) => {
                    read_any = true;
                    for event in events {
                        raise(&self.head, event.position);
                        self.shared.push(event);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "events cannot be read; trying again");
                    tokio::time::sleep(GRACE).await;
                    return;
                }
            }
        }
        if read_any && self.heard_at.elapsed() > SILENCE {
            self.set_messages(None);
        }
    }

    fn set_messages(&mut self, messages: Option<Messages>) {
        self.heard_at = Instant::now();
        self.shared
            .following
            .store(messages.is_some(), Ordering::Relaxed);
        self.messages = messages;
    }
}

async fn follow(nats: Option<NatsOptions>) -> Option<Messages> {
    let nats = nats?;
    let context = jetstream::new(nats.client);
    let attempt = async {
        let stream = context.get_stream(&nats.stream).await.ok()?;
        let config = OrderedConfig {
            deliver_policy: DeliverPolicy::New,
            ..OrderedConfig::default()
        };
        stream
            .create_consumer(config)
            .await
            .ok()?
            .messages()
            .await
            .ok()
    };
    tokio::time::timeout(Duration::from_secs(1), attempt)
        .await
        .ok()
        .flatten()
}

/// The next event of the consumer; `None` when it broke. Waits for ever without a consumer.
async fn next(messages: &mut Option<Messages>) -> Option<Recorded> {
    let Some(messages) = messages else {
        return std::future::pending().await;
    };
    loop {
        match messages.next().await {
            Some(Ok(message)) => {
                if let Some(event) = from_cloud_event(&message.payload) {
                    return Some(event);
                }
            }
            Some(Err(_)) | None => return None,
        }
    }
}

async fn reached(overdue: Option<Overdue>) {
    match overdue {
        Some(overdue) => tokio::time::sleep_until(overdue.at).await,
        None => std::future::pending().await,
    }
}

fn raise(head: &watch::Sender<i64>, position: i64) {
    head.send_if_modified(|head| {
        let ahead = position > *head;
        *head = position.max(*head);
        ahead
    });
}
