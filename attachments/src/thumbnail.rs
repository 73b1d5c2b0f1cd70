//! Small images of large ones. Derived: may be deleted at any moment, and are made again when asked for.

use crate::error::FileError;
use crate::keys;
use crate::store::Store;
use bytes::Bytes;
use object_store::{Error, ObjectStoreExt, PutPayload};
use std::time::{Duration, Instant};

mod draw;

/// Largest image that is looked at, in bytes.
const SOURCE_BYTES: u64 = 64 * 1024 * 1024;
/// How long one image may take.
const PATIENCE: Duration = Duration::from_secs(8);
/// Begins the note that stands in for a thumbnail that cannot be made.
const NONE: &[u8] = b"none: ";

/// What there is to show of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thumbnail {
    /// At most 512 pixels wide and high.
    Image {
        bytes: Bytes,
        media_type: &'static str,
    },
    /// There is none, and this is why.
    None(String),
}

/// Whether files of this type have thumbnails at all.
#[must_use]
pub fn can_have_thumbnail(media_type: &str) -> bool {
    draw::can(media_type)
}

impl Store {
    /// The thumbnail, made now when there is none yet. One is made at a time.
    pub async fn thumbnail(&self, sha256: &str, media_type: &str) -> Result<Thumbnail, FileError> {
        if !can_have_thumbnail(media_type) {
            return Ok(Thumbnail::None(format!(
                "{media_type} files have no thumbnail"
            )));
        }
        if let Some(found) = self.known_thumbnail(sha256).await? {
            return Ok(found);
        }
        // never closed, so this is always a turn
        let _turn = self.0.decoding.acquire().await;
        if let Some(found) = self.known_thumbnail(sha256).await? {
            return Ok(found); // made while this waited
        }
        let made = self.make(sha256, media_type).await?;
        let kept = match &made {
            Thumbnail::Image { bytes, .. } => bytes.clone(),
            Thumbnail::None(reason) => [NONE, reason.as_bytes()].concat().into(),
        };
        let key = keys::of(keys::THUMBNAILS, sha256)?;
        self.objects().put(&key, PutPayload::from(kept)).await?;
        Ok(made)
    }

    /// The thumbnail if it was made already, or was found to be impossible.
    pub async fn known_thumbnail(&self, sha256: &str) -> Result<Option<Thumbnail>, FileError> {
        let key = keys::of(keys::THUMBNAILS, sha256)?;
        let bytes = match self.objects().get(&key).await {
            Ok(found) => found.bytes().await?,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if let Some(reason) = bytes.strip_prefix(NONE) {
            let reason = String::from_utf8_lossy(reason).into_owned();
            return Ok(Some(Thumbnail::None(reason)));
        }
        let media_type = draw::media_type(&bytes);
        Ok(media_type.map(|media_type| Thumbnail::Image { bytes, media_type }))
    }

    async fn make(&self, sha256: &str, media_type: &str) -> Result<Thumbnail, FileError> {
        let Some(source) = self.read_all(sha256, SOURCE_BYTES).await? else {
            let reason = format!("the image has more than {SOURCE_BYTES} bytes");
            return Ok(Thumbnail::None(reason));
        };
        let (media_type, until) = (media_type.to_owned(), Instant::now() + PATIENCE);
        let drawing = tokio::task::spawn_blocking(move || draw::draw(&source, &media_type, until));
        Ok(match drawing.await {
            Ok(Ok((bytes, media_type))) => Thumbnail::Image { bytes, media_type },
            Ok(Err(reason)) => Thumbnail::None(reason),
            Err(_) => Thumbnail::None("the image cannot be read".to_owned()),
        })
    }
}
