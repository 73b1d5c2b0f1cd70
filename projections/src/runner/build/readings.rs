//! One reading of the log, stream by stream, for all builds that wait for it.

#[cfg(test)]
mod tests;

use super::next_size;
use crate::ReadError;
use domain::Recorded;
use eventstore::{EventStore, StoreError};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as Turn, Semaphore, SemaphorePermit, mpsc};
use tokio::time::sleep;
use uuid::Uuid;

/// Events of the first page, before it is known how long they are.
const FIRST_PAGE: usize = 1000;
/// From so many events on a reading takes longer than it waits to be shared.
const LONG: i64 = 50_000;
/// How long it waits for builds that began with its own.
const GATHERING: Duration = Duration::from_millis(300);

/// All events of some streams, or why nothing more comes.
pub(super) type Batch = Result<Vec<Arc<Recorded>>, ReadError>;

/// The readings of one process. Who comes while one is on waits for the next one, and shares it with
/// all others who wait: events are read once for several builds, which apply them side by side.
#[derive(Debug)]
pub(crate) struct Readings {
    waiting: Mutex<Vec<Taker>>,
    turn: Turn<()>,
    /// One for each processor: however many builds apply, they leave some for those who ask.
    processors: Semaphore,
}

impl Default for Readings {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            turn: Turn::default(),
            processors: Semaphore::new(super::streams::at_once()),
        }
    }
}

/// A build that takes the events of some categories up to a position.
#[derive(Debug)]
struct Taker {
    categories: Vec<&'static str>,
    head: i64,
    first: bool,
    batches: mpsc::Sender<Batch>,
}

impl Readings {
    /// Whole streams of these categories up to `head`, batch by batch; `first`: before those who wait
    /// with it. Whoever takes them slowly keeps those who share the reading waiting; whoever drops
    /// them does not.
    pub(super) fn join(
        self: &Arc<Self>,
        store: &EventStore,
        categories: Vec<&'static str>,
        head: i64,
        first: bool,
    ) -> mpsc::Receiver<Batch> {
        let (sender, batches) = mpsc::channel(1);
        self.waiting().push(Taker {
            categories,
            head,
            first,
            batches: sender,
        });
        // a task of its own: the others' reading goes on when this build is given up
        tokio::spawn(Arc::clone(self).read(store.clone(), head > LONG));
        batches
    }

    /// Waits for a processor, for one batch or the indexes of one build.
    pub(super) async fn processor(&self) -> Option<SemaphorePermit<'_>> {
        self.processors.acquire().await.ok() // nobody closes it
    }

    /// Reads for those who wait by then: nobody, where another's reading took this one's along.
    async fn read(self: Arc<Self>, store: EventStore, long: bool) {
        let _turn = match self.turn.try_lock() {
            Ok(turn) if long => {
                sleep(GATHERING).await;
                turn
            }
            Ok(turn) => turn,
            Err(_) => self.turn.lock().await,
        };
        read_for(&store, self.next()).await;
    }

    fn next(&self) -> Vec<Taker> {
        let mut waiting = self.waiting();
        let (first, others): (Vec<_>, _) = waiting.drain(..).partition(|taker| taker.first);
        if first.is_empty() {
            return others;
        }
        *waiting = others;
        first
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Taker>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The last stream of a page waits for what the next page has of it.
async fn read_for(store: &EventStore, mut takers: Vec<Taker>) {
    let categories: BTreeSet<_> = takers.iter().flat_map(|t| t.categories.clone()).collect();
    let categories: Vec<_> = categories.into_iter().collect();
    let head = takers.iter().map(|t| t.head).max().unwrap_or_default();
    let mut after = (Uuid::nil(), 0);
    let mut size = FIRST_PAGE;
    let mut unfinished: Vec<Arc<Recorded>> = Vec::new();
    while !takers.is_empty() {
        match store.read_by_stream(&categories, after, head, size).await {
            Ok(page) => {
                let Some(last) = page.last() else { break };
                after = (last.stream_id, last.version);
                size = next_size(&page);
                unfinished.extend(page);
            }
            Err(error) => return fail(&takers, &error).await,
        }
        let whole = unfinished.partition_point(|event| event.stream_id < after.0);
        let rest = unfinished.split_off(whole);
        let batch = std::mem::replace(&mut unfinished, rest);
        hand_out(&mut takers, &batch).await;
    }
    hand_out(&mut takers, &unfinished).await;
}

/// Gives each what it takes of them; who wants nothing more is left out from then on.
async fn hand_out(takers: &mut Vec<Taker>, events: &[Arc<Recorded>]) {
    for taker in takers.iter() {
        let wanted = |event: &&Arc<Recorded>| {
            event.position <= taker.head && taker.categories.contains(&event.category.as_str())
        };
        let batch: Vec<_> = events.iter().filter(wanted).cloned().collect();
        if !batch.is_empty() {
            // nobody is there to be given it when the build is gone
            let _ = taker.batches.send(Ok(batch)).await;
        }
    }
    takers.retain(|taker| !taker.batches.is_closed());
}

async fn fail(takers: &[Taker], error: &StoreError) {
    for taker in takers {
        let told = match error.is_passing() {
            true => ReadError::Unavailable(error.to_string()),
            false => ReadError::Refused(error.to_string()),
        };
        // nobody is there to be told when the build is gone
        let _ = taker.batches.send(Err(told)).await;
    }
}
