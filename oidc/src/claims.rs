//! Who somebody is, as a provider says.

use crate::Options;
use serde_json::{Map, Value};

/// Who somebody is, as a provider says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Theirs at this provider for ever.
    pub subject: String,
    /// Only where the provider says that it made sure.
    pub verified_email: Option<String>,
    pub name: Option<String>,
    /// Empty where the provider told of none.
    pub groups: Vec<String>,
}

impl Identity {
    /// Reads what was verified; what stands in both is taken from the first.
    pub(crate) fn of(claims: &[&Map<String, Value>], options: &Options) -> Self {
        let find = |name: &str| claims.iter().find_map(|claims| claims.get(name));
        let text = |name: &str| find(name).and_then(Value::as_str).map(str::to_owned);
        // the address and the word for it come from one place
        let email = claims.iter().find(|claims| claims.contains_key("email"));
        let verified = email.is_some_and(|claims| match claims.get("email_verified") {
            None => options.trusts_addresses,
            word => is_true(word),
        });
        let email = email
            .and_then(|claims| claims.get("email"))
            .and_then(Value::as_str);
        Self {
            subject: text("sub").unwrap_or_default(),
            verified_email: email.filter(|_| verified).map(str::to_owned),
            name: text("name"),
            groups: find(&options.groups_claim).map(list).unwrap_or_default(),
        }
    }
}

/// Some providers write it as a text.
fn is_true(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(is)) => *is,
        Some(Value::String(text)) => text == "true",
        _ => false,
    }
}

/// A list of texts, or one text.
fn list(value: &Value) -> Vec<String> {
    let texts = match value {
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
        Value::String(text) => vec![text.as_str()],
        _ => vec![],
    };
    texts.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The address that counts.
    fn email(claims: &[Value], trusts_addresses: bool) -> Option<String> {
        let claims: Vec<_> = claims.iter().filter_map(Value::as_object).collect();
        let mut options = Options::new("a", "https://id.example.org", "b");
        options.trusts_addresses = trusts_addresses;
        Identity::of(&claims, &options).verified_email
    }

    #[test]
    fn an_address_counts_where_the_provider_made_sure_or_is_believed_to() {
        let silent = [json!({"email": "a@example.org"})];
        assert_eq!(email(&silent, false), None);
        assert_eq!(email(&silent, true).as_deref(), Some("a@example.org"));
        for word in [json!(false), json!("false"), json!(null), json!(1)] {
            let claims = [json!({"email": "a@example.org", "email_verified": word})];
            assert_eq!(email(&claims, true), None, "{claims:?}");
        }
    }

    #[test]
    fn the_word_for_an_address_is_not_taken_from_elsewhere() {
        let claims = [
            json!({"email": "a@example.org"}),
            json!({"email": "b@example.org", "email_verified": true}),
        ];
        assert_eq!(email(&claims, false), None);
    }
}
