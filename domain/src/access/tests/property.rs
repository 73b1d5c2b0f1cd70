//! Reach against a plain oracle that knows no keys.

use super::{access, ticket};
use crate::access::{Permission, UNROUTED};
use crate::given::{ANA, BEN, SALES, SUPPORT, catalog, member, put};
use crate::setting::SettingEvent::Saved;
use crate::setting::{Member, Role, Scope};
use crate::ticket::{Details, Participant};
use crate::{DepartmentId, MemberId};
use proptest::prelude::*;

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::Own), Just(Scope::Department), Just(Scope::All)]
}

fn department() -> impl Strategy<Value = Option<DepartmentId>> {
    prop_oneof![Just(None), Just(Some(SUPPORT)), Just(Some(SALES))]
}

fn people() -> impl Strategy<Value = Vec<MemberId>> {
    proptest::sample::subsequence(vec![ANA, BEN], 0..=2)
}

/// A ticket's department, assignees, watchers, copies, mentioned and who opened it.
fn details() -> impl Strategy<Value = Details> {
    let opened = prop_oneof![Just(None), Just(Some(ANA)), Just(Some(BEN))];
    (department(), people(), people(), people(), people(), opened).prop_map(
        |(department, assignees, watchers, cc, mentioned, opened_by)| Details {
            watchers: watchers.into_iter().map(Participant::Member).collect(),
            cc: cc.into_iter().map(Participant::Member).collect(),
            opened_by,
            conversation: crate::ticket::Conversation {
                mentioned: mentioned.into_iter().map(|id| id.0).collect(),
                ..Default::default()
            },
            ..ticket(department, &assignees)
        },
    )
}

fn oracle(details: &Details, roles: &[Role], departments: &[DepartmentId]) -> bool {
    let ana = Participant::Member(ANA);
    let own = details.assignees.contains(&ANA)
        || details.watchers.contains(&ana)
        || details.cc.contains(&ana)
        || details.conversation.mentioned.contains(&ANA.0)
        || details.opened_by == Some(ANA);
    roles.iter().any(|role| {
        let of_department = match details.department {
            None => role.unrouted,
            Some(id) => departments.contains(&id),
        };
        role.permissions.contains(Permission::ChangeTickets)
            && match role.scope {
                Scope::All => true,
                Scope::Department => own || of_department,
                Scope::Own => own,
            }
    })
}

fn role(index: usize, (scope, unrouted, allows): (Scope, bool, bool)) -> Role {
    let permission = if allows {
        Permission::ChangeTickets
    } else {
        Permission::ReadTickets
    };
    Role {
        key: format!("r{index}"),
        permissions: [permission].into_iter().collect(),
        scope,
        unrouted,
        ..Role::built_in()[1].clone()
    }
}

proptest! {
    #[test]
    fn keys_say_what_scopes_mean(
        details in details(),
        roles in proptest::collection::vec((scope(), any::<bool>(), any::<bool>()), 1..4),
        departments in proptest::sample::subsequence(vec![SUPPORT, SALES], 0..=2),
    ) {
        let roles: Vec<_> = roles.into_iter().enumerate().map(|(i, of)| role(i, of)).collect();
        let mut catalog = catalog();
        for role in &roles {
            put(&mut catalog, role.id().0, [Saved(role.clone())]);
        }
        let ana = Member {
            department_ids: departments.clone(),
            roles: roles.iter().map(|role| role.key.clone()).collect(),
            ..member("Ana")
        };
        put(&mut catalog, ANA.0, [Saved(ana)]);
        let access = access(&catalog);
        let may = access.may(Permission::ChangeTickets, &details);
        prop_assert_eq!(may, oracle(&details, &roles, &departments));
        prop_assert_eq!(details.keys().contains(&UNROUTED), details.department.is_none());
    }
}
