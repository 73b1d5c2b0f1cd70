//! The tables of messages.

/// A message is found by `position`, where the log tells that it was posted; `edited` and `split`
/// are where it tells of the last edit and of the ticket that the message became. `customer` is
/// who asks on the ticket now, `words_of` the customer whose words these are. `payload` and
/// `edited_payload` are the bytes that the log holds at `position` and at `edited`.
///
/// `message_tickets` holds what the next fold needs: who asks on a ticket, and the last event that
/// was folded of it.
pub(super) const TABLES: &str = "
CREATE TABLE messages (
    ticket         uuid        NOT NULL,
    message        uuid        NOT NULL,
    position       bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    customer       uuid,
    author_kind    text        NOT NULL,
    author         uuid,
    words_of       uuid,
    by_staff       boolean     NOT NULL,
    visibility     text        NOT NULL,
    edits          int         NOT NULL,
    edited         bigint,
    split          bigint,
    redacted       boolean     NOT NULL,
    payload        int         NOT NULL,
    edited_payload int         NOT NULL,
    PRIMARY KEY (ticket, message)
) WITH (fillfactor = 95, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE message_tickets (
    id       uuid   PRIMARY KEY,
    position bigint NOT NULL,
    customer uuid
) WITH (fillfactor = 85, autovacuum_analyze_scale_factor = 0.05);";

/// Nobody asks for the messages of nobody.
pub(super) const INDEXES: &str = "
CREATE INDEX ON messages (customer, created_at, position) WHERE customer IS NOT NULL;

ANALYZE messages, message_tickets;";

pub(super) const ROWS: &str = "
SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM message_tickets)";
