//! Lists and counts show exactly the tickets that the policy opens, and no other.

use super::any::{self, CUSTOMERS, ORGANISATIONS};
use super::list::{assert_groups, live};
use super::messages;
use super::narrow::assert_narrow_tables_agree;
use super::oracle::{folded, found};
use super::scan::scan;
use super::tags::assert_tags;
use super::told;
use super::world::*;
use crate::tickets::Shares;
use crate::{MessageQuery, Runner, TicketQuery};
use domain::access::{Access, Permission, Reach, UNROUTED};
use domain::setting::{ApiKey, Member, Role, Scope, Status, StatusCategory};
use domain::ticket::{Details, Ticket};
use domain::{Actor, ActorKind, Catalog, CustomerId, DepartmentId, OrganisationId, TicketId};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, TestRunner};
use std::collections::HashMap;
use tokio::runtime::Runtime;
use uuid::Uuid;

const KEY: Uuid = Uuid::from_u128(0xAE);

/// Scope, whether unrouted tickets go along, and what it allows.
pub type TestRole = (Scope, bool, Vec<Permission>);

/// Whoever looks, and by which settings.
#[derive(Clone, Debug)]
pub enum Seer {
    Member {
        roles: Vec<TestRole>,
        departments: Vec<DepartmentId>,
        key: Option<Vec<DepartmentId>>,
    },
    Integration(Vec<DepartmentId>),
    Customer(Vec<CustomerId>, Option<OrganisationId>),
    Nobody,
}

pub fn seer() -> impl Strategy<Value = Seer> {
    let departments = || subsequence(vec![SUPPORT, SALES], 0..=2);
    let scope = select(vec![Scope::Own, Scope::Department, Scope::All]);
    let allowed = select(vec![
        vec![Permission::ReadTickets],
        vec![Permission::ReadTickets, Permission::ReadInternal],
        vec![Permission::ReadInternal],
        vec![Permission::ReadCustomers],
    ]);
    let role = (scope, any::<bool>(), allowed);
    let key = prop::option::weighted(0.3, departments());
    let member =
        (vec(role, 1..3), departments(), key).prop_map(|(roles, departments, key)| Seer::Member {
            roles,
            departments,
            key,
        });
    let organisation = prop::option::of(select(ORGANISATIONS.to_vec()));
    let customer = (subsequence(CUSTOMERS.to_vec(), 0..=2), organisation);
    prop_oneof![
        6 => member,
        2 => departments().prop_map(Seer::Integration),
        2 => customer.prop_map(|(records, of)| Seer::Customer(records, of)),
        1 => Just(Seer::Nobody),
    ]
}

impl Seer {
    pub fn access(&self, world: &World) -> Access {
        let mut catalog = world.catalog.clone();
        match self {
            Self::Member {
                roles,
                departments,
                key,
            } => {
                hire(&mut catalog, roles, departments);
                let mut actor = Actor::member(ANA.0);
                if let Some(departments) = key {
                    save(&mut catalog, KEY, api_key(departments, None));
                    actor.api_key = Some(KEY);
                }
                Access::of(&actor, &catalog)
            }
            Self::Integration(departments) => {
                let all = [Permission::ReadTickets, Permission::ReadInternal];
                let all = Some(all.into_iter().collect());
                save(&mut catalog, KEY, api_key(departments, all));
                let actor = Actor {
                    kind: ActorKind::ApiKey,
                    ..Actor::member(KEY)
                };
                Access::of(&actor, &catalog)
            }
            Self::Customer(records, organisation) => {
                let hidden = Status {
                    visible_to_customer: false,
                    ..Status::new("pending", "Pending", StatusCategory::Open, "#0f766e")
                };
                save(&mut catalog, status("pending").0, hidden);
                Access::customer(records.iter().copied(), *organisation, &catalog)
            }
            Self::Nobody => Access::nothing(),
        }
    }
}

fn hire(catalog: &mut Catalog, roles: &[TestRole], departments: &[DepartmentId]) {
    let mut keys = Vec::new();
    for (index, (scope, unrouted, allowed)) in roles.iter().enumerate() {
        let role = Role {
            key: format!("role{index}"),
            permissions: allowed.iter().copied().collect(),
            scope: *scope,
            unrouted: *unrouted,
            ..Role::built_in()[1].clone()
        };
        keys.push(role.key.clone());
        save(catalog, role.id().0, role);
    }
    let ana = Member {
        department_ids: departments.to_vec(),
        roles: keys,
        ..Member::new("Ana")
    };
    save(catalog, ANA.0, ana);
}

fn api_key(departments: &[DepartmentId], permissions: Option<domain::Permissions>) -> ApiKey {
    ApiKey {
        name: "CRM".to_owned(),
        owner: permissions.is_none().then_some(ANA),
        permissions,
        department_ids: departments.to_vec(),
        expires_at: None,
        prefix: "dk_1234".to_owned(),
    }
}

#[test]
fn lists_and_counts_show_what_the_policy_opens_live_and_rebuilt() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let life = (
        any::steps(),
        vec(seer(), 12),
        vec(any::query(), 6),
        any::<bool>(),
    );
    let cases = Config::with_cases(10);
    let checked = TestRunner::new(cases).run(&life, |(steps, seers, queries, rebuild)| {
        runtime.block_on(async {
            live(&world, steps).await;
            let details = all_details(&world).await;
            assert_policy(&world, &details, &seers, &queries).await;
            if rebuild {
                let rebuilt = Runner::rebuild(&world.store, &world.read, "tickets", |_, _| {});
                rebuilt.await.unwrap();
                assert_policy(&world, &details, &seers, &queries).await;
            }
        });
        Ok(())
    });
    runtime.block_on(async {
        assert_narrow_tables_agree(&world).await;
        runner.stop().await;
    });
    checked.unwrap();
}

pub async fn all_details(world: &World) -> HashMap<TicketId, Details> {
    let mut all = HashMap::new();
    for row in folded(world).await {
        let loaded = world.store.load::<Ticket>(row.id.0).await.unwrap();
        all.insert(row.id, *loaded.state.details.clone().unwrap());
    }
    all
}

async fn assert_policy(
    world: &World,
    details: &HashMap<TicketId, Details>,
    seers: &[Seer],
    queries: &[TicketQuery],
) {
    world.caught_up().await;
    let rows = folded(world).await;
    // what is counted from sums alone, too
    let plain = TicketQuery::default();
    for seer in seers {
        let access = seer.access(world);
        let reach = access.reach(Permission::ReadTickets);
        for query in queries.iter().chain([&plain]) {
            let mut expected = found(&rows, query);
            expected.retain(|row| access.may(Permission::ReadTickets, &details[&row.id]));
            let query = TicketQuery {
                reach: reach.clone(),
                ..query.clone()
            };
            for common in [false, true] {
                believe(world, &reach, common);
                assert_eq!(
                    world.list(query.clone()).await,
                    expected,
                    "{seer:?} {query:?}"
                );
            }
            assert_groups(world, &query, &expected).await;
            let second = TicketQuery {
                reach: Reach::EVERYTHING,
                also: Some(reach.clone()),
                ..query.clone()
            };
            for query in [query, second] {
                assert_eq!(scan(world, &query).await, expected, "{seer:?} {query:?}");
                let count = world.read.count_tickets(&query).await.unwrap();
                assert_eq!(count, expected.len() as i64, "{seer:?} {query:?}");
            }
        }
        let mut within = found(&rows, &plain);
        within.retain(|row| access.may(Permission::ReadTickets, &details[&row.id]));
        assert_tags(world, &reach, &within).await;
        assert_numbers(world, details, &reach).await;
        assert_messages(world, details, &access).await;
    }
}

async fn assert_messages(world: &World, details: &HashMap<TicketId, Details>, access: &Access) {
    let query = MessageQuery {
        customer: CUSTOMERS.to_vec(),
        reach: access.reach(Permission::ReadTickets),
        internal: access.reach(Permission::ReadInternal),
        limit: 4,
        ..MessageQuery::default()
    };
    let mut expected = told::found(&told::told(world).await, &query);
    expected.retain(|row| {
        let ticket = &details[&row.ticket];
        access.may(Permission::ReadTickets, ticket) && access.message(row.message, ticket).is_some()
    });
    assert_eq!(messages::list(world, query).await, expected, "{access:?}");
}

/// That few or many tickets lie under the keys, or in the statuses, decides the way to them, and not
/// what is found.
pub fn believe(world: &World, reach: &Reach, common: bool) {
    let mut shares = Shares::default();
    if !common {
        let statuses = ["open", "pending", "closed"].map(status);
        shares.shelves = statuses.map(|status| (status.0, None, 100.0)).to_vec();
    }
    if let (true, domain::access::Keys::AnyOf(keys)) = (common, &reach.keys) {
        shares.tickets = 100.0;
        shares.under = keys.iter().map(|key| (*key, 100.0)).collect();
    }
    world.read.known_shares().believe(shares);
}

async fn assert_numbers(world: &World, details: &HashMap<TicketId, Details>, reach: &Reach) {
    for number in 1..4 {
        let open: Vec<_> = (details.iter())
            .filter(|(_, t)| t.number == number && reach.covers(t))
            .map(|(id, _)| *id)
            .collect();
        match world.read.ticket_id(number, reach).await.unwrap() {
            Some(id) => assert!(open.contains(&id), "{number} {reach:?}"),
            None => assert!(open.is_empty(), "{number} {reach:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_told_what_is_within_reach_finds_nothing() {
    let (world, runner) = World::running().await;
    world.create(new(1)).await;
    world.caught_up().await;
    let forgetful = TicketQuery::default();
    assert!(world.list(forgetful.clone()).await.is_empty());
    assert_eq!(world.read.count_tickets(&forgetful).await.unwrap(), 0);
    let nothing = &Reach::NOTHING;
    assert_eq!(world.read.ticket_id(1, nothing).await.unwrap(), None);
    assert_eq!(world.list(everything()).await.len(), 1);
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_tell_which_keys_are_common() {
    let (world, runner) = World::running().await;
    for number in 0..50 {
        world.create(new(number)).await;
    }
    world.caught_up().await;
    let schema = world.serving("tickets").await.schema;
    let sql = world.sql().await;
    let analyze = format!("ANALYZE {schema}.tickets; ANALYZE {schema}.ticket_keys");
    sql.batch_execute(&analyze).await.unwrap();
    let shares = world.read.shares().await.unwrap();
    assert!((shares.tickets - 50.0).abs() < 1.0, "{shares:?}");
    assert!((shares.under[&*UNROUTED] - 50.0).abs() < 1.0, "{shares:?}");
    runner.stop().await;
}
