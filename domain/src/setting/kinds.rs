//! The kinds of setting, and what several of them have in common.

mod api_key;
mod calendar;
mod department;
mod member;
mod names;
mod portal;
mod priority;
mod role;
mod status;
mod workspace;

pub use api_key::ApiKey;
pub use calendar::{Calendar, Interval, TimeOfDay, Weekday};
pub use department::{Assignment, Department};
pub use member::{Away, Member};
pub use names::{Names, check as check_names, in_language};
pub use portal::CustomerPortal;
pub use priority::Priority;
pub use role::{Role, Scope};
pub use status::{Status, StatusCategory};
pub use workspace::Workspace;

use crate::aggregate::FieldError;

/// `#rrggbb`, or a word of [`crate::colour::PALETTE`].
pub type Colour = String;

fn frozen_key(before: &str, after: &str) -> Option<FieldError> {
    (before != after).then(|| FieldError::new("key", "cannot be changed; make a new one instead"))
}

fn needed_key(key: &str) -> FieldError {
    FieldError::new(
        "key",
        format!("{key} cannot be retired: new tickets start with it"),
    )
}

/// Those of `now` that `before` had not. What refers to something retired since may stay; what is
/// new must refer to something in use.
fn added<'a, T: PartialEq>(before: Option<&[T]>, now: &'a [T]) -> impl Iterator<Item = &'a T> {
    let before: Vec<&'a T> = (now.iter())
        .filter(|item| before.is_some_and(|before| before.contains(item)))
        .collect();
    now.iter().filter(move |item| !before.contains(item))
}

fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_yes(yes: &bool) -> bool {
    *yes
}
