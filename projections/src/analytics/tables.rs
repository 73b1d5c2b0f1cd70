//! The tables of what happened to tickets.

/// `analytics_tickets` holds what the next fold needs: how far a ticket was folded, the latest moment
/// that its events have reached, its status and department with the version since which they are so,
/// and since when its customer waits for an answer.
///
/// A stay is a stretch of time in which a ticket had one status, or one department: from `at` until
/// `until`, which is infinite for the present one. `nr` is the version of the ticket that began it,
/// `before` what the ticket had until then; the first stay has none.
///
/// Both say of their ticket since when it is there, and what it is marked with today: its
/// department, its priority and whether lists leave it out; stays also whether lists ever did.
///
/// A response is a public message of the staff that ended a customer's waiting; the first one ends
/// the waiting that began with the ticket itself.
pub(super) const TABLES: &str = "
CREATE TABLE analytics_tickets (
    id               uuid        PRIMARY KEY,
    version          int         NOT NULL,
    reached_at       timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    status           uuid        NOT NULL,
    status_since     int         NOT NULL,
    department       uuid,
    department_since int         NOT NULL,
    responded        boolean     NOT NULL,
    waits_since      timestamptz,
    priority         uuid        NOT NULL,
    deleted          boolean     NOT NULL,
    merged           boolean     NOT NULL,
    veiled           boolean     NOT NULL
) WITH (fillfactor = 80, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE stays (
    ticket uuid        NOT NULL,
    kind   text        NOT NULL,
    nr     int         NOT NULL,
    at     timestamptz NOT NULL,
    until  timestamptz NOT NULL,
    value  uuid,
    before uuid,
    created_at timestamptz NOT NULL,
    department uuid,
    priority   uuid NOT NULL,
    hidden     boolean NOT NULL,
    veiled     boolean NOT NULL,
    PRIMARY KEY (ticket, kind, nr)
) WITH (fillfactor = 90, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE responses (
    ticket  uuid        NOT NULL,
    nr      int         NOT NULL,
    first   boolean     NOT NULL,
    at      timestamptz NOT NULL,
    seconds bigint      NOT NULL,
    department uuid,
    priority   uuid     NOT NULL,
    hidden     boolean  NOT NULL,
    PRIMARY KEY (ticket, nr)
) WITH (autovacuum_analyze_scale_factor = 0.05);";

/// Charts look at a range of time.
pub(super) const INDEXES: &str = "
CREATE INDEX ON stays (kind, at, ticket)
    INCLUDE (value, before, until, created_at, department, priority, hidden, veiled);
CREATE INDEX ON stays (kind, until, at, ticket)
    INCLUDE (value, department, priority, hidden)
    WHERE until < 'infinity';
CREATE INDEX ON analytics_tickets (id) WHERE veiled;
CREATE INDEX ON responses (at, ticket) INCLUDE (first, seconds, department, priority, hidden);

ANALYZE analytics_tickets, stays, responses;";
