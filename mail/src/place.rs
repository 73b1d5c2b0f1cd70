//! Where letters go: to a mail server, or into a folder where none is configured.

use crate::{Letter, MailError};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long one letter may take; a server that hangs must not hold up the others.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where letters go.
#[derive(Clone, Debug)]
pub enum Place {
    Smtp(Smtp),
    /// Each letter becomes an `.eml` file in this folder, which only its owner may read.
    Folder(PathBuf),
}

/// A mail server.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// `smtps://host`, `smtp://host?tls=required`, `smtp://host:25?tls=opportunistic` or
    /// `smtp://localhost:25`; may carry `user:password@`.
    pub url: SecretString,
    /// In place of the URL's.
    pub password: Option<SecretString>,
}

/// Sends letters.
#[derive(Clone, Debug)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Mailer {
    /// Connects to nothing yet. Fails when the sender is no address or the URL none of a server.
    pub fn try_new(from: &str, place: &Place) -> Result<Self, MailError> {
        let way = match place {
            Place::Folder(folder) => Way::Folder(folder.clone()),
            Place::Smtp(smtp) => Way::Smtp(transport(smtp)?),
        };
        let from = from.parse()?;
        Ok(Self { from, way })
    }

    /// Sends one letter. `id` names it: the same letter again has the same one.
    pub async fn send(&self, letter: &Letter, id: &str) -> Result<(), MailError> {
        let message = letter.message(&self.from, id)?;
        match &self.way {
            Way::Smtp(transport) => {
                transport.send(message).await?;
            }
            Way::Folder(folder) => {
                let file = folder.join(format!("{id}.eml"));
                let bytes = message.formatted();
                let written = write(folder.clone(), file.clone(), bytes).await;
                written.map_err(|error| MailError::File(file.clone(), error))?;
                tracing::info!(file = %file.display(), "no mail server is configured: a letter lies here");
            }
        }
        Ok(())
    }
}

fn transport(smtp: &Smtp) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let url = smtp.url.expose_secret();
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(PATIENCE));
    if let Some(password) = &smtp.password {
        let user = user(url).unwrap_or_default();
        let password = password.expose_secret().to_owned();
        builder = builder.credentials(Credentials::new(user, password));
    }
    Ok(builder.build())
}

/// The user that a URL names.
fn user(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let (who, _) = rest.split('/').next()?.rsplit_once('@')?;
    let user = who.split_once(':').map_or(who, |(user, _)| user);
    Some(user.replace("%40", "@"))
}

/// Whole or not at all, and nobody else's to read: a letter may hold a secret.
async fn write(folder: PathBuf, file: PathBuf, bytes: Vec<u8>) -> std::io::Result<()> {
    let writing = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&folder)?;
        let draft = file.with_extension("part");
        private(&draft)?.write_all(&bytes)?;
        std::fs::rename(draft, file)
    });
    writing.await.map_err(std::io::Error::other)?
}

#[cfg(unix)]
fn private(file: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(file)
}

#[cfg(not(unix))]
fn private(file: &Path) -> std::io::Result<std::fs::File> {
    std::fs::File::create(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_the_url_s() {
        let users = ["smtp://dana%40x.org:pw@host:587", "smtps://dana@host"].map(user);
        assert_eq!(users, [Some("dana@x.org".into()), Some("dana".into())]);
        assert_eq!(user("smtp://host"), None);
    }

    #[test]
    fn what_is_no_server_or_no_address_is_told_at_the_start() {
        let smtp = |url: &str| {
            let (url, password) = (url.into(), None);
            Place::Smtp(Smtp { url, password })
        };
        assert!(Mailer::try_new("desk@example.org", &smtp("http://x")).is_err());
        assert!(Mailer::try_new("nobody", &smtp("smtp://localhost")).is_err());
        assert!(Mailer::try_new("Desk <desk@example.org>", &smtp("smtp://localhost")).is_ok());
    }
}
