//! What customers do by themselves. To the portal the staff is nobody.

use super::{EVERYBODY, Row, row};

/// For customers who are signed in, and nobody else.
const fn theirs(operation: &'static str, ok: u16) -> Row {
    row(operation, "c", ok).refused(401)
}

pub const ROWS: &[Row] = &[
    theirs("get_portal_me", 200),
    theirs("get_portal_form", 200),
    theirs("list_portal_tickets", 200),
    theirs("create_portal_ticket", 201).with(r#"{"subject": "$n"}"#),
    theirs("get_portal_ticket", 200),
    theirs("list_portal_messages", 200),
    theirs("post_portal_message", 201).with(r#"{"body": "$n"}"#),
    theirs("close_portal_ticket", 200),
    theirs("rate_portal_ticket", 200).with(r#"{"score": 5}"#),
    theirs("upload_portal_attachment", 201)
        .at("?name=a.txt")
        .with("some text"),
    theirs("download_portal_attachment", 200),
    theirs("get_portal_thumbnail", 200),
    // open to everybody: what they send is what counts
    row("request_portal_link", EVERYBODY, 202).with(r#"{"email": "$n@example.org"}"#),
    row("open_portal_session", EVERYBODY, 422).with(r#"{"token": "x"}"#),
    row("get_form", EVERYBODY, 200),
    row("send_form", EVERYBODY, 422)
        .with(r#"{"name": "$n", "email": "$n@example.org", "subject": "$n", "message": "$n", "stamp": "x"}"#),
    // the last row: it ends the customer's session
    theirs("close_portal_session", 200),
];
