//! What signing in stands on.

use crate::audit::Audit;
use crate::hasher::Hasher;
use crate::strength::Breached;
use crate::{AccountsError, Lifetime, Sessions, Vault};
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use eventstore::EventStore;
use mail::Outbox;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::NoTls;

/// What [`Accounts`] are opened with.
#[derive(Debug)]
pub struct Options {
    /// The log's database.
    pub database_url: String,
    /// Most connections to it.
    pub connections: usize,
    pub lifetime: Lifetime,
    /// Seals secrets that must be read again.
    pub vault: Vault,
    /// Passwords that are known to have leaked.
    pub breached: Breached,
    /// Where people reach this installation, without a slash at the end: what mailed links begin
    /// with.
    pub public_url: String,
}

/// How members sign in. Cheap to clone; all clones share connections.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(crate) pool: Pool,
    pub(crate) audit: Audit,
    pub(crate) hasher: Hasher,
    pub(crate) sessions: Sessions,
    pub(crate) vault: Arc<Vault>,
    pub(crate) breached: Arc<Breached>,
    pub(crate) outbox: Outbox,
    pub(crate) public_url: Arc<str>,
}

impl Accounts {
    /// Connects when something is asked. Fails only when the URL cannot be read or a password
    /// cannot be hashed at all.
    pub fn try_new(store: &EventStore, options: Options) -> Result<Self, AccountsError> {
        let pool = pool(&options.database_url, options.connections)?;
        let vault = Arc::new(options.vault);
        Ok(Self {
            audit: Audit::new(store.clone()),
            hasher: Hasher::try_new()?,
            sessions: Sessions::new(pool.clone(), options.lifetime),
            outbox: Outbox::new(pool.clone(), vault.clone()),
            breached: Arc::new(options.breached),
            public_url: options.public_url.into(),
            pool,
            vault,
        })
    }

    /// Those who are signed in.
    #[must_use]
    pub fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    /// Letters with links that wait to go.
    #[must_use]
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }
}

fn pool(url: &str, size: usize) -> Result<Pool, AccountsError> {
    let mut config: tokio_postgres::Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    if config.get_application_name().is_none() {
        config.application_name("docket accounts");
    }
    let recycling_method = RecyclingMethod::Fast;
    let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method });
    Ok(Pool::builder(manager)
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(Duration::from_secs(10)))
        .create_timeout(Some(Duration::from_secs(5)))
        .build()?)
}
