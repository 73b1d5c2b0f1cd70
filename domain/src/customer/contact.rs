//! Somebody who asks, as a form, a mail or an import tells of them: matched by e-mail, or new.

use super::check::{NOBODY, check_language, check_phone, email_key};
use super::{CustomerCommand, Profile};
use crate::OrganisationId;
use crate::limits::{Checks, NAME_CHARS};
use crate::organisation::domain_of;

/// Who asks, as far as was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Told, or else found by the address's domain.
    pub organisation: Option<OrganisationId>,
    pub language: Option<String>,
}

impl Contact {
    /// Names all wrong fields, each with `prefix` before it: `requester.` for `requester.email`.
    pub fn check(&self, prefix: &str, checks: &mut Checks) {
        let field = |name: &str| format!("{prefix}{name}");
        if let Some(name) = &self.name {
            checks.line(&field("name"), name, NAME_CHARS);
        }
        if let Some(email) = &self.email {
            checks.email(&field("email"), email.trim());
        }
        if let Some(phone) = &self.phone {
            check_phone(&field("phone"), phone, checks);
        }
        if self.name.is_none() && self.email.is_none() && self.phone.is_none() {
            checks.fail(&field("name"), NOBODY);
        }
        if let Some(language) = &self.language {
            check_language(&field("language"), language, checks);
        }
    }

    /// The address as it is reserved: who owns it is who asks.
    #[must_use]
    pub fn email_key(&self) -> Option<String> {
        self.email.as_deref().map(email_key)
    }

    /// The domain by which to look for an organisation, where none was told.
    #[must_use]
    pub fn domain(&self) -> Option<String> {
        let untold = self.organisation.is_none();
        self.email.as_deref().filter(|_| untold).and_then(domain_of)
    }

    /// The command that makes a new customer, in the organisation that was told or `found`.
    #[must_use]
    pub fn create(&self, found: Option<OrganisationId>) -> CustomerCommand {
        CustomerCommand::Create(Box::new(Profile {
            name: self.name.clone(),
            emails: self.email.iter().cloned().collect(),
            phones: self.phone.iter().cloned().collect(),
            organisation: self.organisation.or(found),
            language: self.language.clone(),
            ..Profile::default()
        }))
    }
}
