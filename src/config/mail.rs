//! Where letters go.

use std::path::Path;

use mail::{MailError, Mailer, Place, Smtp};
use secrecy::SecretString;
use serde::Deserialize;

/// Mail that goes out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// `smtps://user@host`, `smtp://user@host:587?tls=required` or `smtp://localhost:25`; may hold the
    /// password. `DOCKET_SMTP_URL`; unset, letters become files in `mail` in the data directory.
    smtp_url: Option<SecretString>,
    /// In place of the URL's. `DOCKET_SMTP_PASSWORD`.
    smtp_password: Option<SecretString>,
    /// Who letters are from. `DOCKET_MAIL_FROM`, `Docket <docket@localhost>`.
    from: String,
}

impl Mail {
    /// What sends letters.
    pub fn mailer(&self, data_dir: &Path) -> Result<Mailer, MailError> {
        Mailer::try_new(&self.from, &self.place(data_dir))
    }

    /// Key and problem of what the types cannot say.
    pub(super) fn check(&self) -> Result<(), (&'static str, String)> {
        let folder = Place::Folder("mail".into());
        if let Err(error) = Mailer::try_new(&self.from, &folder) {
            return Err(("mail.from", error.to_string()));
        }
        match self.mailer(Path::new("")) {
            Err(error) => Err(("mail.smtp_url", error.to_string())),
            Ok(_) => Ok(()),
        }
    }

    pub(super) fn effective(&self) -> Vec<(&'static str, String)> {
        let way = match self.smtp_url {
            Some(_) => "smtp",
            None => "files",
        };
        vec![("mail", way.to_owned()), ("mail_from", self.from.clone())]
    }

    fn place(&self, data_dir: &Path) -> Place {
        match &self.smtp_url {
            None => Place::Folder(data_dir.join("mail")),
            Some(url) => Place::Smtp(Smtp {
                url: url.clone(),
                password: self.smtp_password.clone(),
            }),
        }
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            smtp_url: None,
            smtp_password: None,
            from: "Docket <docket@localhost>".to_owned(),
        }
    }
}
