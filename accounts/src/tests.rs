//! Signing in on a real Postgres.

mod database;
mod departures;
mod links;
mod second;
mod sessions;

use crate::*;
use database::Database;
use domain::{MemberId, SessionId};
use eventstore::{EventStore, StoreOptions};
use jiff::SignedDuration;
use mail::Recipient;
use uuid::Uuid;

const ANA: MemberId = MemberId(Uuid::from_u128(0xa));
const PASSWORD: &str = "correct horse battery staple";

/// A door of its own.
struct Door {
    accounts: Accounts,
    store: EventStore,
    database: Database,
}

impl Door {
    async fn open() -> Self {
        Self::with(Lifetime::default()).await
    }

    async fn with(lifetime: Lifetime) -> Self {
        let database = Database::fresh().await;
        let store = EventStore::connect(StoreOptions::new(&database.url))
            .await
            .unwrap();
        let options = Options {
            database_url: database.url.clone(),
            connections: 4,
            lifetime,
            vault: Vault::of(&"k".repeat(32).into()).unwrap(),
            breached: Breached::default(),
            public_url: "https://desk.example.org".to_owned(),
        };
        Self {
            accounts: Accounts::try_new(&store, options).unwrap(),
            store,
            database,
        }
    }

    /// With a password of Ana's.
    async fn with_ana() -> Self {
        let door = Self::open().await;
        door.settles().await;
        door
    }

    async fn settles(&self) {
        let token = self.invitation().await;
        let new = NewPassword {
            token: &token,
            password: PASSWORD,
        };
        assert_eq!(self.accounts.accept_invitation(new).await.unwrap(), ANA);
    }

    async fn invitation(&self) -> String {
        let cause = Cause::of(ANA);
        let issued = self.accounts.invitation_link(ANA, &cause).await.unwrap();
        issued.link.rsplit_once('#').unwrap().1.to_owned()
    }

    async fn ana_signs_in(&self, password: &str) -> Result<Opened, AccountsError> {
        self.signs_in(Some(ANA), password, None).await
    }

    async fn signs_in(
        &self,
        candidate: Candidate,
        password: &str,
        code: Option<&str>,
    ) -> Result<Opened, AccountsError> {
        let typed = Credentials {
            email: "ana@example.org",
            password,
            code,
        };
        self.accounts.sign_in(candidate, typed, &device()).await
    }

    async fn run(&self, sql: &str) {
        self.database
            .session()
            .await
            .batch_execute(sql)
            .await
            .unwrap();
    }

    async fn events(&self) -> Vec<String> {
        let sql = "SELECT type || ' ' || data::text FROM es.events ORDER BY position";
        let rows = self.database.session().await.query(sql, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

fn device() -> Device {
    Device::new("curl/8", Some("192.0.2.7".parse().unwrap()))
}

fn who() -> Who {
    let recipient = Recipient {
        name: "Ana".to_owned(),
        email: "ana@example.org".to_owned(),
        language: None,
    };
    Who {
        member: ANA,
        recipient,
    }
}

#[tokio::test]
async fn after_failures_the_right_password_has_to_wait_and_time_makes_it_good() {
    let door = Door::with_ana().await;
    for _ in 0..8 {
        let _ = door.ana_signs_in("not her password").await;
        door.run("UPDATE accounts.attempts SET not_before = now()")
            .await;
    }
    let failed = door.ana_signs_in("not her password").await.unwrap_err();
    assert!(
        matches!(failed, AccountsError::WrongCredentials),
        "{failed}"
    );
    let delayed = door.ana_signs_in(PASSWORD).await.unwrap_err();
    let AccountsError::Delayed(wait) = delayed else {
        panic!("{delayed}");
    };
    assert!((10..=16).contains(&wait.as_secs()), "{wait:?}");

    door.run("UPDATE accounts.attempts SET counted_at = counted_at - interval '2 hours', not_before = now()").await;
    door.ana_signs_in(PASSWORD).await.unwrap();
    let left = "SELECT coalesce(max(weight), 0) FROM accounts.attempts";
    let session = door.database.session().await;
    let left: f64 = session.query_one(left, &[]).await.unwrap().get(0);
    assert!(left < 1.0, "{left}");
}

#[tokio::test]
async fn an_unknown_account_takes_as_long_as_a_wrong_password() {
    let door = Door::with_ana().await;
    let clock = async |candidate| {
        let started = std::time::Instant::now();
        let refused = door
            .signs_in(candidate, "not the password", None)
            .await
            .unwrap_err();
        assert!(
            matches!(refused, AccountsError::WrongCredentials),
            "{refused}"
        );
        door.run("UPDATE accounts.attempts SET not_before = now(), weight = 0")
            .await;
        started.elapsed()
    };
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for _ in 0..5 {
        known.push(clock(Some(ANA)).await);
        unknown.push(clock(None).await);
    }
    // the least of several tells what the work itself takes
    let (known, unknown) = (known.iter().min().unwrap(), unknown.iter().min().unwrap());
    let ratio = known.as_secs_f64() / unknown.as_secs_f64();
    assert!((0.5..2.0).contains(&ratio), "{known:?} {unknown:?}");
}

#[tokio::test]
async fn the_log_is_told_ids_and_nothing_personal() {
    let door = Door::with_ana().await;
    door.ana_signs_in("not her password").await.unwrap_err();
    let opened = door.ana_signs_in(PASSWORD).await.unwrap();
    let cause = Cause::of(ANA);
    door.accounts
        .sign_out(ANA, opened.session.id, &cause)
        .await
        .unwrap();
    let gone = door
        .accounts
        .revoke(ANA, SessionId(Uuid::nil()), &cause)
        .await;
    assert!(matches!(gone, Err(AccountsError::NoSession)));

    let events = door.events().await;
    let names: Vec<_> = events
        .iter()
        .map(|e| e.split(' ').next().unwrap())
        .collect();
    let expected = [
        "account.invited",
        "account.invitation_accepted",
        "account.password_set",
        "account.sign_in_failed",
        "account.signed_in",
        "account.signed_out",
    ];
    assert_eq!(names, expected);
    for personal in [
        "192.0.2.7",
        "curl",
        "ana@",
        "Ana",
        "horse",
        opened.token.as_str(),
    ] {
        assert!(!events.iter().any(|e| e.contains(personal)), "{personal}");
    }
}
