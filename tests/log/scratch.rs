//! What people put aside for themselves, beside the log.

use crate::support::Log;
use eventstore::{SCRATCH_BYTES, ScratchKey, StoreError};
use jiff::Timestamp;
use uuid::Uuid;

const KIND: &str = "note";

fn key(owner: u128, about: u128) -> ScratchKey<'static> {
    ScratchKey {
        kind: KIND,
        owner: Uuid::from_u128(owner),
        about: Uuid::from_u128(about),
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[tokio::test]
async fn the_last_write_wins_and_each_owner_has_their_own() {
    let log = Log::start().await;
    let store = &log.store;
    store.put_scratch(key(1, 7), "first", at(1)).await.unwrap();
    store.put_scratch(key(2, 7), "theirs", at(2)).await.unwrap();
    store.put_scratch(key(1, 7), "second", at(3)).await.unwrap();

    let mine = store.scratch(key(1, 7)).await.unwrap().unwrap();
    assert_eq!((mine.body.as_str(), mine.updated_at), ("second", at(3)));
    let dropped = store.drop_scratch(key(1, 7)).await.unwrap();
    assert_eq!(dropped, Some(mine));
    assert_eq!(store.drop_scratch(key(1, 7)).await.unwrap(), None);
    let theirs = store.scratch(key(2, 7)).await.unwrap();
    assert_eq!(theirs.unwrap().body, "theirs");
}

#[tokio::test]
async fn pages_hold_each_once_the_newest_first() {
    let log = Log::start().await;
    for about in 0..7_i32 {
        let second = i64::from(about / 3); // some in the same moment
        let key = key(1, about.unsigned_abs().into());
        log.store.put_scratch(key, "x", at(second)).await.unwrap();
    }
    let owner = (KIND, Uuid::from_u128(1));
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = log.store.scratches(owner, after, 2).await.unwrap();
        let Some(last) = page.last() else {
            break;
        };
        after = Some((last.updated_at, last.about));
        seen.extend(page.iter().map(|s| s.about.as_u128()));
    }
    assert_eq!(seen, [6, 3, 4, 5, 0, 1, 2]);
}

#[tokio::test]
async fn what_is_too_long_is_refused() {
    let log = Log::start().await;
    let long = "x".repeat(SCRATCH_BYTES + 1);
    let refused = log.store.put_scratch(key(1, 1), &long, at(1)).await;
    assert!(
        matches!(refused, Err(StoreError::Refused(_))),
        "{refused:?}"
    );
    let most = &long[..SCRATCH_BYTES];
    log.store.put_scratch(key(1, 1), most, at(1)).await.unwrap();
}
