//! One's own account: most of it is asked for with a session, which whoever has a key has none of.

use super::{EVERYBODY, Row, STAFF, row};

const PASSWORDS: &str = r#"{"current": "$password", "new": "four score and seven years"}"#;
const BY_TOKEN: &str = r#"{"token": "x", "password": "four score and seven years"}"#;

pub const ROWS: &[Row] = &[
    row("get_me", STAFF, 200).in_session(200),
    row("change_me", "amelku", 200)
        .with(r#"{"language": "he"}"#)
        .in_session(200),
    row("list_notifications", "amelku", 200).in_session(200),
    row("read_notifications", "amelku", 200)
        .with(r#"{"up_to": 1}"#)
        .in_session(200),
    row("get_session", "", 200).in_session(200),
    row("sign_out", "", 200).in_session(200),
    row("list_sessions", "amelku", 200).in_session(200),
    // nobody's session is there for others
    row("revoke_session", "amelku", 404).in_session(404),
    row("revoke_sessions", "amelku", 200).in_session(200),
    row("get_totp", "amelku", 200).in_session(200),
    row("begin_totp", "", 200).in_session(200),
    row("confirm_totp", "", 200)
        .with(r#"{"code": "123456"}"#)
        .in_session(422),
    row("disable_totp", "", 200)
        .with(r#"{"password": "$password"}"#)
        .in_session(200),
    // open to everybody: what they send is what counts
    row("sign_in", EVERYBODY, 200).with(r#"{"email": "$address", "password": "$password"}"#),
    row("request_password_reset", EVERYBODY, 202).with(r#"{"email": "$n@example.org"}"#),
    row("list_sign_in_providers", EVERYBODY, 200),
    // this house has no provider
    row("begin_provider_sign_in", EVERYBODY, 404),
    row("finish_provider_sign_in", EVERYBODY, 404).at("?state=x&code=y"),
    row("reset_password", EVERYBODY, 422).with(BY_TOKEN),
    row("accept_invitation", EVERYBODY, 422).with(BY_TOKEN),
    // the last row: nobody signs in with the password of before, which those with a key never had
    row("change_password", "amelku", 422)
        .with(PASSWORDS)
        .in_session(200),
];
