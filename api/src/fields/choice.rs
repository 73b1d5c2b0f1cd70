//! What can be chosen in a field, as HTTP spells it.

use super::condition::Condition;
use domain::{Catalog, FieldError, field};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One choice of a field.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(rename = "FieldChoice", skip_serializing_if_is_none)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Can no longer be chosen; tickets that have it keep it.
    #[oai(default)]
    #[serde(default)]
    pub retired: bool,
    /// Can only be chosen while this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_if: Option<Condition>,
    /// The next level of a `cascading_choice`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<Choice>>,
}

/// The choices that were sent as `at`; what is wrong with them is added to `errors`.
pub(super) fn read(
    choices: &[Choice],
    at: &str,
    catalog: &Catalog,
    errors: &mut Vec<FieldError>,
) -> Vec<field::Choice> {
    let numbered = choices.iter().enumerate();
    let mut one = |(index, choice): (usize, &Choice)| {
        let at = format!("{at}[{index}]");
        let condition = choice.available_if.as_ref();
        let below = choice.choices.as_deref().unwrap_or_default();
        field::Choice {
            key: choice.key.clone(),
            name: choice.name.clone(),
            names: choice.names.clone(),
            retired: choice.retired,
            available_if: condition
                .and_then(|c| c.read(&format!("{at}.available_if"), catalog, errors)),
            choices: read(below, &format!("{at}.choices"), catalog, errors),
        }
    };
    numbered.map(&mut one).collect()
}

impl Choice {
    pub fn of(choice: &field::Choice) -> Self {
        let below = || choice.choices.iter().map(Self::of).collect();
        Self {
            key: choice.key.clone(),
            name: choice.name.clone(),
            names: choice.names.clone(),
            retired: choice.retired,
            available_if: choice.available_if.as_ref().map(Condition::of),
            choices: (!choice.choices.is_empty()).then(below),
        }
    }
}
