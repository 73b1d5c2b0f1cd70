//! The storage on a real folder.

use crate::{FileError, Limits, Location, Store, StoreOptions, Stored};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MIB: usize = 1024 * 1024;

mod aside;
mod bucket;
mod database;
mod refused;
mod sweep;
mod thumbnails;

struct Folder {
    store: Store,
    folder: TempDir,
}

fn folder() -> Folder {
    folder_with(Limits {
        file_bytes: 100 * MIB as u64,
        reserve_bytes: 0,
    })
}

fn folder_with(limits: Limits) -> Folder {
    let folder = TempDir::new().unwrap();
    let location = Location::Folder(folder.path().join("files"));
    let store = Store::open(StoreOptions { location, limits }).unwrap();
    Folder { store, folder }
}

impl Folder {
    async fn stores(&self, content: &[u8]) -> Stored {
        stores(&self.store, content).await
    }

    async fn reads(&self, stored: &Stored) -> Vec<u8> {
        reads(&self.store, &stored.sha256, 0..stored.bytes).await
    }

    /// Every file there is, whatever the storage calls it.
    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        files
    }
}

async fn stores(store: &Store, content: &[u8]) -> Stored {
    let staged = store.stage(chunks(content)).await.unwrap();
    staged.place().await.unwrap()
}

async fn reads(store: &Store, sha256: &str, range: Range<u64>) -> Vec<u8> {
    let chunks = store.read(sha256, range).await.unwrap();
    chunks.try_collect::<Vec<_>>().await.unwrap().concat()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}

/// Content as a network brings it: in pieces of odd lengths.
fn chunks(content: &[u8]) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let pieces: Vec<_> = content.chunks(77_777).map(Bytes::copy_from_slice).collect();
    stream::iter(pieces.into_iter().map(Ok))
}

/// Bytes that do not repeat within a part.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

fn sha256(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn what_is_stored_is_read_back_whatever_its_size() {
    let folder = folder();
    for bytes in [1, 300_000, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 20 * MIB + 17] {
        let content = noise(bytes);
        let stored = folder.stores(&content).await;
        assert_eq!(
            (stored.bytes, stored.sha256.as_str()),
            (bytes as u64, &*sha256(&content))
        );
        assert!(folder.reads(&stored).await == content, "{bytes} bytes");
    }
    assert_eq!(folder.files().len(), 6);
}

#[tokio::test]
async fn any_range_is_read() {
    let folder = folder();
    let content = noise(9 * MIB);
    let stored = folder.stores(&content).await;
    for range in [0..1, 5..MIB, 5 * MIB - 3..5 * MIB + 3, 9 * MIB - 1..9 * MIB] {
        let wanted = range.start as u64..range.end as u64;
        let read = folder.store.read(&stored.sha256, wanted).await.unwrap();
        let read = read.try_collect::<Vec<_>>().await.unwrap().concat();
        assert!(read == content[range.clone()], "{range:?}");
    }
}

#[tokio::test]
async fn equal_content_lies_there_once() {
    let folder = folder();
    let (first, second) = (
        folder.stores(b"the same").await,
        folder.stores(b"the same").await,
    );
    assert_eq!(first, second);
    assert_eq!(folder.files().len(), 1);
}

#[tokio::test]
async fn content_that_nobody_stored_is_missing() {
    let folder = folder();
    for hash in [sha256(b"never"), "../../../etc/passwd".to_owned()] {
        let missing = folder.store.read(&hash, 0..1).await.err().unwrap();
        assert!(matches!(missing, FileError::Missing), "{missing}");
    }
}
