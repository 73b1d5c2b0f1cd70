//! What a job may be asked to do, and to which tickets.

use super::*;

#[test]
fn a_job_tells_what_is_asked_and_of_which_tickets() {
    given::<Bulk>([])
        .when(request(3, vec![close()]))
        .then(requested());
}

#[test]
fn the_ids_of_many_tickets_are_several_events() {
    let BulkCommand::Request(new) = request(25_000, vec![close()]) else {
        unreachable!()
    };
    let asked = given::<Bulk>([]).when(BulkCommand::Request(new.clone()));
    let events = asked.0.unwrap();
    assert_eq!(events.len(), 4);
    let bulk = given::<Bulk>(events.clone()).state;
    assert_eq!(*bulk.job.unwrap().tickets, new.tickets);
    for event in events {
        use crate::EventPayload;
        assert!(event.encode().data.len() <= crate::limits::EVENT_BYTES);
    }
}

#[test]
fn a_job_has_tickets_and_not_more_than_it_can() {
    let asked = |count| given::<Bulk>([]).when(request(count, vec![close()])).0;
    assert!(asked(MOST_TICKETS as u128).is_ok());
    for count in [0, MOST_TICKETS as u128 + 1] {
        let refused = asked(count).unwrap_err();
        assert!(matches!(refused, BulkError::Invalid(e) if e[0].field == "tickets"));
    }
}

#[test]
fn every_wrong_action_is_told() {
    let tags = vec![String::new()];
    let field = Map::from_iter([("nothing".to_owned(), json!(1))]);
    let lost = status("lost").0;
    let actions = vec![
        BulkAction::SetStatus { status: lost },
        BulkAction::Assign { members: vec![GUS] },
        BulkAction::Assign { members: vec![] },
        BulkAction::AddTags { tags },
        BulkAction::SetFields { fields: field },
        BulkAction::Delete {},
        BulkAction::ApplyMacro {
            macro_id: MacroId(NOBODY),
        },
        // who left may still be taken off
        BulkAction::Unassign { members: vec![GUS] },
    ];
    let refused = given::<Bulk>([]).when(request(1, actions)).0.unwrap_err();
    let BulkError::Invalid(errors) = refused else {
        panic!("{refused}")
    };
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "actions[0].status",
            "actions[1].members",
            "actions[2].members",
            "actions[3].tags",
            "actions[4].fields.nothing",
            "actions[5]",
            "actions[6]",
            "actions[6].macro_id",
        ]
    );
}

#[test]
fn what_one_may_do_to_no_ticket_is_refused_at_once() {
    let mut catalog = catalog();
    let light = Member::new("Lea").with_roles(&["light_member".to_owned()]);
    put(&mut catalog, NOBODY, [Saved(light)]);
    for (action, permission) in [
        (close(), Permission::ChangeTickets),
        (
            BulkAction::Assign { members: vec![ANA] },
            Permission::AssignTickets,
        ),
        (BulkAction::Delete {}, Permission::DeleteTickets),
    ] {
        given::<Bulk>([])
            .among(catalog.clone())
            .asked_by(Actor::member(NOBODY))
            .granted()
            .when(request(1, vec![action]))
            .refused(BulkError::Forbidden(permission));
    }
}
