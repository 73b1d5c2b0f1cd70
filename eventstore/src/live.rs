//! Folds kept in memory in every process, always as new as the log.

use crate::read::EventFilter;
use crate::store::{EventStore, StoreError};
use domain::Recorded;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Events read at once.
const PAGE: usize = 1000;

/// Something folded from the log.
pub trait Fold: Clone + Default + Send + Sync + 'static {
    /// Categories of the streams that it folds; others pass by.
    const CATEGORIES: &'static [&'static str];

    /// Folds one event in. An event that cannot be read is reported and passed over.
    fn apply(&mut self, event: &Recorded) -> Result<(), domain::DecodeError>;
}

impl Fold for domain::Catalog {
    const CATEGORIES: &'static [&'static str] = &domain::Catalog::CATEGORIES;

    fn apply(&mut self, event: &Recorded) -> Result<(), domain::DecodeError> {
        Self::apply(self, event)
    }
}

/// A fold that follows the log. Cheap to clone; readers get the newest state at once.
#[derive(Debug)]
pub struct Live<F> {
    state: Arc<RwLock<Arc<F>>>,
    position: watch::Receiver<i64>,
}

impl<F> Clone for Live<F> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            position: self.position.clone(),
        }
    }
}

impl<F: Fold> Live<F> {
    /// Folds what the log holds now, then follows it until `stop`.
    pub async fn start(store: &EventStore, stop: CancellationToken) -> Result<Self, StoreError> {
        let (mut folded, mut position) = (F::default(), 0);
        let filter = EventFilter::categories(F::CATEGORIES);
        let head = store.head().await?;
        loop {
            let events = store.read_filtered(position, PAGE, &filter).await?;
            for event in &events {
                fold(&mut folded, event);
                position = event.position;
            }
            if events.len() < PAGE {
                break;
            }
        }
        let position = position.max(head);
        let (sender, receiver) = watch::channel(position);
        let live = Self {
            state: Arc::new(RwLock::new(Arc::new(folded))),
            position: receiver,
        };
        let subscription = store.subscribe(position, filter);
        let following = follow(subscription, live.state.clone(), sender);
        tokio::spawn(stop.run_until_cancelled_owned(following));
        Ok(live)
    }

    /// The newest state that this process has.
    #[must_use]
    pub fn now(&self) -> Arc<F> {
        self.state
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Everything up to here is folded in.
    #[must_use]
    pub fn position(&self) -> i64 {
        *self.position.borrow()
    }

    /// The state once it has everything up to `position`; `None` when that takes too long.
    pub async fn at_least(&self, position: i64, patience: Duration) -> Option<Arc<F>> {
        let mut watch = self.position.clone();
        let reached = watch.wait_for(|p| *p >= position);
        tokio::time::timeout(patience, reached).await.ok()?.ok()?;
        Some(self.now())
    }
}

async fn follow<F: Fold>(
    mut subscription: crate::Subscription,
    state: Arc<RwLock<Arc<F>>>,
    position: watch::Sender<i64>,
) {
    loop {
        match subscription.next(PAGE).await {
            Ok(batch) => {
                if !batch.events.is_empty() {
                    let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
                    let folded = Arc::make_mut(&mut state);
                    batch.events.iter().for_each(|event| fold(folded, event));
                }
                position.send_replace(batch.position);
            }
            Err(StoreError::Stopped) => return,
            Err(error) => {
                tracing::warn!(%error, "the log cannot be followed; trying again");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

fn fold<F: Fold>(folded: &mut F, event: &Recorded) {
    if let Err(error) = folded.apply(event) {
        tracing::error!(%error, position = event.position, "an event was passed over");
    }
}
