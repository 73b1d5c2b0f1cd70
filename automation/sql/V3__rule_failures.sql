-- The tickets on which each rule failed since it last went well. Derived: dropped, it is counted anew.

CREATE TABLE automation.rule_failures (
    rule_id uuid NOT NULL,
    rule_version int NOT NULL,
    ticket_id uuid NOT NULL,
    PRIMARY KEY (rule_id, rule_version, ticket_id)
);
