//! The storage on a real folder.

use crate::keys;
use crate::{FileError, Limits, Location, Store, StoreOptions, Stored, Thumbnail};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MIB: usize = 1024 * 1024;

struct Folder {
    store: Store,
    folder: TempDir,
}

fn folder() -> Folder {
    folder_with(Limits {
        file_bytes: 100 * MIB as u64,
        reserve_bytes: 0,
        ..Limits::default()
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
        let staged = self.store.stage(chunks(content)).await.unwrap();
        staged.place().await.unwrap()
    }

    async fn reads(&self, stored: &Stored) -> Vec<u8> {
        let whole = self
            .store
            .read(&stored.sha256, 0..stored.bytes)
            .await
            .unwrap();
        whole.try_collect::<Vec<_>>().await.unwrap().concat()
    }

    /// Every file there is, whatever the storage calls it.
    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        files
    }
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
    for bytes in [1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB + 17] {
        let content = noise(bytes);
        let stored = folder.stores(&content).await;
        assert_eq!(
            (stored.bytes, stored.sha256.as_str()),
            (bytes as u64, &*sha256(&content))
        );
        assert!(folder.reads(&stored).await == content, "{bytes} bytes");
    }
    assert_eq!(folder.files().len(), 5);
}

#[tokio::test]
async fn any_range_is_read() {
    let folder = folder();
    let content = noise(9 * MIB);
    let stored = folder.stores(&content).await;
    for range in [0..1, 5..MIB, 8 * MIB - 3..8 * MIB + 3, 9 * MIB - 1..9 * MIB] {
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
async fn a_file_that_breaks_off_leaves_nothing() {
    let folder = folder();
    let broken = Err(io::Error::from(io::ErrorKind::ConnectionReset));
    for bytes in [MIB, 20 * MIB] {
        let content = chunks(&noise(bytes)).chain(stream::iter([Err(broken
            .as_ref()
            .map(|()| ())
            .unwrap_err()
            .kind()
            .into())]));
        let refused = folder.store.stage(content).await.unwrap_err();
        assert!(matches!(refused, FileError::BrokenOff(_)), "{refused}");
        nothing_is_left(&folder).await;
    }
}

#[tokio::test]
async fn a_sender_who_goes_away_leaves_nothing() {
    let folder = folder();
    let content = chunks(&noise(20 * MIB)).chain(stream::pending());
    let staging = folder.store.stage(content);
    tokio::select! {
        _ = staging => panic!("the stream never ends"),
        () = until_files(&folder, |files| files > 0) => {}
    }
    nothing_is_left(&folder).await;

    let staged = folder.store.stage(chunks(&noise(20 * MIB))).await.unwrap();
    drop(staged); // received whole, and then not wanted
    nothing_is_left(&folder).await;
}

/// The file goes in the background; that it is still there would show for as long as one waits.
async fn nothing_is_left(folder: &Folder) {
    let gone = until_files(folder, |files| files == 0);
    let gone = tokio::time::timeout(std::time::Duration::from_secs(30), gone).await;
    assert!(gone.is_ok(), "{:?}", folder.files());
}

async fn until_files(folder: &Folder, enough: impl Fn(usize) -> bool) {
    while !enough(folder.files().len()) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn too_long_a_file_is_refused_announced_or_not() {
    let limits = Limits {
        file_bytes: 9 * MIB as u64,
        reserve_bytes: 0,
        ..Limits::default()
    };
    let folder = folder_with(limits);
    assert!(folder.store.check_announced(9 * MIB as u64).is_ok());
    let announced = folder.store.check_announced(9 * MIB as u64 + 1);
    assert!(matches!(announced, Err(FileError::TooLarge { .. })));

    assert!(folder.store.stage(chunks(&noise(9 * MIB))).await.is_ok());
    let endless = stream::repeat_with(|| Ok(Bytes::from_static(&[7; 65_536])));
    let refused = folder.store.stage(endless).await.unwrap_err();
    assert!(matches!(refused, FileError::TooLarge { most } if most == limits.file_bytes));
    nothing_is_left(&folder).await;
}

#[tokio::test]
async fn a_disk_that_is_full_but_for_the_reserve_takes_nothing() {
    let limits = Limits {
        reserve_bytes: u64::MAX / 2,
        ..Limits::default()
    };
    let folder = folder_with(limits);
    assert!(matches!(
        folder.store.check_announced(1),
        Err(FileError::NoSpace)
    ));
    let large = folder.store.stage(chunks(&noise(9 * MIB))).await;
    assert!(matches!(large, Err(FileError::NoSpace)));
    let small = folder.store.stage(chunks(b"small")).await.unwrap();
    assert!(matches!(small.place().await, Err(FileError::NoSpace)));
    nothing_is_left(&folder).await;
}

#[tokio::test]
async fn an_empty_file_is_refused() {
    let refused = folder().store.stage(chunks(b"")).await;
    assert!(matches!(refused, Err(FileError::Empty)));
}

#[tokio::test]
async fn content_that_nobody_stored_is_missing() {
    let folder = folder();
    for hash in [sha256(b"never"), "../../../etc/passwd".to_owned()] {
        let missing = folder.store.read(&hash, 0..1).await.err().unwrap();
        assert!(matches!(missing, FileError::Missing), "{missing}");
    }
}

#[tokio::test]
async fn content_that_was_set_aside_is_still_read_and_comes_back() {
    let folder = folder();
    let stored = folder.stores(b"perhaps unused").await;
    let hash = stored.sha256.as_str();
    for _ in 0..2 {
        folder.store.set_aside(hash).await.unwrap(); // doing it again changes nothing
        assert!(!folder.store.is_in_place(hash).await.unwrap());
        assert_eq!(folder.reads(&stored).await, b"perhaps unused");
    }
    folder.store.bring_back(hash).await.unwrap();
    assert!(folder.store.is_in_place(hash).await.unwrap());

    // stored anew while set aside: what is in place stays
    folder.store.set_aside(hash).await.unwrap();
    folder.stores(b"perhaps unused").await;
    folder.store.forget(hash).await.unwrap();
    assert_eq!(folder.reads(&stored).await, b"perhaps unused");
    assert_eq!(folder.files().len(), 1);
}

#[tokio::test]
async fn what_a_crash_left_is_swept_and_what_grows_is_not() {
    let folder = folder();
    folder.stores(b"kept").await;
    let files = folder.folder.path().join("files");
    let left = ["uploads/1#2", "content/ab/cd#1", "uploads/0192"];
    for name in left {
        let file = files.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, b"half").unwrap();
    }
    let hour = SignedDuration::from_hours(1);
    let swept = |before| folder.store.sweep_uploads(before);
    assert_eq!(swept(Timestamp::now() - hour).await.unwrap(), 0);
    assert_eq!(swept(Timestamp::now() + hour).await.unwrap(), left.len());
    assert_eq!(folder.files().len(), 1);
}

#[tokio::test]
async fn all_old_content_is_listed() {
    let folder = folder();
    let stored = [folder.stores(b"one").await, folder.stores(b"two").await];
    let hour = SignedDuration::from_hours(1);
    let listed = async |before| {
        let pages: Vec<_> = folder
            .store
            .stored_before(before)
            .try_collect()
            .await
            .unwrap();
        let mut hashes = pages.concat();
        hashes.sort();
        hashes
    };
    let mut expected = stored.map(|stored| stored.sha256);
    expected.sort();
    assert_eq!(listed(Timestamp::now() + hour).await, expected);
    assert!(listed(Timestamp::now() - hour).await.is_empty());
}

#[tokio::test]
async fn a_thumbnail_is_made_once_and_again_when_it_was_deleted() {
    let folder = folder();
    let image = include_bytes!("tests/flower.png");
    let stored = folder.stores(image).await;
    assert_eq!(stored.media_type, "image/png");
    assert_eq!(
        folder.store.known_thumbnail(&stored.sha256).await.unwrap(),
        None
    );

    let thumbnail = async || {
        folder
            .store
            .thumbnail(&stored.sha256, stored.media_type)
            .await
            .unwrap()
    };
    let first = thumbnail().await;
    assert!(matches!(first, Thumbnail::Image { .. }), "{first:?}");
    assert_eq!(
        folder
            .store
            .known_thumbnail(&stored.sha256)
            .await
            .unwrap()
            .as_ref(),
        Some(&first)
    );

    let key = keys::of(keys::THUMBNAILS, &stored.sha256).unwrap();
    std::fs::remove_file(folder.folder.path().join("files").join(key.as_ref())).unwrap();
    assert_eq!(thumbnail().await, first);
}

#[tokio::test]
async fn it_is_remembered_why_there_is_no_thumbnail() {
    let folder = folder();
    let stored = folder
        .stores(b"\x89PNG\r\n\x1a\n and then nothing like it")
        .await;
    let none = Thumbnail::None("the image cannot be read".to_owned());
    let made = folder
        .store
        .thumbnail(&stored.sha256, "image/png")
        .await
        .unwrap();
    assert_eq!(made, none);
    assert_eq!(
        folder.store.known_thumbnail(&stored.sha256).await.unwrap(),
        Some(none)
    );

    let document = folder
        .store
        .thumbnail(&stored.sha256, "image/svg+xml")
        .await
        .unwrap();
    assert!(matches!(document, Thumbnail::None(_)));
}
