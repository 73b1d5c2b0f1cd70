//! Puts together how members sign in, and makes the link by which the first of them does.

use std::path::PathBuf;
use std::time::Duration;

use accounts::{Accounts, AccountsError, Cause, Issued, Options, VaultError};
use api::SignInProvider;
use domain::ids::derived;
use domain::{Actor, Catalog, MemberId};
use eventstore::EventStore;
use mail::MailError;
use oidc::Provider;
use outgoing::{Limits, Outgoing};

use crate::config::Config;

/// Most connections for passwords and sessions; a lookup takes a moment.
const CONNECTIONS: usize = 8;
/// How long each question to a provider may take: somebody is waiting in front of a browser.
const PROVIDER_PATIENCE: Duration = Duration::from_secs(10);

/// Why nobody could sign in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    #[error("mail cannot be sent: {0}")]
    Mail(#[from] MailError),
    #[error("the breached passwords in {0} cannot be read: {1}")]
    Breached(PathBuf, std::io::Error),
    #[error("the sign-in provider {0} cannot be used: {1}")]
    Provider(String, String),
    #[error("no member in service has the address {0}; see GET /api/v1/members")]
    NoMember(String),
}

/// How members sign in, as configured.
pub fn accounts(config: &Config, store: &EventStore) -> Result<Accounts, SignInError> {
    let breached = config.sign_in.breached();
    let options = Options {
        database_url: config.database.url().unwrap_or_default().to_owned(),
        connections: CONNECTIONS,
        lifetime: config.sign_in.lifetime(),
        vault: config.sign_in.vault(&config.data_dir.0)?,
        breached: breached.map_err(|(file, error)| SignInError::Breached(file, error))?,
        public_url: config.http.public_url(),
    };
    Ok(Accounts::try_new(store, options)?)
}

/// Where else members and customers may sign in, as configured. None of them is asked anything yet.
pub fn providers(config: &Config) -> Result<Vec<SignInProvider>, SignInError> {
    let url = config.http.public_url();
    let limits = Limits {
        whole: PROVIDER_PATIENCE,
        ..Limits::default()
    };
    let refuse = |key: &str, problem| SignInError::Provider(key.to_owned(), problem);
    let each = config.oidc.providers.iter().map(|known| {
        let options = known.options();
        let options = options.map_err(|problem| refuse(known.key(), problem))?;
        let outgoing = Outgoing::try_new(config.outgoing.allow(), limits);
        let outgoing = outgoing.map_err(|error| refuse(known.key(), error.to_string()))?;
        let callback = api::callback(&url, known.key());
        Ok(SignInProvider {
            provider: Provider::new(options, outgoing, &callback),
            names: known.names(),
            admits: known.admits(),
        })
    });
    each.collect()
}

/// Sends the letters that wait.
pub fn mail_worker(config: &Config, accounts: &Accounts) -> Result<mail::Worker, SignInError> {
    let mailer = config.mail.mailer(&config.data_dir.0)?;
    Ok(mail::Worker::start(accounts.outbox().clone(), mailer))
}

/// The member whom every installation has from its first start.
pub fn first_administrator() -> MemberId {
    MemberId(derived("member", "administrator"))
}

/// A link with which the first administrator can set a password; none when they did already.
pub async fn first_link(accounts: &Accounts) -> Result<Option<Issued>, SignInError> {
    let member = first_administrator();
    if accounts.has_password(member).await? {
        return Ok(None);
    }
    let cause = Cause::new(Actor::SYSTEM);
    Ok(Some(accounts.invitation_link(member, &cause).await?))
}

/// A link with which a member can set a password, whether or not they had one: of the one with this
/// address, or of the first administrator.
pub async fn link_for(
    accounts: &Accounts,
    catalog: &Catalog,
    email: Option<&str>,
) -> Result<Issued, SignInError> {
    let member = match email {
        None => first_administrator(),
        Some(email) => {
            with_address(catalog, email).ok_or_else(|| SignInError::NoMember(email.to_owned()))?
        }
    };
    let cause = Cause::new(Actor::SYSTEM);
    Ok(accounts.invitation_link(member, &cause).await?)
}

fn with_address(catalog: &Catalog, email: &str) -> Option<MemberId> {
    let wanted = email.trim().to_lowercase();
    let mut members = catalog.members.iter();
    let found = members.find(|entry| {
        let email = entry.active().and_then(|member| member.email.as_ref());
        email.is_some_and(|email| email.to_lowercase() == wanted)
    });
    found.map(|entry| MemberId(entry.id))
}
