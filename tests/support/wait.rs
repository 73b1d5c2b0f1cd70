//! Waiting for what must come, with a limit that only a fault reaches.

use std::time::Duration;

/// Long enough for a busy machine; a test that waits so long has failed.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// How often a condition is looked at that cannot be listened to.
const LOOK: Duration = Duration::from_millis(20);

/// What `future` brings; panics when it does not come.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_) => panic!("waited {PATIENCE:?} in vain: {what}"),
    }
}

/// The first value that `look` finds; panics when it never does.
pub async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let search = async {
        let mut ticks = tokio::time::interval(LOOK);
        loop {
            ticks.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    within(what, search).await
}
