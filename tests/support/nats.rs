//! NATS as a test has it: names of its own on the shared server, or a server of its own.

use super::{eventually, service_url, within};
use async_nats::jetstream::{self, consumer::pull::OrderedConfig};
use eventstore::{EventStore, NatsOptions};
use futures_util::StreamExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use uuid::Uuid;

/// Names that no other test uses, on the shared server.
pub async fn shared_nats() -> NatsOptions {
    nats_at(&service_url("DOCKET_TEST_NATS_URL")).await
}

/// Names that no other test uses, on the server at `url`.
pub async fn nats_at(url: &str) -> NatsOptions {
    let name = Uuid::now_v7().simple().to_string();
    NatsOptions {
        client: within("NATS to let in", eventstore::connect_nats(url))
            .await
            .unwrap(),
        stream: format!("TEST_{name}"),
        subjects: format!("test.{name}"),
        replicas: 1,
    }
}

/// Lies among what a server has stored, where it has users.
const CONFIGURATION: &str = "users.conf";

/// One message of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub subject: String,
    /// `Nats-Msg-Id`.
    pub id: String,
    /// `Docket-Position`.
    pub position: String,
    pub body: serde_json::Value,
}

/// Everything that a stream holds, in its order; nothing while there is no such stream.
pub async fn published(nats: &NatsOptions) -> Vec<Message> {
    let context = jetstream::new(nats.client.clone());
    let Ok(stream) = context.get_stream(&nats.stream).await else {
        return Vec::new();
    };
    let count = stream.cached_info().state.messages as usize;
    let read = |message: jetstream::Message| {
        let header = |name: &str| {
            let headers = message.headers.as_ref().and_then(|h| h.get(name));
            headers.map(ToString::to_string).unwrap_or_default()
        };
        Message {
            subject: message.subject.to_string(),
            id: header("Nats-Msg-Id"),
            position: header("Docket-Position"),
            body: serde_json::from_slice(&message.payload).unwrap_or_default(),
        }
    };
    let reading = async {
        let consumer = stream
            .create_consumer(OrderedConfig::default())
            .await
            .ok()?;
        let messages = consumer.messages().await.ok()?.take(count);
        Some(
            messages
                .filter_map(async |m| m.ok().map(read))
                .collect()
                .await,
        )
    };
    // the stream may be deleted while it is read
    let read = tokio::time::timeout(Duration::from_secs(5), reading).await;
    read.ok().flatten().unwrap_or_default()
}

/// Waits until the stream holds what the log holds, id by id, each once and in order.
pub async fn agree(store: &EventStore, nats: &NatsOptions) {
    eventually("JetStream to hold what the log holds", async || {
        let events = store.read_after(0, usize::MAX >> 1).await.ok()?;
        let logged = events
            .iter()
            .map(|e| (e.position.to_string(), e.id.to_string()));
        let messages = published(nats)
            .await
            .into_iter()
            .map(|m| (m.position, m.id));
        messages.eq(logged).then_some(())
    })
    .await;
}

/// A nats-server of one test's own, to be killed and robbed of its files.
#[derive(Debug)]
pub struct NatsServer {
    port: u16,
    folder: TempDir,
    process: Option<Child>,
}

impl NatsServer {
    /// Starts on a free port, with an empty store.
    pub async fn start() -> Self {
        let mut server = Self::down();
        server.resume().await;
        server
    }

    /// The same with a configuration, as `docket nats-auth` prints it.
    pub async fn with_users(configuration: &str) -> Self {
        let mut server = Self::down();
        std::fs::write(server.folder.path().join(CONFIGURATION), configuration).unwrap();
        server.resume().await;
        server
    }

    /// A place where no server runs yet.
    pub fn down() -> Self {
        Self {
            port: free_port(),
            folder: tempfile::tempdir().unwrap(),
            process: None,
        }
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// The same with a user and a password.
    pub fn url_of(&self, user: &str, password: &str) -> String {
        format!("nats://{user}:{password}@127.0.0.1:{}", self.port)
    }

    /// Starts again on the same port, with what its folder holds now.
    pub async fn resume(&mut self) {
        let server = std::env::var("DOCKET_NATS_SERVER").unwrap_or("nats-server".to_owned());
        let mut command = Command::new(server);
        let configuration = self.folder.path().join(CONFIGURATION);
        if configuration.exists() {
            command.arg("--config").arg(configuration);
        }
        let process = command
            .args(["--addr", "127.0.0.1", "--port", &self.port.to_string()])
            .arg("--jetstream")
            .arg("--store_dir")
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("nats-server starts");
        self.process = Some(process);
        eventually("nats-server to listen", async || {
            TcpStream::connect(("127.0.0.1", self.port)).await.ok()
        })
        .await;
    }

    /// kill -9.
    pub async fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().await.unwrap();
        }
    }

    /// What it has stored so far; take it while the server is down.
    pub fn copy_of_store(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(self.folder.path(), copy.path());
        copy
    }

    /// Replaces what it has stored; do it while the server is down.
    pub fn put_back(&self, copy: &TempDir) {
        self.wipe();
        copy_folder(copy.path(), self.folder.path());
    }

    /// Removes all that it has stored; do it while the server is down.
    pub fn wipe(&self) {
        for (path, _) in entries(self.folder.path()) {
            std::fs::remove_dir_all(path).unwrap();
        }
    }
}

/// Below the ports that the system hands out by itself, so that a server that is down finds its
/// port free when it comes back.
pub fn free_port() -> u16 {
    let first = 12_000 + (Uuid::new_v4().as_u128() % 8_000) as u16;
    (first..20_000)
        .find(|port| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for (path, name) in entries(from) {
        let target = to.join(name);
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn entries(folder: &Path) -> Vec<(PathBuf, std::ffi::OsString)> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|e| (e.path(), e.file_name())).collect()
}
