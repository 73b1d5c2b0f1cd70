//! The rules of views.

use super::*;
use crate::Actor;
use crate::field::Field;
use crate::given::{ANA, BEN, SALES, SUPPORT, TELEX, catalog, given, put};
use crate::setting::SettingCommand::{Create, Save};
use crate::setting::SettingError;
use crate::setting::SettingEvent::Saved;
use serde_json::json;

fn view(scope: ViewScope) -> View {
    let condition = json!({"path": "priority", "op": "eq", "value": "high"});
    View {
        key: None,
        name: "Important".to_owned(),
        names: Names::new(),
        scope,
        condition: serde_json::from_value(condition).ok(),
        columns: vec!["number".to_owned(), "assignees".to_owned()],
        sort: Some("-due_at".to_owned()),
        group_by: Some(ViewGroup::Status),
        order: 0,
    }
}

#[test]
fn a_view_is_saved_as_it_was_given() {
    given::<Setting<View>>([])
        .when(Create(view(ViewScope::All)))
        .then([Saved(view(ViewScope::All))]);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let condition = json!({"path": "fields.moon", "op": "eq", "value": "full"});
    let wrong = View {
        name: " ".to_owned(),
        condition: serde_json::from_value(condition).ok(),
        columns: vec!["number".to_owned(), "colour".to_owned()],
        sort: Some("-colour".to_owned()),
        ..view(ViewScope::Department { ids: vec![TELEX] })
    };
    given::<Setting<View>>([]).when(Create(wrong)).wrong([
        "name",
        "scope.ids",
        "condition.path",
        "sort",
        "columns[1]",
    ]);
}

#[test]
fn every_installation_begins_with_views_that_can_be_asked() {
    let views = View::built_in();
    assert_eq!(views.len(), 10);
    for built_in in views {
        given::<Setting<View>>([])
            .when(Create(built_in.clone()))
            .then([Saved(built_in)]);
    }
}

#[test]
fn nobody_changes_the_views_of_others_and_few_those_of_all() {
    let private = |member| view(ViewScope::Private { member });
    given::<Setting<View>>([])
        .granted()
        .asked_by(Actor::member(BEN.0))
        .when(Create(private(BEN)))
        .then([Saved(private(BEN))]);
    for (before, after) in [
        (private(ANA), private(ANA)),
        (private(ANA), private(BEN)),
        (private(BEN), private(ANA)),
        (view(ViewScope::All), private(BEN)),
        (private(BEN), view(ViewScope::All)),
    ] {
        let renamed = View {
            name: "Mine now".to_owned(),
            ..after
        };
        given::<Setting<View>>([Saved(before)])
            .granted()
            .asked_by(Actor::member(BEN.0))
            .when(Save(renamed))
            .refused(SettingError::Forbidden(SHARED));
    }
}

#[test]
fn people_see_the_views_that_are_meant_for_them() {
    let catalog = catalog();
    let access = |id: MemberId| Access::of(&Actor::member(id.0), &catalog);
    let department = |id| view(ViewScope::Department { ids: vec![id] });
    let ben = access(BEN); // of support, and no administrator
    assert!(view(ViewScope::All).is_for(&ben, &catalog));
    assert!(department(SUPPORT).is_for(&ben, &catalog));
    assert!(!department(SALES).is_for(&ben, &catalog));
    let own = view(ViewScope::Private { member: BEN });
    assert!(own.is_for(&ben, &catalog));
    assert!(!own.is_for(&access(ANA), &catalog));
}

#[test]
fn a_view_that_asks_about_a_field_is_for_those_who_see_the_field() {
    let mut catalog = catalog();
    let salary = json!({
        "key": "salary", "name": "Salary", "kind": {"type": "integer"}, "order": 0,
        "access": {"see_departments": [SALES]},
    });
    let salary: Field = serde_json::from_value(salary).unwrap();
    put(&mut catalog, FieldId::from_key("salary").0, [Saved(salary)]);
    let ben = Access::of(&Actor::member(BEN.0), &catalog);
    let sorted = View {
        sort: Some("-fields.salary".to_owned()),
        ..view(ViewScope::All)
    };
    assert!(!sorted.is_for(&ben, &catalog));
    let shown = View {
        columns: vec!["number".to_owned(), "fields.salary".to_owned()],
        ..view(ViewScope::All)
    };
    assert!(shown.is_for(&ben, &catalog));
    assert_eq!(shown.columns_for(ben.audience(), &catalog), ["number"]);
}
