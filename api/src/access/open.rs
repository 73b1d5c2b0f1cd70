//! The operations that nobody needs to be signed in for: all of them, and why.

/// Ids of the operations without `security`. They take no [`crate::request::Reader`], so that
/// nothing is behind them but what they do themselves.
pub(crate) const OPEN: [&str; 11] = [
    // how one gets in at all; slowed by failures
    "sign_in",
    // the buttons under the password; then a provider says who it is, to the browser that began
    "list_sign_in_providers",
    "begin_provider_sign_in",
    "finish_provider_sign_in",
    // tells nobody whether an address is known
    "request_password_reset",
    // a mailed token is what they ask for
    "reset_password",
    "accept_invitation",
    // tells nobody whether an address is known
    "request_portal_link",
    // a mailed token is what it asks for
    "open_portal_session",
    // for anybody, where the workspace offers it; held back by a rate of its own
    "get_form",
    "send_form",
];

/// Whether the operation is one of them.
pub(crate) fn is_open(operation: Option<&str>) -> bool {
    operation.is_some_and(|id| OPEN.contains(&id))
}
