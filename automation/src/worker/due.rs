//! Waiting until something is due by the clock on the wall.

use jiff::Timestamp;
use std::time::Duration;

/// Longest sleep before the clock is looked at again: it may have been set meanwhile.
const LOOK: Duration = Duration::from_secs(1);

/// Waits until a moment has come; for ever where there is none.
pub(super) async fn until(moment: Option<Timestamp>) {
    let Some(moment) = moment else {
        return std::future::pending().await;
    };
    // what has come already is no negative length
    while let Ok(left) = Duration::try_from(moment.duration_since(Timestamp::now())) {
        if left.is_zero() {
            return;
        }
        tokio::time::sleep(left.min(LOOK)).await;
    }
}
