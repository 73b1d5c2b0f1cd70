//! Giving content out, whole or a range of it.

use crate::error::FileError;
use crate::keys;
use crate::store::Store;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::{Error, GetOptions, GetRange, GetResult, GetResultPayload};
use std::io::{self, Seek, SeekFrom};
use std::ops::Range;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

/// Read from disk at once.
const CHUNK_BYTES: usize = 128 * 1024;

impl Store {
    /// The bytes of `range`, as they are asked for. What comes is as long as the range unless the
    /// storage fails on the way.
    pub async fn read(
        &self,
        sha256: &str,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, io::Result<Bytes>>, FileError> {
        stream(self.get(sha256, Some(GetRange::Bounded(range))).await?)
    }

    /// All of it, unless it is longer than `most`.
    pub(crate) async fn read_all(
        &self,
        sha256: &str,
        most: u64,
    ) -> Result<Option<Bytes>, FileError> {
        let found = self.get(sha256, None).await?;
        if found.meta.size > most {
            return Ok(None);
        }
        Ok(Some(found.bytes().await?))
    }

    /// Content that the cleaner has condemned is still there until it is certain that nobody has it;
    /// the third look finds what was brought back between the first two.
    async fn get(&self, sha256: &str, range: Option<GetRange>) -> Result<GetResult, FileError> {
        for kind in [keys::CONTENT, keys::CONDEMNED, keys::CONTENT] {
            let options = GetOptions {
                range: range.clone(),
                ..GetOptions::default()
            };
            match self
                .objects()
                .get_opts(&keys::of(kind, sha256)?, options)
                .await
            {
                Err(Error::NotFound { .. }) => {}
                found => return Ok(found?),
            }
        }
        Err(FileError::Missing)
    }
}

fn stream(found: GetResult) -> Result<BoxStream<'static, io::Result<Bytes>>, FileError> {
    let range = found.range.clone();
    match found.payload {
        GetResultPayload::File(mut file, path) => {
            file.seek(SeekFrom::Start(range.start))
                .map_err(|source| Error::Generic {
                    store: "folder",
                    source: format!("{}: {source}", path.display()).into(),
                })?;
            let file = tokio::fs::File::from_std(file).take(range.end - range.start);
            Ok(ReaderStream::with_capacity(file, CHUNK_BYTES).boxed())
        }
        GetResultPayload::Stream(stream) => Ok(stream.map_err(io::Error::other).boxed()),
    }
}
