//! Which commands a patch leads to.

use super::*;
use domain::ticket::Created;
use domain::{MemberId, PriorityId, StatusId};

fn ticket() -> Details {
    let (status, priority) = (StatusId::from_key("open"), PriorityId::from_key("normal"));
    Details {
        assignees: vec![MemberId(Uuid::from_u128(1)), MemberId(Uuid::from_u128(2))],
        due_at: "2026-03-01T00:00:00Z".parse().ok(),
        window_from: "2026-02-01T00:00:00Z".parse().ok(),
        window_to: None,
        tags: vec!["roof".to_owned(), "wet".to_owned()],
        ..Details::from(&Created::new(1, "rain", status, priority))
    }
}

fn patch(json: &str) -> TicketPatch {
    serde_json::from_str(json).unwrap()
}

fn commands(json: &str) -> Vec<TicketCommand> {
    let plan = Plan::new(patch(json), &Catalog::default(), &Audience::Everything);
    let steps = plan.steps(&ticket()).into_iter();
    let commands = steps.map(|step| match step {
        Step::Do(command) => command,
        step => panic!("{step:?} is no plain command"),
    });
    commands.collect()
}

#[test]
fn an_empty_patch_asks_nothing() {
    assert_eq!(commands("{}"), []);
}

#[test]
fn a_whole_list_of_assignees_is_reached_by_leaving_and_joining() {
    let (two, three) = (Uuid::from_u128(2), Uuid::from_u128(3));
    let wanted = format!(r#"{{"assignee_ids":["{two}","{three}"]}}"#);
    let expected = [
        TicketCommand::Unassign {
            member: MemberId(Uuid::from_u128(1)),
        },
        TicketCommand::Assign {
            member: MemberId(two),
        },
        TicketCommand::Assign {
            member: MemberId(three),
        },
    ];
    assert_eq!(commands(&wanted), expected);
}

#[test]
fn tags_are_compared_as_the_domain_does() {
    let wet = "wet".to_owned();
    let roof = " Roof ".to_owned();
    let expected = [
        TicketCommand::Untag { tag: wet },
        TicketCommand::Tag { tag: roof },
    ];
    assert_eq!(commands(r#"{"tags":[" Roof "]}"#), expected);
}

#[test]
fn one_end_of_the_schedule_leaves_the_others() {
    let expected = [TicketCommand::Schedule {
        due_at: None,
        window_from: ticket().window_from,
        window_to: "2026-02-02T00:00:00Z".parse().ok(),
    }];
    let wanted = r#"{"due_at":null,"window_to":"2026-02-02T00:00:00Z"}"#;
    assert_eq!(commands(wanted), expected);
}

#[test]
fn null_takes_the_department_away_and_nothing_leaves_it() {
    let expected = [TicketCommand::Route {
        department: None,
        keep_assignees: None,
    }];
    assert_eq!(commands(r#"{"department_id":null}"#), expected);
}

#[test]
fn all_that_is_unknown_is_named_at_once() {
    let wrong = patch(r#"{"status":"nonsense","priority":"nonsense","fields":{"nonsense":1}}"#);
    let plan = Plan::new(wrong, &Catalog::default(), &Audience::Everything);
    let steps = plan.steps(&ticket()).into_iter();
    let fields: Vec<_> = steps
        .map(|step| match step {
            Step::Wrong(error) => error.field,
            step => panic!("{step:?} is not wrong"),
        })
        .collect();
    assert_eq!(fields, ["priority", "status", "fields.nonsense"]);
}
