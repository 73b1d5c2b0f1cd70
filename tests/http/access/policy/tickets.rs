//! Random tickets, and what becomes of them.

use super::dice::Dice;
use super::people::World;
use crate::http::access::office::{id_of, uploads};
use serde_json::{Value, json};

const TICKETS: usize = 40;

/// Tickets with files, messages and notes; some move, are deleted or become a part of another.
pub async fn fill(world: &World, dice: &mut Dice) {
    let (mut tickets, mut files) = (Vec::new(), Vec::new());
    for number in 0..TICKETS {
        let ticket = opens(world, number, &mut files, dice).await;
        talks(world, &ticket, &mut files, dice).await;
        changes(world, &ticket, &tickets, dice).await;
        tickets.push(ticket);
    }
    // files that are attached nowhere, of somebody and of nobody who looks
    for person in [&world.boss, &world.seers[0].person] {
        let request = person.request(reqwest::Method::POST, "/attachments?name=loose.txt");
        person.sends(request.body("loose")).await;
    }
}

/// Opened by somebody who may, else by the administrator.
async fn opens(world: &World, number: usize, files: &mut Vec<String>, dice: &mut Dice) -> String {
    let members = &world.members;
    let mut ticket = json!({
        "subject": format!("printer {number}"),
        "assignee_ids": dice.some(members, 12).iter().map(|id| id.0).collect::<Vec<_>>(),
        "watchers": participants(world, 8, dice),
        "cc": participants(world, 6, dice),
    });
    if dice.chance(75) {
        ticket["department_id"] = json!(dice.one(&world.departments).0);
    }
    if dice.chance(50) {
        let customer = &world.customers[dice.below(2)];
        ticket["requester"] = json!({"id": customer.id.0});
    }
    let somebody = &world.seers[dice.below(world.seers.len())].person;
    if dice.chance(40) {
        let answer = somebody.posts("/tickets", &ticket).await;
        if answer.status == 201 {
            return format!("/tickets/{}", answer.body["id"].as_str().unwrap());
        }
    }
    if dice.chance(40) {
        ticket["attachment_ids"] = json!([file(world, files, dice).await]);
    }
    world.boss.opens_with(&ticket).await
}

fn participants(world: &World, percent: usize, dice: &mut Dice) -> Vec<Value> {
    let members = dice.some(&world.members, percent);
    let members = members
        .iter()
        .map(|id| json!({"kind": "member", "id": id.0}));
    let mut all: Vec<_> = members.collect();
    for customer in &world.customers {
        if dice.chance(percent) {
            all.push(json!({"kind": "customer", "id": customer.id.0}));
        }
    }
    all
}

/// Perhaps a note that mentions somebody, and an answer, with files or without.
async fn talks(world: &World, ticket: &str, files: &mut Vec<String>, dice: &mut Dice) {
    for (visibility, percent) in [("internal", 60), ("public", 40)] {
        if !dice.chance(percent) {
            continue;
        }
        let mut message = json!({"body": "words", "visibility": visibility});
        if visibility == "internal" {
            let departments = dice.some(&world.departments, 12);
            message["mentions"] = json!({
                "member_ids": dice.some(&world.members, 10).iter().map(|id| id.0).collect::<Vec<_>>(),
                "department_ids": departments.iter().map(|id| id.0).collect::<Vec<_>>(),
            });
        }
        if dice.chance(40) {
            message["attachment_ids"] = json!([file(world, files, dice).await]);
        }
        let path = format!("{ticket}/messages");
        world.boss.posts(&path, &message).await.ok();
    }
}

/// A new file, or one that hangs somewhere else, too.
async fn file(world: &World, files: &mut Vec<String>, dice: &mut Dice) -> String {
    if dice.chance(50) && !files.is_empty() {
        return files[dice.below(files.len())].clone();
    }
    let file = uploads(&world.boss, "plan.txt", "the plan").await;
    files.push(file.clone());
    file
}

/// What happens afterwards; what cannot be done to such a ticket does not happen.
async fn changes(world: &World, ticket: &str, others: &[String], dice: &mut Dice) {
    let boss = &world.boss;
    if dice.chance(30) {
        let department = dice.one(&world.departments).0;
        let away = json!({"department_id": dice.chance(80).then_some(department)});
        boss.patches(ticket, &away).await.ok();
    }
    if dice.chance(25) {
        boss.sets_status(ticket, "pending").await.ok();
    }
    if dice.chance(15) {
        let assignees = dice.some(&world.members, 20);
        let assignees: Vec<_> = assignees.iter().map(|id| id.0).collect();
        boss.patches(ticket, &json!({"assignee_ids": assignees}))
            .await
            .ok();
    }
    if dice.chance(12) && !others.is_empty() {
        let whole = &others[dice.below(others.len())];
        let part = json!({"ticket_ids": [id_of(ticket)]});
        let merged = boss.posts(&format!("{whole}/merge"), &part).await;
        assert!(merged.status < 500, "{merged:?}");
    } else if dice.chance(12) {
        boss.deletes(ticket).await.ok();
    }
}
