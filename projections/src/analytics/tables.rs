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
/// A row of `status_days` says how many stays in a status began in each hour of a day, by UTC: those
/// of tickets that lists show, by what these are marked with today. One without a priority is of all
/// priorities.
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
    PRIMARY KEY (ticket, kind, nr) INCLUDE (value)
) WITH (fillfactor = 90, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE status_days (
    day        date    NOT NULL,
    department uuid,
    priority   uuid,
    veiled     boolean NOT NULL,
    before     uuid,
    value      uuid    NOT NULL,
    hours      int[]   NOT NULL
) WITH (fillfactor = 80, autovacuum_analyze_scale_factor = 0.05);

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
INSERT INTO status_days (day, department, priority, veiled, before, value, hours)
SELECT s.day, s.department, s.priority, s.veiled, s.before, s.value,
       ARRAY[count(*) FILTER (WHERE s.hour = 0), count(*) FILTER (WHERE s.hour = 1),
             count(*) FILTER (WHERE s.hour = 2), count(*) FILTER (WHERE s.hour = 3),
             count(*) FILTER (WHERE s.hour = 4), count(*) FILTER (WHERE s.hour = 5),
             count(*) FILTER (WHERE s.hour = 6), count(*) FILTER (WHERE s.hour = 7),
             count(*) FILTER (WHERE s.hour = 8), count(*) FILTER (WHERE s.hour = 9),
             count(*) FILTER (WHERE s.hour = 10), count(*) FILTER (WHERE s.hour = 11),
             count(*) FILTER (WHERE s.hour = 12), count(*) FILTER (WHERE s.hour = 13),
             count(*) FILTER (WHERE s.hour = 14), count(*) FILTER (WHERE s.hour = 15),
             count(*) FILTER (WHERE s.hour = 16), count(*) FILTER (WHERE s.hour = 17),
             count(*) FILTER (WHERE s.hour = 18), count(*) FILTER (WHERE s.hour = 19),
             count(*) FILTER (WHERE s.hour = 20), count(*) FILTER (WHERE s.hour = 21),
             count(*) FILTER (WHERE s.hour = 22), count(*) FILTER (WHERE s.hour = 23)]
FROM (
    SELECT (s.at AT TIME ZONE 'UTC')::date AS day,
           extract(hour FROM s.at AT TIME ZONE 'UTC') AS hour,
           s.department, s.priority, s.veiled, s.before, s.value
    FROM stays s
    WHERE s.kind = 'status' AND NOT s.hidden
) s
GROUP BY GROUPING SETS (
    (s.day, s.department, s.priority, s.veiled, s.before, s.value),
    (s.day, s.department, s.veiled, s.before, s.value)
);

CREATE UNIQUE INDEX ON status_days (day, department, priority, veiled, before, value)
    NULLS NOT DISTINCT;
CREATE INDEX ON stays (kind, at, ticket)
    INCLUDE (nr, value, before, until, created_at, department, priority, hidden, veiled);
CREATE INDEX ON stays (kind, until, at, ticket)
    INCLUDE (value, department, priority, hidden)
    WHERE until < 'infinity';
CREATE INDEX ON analytics_tickets (id) WHERE veiled;
CREATE INDEX ON responses (at, ticket) INCLUDE (first, seconds, department, priority, hidden);

ANALYZE analytics_tickets, stays, status_days, responses;";
