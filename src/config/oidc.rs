//! Identity providers at which members or customers sign in.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use accounts::{Admits, CustomerTrust, Trust};
use domain::limits::{Checks, NAME_CHARS};
use domain::setting::{Names, check_names};
use outgoing::{Allow, Target};
use secrecy::SecretString;
use serde::de::{Error, SeqAccess, Visitor, value::SeqAccessDeserializer};
use serde::{Deserialize, Deserializer};

use super::sources::read_secret;

/// Signing in by OpenID Connect.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Oidc {
    /// In the order in which people see them. `DOCKET_OIDC_PROVIDERS`, as a list in JSON; none.
    #[serde(deserialize_with = "providers")]
    pub providers: Vec<Provider>,
}

/// One provider; in the file a `[[oidc.providers]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Stands in addresses; never changed once people sign in by it.
    key: String,
    /// What people read on the button; the key, unless told otherwise.
    name: Option<String>,
    /// The name per language.
    #[serde(default)]
    names: Names,
    /// Exactly as the provider spells it.
    issuer: String,
    client_id: String,
    client_secret: Option<SecretString>,
    /// A file that holds it.
    client_secret_file: Option<PathBuf>,
    /// Beyond `openid`.
    #[serde(default = "usual_scopes")]
    scopes: Vec<String>,
    /// The claim that lists somebody's groups.
    #[serde(default = "usual_claim")]
    groups_claim: String,
    /// Group → key of a role.
    #[serde(default)]
    roles: BTreeMap<String, String>,
    #[serde(default)]
    admits: Admitted,
    #[serde(default)]
    creates_members: bool,
    #[serde(default)]
    creates_customers: bool,
    #[serde(default = "yes")]
    links_by_email: bool,
    #[serde(default)]
    email_domains: Vec<String>,
    #[serde(default)]
    trusts_addresses: bool,
}

/// Who may sign in at a provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Admitted {
    #[default]
    Members,
    Customers,
}

impl Oidc {
    /// Key and problem of what the types cannot say.
    pub(super) fn check(&self, allow: &Allow) -> Result<(), (&'static str, String)> {
        let mut wrong: Vec<String> = Vec::new();
        for (place, provider) in self.providers.iter().enumerate() {
            let problems = provider.problems(allow);
            wrong.extend(problems.iter().map(|p| format!("{}: {p}", provider.key)));
            if self.providers[..place]
                .iter()
                .any(|p| p.key == provider.key)
            {
                wrong.push(format!(
                    "{}: key is there twice; choose another",
                    provider.key
                ));
            }
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(("oidc.providers", wrong.join("; "))),
        }
    }

    pub(super) fn effective(&self) -> Vec<(&'static str, String)> {
        let shown: Vec<_> = self.providers.iter().map(ToString::to_string).collect();
        let shown = match shown.is_empty() {
            true => "none".to_owned(),
            false => shown.join(", "),
        };
        vec![("oidc_providers", shown)]
    }
}

impl Provider {
    /// Stands in addresses.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The name per language.
    pub fn names(&self) -> Names {
        self.names.clone()
    }

    /// Who may sign in, and what its word counts for.
    pub fn admits(&self) -> Admits {
        match self.admits {
            Admitted::Members => Admits::Members(Trust {
                roles: self.roles.clone(),
                creates_members: self.creates_members,
                links_by_email: self.links_by_email,
                email_domains: self.email_domains.clone(),
            }),
            Admitted::Customers => Admits::Customers(CustomerTrust {
                creates_customers: self.creates_customers,
                email_domains: self.email_domains.clone(),
            }),
        }
    }

    /// How it is reached and understood; else why its secret cannot be read.
    pub fn options(&self) -> Result<oidc::Options, String> {
        let mut options = self.described();
        options.client_secret = self.secret()?;
        Ok(options)
    }

    fn described(&self) -> oidc::Options {
        let mut options = oidc::Options::new(&self.key, &self.issuer, &self.client_id);
        if let Some(name) = &self.name {
            options.name.clone_from(name);
        }
        options.scopes.clone_from(&self.scopes);
        options.groups_claim.clone_from(&self.groups_claim);
        options.roles.clone_from(&self.roles);
        options.trusts_addresses = self.trusts_addresses;
        options
    }

    fn secret(&self) -> Result<Option<SecretString>, String> {
        match (&self.client_secret, &self.client_secret_file) {
            (Some(_), Some(_)) => Err("is given beside client_secret; keep one".to_owned()),
            (None, Some(file)) => Ok(Some(read_secret(file)?.into())),
            (secret, None) => Ok(secret.clone()),
        }
    }

    /// Everything that is wrong with it.
    fn problems(&self, allow: &Allow) -> Vec<String> {
        let mut checks = Checks::default();
        let described = self.described().problems();
        for problem in &described {
            checks.fail(problem.key, problem.problem);
        }
        // a name is looked up when it is used
        if let Err(error) = Target::parse(&self.issuer, allow)
            && !described.iter().any(|problem| problem.key == "issuer")
        {
            checks.fail("issuer", error.to_string());
        }
        if let Err(problem) = self.secret() {
            checks.fail("client_secret_file", problem);
        }
        if let Some(name) = &self.name {
            checks.line("name", name, NAME_CHARS);
        }
        check_names(&mut checks, "names", &self.names);
        self.check_admission(&mut checks);
        let wrong = checks.finish().err().unwrap_or_default();
        let wrong = wrong.iter().map(|f| format!("{} {}", f.field, f.detail));
        wrong.collect()
    }

    fn check_admission(&self, checks: &mut Checks) {
        let domains = self.email_domains.iter();
        for domain in domains.filter(|domain| !is_domain(domain)) {
            let detail = format!("has \"{domain}\", which is no mail domain such as example.org");
            checks.fail("email_domains", detail);
        }
        if self.creates_members && self.email_domains.is_empty() && self.roles.is_empty() {
            let detail = "lets in whoever has an account there; name email_domains, or roles";
            checks.fail("creates_members", detail);
        }
        self.check_admitted(checks);
    }

    /// What says something of those whom it does not admit.
    fn check_admitted(&self, checks: &mut Checks) {
        let (said, of) = match self.admits {
            Admitted::Members => (
                vec![("creates_customers", self.creates_customers)],
                "members",
            ),
            Admitted::Customers => (
                vec![
                    ("roles", !self.roles.is_empty()),
                    ("creates_members", self.creates_members),
                    ("links_by_email", !self.links_by_email),
                ],
                "customers",
            ),
        };
        for (key, _) in said.into_iter().filter(|(_, is_said)| *is_said) {
            checks.fail(
                key,
                format!("says nothing where admits is {of}; leave it out"),
            );
        }
    }
}

/// `corp (https://id.example.org)`.
impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.key, self.issuer)
    }
}

fn is_domain(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    text.contains('.') && !text.starts_with('.') && text.chars().all(fits)
}

fn usual_scopes() -> Vec<String> {
    vec!["email".to_owned(), "profile".to_owned()]
}

fn usual_claim() -> String {
    "groups".to_owned()
}

fn yes() -> bool {
    true
}

/// From a list, or from a text that holds one in JSON.
fn providers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Provider>, D::Error> {
    struct ListOrJson;

    impl<'de> Visitor<'de> for ListOrJson {
        type Value = Vec<Provider>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of providers, or one in JSON")
        }

        fn visit_str<E: Error>(self, json: &str) -> Result<Vec<Provider>, E> {
            serde_json::from_str(json)
                .map_err(|error| E::custom(format!("not a list of providers in JSON: {error}")))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<Provider>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }

    deserializer.deserialize_any(ListOrJson)
}
