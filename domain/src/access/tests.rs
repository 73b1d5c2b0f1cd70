//! What roles, scopes and keys let through.

use super::{Access, Permission as P, Permissions, Reach};
use crate::given::{ANA, BEN, GUS, SALES, SUPPORT, catalog, given, member, put};
use crate::setting::SettingEvent::{Retired, Saved};
use crate::setting::{ApiKey, Department, Member, Role, Scope, Setting, SettingCommand};
use crate::ticket::{Created, Details, Ticket, TicketCommand, TicketError, TicketEvent};
use crate::{Actor, Catalog, DepartmentId, MemberId};
use uuid::Uuid;

mod documented;
mod giving;
mod property;

fn created() -> Created {
    match crate::ticket::tests::created() {
        TicketEvent::Created(created) => *created,
        other => panic!("{other:?} is no creation"),
    }
}

fn ticket(department: Option<DepartmentId>, assignees: &[MemberId]) -> Details {
    let created = Created {
        department,
        assignees: assignees.to_vec(),
        ..created()
    };
    Details::from(&created)
}

fn with_roles(roles: &[&str]) -> Catalog {
    let mut catalog = catalog();
    let ana = Member {
        roles: roles.iter().map(|key| (*key).to_owned()).collect(),
        ..member("Ana")
    };
    put(&mut catalog, ANA.0, [Saved(ana)]);
    catalog
}

fn access(catalog: &Catalog) -> Access {
    Access::of(&Actor::member(ANA.0), catalog)
}

#[test]
fn a_member_reaches_their_departments_what_is_unrouted_and_what_is_theirs() {
    let ana = access(&catalog());
    assert!(ana.may(P::ReadTickets, &ticket(Some(SUPPORT), &[])));
    assert!(ana.may(P::ReadTickets, &ticket(None, &[])));
    assert!(ana.may(P::ReadTickets, &ticket(Some(SALES), &[ANA])));
    assert!(!ana.may(P::ReadTickets, &ticket(Some(SALES), &[BEN])));
}

#[test]
fn an_auditor_reads_all_and_changes_nothing() {
    let auditor = access(&with_roles(&[Role::AUDITOR]));
    let other = ticket(Some(SALES), &[]);
    assert!(auditor.may(P::ReadTickets, &other));
    for changing in [P::ChangeTickets, P::Note, P::Reply, P::CreateTickets] {
        assert!(!auditor.allows(changing), "{changing:?}");
    }
}

#[test]
fn each_role_keeps_its_own_scope() {
    let both = access(&with_roles(&[Role::AUDITOR, super::MEMBER]));
    let other = ticket(Some(SALES), &[]);
    assert!(both.may(P::ReadTickets, &other));
    assert!(!both.may(P::ChangeTickets, &other));
    assert!(both.may(P::ChangeTickets, &ticket(Some(SUPPORT), &[])));
}

#[test]
fn whoever_left_may_do_nothing() {
    let gus = Access::of(&Actor::member(GUS.0), &catalog());
    assert_eq!(gus.permissions(), Permissions::NONE);
    assert!(gus.reach(P::ReadTickets).is_nothing());
}

#[test]
fn a_retired_role_allows_nothing() {
    let mut catalog = with_roles(&[Role::AUDITOR]);
    let auditor = Role::built_in()
        .into_iter()
        .find(|r| r.key == Role::AUDITOR);
    let auditor = auditor.expect("it is built in");
    put(&mut catalog, auditor.id().0, [Saved(auditor), Retired]);
    assert!(!access(&catalog).allows(P::ReadTickets));
}

const KEY: Uuid = Uuid::from_u128(0xAE);

fn key(owner: Option<MemberId>, permissions: &[P], departments: &[DepartmentId]) -> ApiKey {
    ApiKey {
        name: "CRM".to_owned(),
        owner,
        permissions: Some(permissions.iter().copied().collect()),
        department_ids: departments.to_vec(),
        expires_at: None,
        prefix: "dk_1234".to_owned(),
    }
}

fn through(catalog: &Catalog) -> Access {
    let mut actor = Actor::member(ANA.0);
    actor.api_key = Some(KEY);
    Access::of(&actor, catalog)
}

#[test]
fn a_personal_key_never_exceeds_its_owner() {
    let mut catalog = with_roles(&[Role::AUDITOR]);
    let wide = key(Some(ANA), &[P::ReadTickets, P::DeleteTickets], &[SUPPORT]);
    put(&mut catalog, KEY, [Saved(wide)]);
    let access = through(&catalog);
    assert!(access.may(P::ReadTickets, &ticket(Some(SUPPORT), &[])));
    assert!(!access.may(P::ReadTickets, &ticket(Some(SALES), &[])));
    assert!(!access.may(P::ReadTickets, &ticket(None, &[])));
    assert!(!access.allows(P::DeleteTickets), "an auditor may not");
    assert!(!access.allows(P::ReadAudit), "the key may not");
}

#[test]
fn a_retired_key_allows_nothing() {
    let mut catalog = catalog();
    put(
        &mut catalog,
        KEY,
        [Saved(key(Some(ANA), &[P::ReadTickets], &[])), Retired],
    );
    assert_eq!(through(&catalog).permissions(), Permissions::NONE);
}

#[test]
fn an_integration_may_do_what_its_key_says_and_no_more() {
    let mut catalog = catalog();
    put(
        &mut catalog,
        KEY,
        [Saved(key(None, &[P::ReadTickets], &[SALES]))],
    );
    let mut actor = Actor::member(KEY);
    actor.kind = crate::ActorKind::ApiKey;
    let access = Access::of(&actor, &catalog);
    assert!(access.may(P::ReadTickets, &ticket(Some(SALES), &[])));
    assert!(!access.may(P::ReadTickets, &ticket(Some(SUPPORT), &[])));
    assert!(!access.allows(P::ChangeTickets));
}

#[test]
fn out_of_reach_is_refused_as_not_there() {
    let mut catalog = catalog();
    put(&mut catalog, SALES.0, [Saved(Department::new("Sales"))]);
    let elsewhere = Created {
        department: Some(SALES),
        ..created()
    };
    given::<Ticket>([])
        .and(by_ben(), [TicketEvent::Created(Box::new(elsewhere))])
        .among(catalog)
        .granted()
        .when(TicketCommand::Wake)
        .refused(TicketError::NotFound);
}

fn by_ben() -> crate::aggregate::Happened {
    crate::aggregate::Happened {
        actor: Actor::member(BEN.0),
        ..crate::given::HAPPENED
    }
}

#[test]
fn within_reach_the_missing_permission_is_named() {
    given::<Ticket>([TicketEvent::Created(Box::new(created()))])
        .among(with_roles(&[Role::LIGHT_MEMBER]))
        .granted()
        .when(TicketCommand::Wake)
        .refused(TicketError::Forbidden(P::ChangeTickets.refusal()));
}

#[test]
fn nobody_gives_a_role_that_allows_more_than_their_own() {
    let rise = Member {
        roles: vec![super::ADMINISTRATOR.to_owned()],
        ..Member::new("Cleo")
    };
    let mut catalog = with_roles(&["people"]);
    let people = Role {
        key: "people".to_owned(),
        permissions: [P::ManagePeople].into_iter().collect(),
        scope: Scope::All,
        ..Role::built_in()[1].clone()
    };
    put(&mut catalog, people.id().0, [Saved(people)]);
    given::<Setting<Member>>([])
        .among(catalog)
        .granted()
        .when(SettingCommand::Create(rise))
        .wrong(["roles"]);
}

#[test]
fn nobody_makes_a_role_that_allows_more_than_their_own() {
    let mut catalog = with_roles(&["people"]);
    let people = Role {
        key: "people".to_owned(),
        permissions: [P::ManagePeople].into_iter().collect(),
        scope: Scope::All,
        ..Role::built_in()[1].clone()
    };
    put(&mut catalog, people.id().0, [Saved(people.clone())]);
    let more = Role {
        key: "more".to_owned(),
        permissions: [P::ManagePeople, P::ReadAudit].into_iter().collect(),
        ..people
    };
    given::<Setting<Role>>([])
        .among(catalog)
        .granted()
        .when(SettingCommand::Create(more))
        .wrong(["permissions"]);
}

#[test]
fn the_default_reach_is_nothing() {
    assert!(Reach::default().is_nothing());
}
