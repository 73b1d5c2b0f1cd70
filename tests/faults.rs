//! kill -9 of docket, Postgres and nats-server under load: nothing acknowledged is ever lost.

mod bulk;
mod clerks;
mod lost_answer;
mod outbox;
mod reactions;
mod retirement;
mod rounds;
mod truth;

use crate::support::docket::ADMINISTRATOR_KEY;
use crate::support::{Docket, Person};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use tempfile::TempDir;

/// `docket up` on a data directory of its own, started again as often as it is killed.
struct Site {
    docket: Docket,
    folder: TempDir,
}

impl Site {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // the servers run under an account of their own and must get to their data
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), open).unwrap();
        let docket = Docket::up(&folder.path().join("data")).await;
        Self { docket, folder }
    }

    /// After docket itself was killed.
    async fn starts_again(&mut self) {
        self.docket.start_again().await;
    }

    /// Where it keeps all that it has.
    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    fn administrator(&self) -> Person {
        Person::new(&self.docket.url(), ADMINISTRATOR_KEY, Arc::default())
    }
}
