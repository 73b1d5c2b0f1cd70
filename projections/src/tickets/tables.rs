//! The tables of the ticket list.

/// `parts` and `kept` are JSON: what a ticket has besides single values, and what only the next
/// fold needs. `ticket_subjects` and `ticket_fields` stand apart so that the costly indexes on
/// them are touched only by a change of subject or fields, and not by every new version of a row.
/// `ticket_values` puts tickets in the order of a field: numbers by size, texts by the beginning of
/// their folded letters.
/// `search` and `folded` are what texts are compared by: `folded` has the values of fields whose
/// folded form is another one.
/// How a ticket stands by what is promised on it is what the two moments say that have come, and
/// else `sla_rest`; `sla_version` is how much of what was told of it the row has.
/// How often a combination of values occurs is told by samples alone, hence many of them.
/// Deleted and merged tickets are hidden: `ticket_assignees` and `ticket_tags` leave them out,
/// `ticket_people` and `ticket_keys` list all. The keys that a ticket lies under stand in its row
/// too: who may see one ticket in a few reads them there, who may see few finds them here.
/// How many tickets there are is the sum of what `ticket_counts` says, hidden ones left out;
/// `ticket_assigned_counts` counts a ticket for each who has it, and under no member where nobody
/// has. Both are added to, and added up from time to time. `ticket_group_counts` divides the same by
/// customer, organisation, channel and tag, the value being empty where tickets have none; and by the
/// values of each field, and its paths, the value being empty for all that have any. Customers and
/// organisations are many, so these are not divided by priority as well.
/// `ticket_key_counts` and `ticket_key_assigned_counts` say the same of the tickets under each key,
/// but for those of their department, their customer and their organisation.
pub(super) const TABLES: &str = "
CREATE TABLE tickets (
    id                       uuid        PRIMARY KEY,
    version                  int         NOT NULL,
    created_at               timestamptz NOT NULL,
    updated_at               timestamptz NOT NULL,
    status                   uuid        NOT NULL,
    priority                 uuid        NOT NULL,
    department               uuid,
    deleted                  boolean     NOT NULL,
    assignees                uuid[]      NOT NULL,
    due_at                   timestamptz,
    window_from              timestamptz,
    window_to                timestamptz,
    tags                     text[]      NOT NULL,
    messages                 int         NOT NULL,
    number                   bigint      NOT NULL,
    channel                  text        NOT NULL,
    requester                text,
    subject                  text        NOT NULL,
    description              text        NOT NULL,
    customer                 uuid,
    organisation             uuid,
    snoozed_until            timestamptz,
    merged_into              uuid,
    hidden                   boolean     NOT NULL
        GENERATED ALWAYS AS (deleted OR merged_into IS NOT NULL) STORED,
    first_response_at        timestamptz,
    last_customer_message_at timestamptz,
    last_staff_message_at    timestamptz,
    files                    int         NOT NULL,
    minutes                  bigint      NOT NULL,
    checklist_done           int         NOT NULL,
    checklist_total          int         NOT NULL,
    parts                    text,
    fields                   text        NOT NULL,
    folded                   text,
    kept                     text        NOT NULL,
    keys                     uuid[]      NOT NULL,
    sla_version              int         NOT NULL DEFAULT 0,
    sla_rest                 text        NOT NULL DEFAULT 'none',
    sla_warn_at              timestamptz,
    sla_due_at               timestamptz
) WITH (fillfactor = 85, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_subjects (
    id     uuid PRIMARY KEY,
    search text NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_descriptions (
    id     uuid PRIMARY KEY,
    search text NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_fields (
    id     uuid  PRIMARY KEY,
    fields jsonb NOT NULL,
    folded jsonb
) WITH (autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE ticket_fields ALTER COLUMN fields SET STATISTICS 500;

CREATE TABLE ticket_values (
    field  uuid             NOT NULL,
    number double precision NOT NULL,
    word   text COLLATE \"C\" NOT NULL,
    id     uuid             NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_people (
    who        uuid        NOT NULL,
    role       text        NOT NULL,
    created_at timestamptz NOT NULL,
    id         uuid        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_assignees (
    member     uuid        NOT NULL,
    status     uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    id         uuid        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_tags (
    tag        text        NOT NULL,
    created_at timestamptz NOT NULL,
    id         uuid        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_counts (
    status     uuid    NOT NULL,
    priority   uuid    NOT NULL,
    department uuid,
    assigned   boolean NOT NULL,
    tickets    bigint  NOT NULL
);

CREATE TABLE ticket_assigned_counts (
    status     uuid   NOT NULL,
    priority   uuid   NOT NULL,
    department uuid,
    member     uuid,
    tickets    bigint NOT NULL
);

CREATE TABLE ticket_key_counts (
    key uuid NOT NULL,
    LIKE ticket_counts
) WITH (fillfactor = 80);

CREATE TABLE ticket_key_assigned_counts (
    key uuid NOT NULL,
    LIKE ticket_assigned_counts
) WITH (fillfactor = 80);

CREATE TABLE ticket_group_counts (
    kind       text             NOT NULL,
    value      text COLLATE \"C\" NOT NULL,
    department uuid,
    priority   uuid,
    tickets    bigint           NOT NULL
) WITH (fillfactor = 80);

CREATE TABLE ticket_keys (
    key        uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    id         uuid        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE ticket_keys ALTER COLUMN key SET STATISTICS 1000;";
