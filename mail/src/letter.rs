//! A letter to one person, ready to be sent.

use crate::MailError;
use crate::templates::{Template, Values};
use lettre::message::{Mailbox, Message, MultiPart};
use serde::{Deserialize, Serialize};

/// Who gets a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    pub name: String,
    pub email: String,
    /// BCP 47 tag of the language that they read; English where we do not write it.
    pub language: Option<String>,
}

/// What one person is to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub to: Recipient,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Letter {
    /// Writes a letter in the recipient's language.
    pub fn write(to: Recipient, template: Template, values: &Values) -> Result<Self, MailError> {
        let written = template.render(&to, values)?;
        Ok(Self {
            subject: written.subject,
            text: written.text,
            html: written.html,
            to,
        })
    }

    /// As it travels. `id` is the same each time that it is sent, so that receivers can tell a
    /// repetition.
    pub(crate) fn message(&self, from: &Mailbox, id: &str) -> Result<Message, MailError> {
        let host = from.email.domain();
        let to = Mailbox::new(Some(self.to.name.clone()), self.to.email.parse()?);
        let parts = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        let message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(self.subject.clone())
            .message_id(Some(format!("<{id}@{host}>")))
            .header(AutoSubmitted)
            .multipart(parts)?;
        Ok(message)
    }
}

/// RFC 3834: nobody's absence note should answer this.
#[derive(Clone, Debug)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        let value = "auto-generated".to_owned();
        lettre::message::header::HeaderValue::new(Self::name(), value)
    }
}
