//! Nobody gives more than they have: roles, members and keys.

use super::*;
use crate::given::NOW;
use crate::setting::SettingError;
use SettingCommand::{Create, Retire, Save};
use jiff::SignedDuration;

/// Ana manages people and may do this besides, in this scope.
fn people_with(permissions: &[P], scope: Scope) -> Catalog {
    let mut catalog = with_roles(&["people"]);
    let people = role("people", permissions, scope);
    put(&mut catalog, people.id().0, [Saved(people)]);
    let boss = Member {
        administrator: true,
        ..member("Ben")
    };
    put(&mut catalog, BEN.0, [Saved(boss)]);
    catalog
}

fn role(key: &str, permissions: &[P], scope: Scope) -> Role {
    let managing = [P::ManagePeople].into_iter();
    Role {
        key: key.to_owned(),
        permissions: managing.chain(permissions.iter().copied()).collect(),
        scope,
        unrouted: false,
        ..Role::built_in()[1].clone()
    }
}

fn members() -> Permissions {
    let built_in = Role::built_in();
    built_in[2].permissions
}

fn hr() -> Catalog {
    people_with(&members().iter().collect::<Vec<_>>(), Scope::All)
}

const BEYOND: SettingError =
    SettingError::Forbidden("this member may do more than you; ask somebody who may do as much");

#[test]
fn an_administrator_is_neither_demoted_nor_retired_by_one_who_may_do_less() {
    let boss = || {
        given::<Setting<Member>>([Saved(Member {
            administrator: true,
            ..member("Ben")
        })])
    };
    let demoted = || boss().among(hr()).granted().when(Save(member("Ben")));
    demoted().refused(BEYOND);
    let mail = Member {
        administrator: true,
        email: Some("mine@example.org".to_owned()),
        ..member("Ben")
    };
    boss()
        .among(hr())
        .granted()
        .when(Save(mail))
        .refused(BEYOND);
    boss().among(hr()).granted().when(Retire).refused(BEYOND);
}

#[test]
fn a_retired_administrator_is_brought_back_only_by_one_who_may_do_as_much() {
    let boss = Member {
        administrator: true,
        ..member("Ben")
    };
    given::<Setting<Member>>([Saved(boss.clone()), Retired])
        .among(hr())
        .granted()
        .when(Save(boss))
        .refused(BEYOND);
}

#[test]
fn those_who_manage_people_manage_those_who_may_do_less() {
    let moved = Member {
        department_ids: vec![SALES],
        ..member("Cleo")
    };
    given::<Setting<Member>>([Saved(member("Cleo"))])
        .among(hr())
        .granted()
        .when(Save(moved.clone()))
        .then([Saved(moved)]);
}

#[test]
fn what_a_member_may_do_is_not_changed_by_those_who_do_not_manage_people() {
    let moved = Member {
        department_ids: vec![SALES],
        ..member("Ana")
    };
    given::<Setting<Member>>([Saved(member("Ana"))])
        .granted()
        .when(Save(moved))
        .refused(SettingError::Forbidden(P::ManagePeople.refusal()));
    let renamed = Member {
        name: "Anna".to_owned(),
        ..member("Ana")
    };
    given::<Setting<Member>>([Saved(member("Ana"))])
        .granted()
        .when(Save(renamed.clone()))
        .then([Saved(renamed)]);
}

#[test]
fn nobody_lets_others_see_departments_that_they_do_not_see() {
    let all: Vec<_> = members().iter().collect();
    let moved = Member {
        department_ids: vec![SUPPORT, SALES],
        roles: vec!["people".to_owned()],
        ..member("Cleo")
    };
    given::<Setting<Member>>([])
        .among(people_with(&all, Scope::Department))
        .granted()
        .when(Create(moved))
        .wrong(["department_ids"]);
}

#[test]
fn a_scope_is_given_by_those_who_have_it() {
    let catalog = || people_with(&[P::ReadTickets], Scope::Department);
    let create = |role: Role| {
        let roles = given::<Setting<Role>>([]).among(catalog()).granted();
        roles.when(Create(role))
    };
    create(role("all", &[P::ReadTickets], Scope::All)).wrong(["permissions"]);
    let unrouted = Role {
        unrouted: true,
        ..role("unrouted", &[P::ReadTickets], Scope::Department)
    };
    create(unrouted).wrong(["permissions"]);
    let same = role("same", &[P::ReadTickets], Scope::Own);
    create(same.clone()).then([Saved(same)]);
    // who manages people does so everywhere: that is about no ticket
    let people = role("everywhere", &[], Scope::All);
    create(people.clone()).then([Saved(people)]);
}

#[test]
fn a_role_that_allows_more_than_ones_own_is_left_alone() {
    let manager = Role::built_in()[1].clone();
    let less = Role {
        permissions: Permissions::NONE,
        ..manager.clone()
    };
    for command in [Save(less), Retire] {
        given::<Setting<Role>>([Saved(manager.clone())])
            .among(people_with(&[], Scope::All))
            .granted()
            .when(command)
            .refused(SettingError::Forbidden(
                "this role allows more than you may do; ask somebody who may do as much",
            ));
    }
}

#[test]
fn administrator_stays_whole_and_the_usual_role_stays() {
    let [whole, _, usual, ..] = Role::built_in();
    let less = Role {
        permissions: [P::ManagePeople].into_iter().collect(),
        ..whole.clone()
    };
    given::<Setting<Role>>([Saved(whole.clone())])
        .asked_by(Actor::SYSTEM)
        .when(Save(less))
        .wrong(["permissions"]);
    for role in [whole, usual] {
        given::<Setting<Role>>([Saved(role)])
            .asked_by(Actor::SYSTEM)
            .when(Retire)
            .wrong(["key"]);
    }
}

fn keys() -> crate::given::Given<Setting<ApiKey>> {
    given::<Setting<ApiKey>>([]).granted()
}

fn personal(permissions: Option<&[P]>) -> ApiKey {
    ApiKey {
        permissions: permissions.map(|p| p.iter().copied().collect()),
        ..key(Some(ANA), &[], &[])
    }
}

#[test]
fn members_make_keys_for_themselves_alone() {
    let own = personal(None);
    keys().when(Create(own.clone())).then([Saved(own)]);
    let theirs = key(Some(BEN), &[P::ReadTickets], &[]);
    let not_yours =
        SettingError::Forbidden("this key is not yours; ask somebody with integrations.manage");
    keys().when(Create(theirs.clone())).refused(not_yours);
    let alone = "a key for a member is made and changed by that member alone";
    keys()
        .among(hr())
        .when(Create(theirs))
        .refused(SettingError::Forbidden(alone));
}

#[test]
fn integrations_are_made_by_those_who_manage_them() {
    let crm = key(None, &[P::ReadTickets], &[SUPPORT]);
    let not_yours =
        SettingError::Forbidden("this key is not yours; ask somebody with integrations.manage");
    keys().when(Create(crm.clone())).refused(not_yours);
    let catalog = || people_with(&[P::ReadTickets], Scope::Department);
    keys()
        .among(catalog())
        .when(Create(crm.clone()))
        .then([Saved(crm)]);
    let everywhere = key(None, &[P::ReadTickets], &[]);
    let elsewhere = key(None, &[P::ReadTickets], &[SUPPORT, SALES]);
    for wider in [everywhere, elsewhere] {
        keys()
            .among(catalog())
            .when(Create(wider))
            .wrong(["department_ids"]);
    }
    let more = key(None, &[P::DeleteTickets], &[SUPPORT]);
    keys()
        .among(catalog())
        .when(Create(more))
        .wrong(["permissions"]);
}

fn by_key() -> Actor {
    let mut actor = Actor::member(ANA.0);
    actor.api_key = Some(KEY);
    actor
}

#[test]
fn a_key_makes_none_that_is_wider_or_lives_longer() {
    let mut catalog = catalog();
    let until = NOW + SignedDuration::from_hours(1);
    let used = ApiKey {
        expires_at: Some(until),
        ..key(Some(ANA), &[P::ReadTickets], &[SUPPORT])
    };
    put(&mut catalog, KEY, [Saved(used.clone())]);
    let through = || keys().among(catalog.clone()).asked_by(by_key());
    through()
        .when(Create(personal(None)))
        .wrong(["permissions", "department_ids", "expires_at"]);
    let wider = ApiKey {
        expires_at: Some(until + SignedDuration::from_secs(1)),
        ..key(Some(ANA), &[P::ReadTickets, P::Note], &[SUPPORT, SALES])
    };
    through()
        .when(Create(wider))
        .wrong(["permissions", "department_ids", "expires_at"]);
    through().when(Create(used.clone())).then([Saved(used)]);
}

#[test]
fn a_new_secret_is_given_only_to_those_who_may_do_all_that_the_key_allows() {
    let mut catalog = catalog();
    put(
        &mut catalog,
        KEY,
        [Saved(key(Some(ANA), &[P::ReadTickets], &[]))],
    );
    let wide = key(Some(ANA), &[P::Note], &[]);
    let rotated = ApiKey {
        prefix: "dk_5678".to_owned(),
        ..wide.clone()
    };
    given::<Setting<ApiKey>>([Saved(wide)])
        .among(catalog)
        .granted()
        .asked_by(by_key())
        .when(Save(rotated))
        .wrong(["permissions"]);
}

#[test]
fn a_retired_key_never_comes_back() {
    let own = || personal(None);
    given::<Setting<ApiKey>>([Saved(own()), Retired])
        .when(Save(own()))
        .refused(SettingError::Retired("api_key"));
}

#[test]
fn the_key_of_another_member_is_retired_by_those_who_manage_people() {
    let bens = || key(Some(BEN), &[P::ReadTickets], &[]);
    let theirs = || given::<Setting<ApiKey>>([Saved(bens())]).granted();
    let not_yours =
        SettingError::Forbidden("this key is not yours; ask somebody with integrations.manage");
    theirs().when(Retire).refused(not_yours);
    theirs().among(hr()).when(Retire).then([Retired]);
}
