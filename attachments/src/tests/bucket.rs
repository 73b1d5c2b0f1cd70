//! The same on an S3-compatible server, which the script that runs the tests starts.

use super::*;
use crate::S3;
use jiff::{SignedDuration, Timestamp};

/// A place of one test's own in the bucket that all of them share.
struct Bucket {
    store: Store,
    /// Of the whole bucket.
    url: String,
    prefix: String,
}

fn bucket() -> Bucket {
    const NAME: &str = "DOCKET_TEST_S3";
    let url = std::env::var(NAME)
        .unwrap_or_else(|_| panic!("{NAME} is not set: run the tests through `make test`"));
    let (endpoint, bucket) = url.rsplit_once('/').unwrap();
    let prefix = format!("test-{}", uuid::Uuid::now_v7());
    let s3 = S3 {
        bucket: bucket.to_owned(),
        prefix: Some(prefix.clone()),
        endpoint: Some(endpoint.to_owned()),
        region: Some("us-east-1".to_owned()),
        access_key_id: Some("x".to_owned()),
        secret_access_key: Some("x".into()),
    };
    let (location, limits) = (Location::S3(s3), Limits::default());
    let store = Store::open(StoreOptions { location, limits }).unwrap();
    Bucket { store, url, prefix }
}

impl Bucket {
    /// Uploads whose parts the server keeps.
    async fn unfinished(&self) -> usize {
        let answer = reqwest::get(format!("{}?uploads", self.url)).await.unwrap();
        let key = format!("<Key>{}/", self.prefix);
        answer.text().await.unwrap().matches(&key).count()
    }
}

#[tokio::test]
async fn a_bucket_keeps_files_as_a_folder_does() {
    let store = bucket().store;
    for bytes in [1, 5 * MIB, 20 * MIB + 17] {
        let content = noise(bytes);
        let stored = stores(&store, &content).await;
        assert!(reads(&store, &stored.sha256, 0..stored.bytes).await == content);
        let (first, last) = (bytes / 2, bytes - 1);
        let part = reads(&store, &stored.sha256, first as u64..bytes as u64).await;
        assert!(part == content[first..=last]);
    }
    let missing = store.read(&sha256(b"never"), 0..1).await.err().unwrap();
    assert!(matches!(missing, FileError::Missing), "{missing}");
}

#[tokio::test]
async fn a_bucket_is_cleaned_as_a_folder_is() {
    let store = bucket().store;
    let (log, other) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    store.claim(log).await.unwrap();
    store.claim(log).await.unwrap();
    assert!(store.claim(other).await.is_err());

    let hash = stores(&store, &noise(9 * MIB)).await.sha256;
    let hour = SignedDuration::from_hours(1);
    let old = store.stored_before(Timestamp::now() + hour);
    let old = old.try_collect::<Vec<_>>().await.unwrap().concat();
    assert_eq!(old.as_slice(), std::slice::from_ref(&hash));
    for _ in 0..2 {
        store.set_aside(&hash).await.unwrap();
        assert!(!store.is_in_place(&hash).await.unwrap());
        assert_eq!(reads(&store, &hash, 0..3).await, noise(3));
    }
    store.bring_back(&hash).await.unwrap();
    assert!(store.is_in_place(&hash).await.unwrap());
    store.set_aside(&hash).await.unwrap();
    store.forget(&hash).await.unwrap();
    assert!(matches!(
        store.read(&hash, 0..1).await,
        Err(FileError::Missing)
    ));
    assert_eq!(
        store.sweep_uploads(Timestamp::now() + hour).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn an_upload_that_is_given_up_leaves_no_parts_in_the_bucket() {
    let bucket = bucket();
    let content = noise(20 * MIB);
    let staged = bucket.store.stage(chunks(&content)).await.unwrap();
    assert_eq!(bucket.unfinished().await, 1);
    drop(staged);
    while bucket.unfinished().await > 0 {
        tokio::task::yield_now().await; // as long as the test may last
    }
}

#[tokio::test]
async fn a_bucket_has_thumbnails() {
    let store = bucket().store;
    let stored = stores(&store, include_bytes!("flower.png")).await;
    let drawn = store
        .thumbnail(&stored.sha256, stored.media_type)
        .await
        .unwrap();
    assert_eq!(
        store.known_thumbnail(&stored.sha256).await.unwrap(),
        Some(drawn)
    );
}
