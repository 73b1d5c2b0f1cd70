//! One policy everywhere: for random roles, people, keys, customers and tickets every address shows
//! exactly what the pure model of the policy opens.
//!
//! What is within reach is judged by the ticket and the settings as they are now, also where the
//! past is asked for: whoever may see a ticket today may see what it was, and nobody sees the past
//! of a ticket that was theirs once.

mod alone;
mod bulk;
mod dice;
mod files;
mod followed;
mod listed;
mod past;
mod people;
mod portal;
mod tickets;
mod truth;

use crate::support::Person;
use dice::Dice;
use domain::{Access, Actor};
use people::World;
use serde_json::{Value, json};
use truth::Truth;

/// Worlds that are tried each time.
const WORLDS: usize = 3;

/// Somebody of the staff, or a program, and who they are to the policy.
struct Seer {
    name: String,
    person: Person,
    actor: Actor,
}

/// Somebody who asks, what they may do, and what is true.
struct Asking<'a> {
    name: &'a str,
    person: &'a Person,
    actor: Actor,
    access: Access,
    truth: &'a Truth,
}

impl Seer {
    fn asking<'a>(&'a self, truth: &'a Truth) -> Asking<'a> {
        Asking {
            name: &self.name,
            person: &self.person,
            actor: self.actor,
            access: Access::of(&self.actor, &truth.catalog),
            truth,
        }
    }
}

/// The seeds of this run: `DOCKET_TEST_SEED` alone where it is set, else new ones.
fn seeds() -> Vec<u64> {
    match std::env::var("DOCKET_TEST_SEED") {
        Ok(seed) => vec![seed.parse().unwrap()],
        Err(_) => (0..WORLDS)
            .map(|_| uuid::Uuid::new_v4().as_u64_pair().0)
            .collect(),
    }
}

#[tokio::test]
async fn every_address_shows_exactly_what_the_policy_opens() {
    for seed in seeds() {
        println!("DOCKET_TEST_SEED={seed} makes this world again");
        holds(&mut Dice::of(seed)).await;
    }
}

async fn holds(dice: &mut Dice) {
    let world = World::of(dice).await;
    tickets::fill(&world, dice).await;
    let truth = world.truth().await;
    let mut seen = Vec::new();
    for seer in &world.seers {
        let asking = seer.asking(&truth);
        alone::check(&asking, dice).await;
        files::check(&asking).await;
        listed::check(&asking).await;
        past::check(&asking, &world.office.store, dice).await;
        followed::check(&asking, dice).await;
        seen.push(asking.covered().count());
    }
    for customer in &world.customers {
        portal::check(customer, &truth).await;
    }
    followed::check_live(&world).await;
    bulk::check(&world).await;
    let some = seen
        .iter()
        .any(|count| (1..truth.tickets.len()).contains(count));
    assert!(some, "nobody sees a part, which shows nothing: {seen:?}");
}

/// What somebody is told, without what differs from answer to answer.
fn told(answer: &crate::support::Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    if let Some(problem) = body.as_object_mut().filter(|_| answer.status >= 400) {
        assert!(problem.remove("request_id").is_some(), "{answer:?}");
    }
    (answer.status, body)
}

/// Everybody of the staff is told of this, and it comes last.
async fn fence(boss: &Person) {
    let name = format!("fence {}", uuid::Uuid::now_v7());
    boss.posts("/departments", &json!({"name": name}))
        .await
        .ok();
}
