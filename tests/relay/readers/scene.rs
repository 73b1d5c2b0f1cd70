//! A nats-server with the users that `docket nats-auth` printed, a service on it, and integrators.

use crate::support::docket::ADMINISTRATOR_KEY;
use crate::support::nats::published;
use crate::support::{Database, Docket, NatsServer, Person, eventually, within};
use async_nats::jetstream::consumer::pull::{Config, Stream};
use async_nats::jetstream::{self, Context, consumer::PullConsumer};
use async_nats::{Client, ConnectOptions, Event, ServerError};
use eventstore::{EventStore, NatsOptions, StoreOptions};
use futures_util::StreamExt;
use serde_json::json;
use std::collections::HashMap;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// As the command line names them: one subject, and two.
const READERS: [&str; 2] = [
    "crm",
    "erp=docket.events.customer.>,docket.events.ticket.*.created",
];
pub const STREAM: &str = "DOCKET_EVENTS";
pub const TICKETS: &str = "docket.events.ticket.>";
/// What a reader's requests to JetStream begin with.
pub const API: &str = "docket.events-api";

/// A nats-server with the users that `docket nats-auth` printed, and a service on it.
pub struct Scene {
    pub server: NatsServer,
    pub passwords: HashMap<String, String>,
    docket: Docket,
    /// With the service's own user.
    service: NatsOptions,
    database: Database,
}

/// What one integrator has: a connection, and what the server said against it.
pub struct Reader {
    pub client: Client,
    refusals: UnboundedReceiver<String>,
}

impl Scene {
    pub async fn open() -> Self {
        let (configuration, passwords) = nats_auth();
        let server = NatsServer::with_users(&configuration).await;
        let url = server.url_of("docket", &passwords["docket"]);
        let service = NatsOptions {
            client: eventstore::connect_nats(&url).await.unwrap(),
            stream: STREAM.to_owned(),
            subjects: "docket.events".to_owned(),
            replicas: 1,
        };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nats-url");
        std::fs::write(&file, format!("{url}\n")).unwrap();
        let variable = ("DOCKET_NATS_URL_FILE", file.to_str().unwrap().to_owned());
        let database = Database::fresh().await;
        let docket = Docket::serve(&database.url, "", &service, &[variable]).await;
        Self {
            server,
            passwords,
            docket,
            service,
            database,
        }
    }

    pub async fn opens_ticket(&self, subject: &str) {
        let position = Arc::new(AtomicI64::new(0));
        let person = Person::new(&self.docket.url(), ADMINISTRATOR_KEY, position);
        person
            .posts("/tickets", &json!({"subject": subject}))
            .await
            .ok();
    }

    pub async fn reader(&self, name: &str) -> Reader {
        let (sender, refusals) = unbounded_channel();
        let url = self.server.url();
        let password = self.passwords[name].clone();
        let options = ConnectOptions::with_user_and_password(name.to_owned(), password);
        let client = options
            .event_callback(move |event| {
                if let Event::ServerError(ServerError::Other(text)) = event {
                    let _ = sender.send(text);
                }
                std::future::ready(())
            })
            .connect(url)
            .await
            .unwrap();
        Reader { client, refusals }
    }

    /// How things stand once everything in the log is published.
    pub async fn settled(&self) -> (String, usize, Vec<String>) {
        let store = EventStore::connect(StoreOptions::new(&self.database.url));
        let store = store.await.unwrap();
        eventually("all to be published", async || {
            let head = usize::try_from(store.head().await.unwrap()).unwrap();
            let state = self.state().await;
            (state.1 == head).then_some(state)
        })
        .await
    }

    /// What must not change: which stream there is, what it holds, and whose consumers.
    pub async fn state(&self) -> (String, usize, Vec<String>) {
        let context = jetstream::new(self.service.client.clone());
        let stream = context.get_stream(STREAM).await.unwrap();
        let made = stream.cached_info().created.to_string();
        let names: Vec<_> = stream.consumer_names().collect().await;
        let names = names.into_iter().map(Result::unwrap);
        let mut named: Vec<_> = names
            .filter(|n| n.starts_with("crm") || n.starts_with("erp"))
            .collect();
        named.sort();
        (made, published(&self.service).await.len(), named)
    }
}

impl Reader {
    pub fn jetstream(&self) -> Context {
        jetstream::with_prefix(self.client.clone(), API)
    }

    /// Reads from the beginning through a durable consumer.
    pub async fn reads(&self, consumer: &str, subject: &str) -> Stream {
        let config = Config {
            durable_name: Some(consumer.to_owned()),
            filter_subject: subject.to_owned(),
            ..Config::default()
        };
        let made = self
            .jetstream()
            .create_consumer_on_stream(config, STREAM)
            .await;
        let consumer: PullConsumer = made.unwrap();
        consumer.messages().await.unwrap()
    }

    /// The server's next word against this reader.
    pub async fn refusal(&mut self) -> String {
        within("the server to refuse", self.refusals.recv())
            .await
            .unwrap()
    }
}

/// Runs the program; the configuration and each user's password.
fn nats_auth() -> (String, HashMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    let secrets = folder.path().join("secrets");
    let output = Command::new(env!("CARGO_BIN_EXE_docket"))
        .current_dir(folder.path())
        .arg("nats-auth")
        .args(READERS.map(|reader| format!("--reader={reader}")))
        .arg("--secrets")
        .arg(&secrets)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let secrets = std::fs::read_to_string(secrets).unwrap();
    let pairs = secrets.lines().map(|line| line.split_once(' ').unwrap());
    let passwords = pairs.map(|(user, password)| (user.to_owned(), password.to_owned()));
    (
        String::from_utf8(output.stdout).unwrap(),
        passwords.collect(),
    )
}

/// The subject of the ticket that the next message tells of, which is acknowledged.
pub async fn subject_of(messages: &mut Stream) -> String {
    let message = within("a message", messages.next()).await.unwrap().unwrap();
    message.double_ack().await.unwrap();
    let event: serde_json::Value = serde_json::from_slice(&message.payload).unwrap();
    event["data"]["subject"].as_str().unwrap().to_owned()
}
