-- Who has how many open tickets. Derived from the log: dropped, it fills again.

CREATE SCHEMA automation;

-- How far the tables are; in the same transaction as what was read, so that one is never without the other.
CREATE TABLE automation.progress (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    position bigint NOT NULL
);
INSERT INTO automation.progress (position) VALUES (0);

-- Every ticket, as far as it matters for who has it.
CREATE TABLE automation.tickets (
    ticket_id uuid PRIMARY KEY,
    status_id uuid NOT NULL,
    deleted boolean NOT NULL,
    merged boolean NOT NULL
);

-- Who has it. Status and `counts` repeat the ticket's, so that one index answers who has how many.
CREATE TABLE automation.assignments (
    ticket_id uuid NOT NULL,
    member_id uuid NOT NULL,
    status_id uuid NOT NULL,
    -- neither deleted nor merged
    counts boolean NOT NULL,
    PRIMARY KEY (ticket_id, member_id)
);
CREATE INDEX assignments_open ON automation.assignments (member_id, status_id) WHERE counts;
