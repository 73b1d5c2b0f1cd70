//! Nobody gives more than they have: roles and members, and in a file of their own keys.

use super::*;
use crate::setting::SettingError;
use SettingCommand::{Create, Retire, Save};

mod keys;

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
