//! Taking a file in: hashed and looked at on the way, with a bounded buffer, whole or not at all.

use crate::error::FileError;
use crate::keys;
use crate::sniff::{self, HEAD_BYTES};
use crate::store::Store;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

/// What is held in memory of a file; smaller files are stored in one go. S3 takes no smaller parts.
const PART_BYTES: usize = 5 * 1024 * 1024;
/// A file that is longer gets room for a whole part at once: growing by doubling takes twice that.
const SMALL_BYTES: usize = 256 * 1024;

/// A file that was taken in and lies under its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// In lower-case hexadecimal.
    pub sha256: String,
    pub bytes: u64,
    /// What the content is; neither the name nor the sender is asked.
    pub media_type: &'static str,
}

/// A file that was received whole, but has no place yet. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Staged {
    store: Store,
    /// The end of it; all of it when nothing was uploaded.
    rest: Bytes,
    upload: Option<Upload>,
    stored: Stored,
}

impl Store {
    /// Receives a file. Memory is bounded whatever its length. When the stream breaks off, is too
    /// long, or this future is dropped, nothing stays behind.
    pub async fn stage<S>(&self, content: S) -> Result<Staged, FileError>
    where
        S: Stream<Item = std::io::Result<Bytes>>,
    {
        let mut incoming = Incoming::new(self);
        let mut content = std::pin::pin!(content);
        while let Some(chunk) = content.next().await {
            incoming.take(&chunk.map_err(FileError::BrokenOff)?).await?;
        }
        incoming.finish()
    }
}

impl Staged {
    /// What was received.
    #[must_use]
    pub fn stored(&self) -> &Stored {
        &self.stored
    }

    /// Puts the file where its hash says, flushed to disk. Equal content replaces itself.
    pub async fn place(mut self) -> Result<Stored, FileError> {
        let content = keys::of(keys::CONTENT, &self.stored.sha256)?;
        let rest = PutPayload::from(std::mem::take(&mut self.rest));
        self.store.check_space(rest.content_length() as u64)?;
        let objects = self.store.objects();
        match self.upload.take() {
            None => drop(objects.put(&content, rest).await?),
            Some(mut upload) => {
                upload.put(rest).await?;
                upload.complete(&self.store, &content).await?;
            }
        }
        metrics::counter!("docket_attachments_received_bytes_total").increment(self.stored.bytes);
        Ok(self.stored)
    }
}

/// A file on its way in.
struct Incoming<'a> {
    store: &'a Store,
    hash: Sha256,
    head: Vec<u8>,
    bytes: u64,
    buffer: BytesMut,
    upload: Option<Upload>,
}

impl<'a> Incoming<'a> {
    fn new(store: &'a Store) -> Self {
        Self {
            store,
            hash: Sha256::new(),
            head: Vec::new(),
            bytes: 0,
            buffer: BytesMut::new(),
            upload: None,
        }
    }

    async fn take(&mut self, mut chunk: &[u8]) -> Result<(), FileError> {
        self.bytes += chunk.len() as u64;
        let most = self.store.limits().file_bytes;
        if self.bytes > most {
            return Err(FileError::TooLarge { most });
        }
        self.hash.update(chunk);
        let missing = HEAD_BYTES - self.head.len();
        self.head
            .extend_from_slice(&chunk[..missing.min(chunk.len())]);
        while !chunk.is_empty() {
            if self.buffer.len() == PART_BYTES {
                self.flush().await?;
            }
            let room = PART_BYTES - self.buffer.len();
            let (now, later) = chunk.split_at(room.min(chunk.len()));
            if self.buffer.len() + now.len() > SMALL_BYTES {
                self.buffer.reserve(room);
            }
            self.buffer.extend_from_slice(now);
            chunk = later;
        }
        Ok(())
    }

    /// Sends a full buffer on. The next one is asked for only when this one is stored.
    async fn flush(&mut self) -> Result<(), FileError> {
        self.store.check_space(PART_BYTES as u64)?;
        let upload = match &mut self.upload {
            Some(upload) => upload,
            none => none.insert(Upload::start(self.store).await?),
        };
        // with the part stored, its memory is free for the next one
        upload.put(self.buffer.split().freeze().into()).await
    }

    fn finish(self) -> Result<Staged, FileError> {
        if self.bytes == 0 {
            return Err(FileError::Empty);
        }
        let stored = Stored {
            sha256: hex(&self.hash.finalize()),
            bytes: self.bytes,
            media_type: sniff::media_type(&self.head),
        };
        Ok(Staged {
            store: self.store.clone(),
            rest: self.buffer.freeze(),
            upload: self.upload,
            stored,
        })
    }
}

/// A large file under a name of its own until its hash is known; given up when dropped.
#[derive(Debug)]
struct Upload {
    key: Path,
    parts: Option<Box<dyn MultipartUpload>>,
}

impl Upload {
    async fn start(store: &Store) -> Result<Self, FileError> {
        let key = keys::upload();
        let parts = Some(store.objects().put_multipart(&key).await?);
        Ok(Self { key, parts })
    }

    async fn put(&mut self, part: PutPayload) -> Result<(), FileError> {
        match &mut self.parts {
            Some(parts) if part.content_length() > 0 => Ok(parts.put_part(part).await?),
            _ => Ok(()),
        }
    }

    /// What breaks off between the two steps stays under `uploads` until the cleaner comes.
    async fn complete(mut self, store: &Store, content: &Path) -> Result<(), FileError> {
        if let Some(parts) = &mut self.parts {
            parts.complete().await?;
        }
        self.parts = None;
        Ok(store.objects().rename(&self.key, content).await?)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let Some(mut parts) = self.parts.take() else {
            return;
        };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = parts.abort().await {
                    tracing::warn!(%error, "an upload that broke off could not be removed");
                }
            });
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
