//! What each operation needs, as the document tells it.

use super::need;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The operation's description with what it needs. Descriptions in the document live for ever, so
/// each is made once.
pub(crate) fn described(id: &'static str, description: Option<&str>) -> Option<&'static str> {
    static TOLD: LazyLock<Mutex<HashMap<&'static str, &'static str>>> =
        LazyLock::new(Mutex::default);
    let need = need(id)?.sentence();
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    let text = told.entry(id).or_insert_with(|| {
        let whole = match description {
            Some(description) => format!("{description}\n\n{need}"),
            None => need,
        };
        Box::leak(whole.into_boxed_str())
    });
    Some(text)
}
