//! Fills an installation with believable data: a staff, customers, and the tickets of a year and a
//! half in three languages.
//!
//! Everything goes through the rules that hold for everybody, with the times at which it would have
//! happened. The same seed and the same moment make the same history.

mod cast;
mod content;
mod dice;
mod history;
mod hours;
mod life;
mod settings;
mod sign_in;
mod ties;
mod words;
mod write;

use attachments::{FileError, Stored};
use bytes::Bytes;
use eventstore::{AppendError, EventStore, ScratchKey, StoreError};
use futures_util::stream;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::sign_in::{Door, SignInError, open_doors};
use self::{
    cast::Cast,
    content::{Kind, VARIANTS},
    history::Deciding,
    life::World,
    settings::Maker,
    words::Words,
};
use crate::bootstrap::BootstrapError;
use crate::import::catalog;

/// How far the history reaches back.
const SPAN: SignedDuration = SignedDuration::from_hours(548 * 24);
/// Settings are there a day before the first ticket.
const BEFORE: SignedDuration = SignedDuration::from_hours(24);
/// Fewer tickets show nothing; more are not what this is for.
const TICKETS: std::ops::RangeInclusive<usize> = 1..=100_000;

/// What decides what the data are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoOptions {
    pub seed: u64,
    /// The moment at which the history ends.
    pub now: Timestamp,
    pub tickets: usize,
}

/// What became of it.
#[derive(Debug)]
pub struct DemoReport {
    /// As they were wanted when the data were made first.
    pub options: DemoOptions,
    /// Whether all of it was there before.
    pub was_there: bool,
    /// The first administrator's API key, where one was made up.
    pub made_key: Option<String>,
}

/// Why there are no data, or not all of them.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("there can be {} to {} tickets", TICKETS.start(), TICKETS.end())]
    Tickets,
    #[error("the rules refuse a {kind} of the demo data: {reason}")]
    Refused { kind: &'static str, reason: String },
    #[error("a setting of the demo data cannot be read: {0}")]
    Setting(#[from] serde_json::Error),
    #[error("a ticket of the demo data names a file that is not there")]
    NoFile,
    #[error("others changed tickets of the demo data before all of them were written")]
    Changed,
    #[error(transparent)]
    Bootstrap(#[from] BootstrapError),
    #[error("a file cannot be stored: {0}")]
    File(#[from] FileError),
    #[error(transparent)]
    Event(#[from] AppendError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DemoError {
    fn refused(kind: &'static str, reason: impl std::fmt::Display) -> Self {
        let reason = reason.to_string();
        Self::Refused { kind, reason }
    }
}

/// What was begun, kept beside the log so that a run that was cut off can be finished.
#[derive(Debug, Serialize, Deserialize)]
struct Begun {
    #[serde(flatten)]
    options: DemoOptions,
    /// Number of the first ticket.
    first_number: i64,
    finished: bool,
}

/// The files that tickets have, by kind.
#[derive(Debug)]
pub(crate) struct Library([Vec<Stored>; 3]);

/// Makes the data, or what is missing of them; `progress` is told events done and in all. Where
/// they are there already nothing changes, whatever the options say.
///
/// The log's tables must be there. It may run beside a running service.
pub async fn demo(
    store: &EventStore,
    files: &attachments::Store,
    (options, key): (DemoOptions, Option<&str>),
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<DemoReport, DemoError> {
    if !TICKETS.contains(&options.tickets) {
        return Err(DemoError::Tickets);
    }
    let begun = begin(store, options).await?;
    let options = begun.options;
    let mut report = DemoReport {
        options,
        was_there: begun.finished,
        made_key: None,
    };
    if begun.finished {
        return Ok(report);
    }
    let words = Words::read();
    let cast = Cast::of(&words, options.seed, options.now);
    let from = options.now - SPAN;
    let at = from - BEFORE;
    report.made_key = Maker { store, at }.make(&cast, key).await?;
    cast.enter(store, at).await?;
    let world = World {
        hours: [0, 1, 2].map(|language| words.region(language).hours()),
        words: &words,
        cast: &cast,
        seed: options.seed,
        now: options.now,
    };
    let library = Library::stored(files, options.seed).await?;
    let settled = catalog(store).await?;
    let deciding = Deciding {
        catalog: &settled,
        library: &library,
        now: options.now,
    };
    let lives = world.lives(options.tickets, from);
    let history = deciding.history(lives, begun.first_number)?;
    let run = format!("{options:?}/{}", begun.first_number);
    write::write(store, &history, &run, progress).await?;
    let finished = true;
    keep(store, &Begun { finished, ..begun }).await?;
    Ok(report)
}

/// What was begun before, or what begins now.
async fn begin(store: &EventStore, options: DemoOptions) -> Result<Begun, DemoError> {
    if let Some(known) = store.scratch(PLACE).await? {
        return Ok(serde_json::from_str(&known.body)?);
    }
    let count = i64::try_from(options.tickets).unwrap_or_default();
    let numbers = store.next_numbers(count).await?;
    let begun = Begun {
        options,
        first_number: numbers.first().copied().unwrap_or(1),
        finished: false,
    };
    keep(store, &begun).await?;
    Ok(begun)
}

async fn keep(store: &EventStore, begun: &Begun) -> Result<(), DemoError> {
    let body = serde_json::to_string(begun)?;
    store.put_scratch(PLACE, &body, Timestamp::now()).await?;
    Ok(())
}

const PLACE: ScratchKey<'static> = ScratchKey {
    kind: "demo",
    owner: Uuid::nil(),
    about: Uuid::nil(),
};

impl Library {
    async fn stored(files: &attachments::Store, seed: u64) -> Result<Self, FileError> {
        let mut all = [const { Vec::new() }; 3];
        for (kind, stored) in Kind::ALL.into_iter().zip(&mut all) {
            for variant in 0..VARIANTS {
                let bytes = Bytes::from(content::bytes(kind, variant, seed));
                let staged = files.stage(stream::iter([Ok(bytes)])).await?;
                stored.push(staged.place().await?);
            }
        }
        Ok(Self(all))
    }
}
