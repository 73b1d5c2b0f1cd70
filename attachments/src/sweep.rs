//! The cleaner: removes what was uploaded and never attached, and content that nobody has.
//!
//! Several may sweep at once: every step changes nothing when it is done again.

use crate::error::SweepError;
use crate::store::Store;
use crate::tables::{Tables, Unused};
use domain::attachment::{Attachment, AttachmentCommand, AttachmentError};
use domain::{Actor, Aggregate, AttachmentId, Catalog};
use eventstore::{EventFilter, EventStore, Execute, ExecuteError, StoreError};
use futures_util::TryStreamExt;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// Events read at once.
const PAGE: usize = 1000;
/// How long content stays set aside: longer than any upload takes from its bytes to its event.
const ASIDE: SignedDuration = SignedDuration::from_hours(1);
/// Older content that the log does not know was left by an upload that was never recorded.
const ORPHAN: SignedDuration = SignedDuration::from_hours(24);
/// A file on its way in that has not grown for so long was left by a crash.
const LEFTOVER: SignedDuration = SignedDuration::from_hours(2);

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Attachments that were never attached, or no longer.
    pub removed: usize,
    /// Contents set aside, to be deleted an hour later.
    pub set_aside: usize,
    /// Contents deleted for good.
    pub deleted: usize,
    /// Unfinished files of a crash.
    pub leftovers: usize,
}

/// Sweeps when told to.
#[derive(Clone, Debug)]
pub struct Sweeper {
    pub(crate) log: EventStore,
    pub(crate) files: Store,
    pub(crate) tables: Tables,
    keep: SignedDuration,
}

impl Sweeper {
    /// Over the tables that [`crate::migrate`] made. Uploads that are attached to nothing are kept
    /// for `keep`. Fails only when the URL cannot be read.
    pub fn try_new(
        log: &EventStore,
        files: &Store,
        database_url: &str,
        keep: SignedDuration,
    ) -> Result<Self, SweepError> {
        Ok(Self {
            log: log.clone(),
            files: files.clone(),
            tables: Tables::connect(database_url)?,
            keep,
        })
    }

    /// Cleans up as of `now`. An error leaves nothing half done that the next sweep does not finish.
    pub async fn sweep(&self, now: Timestamp) -> Result<Swept, SweepError> {
        let mut swept = Swept::default();
        let Some(first) = self.log.read_after(0, 1).await?.pop() else {
            return Ok(swept); // nothing was ever recorded, so nothing can be known to be unused
        };
        self.files.claim(first.id).await?;
        self.catch_up().await?;
        swept.removed = self.remove_unattached(now).await?;
        self.note_orphans(now).await?;
        self.catch_up().await?;
        self.settle(now, &mut swept).await?;
        swept.leftovers = self.files.sweep_uploads(now - LEFTOVER).await?;
        Ok(swept)
    }

    /// Brings the tables to the log's head, as it is when this is called.
    async fn catch_up(&self) -> Result<(), SweepError> {
        let head = self.log.head().await?;
        let mut from = self.tables.position().await?;
        while from < head {
            let filter = filter();
            let events = self.log.read_filtered(from, PAGE, &filter).await?;
            let to = match events.last() {
                Some(last) if events.len() == PAGE => last.position,
                _ => head.max(events.last().map_or(0, |event| event.position)),
            };
            let events: Vec<_> = events.into_iter().map(Arc::new).collect();
            from = match self.tables.apply((from, to), &events).await? {
                true => to,
                false => self.tables.position().await?,
            };
        }
        Ok(())
    }

    async fn remove_unattached(&self, now: Timestamp) -> Result<usize, SweepError> {
        let (mut removed, mut after) = (0, None);
        loop {
            let page = self.tables.unattached(now - self.keep, after).await?;
            for id in &page {
                removed += usize::from(self.remove(*id, now).await?);
            }
            after = page.last().copied();
            if after.is_none() {
                return Ok(removed);
            }
        }
    }

    /// `false` when somebody attached it at the last moment.
    async fn remove(&self, id: AttachmentId, now: Timestamp) -> Result<bool, SweepError> {
        let (command, catalog) = (AttachmentCommand::Remove, Catalog::default());
        let request = Execute::<Attachment>::new(id.0, command, Actor::SYSTEM, &catalog, now);
        match self.log.execute(request).await {
            Ok(_) => Ok(true),
            Err(ExecuteError::Refused(AttachmentError::Attached)) => Ok(false),
            Err(ExecuteError::Store(error)) => Err(error.into()),
            Err(_) => Err(StoreError::Busy.into()),
        }
    }

    async fn note_orphans(&self, now: Timestamp) -> Result<(), SweepError> {
        let mut pages = self.files.stored_before(now - ORPHAN);
        while let Some(hashes) = pages.try_next().await? {
            self.tables.note_unused(&hashes).await?;
        }
        Ok(())
    }

    async fn settle(&self, now: Timestamp, swept: &mut Swept) -> Result<(), SweepError> {
        let mut after = String::new();
        loop {
            let page = self.tables.unused(&after).await?;
            for unused in &page {
                self.settle_one(unused, now, swept).await?;
            }
            match page.last() {
                Some(last) => after.clone_from(&last.sha256),
                None => return Ok(()),
            }
        }
    }

    /// Content goes in two steps with an hour between them. Whoever stored it before the first step
    /// has recorded it by the second, and the tables, which are at the log's head, show it. Whoever
    /// stored it after the first step finds theirs in place.
    async fn settle_one(
        &self,
        unused: &Unused,
        now: Timestamp,
        swept: &mut Swept,
    ) -> Result<(), SweepError> {
        let sha256 = &unused.sha256;
        if unused.used {
            self.files.bring_back(sha256).await?;
            return self.tables.forget_unused(sha256).await;
        }
        match unused.since {
            Some(since) if now < since + ASIDE => Ok(()),
            Some(_) if !self.files.is_in_place(sha256).await? => {
                self.files.forget(sha256).await?;
                swept.deleted += 1;
                self.tables.forget_unused(sha256).await
            }
            // for the first time, or because somebody stored it anew and may be about to record it
            _ => {
                self.tables.set_since(sha256, now).await?;
                self.files.set_aside(sha256).await?;
                swept.set_aside += 1;
                Ok(())
            }
        }
    }
}

/// What the tables are made of.
pub(crate) fn filter() -> EventFilter {
    EventFilter::categories(&[Attachment::CATEGORY])
}
