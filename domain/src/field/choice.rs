//! What can be chosen in a field.

use crate::condition::{Condition, Facts};
use crate::setting::Names;
use serde::{Deserialize, Serialize};

/// How deep a cascading choice may be.
pub const MAX_LEVELS: usize = 6;
/// Most choices of one field, over all levels.
pub const MAX_CHOICES: usize = 1_000;

/// One choice of a field. It is never taken away, since tickets may hold it: it is retired.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Choice {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// Can no longer be chosen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// Without it the choice can always be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_if: Option<Condition>,
    /// The next level of a cascading choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

impl Choice {
    /// Whether it can be chosen of a ticket that looks so.
    #[must_use]
    pub fn is_available(&self, facts: &dyn Facts) -> bool {
        let condition = self.available_if.as_ref();
        !self.retired && condition.is_none_or(|condition| condition.holds(facts))
    }
}

pub(super) fn find<'a>(choices: &'a [Choice], key: &str) -> Option<&'a Choice> {
    choices.iter().find(|choice| choice.key == key)
}

/// The choices along `keys` from the top down; `Err` is the first key that is not there, with the
/// choices among which it was looked for.
pub(super) fn along<'a>(
    choices: &'a [Choice],
    keys: &[String],
) -> Result<Vec<&'a Choice>, (String, &'a [Choice])> {
    let (mut level, mut path) = (choices, Vec::new());
    for key in keys {
        let choice = find(level, key).ok_or_else(|| (key.clone(), level))?;
        path.push(choice);
        level = &choice.choices;
    }
    Ok(path)
}

/// Keys to choose from, for people: not more than a sentence can hold.
pub(super) fn known<'a>(choices: impl IntoIterator<Item = &'a Choice>) -> String {
    let usable = choices.into_iter().filter(|choice| !choice.retired);
    let keys: Vec<_> = usable.map(|choice| choice.key.as_str()).collect();
    super::text::some_of(&keys)
}
