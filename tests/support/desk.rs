//! A running service on a database and a stream of its own, and the people who use it.

use super::docket::{ADMINISTRATOR_KEY, Docket};
use super::nats::nats_at;
use super::person::{Answer, Person};
use super::{Database, service_url};
use eventstore::NatsOptions;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use tempfile::TempDir;
use uuid::Uuid;

/// A help desk that nobody else uses.
#[derive(Debug)]
pub struct Desk {
    pub docket: Docket,
    pub database: Database,
    pub nats: NatsOptions,
    nats_url: String,
    /// Where attachments lie.
    files: TempDir,
    variables: Vec<(&'static str, String)>,
    /// Position of the newest change that anybody was told of.
    position: Arc<AtomicI64>,
}

impl Desk {
    /// Opens for the first time.
    pub async fn open() -> Self {
        Self::open_with(service_url("DOCKET_TEST_NATS_URL")).await
    }

    /// Opens with a nats-server of its own, which may be down.
    pub async fn open_with(nats_url: String) -> Self {
        Self::start(nats_url, &[]).await
    }

    /// Opens for the first time with some variables of the program set.
    pub async fn open_set(variables: &[(&'static str, &str)]) -> Self {
        Self::start(service_url("DOCKET_TEST_NATS_URL"), variables).await
    }

    async fn start(nats_url: String, variables: &[(&'static str, &str)]) -> Self {
        let (database, nats) = (Database::fresh().await, nats_at(&nats_url).await);
        let files = TempDir::new().unwrap();
        let folder = files.path().to_str().unwrap();
        let data = files.path().join("data");
        let usual = [
            ("DOCKET_DATA_DIR", data.to_str().unwrap()),
            ("DOCKET_ATTACHMENTS_FOLDER", folder),
            ("DOCKET_ATTACHMENTS_RESERVE", "0"), // a full machine is not what is tested
        ];
        let variables: Vec<_> = usual
            .iter()
            .chain(variables)
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let docket = Docket::serve(&database.url, &nats_url, &nats, &variables).await;
        Self {
            docket,
            database,
            nats,
            nats_url,
            files,
            variables,
            position: Arc::default(),
        }
    }

    /// Stops in good order and opens again.
    pub async fn reopens(self) -> Self {
        assert!(self.docket.stop().await.success());
        let (url, nats) = (&self.database.url, &self.nats);
        let docket = Docket::serve(url, &self.nats_url, nats, &self.variables).await;
        Self { docket, ..self }
    }

    /// Another process of the service, on the same servers, database and files.
    pub async fn another_process(&self) -> Docket {
        let (url, nats) = (&self.database.url, &self.nats);
        Docket::serve(url, &self.nats_url, nats, &self.variables).await
    }

    /// Another process, with other values of some variables.
    pub async fn another_process_set(&self, variables: &[(&'static str, &str)]) -> Docket {
        let other = variables.iter();
        let other = other.map(|(name, value)| (*name, (*value).to_owned()));
        let all: Vec<_> = self.variables.iter().cloned().chain(other).collect();
        Docket::serve(&self.database.url, &self.nats_url, &self.nats, &all).await
    }

    /// What another command of the program prints.
    pub async fn runs(&self, arguments: &[&str]) -> String {
        let (url, nats) = (&self.database.url, &self.nats);
        Docket::run(arguments, (url, &self.nats_url, nats), &self.variables).await
    }

    /// Where the key and letters lie.
    pub fn data(&self) -> std::path::PathBuf {
        self.files.path().join("data")
    }

    /// Where attachments lie.
    pub fn files(&self) -> &Path {
        self.files.path()
    }

    /// Who may change settings.
    pub fn administrator(&self) -> Person {
        self.holder_of(ADMINISTRATOR_KEY)
    }

    /// The same one at another process.
    pub fn administrator_at(&self, process: &Docket) -> Person {
        Person::new(&process.url(), ADMINISTRATOR_KEY, self.position.clone())
    }

    /// Somebody with this key, whoever it belongs to.
    pub fn holder_of(&self, key: &str) -> Person {
        Person::new(&self.docket.url(), key, self.position.clone())
    }

    /// A new member of the staff, with a key of their own.
    pub async fn hires(&self, name: &str) -> Person {
        self.hires_as(name, "member").await
    }

    /// Somebody new in this role.
    pub async fn hires_as(&self, name: &str, role: &str) -> Person {
        let member = json!({"name": name, "roles": [role]});
        let answer = self.administrator().posts("/members", &member).await;
        let id = answer.ok()["id"].as_str().unwrap().parse().unwrap();
        let key = Uuid::new_v4().to_string();
        let session = self.database.session().await;
        session.execute(ADD_KEY, &[&key, &id]).await.unwrap();
        let mut person = self.holder_of(&key);
        person.id = id;
        person
    }

    /// A new department; its id.
    pub async fn department(&self, name: &str) -> String {
        let answer: Answer = self
            .administrator()
            .posts("/departments", &json!({"name": name}))
            .await;
        answer.ok()["id"].as_str().unwrap().to_owned()
    }

    /// Where the log ends.
    pub async fn head(&self) -> i64 {
        let session = self.database.session().await;
        let sql = "SELECT coalesce(max(position), 0) FROM es.events";
        session.query_one(sql, &[]).await.unwrap().get(0)
    }
}

const ADD_KEY: &str = "
INSERT INTO es.credentials (hash, id, kind, owner)
VALUES (sha256(convert_to($1, 'UTF8')), gen_random_uuid(), 'api_key', $2)";
