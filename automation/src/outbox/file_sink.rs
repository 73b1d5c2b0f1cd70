//! A sink that writes each delivery into a file of its own.

use super::{Delivery, Sink, SinkError};
use domain::delivery::DeliveryKind;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::AsyncWriteExt as _;

/// One file for each delivery, named by its key, in a folder for each kind. A file is there whole or
/// not at all, and survives a loss of power once the delivery counts as sent. Sending the same
/// again writes the same file.
#[derive(Clone, Debug)]
pub struct FileSink {
    folder: PathBuf,
}

impl FileSink {
    /// Makes the folders that are missing, for nobody else to read.
    pub async fn open(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        for kind in DeliveryKind::ALL {
            private_folder(&folder.join(kind.as_str())).await?;
        }
        settle(&folder).await?;
        Ok(Self { folder })
    }

    /// Where this delivery is written to.
    #[must_use]
    pub fn path(&self, delivery: &Delivery) -> PathBuf {
        let folder = self.folder.join(delivery.kind.as_str());
        folder.join(format!("{}.json", delivery.key()))
    }

    async fn write(&self, delivery: &Delivery, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(delivery);
        // two workers may hold the same for a moment, but never in the same attempt
        let draft = path.with_extension(format!("{}.part", delivery.attempts));
        let mut file = private_file(&draft).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        drop(file);
        fs::rename(&draft, &path).await?;
        settle(path.parent().unwrap_or(&self.folder)).await
    }
}

impl Sink for FileSink {
    async fn send(&self, delivery: &Delivery) -> Result<(), SinkError> {
        let bytes = written(delivery).map_err(|e| SinkError::Permanent(e.to_string()))?;
        let written = self.write(delivery, &bytes).await;
        written.map_err(|error| {
            let path = self.path(delivery);
            SinkError::Temporary(format!("{}: {error}", path.display()))
        })
    }
}

/// The same bytes each time that it is sent in one round.
fn written(delivery: &Delivery) -> serde_json::Result<Vec<u8>> {
    let payload: Value = serde_json::from_str(&delivery.payload)?;
    serde_json::to_vec_pretty(&json!({
        "id": delivery.id,
        "round": delivery.round,
        "kind": delivery.kind.as_str(),
        "endpoint": delivery.endpoint,
        "ticket": delivery.ticket,
        "cause": delivery.cause,
        "rule": delivery.rule.map(|(id, version)| json!({"id": id, "version": version})),
        "created_at": delivery.created_at,
        "payload": payload,
    }))
}

/// Makes what was named in the folder outlast a loss of power.
async fn settle(folder: &Path) -> io::Result<()> {
    File::open(folder).await?.sync_all().await
}

async fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o700);
    builder.recursive(true).create(folder).await
}

async fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    options.mode(0o600);
    options
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)
        .await
}
