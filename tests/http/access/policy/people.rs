//! Random roles, the people who have them, keys, and customers of one organisation.

use super::dice::Dice;
use super::portal::Customer;
use super::truth::Truth;
use super::{Seer, fence};
use crate::http::access::office::{Office, Scope};
use crate::http::portal::{customer, signed_in, switched};
use crate::support::Person;
use domain::setting::{ApiKey, Role};
use domain::{
    Actor, ActorKind, CustomerId, DepartmentId, MemberId, OrganisationId, Permission as P,
    Permissions,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// What a role or key may be good for, and in how many of a hundred.
const CHANCES: [(P, usize); 10] = [
    (P::ReadTickets, 88),
    (P::ReadInternal, 50),
    (P::CreateTickets, 60),
    (P::ChangeTickets, 60),
    (P::Note, 30),
    (P::Export, 65),
    (P::ReadAnalytics, 60),
    (P::DeleteTickets, 20),
    (P::ReadCustomers, 50),
    (P::ReadAudit, 15),
];
const ROLES: usize = 5;
const MEMBERS: usize = 5;
const KEYS: usize = 2;

/// An office and everybody who looks at its tickets.
pub struct World {
    pub office: Office,
    pub boss: Person,
    pub departments: Vec<DepartmentId>,
    pub members: Vec<MemberId>,
    pub seers: Vec<Seer>,
    pub customers: Vec<Customer>,
}

impl World {
    pub async fn of(dice: &mut Dice) -> Self {
        let office = Office::open().await;
        let lab = office.desk.department("Lab").await.parse().unwrap();
        let departments = vec![office.support, office.sales, DepartmentId(lab)];
        let mut world = Self {
            boss: office.desk.administrator(),
            office,
            departments,
            members: Vec::new(),
            seers: Vec::new(),
            customers: Vec::new(),
        };
        world.hire(dice).await;
        world.cut_keys(dice).await;
        world.invite().await;
        world
    }

    /// What is true now; whoever reads the log to its end has read something that all may see.
    pub async fn truth(&self) -> Truth {
        fence(&self.boss).await;
        Truth::of(&self.office.store).await
    }

    async fn hire(&mut self, dice: &mut Dice) {
        for number in 0..ROLES {
            self.office.saves_role(role(number, dice)).await;
        }
        for number in 0..MEMBERS {
            let roles: Vec<_> = (0..=dice.below(2))
                .map(|_| key_of(dice.below(ROLES)))
                .collect();
            let roles: Vec<_> = roles.iter().map(String::as_str).collect();
            let departments = dice.some(&self.departments, 40);
            let name = format!("member{number}");
            let person = self.office.hires(&name, &roles, &departments).await;
            self.members.push(MemberId(person.id));
            let actor = Actor::member(person.id);
            self.seers.push(Seer {
                name,
                person,
                actor,
            });
        }
    }

    /// Keys of members, who may do less through them, and one of a program.
    async fn cut_keys(&mut self, dice: &mut Dice) {
        for number in 0..KEYS {
            let owner = dice.one(&self.members);
            let name = format!("key{number}");
            let (person, id) = self.office.holds(self.key(&name, owner, dice)).await;
            let mut actor = Actor::member(owner.0);
            actor.api_key = Some(id.0);
            self.seers.push(Seer {
                name,
                person,
                actor,
            });
        }
        let program = json!({
            "name": "program", "integration": true,
            "permissions": names(permissions(dice)),
            "department_ids": dice.some(&self.departments, 40).iter().map(|id| id.0).collect::<Vec<_>>(),
        });
        let made = self.boss.posts("/api_keys", &program).await.ok().clone();
        self.seers.push(Seer {
            name: "program".to_owned(),
            person: self.office.desk.holder_of(made["secret"].as_str().unwrap()),
            actor: Actor {
                kind: ActorKind::ApiKey,
                ..Actor::member(id(&made))
            },
        });
    }

    fn key(&self, name: &str, owner: MemberId, dice: &mut Dice) -> ApiKey {
        ApiKey {
            name: name.to_owned(),
            owner: Some(owner),
            permissions: dice.chance(60).then(|| permissions(dice)),
            department_ids: dice.some(&self.departments, 40),
            expires_at: None,
            prefix: "dk".to_owned(),
        }
    }

    /// Two customers of an organisation that shares its tickets, who sign in to the portal.
    async fn invite(&mut self) {
        let desk = &self.office.desk;
        switched(
            desk,
            &json!({"enabled": true, "organisation_tickets": true}),
        )
        .await;
        let shares = json!({"name": "Acme", "shares_tickets": true});
        let acme = id(self.boss.posts("/organisations", &shares).await.ok());
        let mut letter = None;
        for name in ["Dana", "Eli"] {
            let id = customer(desk, name).await;
            let belongs = json!({"organisation_id": acme});
            self.boss
                .patches(&format!("/customers/{id}"), &belongs)
                .await
                .ok();
            let (browser, token) = signed_in(desk, name, letter.as_deref()).await;
            letter = Some(token);
            self.customers.push(Customer {
                browser,
                id: CustomerId(id.parse().unwrap()),
                organisation: OrganisationId(acme),
            });
        }
        let hidden = json!({"visible_to_customer": false});
        self.boss.patches("/statuses/pending", &hidden).await.ok();
    }
}

fn role(number: usize, dice: &mut Dice) -> Role {
    Role {
        key: key_of(number),
        name: key_of(number),
        names: Default::default(),
        permissions: permissions(dice),
        scope: dice.one(&[Scope::Own, Scope::Department, Scope::Department, Scope::All]),
        unrouted: dice.chance(50),
    }
}

fn key_of(role: usize) -> String {
    format!("role{role}")
}

fn permissions(dice: &mut Dice) -> Permissions {
    let all = CHANCES.iter().filter(|(_, percent)| dice.chance(*percent));
    let chosen: Vec<_> = all.map(|(permission, _)| *permission).collect();
    match chosen.is_empty() {
        true => [P::ReadTickets].into_iter().collect(), // a key must be good for something
        false => chosen.into_iter().collect(),
    }
}

fn names(permissions: Permissions) -> Vec<&'static str> {
    permissions.iter().map(P::as_str).collect()
}

/// The id of what was made.
pub fn id(made: &Value) -> Uuid {
    made["id"].as_str().unwrap().parse().unwrap()
}
