//! The tables of tickets' states over time.

/// A row holds from `from_at` until `to_at`, and by positions from `from_position` until
/// `to_position`; both ends are excluded, and of the state that is true now they are infinite. One
/// that was over at the moment at which it began is found by positions alone. `span` is how long it
/// lasted, as far as `spans.rs` tells spans apart.
///
/// `interval_tickets` holds what the next fold needs: how far a ticket was folded, the latest
/// moment that its events have reached, and where its present state begins.
pub(super) const TABLES: &str = "
CREATE TABLE ticket_intervals (
    ticket        uuid        NOT NULL,
    from_position bigint      NOT NULL,
    to_position   bigint      NOT NULL,
    from_at       timestamptz NOT NULL,
    to_at         timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    due_at        timestamptz,
    snoozed_until timestamptz,
    status        uuid        NOT NULL,
    priority      uuid        NOT NULL,
    department    uuid,
    customer      uuid,
    organisation  uuid,
    merged_into   uuid,
    deleted       boolean     NOT NULL,
    hidden        boolean     NOT NULL
        GENERATED ALWAYS AS (deleted OR merged_into IS NOT NULL) STORED,
    span          smallint    NOT NULL
        GENERATED ALWAYS AS (CASE
            WHEN to_at = 'infinity' THEN 8
            ELSE width_bucket(
                date_part('epoch', to_at - from_at),
                '{3600,14400,57600,230400,921600,3686400,14745600}'::float8[])
        END) STORED,
    assignees     uuid[]      NOT NULL,
    tags          text[]      NOT NULL,
    fields        jsonb       NOT NULL,
    PRIMARY KEY (ticket, from_position)
) WITH (fillfactor = 90, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE interval_tickets (
    id            uuid        PRIMARY KEY,
    version       int         NOT NULL,
    reached_at    timestamptz NOT NULL,
    from_position bigint      NOT NULL
) WITH (fillfactor = 80, autovacuum_analyze_scale_factor = 0.05);";

/// A page is read in the order of creation, or from the few tickets that had a status at the
/// moment; counts and backlogs from those that had one in a time.
pub(super) const INDEXES: &str = "
CREATE INDEX ON ticket_intervals (created_at, ticket, from_at, to_at);
CREATE INDEX ON ticket_intervals (status, span, from_at)
    INCLUDE (to_at, priority, department, ticket) WHERE NOT hidden;

ANALYZE ticket_intervals, interval_tickets;";
