//! Somebody always is an administrator, whoever takes the role from whom, and when.

use crate::support::{Answer, Desk, Docket, Gate, Person};
use serde_json::json;
use tokio::task::JoinHandle;

/// Two administrators, each at a process of their own, and nobody else.
struct Two {
    desk: Desk,
    ada: Person,
    bea: Person,
    _process: Docket,
}

impl Two {
    async fn alone() -> Self {
        let desk = Desk::open().await;
        let process = desk.another_process().await;
        let mut bea = desk.administrator_at(&process);
        bea.id = id_of(&bea).await;
        let ada = desk.hires_as("Ada", "administrator").await;
        Self {
            desk,
            ada,
            bea,
            _process: process,
        }
    }

    async fn left(&self) -> usize {
        let members = self.ada.pages_through("/members?limit=50").await;
        let still = members
            .iter()
            .filter(|member| member["administrator"] == true);
        still.count()
    }
}

async fn id_of(person: &Person) -> uuid::Uuid {
    let me = person.gets("/me").await;
    me.ok()["id"].as_str().unwrap().parse().unwrap()
}

fn demotes(person: &Person, other: &Person) -> JoinHandle<Answer> {
    let (person, path) = (person.clone(), format!("/members/{}", other.id));
    let wanted = json!({"administrator": false});
    tokio::spawn(async move { person.patches(&path, &wanted).await })
}

fn retires(person: &Person, other: &Person) -> JoinHandle<Answer> {
    let (person, path) = (person.clone(), format!("/members/{}", other.id));
    tokio::spawn(async move { person.deletes(&path).await })
}

/// Which of the two had to be refused, and what is told to them.
async fn one_is_refused(two: &Two, tried: [JoinHandle<Answer>; 2]) {
    let [one, other] = tried;
    let answers = [one.await.unwrap(), other.await.unwrap()];
    let refused: Vec<_> = answers.iter().filter(|a| a.status >= 400).collect();
    assert_eq!(refused.len(), 1, "{answers:?}");
    assert_eq!(refused[0].status, 422, "{answers:?}");
    assert_eq!(refused[0].refused_fields(), ["administrator"]);
    assert_eq!(two.left().await, 1);
}

#[tokio::test]
async fn of_two_who_take_the_role_from_each_other_at_once_one_keeps_it() {
    let two = Two::alone().await;
    let gate = Gate::close(&two.desk.database).await;
    let one = demotes(&two.ada, &two.bea);
    gate.has_waiting(1).await;
    let other = demotes(&two.bea, &two.ada); // decided on Bea as she still is
    gate.has_waiting(2).await;

    gate.open().await;

    one_is_refused(&two, [one, other]).await;
}

#[tokio::test]
async fn an_administrator_who_is_retired_while_they_take_the_role_from_the_other_is_the_last() {
    let two = Two::alone().await;
    let gate = Gate::close(&two.desk.database).await;
    let one = demotes(&two.ada, &two.bea);
    gate.has_waiting(1).await;
    let other = retires(&two.bea, &two.ada);
    gate.has_waiting(2).await;

    gate.open().await;

    one_is_refused(&two, [one, other]).await;
}
