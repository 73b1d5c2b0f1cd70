//! Where content lies while it is unused: set aside first, removed when that is certain.
//!
//! Content is only ever taken from its place by a move to where readers look next. So somebody who
//! stores the same content at the same moment loses nothing: either theirs is in place afterwards,
//! or an equal one is set aside, and the attachment that they record brings it back.

use crate::error::{FileError, SweepError};
use crate::keys;
use crate::store::Store;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::path::Path;
use object_store::{Error, ObjectMeta, ObjectStoreExt, PutPayload};
use std::fs;
use std::time::SystemTime;
use uuid::Uuid;

/// Hashes handed on at once.
const PAGE: usize = 1000;

impl Store {
    /// Sets content aside. Readers still find it. Doing it again changes nothing.
    pub(crate) async fn set_aside(&self, sha256: &str) -> Result<(), FileError> {
        self.shift(sha256, keys::CONTENT, keys::CONDEMNED).await
    }

    /// Brings content back that was set aside, if it was.
    pub(crate) async fn bring_back(&self, sha256: &str) -> Result<(), FileError> {
        if self.is_in_place(sha256).await? {
            return self.delete(keys::CONDEMNED, sha256).await; // stored again meanwhile
        }
        self.shift(sha256, keys::CONDEMNED, keys::CONTENT).await
    }

    pub(crate) async fn is_in_place(&self, sha256: &str) -> Result<bool, FileError> {
        let content = keys::of(keys::CONTENT, sha256)?;
        match self.objects().head(&content).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes for good what was set aside, and what was made of it.
    pub(crate) async fn forget(&self, sha256: &str) -> Result<(), FileError> {
        self.delete(keys::THUMBNAILS, sha256).await?;
        self.delete(keys::CONDEMNED, sha256).await
    }

    async fn shift(&self, sha256: &str, from: &str, to: &str) -> Result<(), FileError> {
        let (from, to) = (keys::of(from, sha256)?, keys::of(to, sha256)?);
        match self.objects().rename(&from, &to).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn delete(&self, kind: &str, sha256: &str) -> Result<(), FileError> {
        self.delete_at(&keys::of(kind, sha256)?).await
    }

    async fn delete_at(&self, key: &Path) -> Result<(), FileError> {
        match self.objects().delete(key).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Marks the place as belonging to `log`; refuses when it is another's: its content would look
    /// unused from here.
    pub(crate) async fn claim(&self, log: Uuid) -> Result<(), SweepError> {
        let found = match self.objects().get(&keys::owner()).await {
            Ok(found) => found.bytes().await?,
            Err(Error::NotFound { .. }) => {
                let mark = PutPayload::from(log.to_string());
                self.objects().put(&keys::owner(), mark).await?;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        match &found[..] == log.to_string().as_bytes() {
            true => Ok(()),
            false => Err(SweepError::Foreign),
        }
    }

    /// The hashes of all content stored before a moment, some at a time.
    pub(crate) fn stored_before(
        &self,
        before: Timestamp,
    ) -> BoxStream<'static, Result<Vec<String>, SweepError>> {
        let prefix = Path::from(keys::CONTENT);
        let old = self
            .objects()
            .list(Some(&prefix))
            .try_filter(move |meta| std::future::ready(is_before(meta, before)));
        let hashes = |page: Vec<ObjectMeta>| {
            let hashes = page.iter().filter_map(|meta| keys::hash_of(&meta.location));
            hashes.map(str::to_owned).collect()
        };
        old.try_chunks(PAGE)
            .map(move |page| page.map(hashes).map_err(|error| error.1.into()))
            .boxed()
    }

    /// Removes what a crash left of files on their way in; how many there were.
    pub(crate) async fn sweep_uploads(&self, before: Timestamp) -> Result<usize, FileError> {
        let prefix = Path::from(keys::UPLOADS);
        let mut all = self.objects().list(Some(&prefix));
        let mut removed = 0;
        while let Some(meta) = all.try_next().await? {
            if is_before(&meta, before) {
                self.delete_at(&meta.location).await?;
                removed += 1;
            }
        }
        let Some(folder) = self.0.folder.clone() else {
            return Ok(removed); // unfinished uploads to a bucket end by its life-cycle rule
        };
        let before = SystemTime::from(before);
        let swept = tokio::task::spawn_blocking(move || sweep_folder(&folder, before));
        Ok(removed + swept.await.unwrap_or_default())
    }
}

fn is_before(meta: &ObjectMeta, before: Timestamp) -> bool {
    meta.last_modified.timestamp() < before.as_second()
}

/// Files that were being written: the storage gives them a name with `#`, and lists them nowhere.
fn sweep_folder(folder: &std::path::Path, before: SystemTime) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    let entries = entries
        .flatten()
        .map(|entry| (entry.path(), entry.metadata()));
    let swept = entries.map(|(path, metadata)| match metadata {
        Ok(metadata) if metadata.is_dir() => sweep_folder(&path, before),
        Ok(metadata) if is_unfinished(&path) && is_older(&metadata, before) => {
            usize::from(fs::remove_file(&path).is_ok())
        }
        _ => 0,
    });
    swept.sum()
}

fn is_unfinished(path: &std::path::Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.rsplit_once('#')
        .is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()))
}

/// A file that is still being written was changed a moment ago.
fn is_older(metadata: &fs::Metadata, before: SystemTime) -> bool {
    metadata.modified().is_ok_and(|at| at < before)
}
