//! How a provider is named, reached and understood.

use secrecy::SecretString;
use std::collections::BTreeMap;

/// A provider, as an operator describes it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Stands in paths: lower-case letters, digits and hyphens.
    pub key: String,
    /// As people read it on the button.
    pub name: String,
    /// Exactly as the provider itself spells it.
    pub issuer: String,
    pub client_id: String,
    /// None for a public client.
    pub client_secret: Option<SecretString>,
    /// Beyond `openid`.
    pub scopes: Vec<String>,
    /// The claim that lists somebody's groups.
    pub groups_claim: String,
    /// Group → key of a role. Where there are any, groups are asked for.
    pub roles: BTreeMap<String, String>,
    /// Whether an address counts of which the provider does not say whether it made sure.
    pub trusts_addresses: bool,
}

/// What is wrong with a description: a key of it, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {problem}")]
pub struct OptionsError {
    pub key: &'static str,
    pub problem: &'static str,
}

impl Options {
    /// A provider with the usual scopes, whose groups mean nothing.
    #[must_use]
    pub fn new(key: &str, issuer: &str, client_id: &str) -> Self {
        Self {
            key: key.to_owned(),
            name: key.to_owned(),
            issuer: issuer.to_owned(),
            client_id: client_id.to_owned(),
            client_secret: None,
            scopes: vec!["email".to_owned(), "profile".to_owned()],
            groups_claim: "groups".to_owned(),
            roles: BTreeMap::new(),
            trusts_addresses: false,
        }
    }

    /// Everything that is wrong with it.
    #[must_use]
    pub fn problems(&self) -> Vec<OptionsError> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let checks = [
            (
                self.key.is_empty() || self.key == "providers" || !self.key.chars().all(fits),
                "key",
                "must have lower-case letters, digits and hyphens only, and not be \"providers\"",
            ),
            (
                !is_safe(&self.issuer),
                "issuer",
                "must begin with https://; http:// is for this machine alone",
            ),
            (self.client_id.is_empty(), "client_id", "must not be empty"),
        ];
        let wrong = checks.into_iter().filter(|(wrong, ..)| *wrong);
        wrong
            .map(|(_, key, problem)| OptionsError { key, problem })
            .collect()
    }

    /// The roles that somebody's groups stand for.
    #[must_use]
    pub fn roles_of(&self, groups: &[String]) -> Vec<String> {
        let mut roles: Vec<String> = groups
            .iter()
            .filter_map(|group| self.roles.get(group))
            .cloned()
            .collect();
        roles.sort();
        roles.dedup();
        roles
    }
}

fn is_safe(issuer: &str) -> bool {
    let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let is_at = |begin: &str| {
        let rest = issuer.strip_prefix(begin);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    };
    issuer.starts_with("https://") || local.into_iter().any(is_at)
}
