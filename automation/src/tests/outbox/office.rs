//! An outbox of one's own with a folder to send into, and an endpoint that fails as it is told.

use crate::outbox::Patience;
use crate::tests::database::{Database, connect};
use crate::tests::world::LIMIT;
use crate::{Delivery, FileSink, NewDelivery, Outbox, Sink, SinkError};
use domain::DeliveryId;
use domain::delivery::DeliveryKind;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// Longer than any test; leases run out when a test says so.
pub(super) const PATIENT: Patience = Patience {
    lease: Duration::from_secs(600),
    attempt: Duration::from_secs(300),
};

pub(super) struct Office {
    pub outbox: Outbox,
    pub url: String,
    folder: TempDir,
    _database: Option<Database>,
}

impl Office {
    pub async fn open() -> Self {
        let database = Database::fresh().await;
        let mut office = Self::at(&database.url);
        office._database = Some(database);
        office
    }

    /// On a database that somebody else keeps.
    pub fn at(url: &str) -> Self {
        Self {
            outbox: Outbox::connect(url).unwrap(),
            url: url.to_owned(),
            folder: tempfile::tempdir().unwrap(),
            _database: None,
        }
    }

    /// Mails to one address, in this order.
    pub fn to(&self, endpoint: &str, count: usize) -> Vec<NewDelivery> {
        let mail = |number| NewDelivery {
            id: DeliveryId(Uuid::now_v7()),
            kind: DeliveryKind::Mail,
            endpoint: endpoint.to_owned(),
            ticket: None,
            cause: Uuid::from_u128(0xCA),
            rule: None,
            payload: json!({"subject": format!("mail {number} to {endpoint}")}),
        };
        (0..count).map(mail).collect()
    }

    pub async fn files(&self) -> FileSink {
        FileSink::open(self.folder.path()).await.unwrap()
    }

    /// What lies in the folder of mails: names and payloads. Drafts that were cut off are left out.
    pub async fn written(&self) -> BTreeMap<String, Value> {
        let files = std::fs::read_dir(self.folder.path().join("mail")).unwrap();
        let paths = files.map(|file| file.unwrap().path());
        let whole = paths.filter(|path| path.extension().is_some_and(|e| e == "json"));
        let read = whole.map(|path| {
            let text = std::fs::read(&path).unwrap();
            let file: Value = serde_json::from_slice(&text).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, file["payload"].clone())
        });
        read.collect()
    }

    /// What lies there when each of these was sent once.
    pub fn expected(&self, new: &[NewDelivery]) -> BTreeMap<String, Value> {
        let files = new.iter().map(|d| (d.id.to_string(), d.payload.clone()));
        files.collect()
    }

    pub async fn count(&self, condition: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM outbox.deliveries WHERE {condition}");
        let client = connect(&self.url).await;
        client.query_one(&sql, &[]).await.unwrap().get(0)
    }

    /// Waits until so many are as the condition says.
    pub async fn until(&self, condition: &str, count: i64) {
        let waiting = async {
            let mut look = tokio::time::interval(Duration::from_millis(10));
            while self.count(condition).await != count {
                look.tick().await;
            }
        };
        let waited = tokio::time::timeout(LIMIT, waiting).await;
        waited.unwrap_or_else(|_| panic!("waited in vain for {count} with {condition}"));
    }

    pub async fn until_sent(&self) {
        self.until("state <> 'sent'", 0).await;
    }

    /// Every lease and every pause is over.
    pub async fn time_passes(&self) {
        let sql = "UPDATE outbox.deliveries SET next_at = now() WHERE next_at IS NOT NULL";
        connect(&self.url).await.batch_execute(sql).await.unwrap();
        self.outbox.wake();
    }
}

/// An endpoint that keeps what it is sent, and fails as it is told.
#[derive(Clone, Default)]
pub(super) struct Endpoint(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    /// Endpoints that do not answer.
    down: HashSet<String>,
    /// Payloads that it will never take.
    refused: HashSet<String>,
    /// What was tried, whether or not it was taken.
    tried: Vec<(String, String)>,
    taken: Vec<Delivery>,
}

impl Endpoint {
    pub fn goes_down(&self, endpoint: &str) {
        self.0.lock().unwrap().down.insert(endpoint.to_owned());
    }

    pub fn comes_up(&self, endpoint: &str) {
        self.0.lock().unwrap().down.remove(endpoint);
    }

    pub fn refuses(&self, delivery: &NewDelivery) {
        let payload = delivery.payload.to_string();
        self.0.lock().unwrap().refused.insert(payload);
    }

    /// Keys of what it took, in order.
    pub fn taken(&self) -> Vec<String> {
        let seen = self.0.lock().unwrap();
        seen.taken.iter().map(Delivery::key).collect()
    }

    /// Payloads of what went to one endpoint, in order.
    pub fn taken_by(&self, endpoint: &str) -> Vec<String> {
        let seen = self.0.lock().unwrap();
        let to = seen.taken.iter().filter(|d| d.endpoint == endpoint);
        to.map(|d| d.payload.clone()).collect()
    }

    pub fn attempts(&self) -> usize {
        self.0.lock().unwrap().tried.len()
    }
}

impl Sink for Endpoint {
    async fn send(&self, delivery: &Delivery) -> Result<(), SinkError> {
        let mut seen = self.0.lock().unwrap();
        let tried = (delivery.endpoint.clone(), delivery.key());
        seen.tried.push(tried);
        if seen.refused.contains(&delivery.payload) {
            return Err(SinkError::Permanent("no such mailbox".to_owned()));
        }
        if seen.down.contains(&delivery.endpoint) {
            return Err(SinkError::Temporary("nobody answers".to_owned()));
        }
        seen.taken.push(delivery.clone());
        Ok(())
    }
}

/// The payloads of these, in order.
pub(super) fn payloads(new: &[NewDelivery]) -> Vec<String> {
    new.iter().map(|d| d.payload.to_string()).collect()
}
