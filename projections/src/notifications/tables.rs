//! The tables of notifications.

/// A row concerns `target`, a member or all members of a department, by what the log tells at
/// `position`. `by` is the member whose doing it was, and `actor` whoever did it, as JSON.
/// `internal` says that it is about words among the staff. `text` is what a rule says. A message calls upon somebody once,
/// however often it is edited.
///
/// `notified_tickets` holds what the next fold needs: who has a ticket, who watches it, and the
/// last event that was folded of it.
pub(super) const TABLES: &str = "
CREATE TABLE notifications (
    target   uuid        NOT NULL,
    position bigint      NOT NULL,
    kind     text        NOT NULL,
    ticket   uuid        NOT NULL,
    message  uuid,
    internal boolean     NOT NULL,
    by       uuid,
    actor    text        NOT NULL,
    at       timestamptz NOT NULL,
    text     text,
    PRIMARY KEY (target, position)
);

CREATE UNIQUE INDEX ON notifications (message, target) WHERE kind = 'mentioned';

CREATE TABLE notified_tickets (
    id        uuid   PRIMARY KEY,
    position  bigint NOT NULL,
    assignees uuid[] NOT NULL,
    watchers  uuid[] NOT NULL
) WITH (fillfactor = 80, autovacuum_analyze_scale_factor = 0.05);";

pub(super) const INDEXES: &str = "
ANALYZE notifications, notified_tickets;";

pub(super) const ROWS: &str = "SELECT count(*) FROM notified_tickets";
