//! A life of customers and organisations, and what their lists must show of it.

use super::world::{NOW, PATIENCE, World};
use crate::{CustomerQuery, CustomerRow, CustomerSort, OrganisationQuery};
use domain::customer::{Customer, CustomerCommand as C, Profile, ProfileChange, merge};
use domain::organisation::{Details, Organisation, OrganisationCommand};
use domain::{Actor, Aggregate, CustomerId, OrganisationId};
use eventstore::{EventFilter, Execute, ExecuteError, Transact, Transaction, Work};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use uuid::Uuid;

const MANY: usize = 6;

/// Somebody and a moment, and what happens to them.
#[derive(Clone, Debug)]
pub enum Step {
    Ask(usize, i64, C),
    Merge(usize, usize),
}

/// Mostly good commands; those that the rules refuse change nothing.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let begun: Vec<_> = (0..MANY)
        .map(|i| (0..50_i64, profile()).prop_map(move |(h, p)| Step::Ask(i, h, create(p))))
        .collect();
    let step = prop_oneof![
        3 => (0..MANY, 0..50_i64, command()).prop_map(|(i, h, c)| Step::Ask(i, h, c)),
        1 => (0..MANY, 0..MANY).prop_map(|(from, into)| Step::Merge(from, into)),
    ];
    (begun, prop::collection::vec(step, 5..20))
        .prop_map(|(begun, rest)| begun.into_iter().chain(rest).collect())
}

fn create(profile: Profile) -> C {
    C::Create(Box::new(profile))
}

fn command() -> impl Strategy<Value = C> {
    let changes = profile().prop_map(|p| {
        C::Change(Box::new(ProfileChange {
            name: Some(p.name),
            phones: Some(p.phones),
            notes: Some(p.notes),
            organisation: Some(p.organisation),
            ..ProfileChange::default()
        }))
    });
    prop_oneof![4 => changes, 1 => select(vec![C::Retire, C::Restore])]
}

fn profile() -> impl Strategy<Value = Profile> {
    let names = ["Dana", "dana", "Éli \"E\" \\", "{x},null", "דנה", "أحمد"].map(str::to_owned);
    let phones = ["+1 234", "050-123 45 67"].map(str::to_owned).to_vec();
    let organisations = prop::option::of((1..3_u128).prop_map(|id| Uuid::from_u128(id).into()));
    (
        select(names.to_vec()),
        subsequence(phones, 0..=2),
        organisations,
    )
        .prop_map(|(name, phones, organisation)| Profile {
            name: Some(name),
            emails: vec![format!("{}@example.org", Uuid::now_v7().simple())],
            phones,
            organisation,
            ..Profile::default()
        })
}

/// The customers of a world.
pub struct People<'a>(&'a World);

impl<'a> People<'a> {
    pub fn of(world: &'a World) -> Self {
        Self(world)
    }

    pub async fn meets(&self, profile: Profile) -> CustomerId {
        let id = Uuid::now_v7();
        self.asks::<Customer>(id, NOW, create(profile))
            .await
            .unwrap();
        id.into()
    }

    pub async fn founds(&self, name: &str, domains: &[&str]) -> OrganisationId {
        let id = Uuid::now_v7();
        let details = Details {
            name: name.to_owned(),
            domains: domains.iter().map(|&d| d.to_owned()).collect(),
            notes: String::new(),
            shares_tickets: false,
        };
        let command = OrganisationCommand::Create(Box::new(details));
        self.asks::<Organisation>(id, NOW, command).await.unwrap();
        id.into()
    }

    pub async fn retires(&self, id: CustomerId) {
        self.asks::<Customer>(id.0, NOW, C::Retire).await.unwrap();
    }

    pub async fn merges(&self, from: CustomerId, into: CustomerId) {
        self.tries_merge(from, into).await.unwrap();
    }

    async fn asks<A: Aggregate>(
        &self,
        id: Uuid,
        now: Timestamp,
        command: A::Command,
    ) -> Result<(), ExecuteError<A::Error>> {
        let catalog = &self.0.catalog;
        let request = Execute::<A>::new(id, command, Actor::SYSTEM, catalog, now);
        self.0.store.execute(request).await.map(drop)
    }

    async fn tries_merge(&self, from: CustomerId, into: CustomerId) -> Result<(), String> {
        let request = Transact::new(from.0, Actor::SYSTEM, &self.0.catalog, NOW);
        let merged = self.0.store.transact(request, &Merging(from, into)).await;
        merged.map(drop).map_err(|e| e.to_string())
    }

    /// New customers each time; refused commands are part of life.
    pub async fn live(&self, steps: Vec<Step>) {
        let ids: Vec<Uuid> = (0..MANY).map(|_| Uuid::now_v7()).collect();
        for step in steps {
            match step {
                Step::Ask(place, hours, command) => {
                    let now = NOW + SignedDuration::from_hours(hours);
                    let _ = self.asks::<Customer>(ids[place], now, command).await;
                }
                Step::Merge(from, into) => {
                    let _ = self.tries_merge(ids[from].into(), ids[into].into()).await;
                }
            }
        }
    }

    /// Waits until the lists have everything that the log has now.
    pub async fn caught_up(&self) {
        let head = self.0.store.head().await.unwrap();
        let reached = self.0.read.wait_for("customers", head, PATIENCE).await;
        assert!(reached.unwrap());
    }

    /// All pages one after another.
    pub async fn list(&self, mut query: CustomerQuery) -> Vec<CustomerRow> {
        let mut rows = Vec::new();
        loop {
            let page = self.0.read.customers(&query).await.unwrap();
            rows.extend(page.items);
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                return rows;
            }
        }
    }

    /// Everything that the tables hold.
    pub async fn tables(&self) -> Vec<String> {
        let schema = self.0.serving("customers").await.schema;
        let sql = self.0.sql().await;
        let mut tables = Vec::new();
        for table in ["customers", "organisations"] {
            let all = format!("SELECT t::text FROM {schema}.{table} t ORDER BY t.id");
            let rows = sql.query(&all, &[]).await.unwrap();
            tables.extend(rows.iter().map(|row| row.get::<_, String>(0)));
        }
        tables
    }

    pub async fn assert_lists_are_the_fold(&self) {
        self.caught_up().await;
        let folded = self.folded().await;
        for include_retired in [false, true] {
            for organisation in [None, Some(Uuid::from_u128(1).into())] {
                for sort in [CustomerSort::Name, CustomerSort::CreatedDesc] {
                    let query = CustomerQuery {
                        include_retired,
                        organisation,
                        sort,
                        limit: 7,
                        ..CustomerQuery::default()
                    };
                    let expected = found(&folded, &query);
                    assert_eq!(self.list(query.clone()).await, expected, "{query:?}");
                }
            }
        }
        self.assert_everybody_leads_on().await;
    }

    /// Every merge leads to where a walk over the streams ends.
    async fn assert_everybody_leads_on(&self) {
        for id in self.ids().await {
            let mut at = id;
            while let Some(next) = self.load(at).await.state.merged_into {
                at = next.0;
            }
            let shown = self.0.read.customer_summaries(&[id.into()]).await.unwrap();
            assert_eq!(shown[&id.into()].id.0, at);
            let aliases = self.0.read.customer_aliases(at.into()).await.unwrap();
            assert!(aliases.contains(&id.into()));
        }
        let all = OrganisationQuery::default();
        let organisations = self.0.read.organisations(&all).await.unwrap();
        assert!(organisations.items.is_empty());
    }

    async fn ids(&self) -> BTreeSet<Uuid> {
        let all = EventFilter::categories(&["customer"]);
        let events = self
            .0
            .store
            .read_filtered(0, 1_000_000, &all)
            .await
            .unwrap();
        events.iter().map(|e| e.stream_id).collect()
    }

    async fn load(&self, id: Uuid) -> eventstore::Loaded<Customer> {
        self.0.store.load_at(id, i32::MAX).await.unwrap()
    }

    /// Everybody who was not merged, as the log tells.
    async fn folded(&self) -> Vec<CustomerRow> {
        let mut rows = Vec::new();
        for id in self.ids().await {
            let loaded = self.load(id).await;
            if let Ok(profile) = loaded.state.known() {
                rows.push(CustomerRow {
                    id: id.into(),
                    version: loaded.version,
                    created_at: loaded.created_at,
                    updated_at: loaded.updated_at,
                    profile: profile.clone(),
                    retired: loaded.state.retired,
                });
            }
        }
        rows
    }
}

fn found(rows: &[CustomerRow], query: &CustomerQuery) -> Vec<CustomerRow> {
    let wanted = |row: &&CustomerRow| {
        (query.include_retired || !row.retired)
            && (query.organisation.is_none() || row.profile.organisation == query.organisation)
    };
    let mut found: Vec<_> = rows.iter().filter(wanted).cloned().collect();
    match query.sort {
        CustomerSort::CreatedDesc => found.sort_by_key(|r| Reverse((r.created_at, r.id))),
        CustomerSort::Name => found.sort_by_key(|r| {
            let name = r.profile.name.clone().unwrap_or_default();
            (name.to_lowercase().replace('أ', "ا"), r.id)
        }),
    }
    found
}

struct Merging(CustomerId, CustomerId);

impl Work for Merging {
    type Primary = Customer;
    type Error = domain::customer::CustomerError;

    async fn run(
        &self,
        tx: &mut Transaction<'_, Self::Error>,
    ) -> Result<(), ExecuteError<Self::Error>> {
        let from = tx.load::<Customer>(self.0.0).await?;
        let into = tx.load::<Customer>(self.1.0).await?;
        let plan = merge((self.0, &from.state), (self.1, &into.state));
        let plan = plan.map_err(ExecuteError::Refused)?;
        tx.decide::<Customer>(self.0.0, &[plan.merged]).await?;
        tx.decide::<Customer>(self.1.0, &[plan.target]).await?;
        Ok(())
    }
}
