//! Where deliveries of the outbox go.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What leaves the house.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outbox {
    /// Each delivery becomes a file in this folder, which the processes of the role automation share.
    /// `DOCKET_OUTBOX_FOLDER`; unset, `outbox` in the data directory.
    folder: Option<PathBuf>,
}

impl Outbox {
    /// Where the files are written to.
    pub fn folder(&self, data_dir: &Path) -> PathBuf {
        let own = self.folder.clone();
        own.unwrap_or_else(|| data_dir.join("outbox"))
    }
}
