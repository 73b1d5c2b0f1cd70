//! What a PATCH does to a value: keeps it, takes it away, or puts another in its place.

use crate::types::MaybeUndefined;

/// The given value, or the one that is there.
pub(crate) fn kept<T: Clone>(given: Option<&T>, now: &T) -> T {
    given.unwrap_or(now).clone()
}

/// The given value, none for `null`, or the one that is there.
pub(crate) fn patched<T: Clone, U: Clone>(
    given: &MaybeUndefined<T>,
    now: &Option<U>,
    into: impl Fn(T) -> U,
) -> Option<U> {
    match given {
        MaybeUndefined::Undefined => now.clone(),
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(into(value.clone())),
    }
}
