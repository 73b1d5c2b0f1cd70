//! What letters say, in the languages that we write.

use crate::MailError;
use crate::letter::Recipient;
use minijinja::{Environment, context};
use words::{Language, Words};

mod words;

/// The kinds of letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A new member may set their first password.
    Invitation,
    /// A member who forgot their password may set another.
    PasswordReset,
    /// A customer may sign in.
    PortalLink,
}

/// What a letter tells beyond its fixed words.
#[derive(Clone, Debug)]
pub struct Values {
    /// Where a click leads. Secret: whoever has it may act as the recipient.
    pub link: String,
    /// For how long the link is good.
    pub hours: i64,
}

pub(crate) struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Template {
    /// What the outbox and the metrics call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
            Self::PortalLink => "portal_link",
        }
    }

    pub(crate) fn render(self, to: &Recipient, values: &Values) -> Result<Written, MailError> {
        let language = Language::of(to.language.as_deref());
        let words = Words::of(self, language);
        let environment = Environment::new();
        let known = context! { name => &to.name, hours => values.hours };
        let say = |text: &str| environment.render_str(text, &known);
        let context = context! {
            language => language.tag(),
            direction => language.direction(),
            subject => say(words.subject)?,
            greeting => say(words.greeting)?,
            opening => say(words.opening)?,
            button => say(words.button)?,
            until => say(words.until)?,
            otherwise => say(words.otherwise)?,
            link => &values.link,
        };
        // what a name holds is escaped in HTML, by the template's name
        Ok(Written {
            subject: say(words.subject)?,
            text: environment.render_named_str("letter.txt", TEXT, &context)?,
            html: environment.render_named_str("letter.html", HTML, &context)?,
        })
    }
}

const TEXT: &str = include_str!("../templates/letter.txt");

const HTML: &str = include_str!("../templates/letter.html");

#[cfg(test)]
mod tests;
