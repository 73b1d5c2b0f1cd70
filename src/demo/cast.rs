//! Who works and who asks.

use super::DemoError;
use super::dice::Dice;
use super::settings::id_of;
use super::words::{LANGUAGES, Words};
use domain::customer::{Customer, CustomerCommand, Profile};
use domain::ids::derived;
use domain::organisation::{Details, Organisation, OrganisationCommand};
use domain::setting::{Away, Calendar, Interval, Member, TimeOfDay, Weekday};
use domain::{
    Access, Actor, Aggregate, Catalog, CustomerId, DepartmentId, MemberId, OrganisationId,
};
use eventstore::{EventStore, Execute};
use jiff::{SignedDuration, Timestamp};
use std::borrow::Cow;
use uuid::Uuid;

/// Customers of each language.
const CUSTOMERS: usize = 120;
/// How many of a hundred belong to an organisation.
const BELONG: i64 = 60;

/// Everybody.
#[derive(Debug)]
pub(super) struct Cast {
    pub members: Vec<Colleague>,
    pub organisations: Vec<(OrganisationId, Details)>,
    /// By language.
    pub customers: [Vec<Asker>; 3],
}

/// One of the staff.
#[derive(Debug)]
pub(super) struct Colleague {
    pub id: MemberId,
    pub language: usize,
    pub value: Member,
    /// Whether they give answers.
    pub works: bool,
}

/// A customer.
#[derive(Debug)]
pub(super) struct Asker {
    pub id: CustomerId,
    pub name: String,
    pub profile: Profile,
}

impl Cast {
    pub fn of(words: &Words, seed: u64, now: Timestamp) -> Self {
        let mut cast = Self {
            members: members(words, now),
            organisations: Vec::new(),
            customers: [const { Vec::new() }; 3],
        };
        for (language, tag) in LANGUAGES.iter().enumerate() {
            let mut dice = Dice::of(seed, &format!("customers/{tag}"));
            let region = words.region(language);
            let first = cast.organisations.len();
            for [name, domain] in &region.organisations {
                let id = OrganisationId(derived("demo.organisation", domain));
                let details = Details {
                    name: name.clone(),
                    domains: vec![format!("{domain}.example")],
                    ..Details::default()
                };
                cast.organisations.push((id, details));
            }
            let belong = &cast.organisations[first..];
            let made = (0..CUSTOMERS).map(|n| asker(n, (words, language), belong, &mut dice));
            cast.customers[language] = made.collect();
        }
        cast
    }

    /// Each department with the first of its members.
    pub fn leads(&self) -> Vec<(DepartmentId, MemberId)> {
        let mut leads: Vec<(DepartmentId, MemberId)> = Vec::new();
        for member in self.members.iter().filter(|m| m.works) {
            for department in member.value.department_ids.iter().take(1) {
                if !leads.iter().any(|(known, _)| known == department) {
                    leads.push((*department, member.id));
                }
            }
        }
        leads
    }

    /// Those who answer tickets of a department, first of all in this language.
    pub fn who(&self, department: DepartmentId, language: usize) -> Vec<&Colleague> {
        let of = |m: &&Colleague| m.works && m.value.department_ids.contains(&department);
        let all: Vec<_> = self.members.iter().filter(of).collect();
        let speak: Vec<_> = (all.iter().copied())
            .filter(|m| m.language == language)
            .collect();
        if speak.is_empty() { all } else { speak }
    }

    /// Makes customers and organisations that are not there.
    pub async fn enter(&self, store: &EventStore, at: Timestamp) -> Result<(), DemoError> {
        for (id, details) in &self.organisations {
            let create = OrganisationCommand::Create(Box::new(details.clone()));
            enter::<Organisation>(store, id.0, create, at).await?;
        }
        for asker in self.customers.iter().flatten() {
            let create = CustomerCommand::Create(Box::new(asker.profile.clone()));
            enter::<Customer>(store, asker.id.0, create, at).await?;
        }
        Ok(())
    }
}

async fn enter<A: Aggregate>(
    store: &EventStore,
    id: Uuid,
    create: A::Command,
    at: Timestamp,
) -> Result<(), DemoError> {
    if store.load::<A>(id).await?.exists() {
        return Ok(());
    }
    let catalog = Catalog::default();
    let mut request = Execute::<A>::new(id, create, Actor::SYSTEM, &catalog, at);
    request.access = Cow::Borrowed(Access::everything());
    request.creates = true;
    let done = store.execute(request).await;
    done.map_err(|error| DemoError::refused(A::CATEGORY, error))?;
    Ok(())
}

fn members(words: &Words, now: Timestamp) -> Vec<Colleague> {
    let each = words.people.members.iter().map(|told| {
        let language = LANGUAGES.iter().position(|tag| *tag == told.language);
        let language = language.unwrap_or_default();
        let departments = told.departments.iter();
        let days = |days| now + SignedDuration::from_hours(24 * days);
        let value = Member {
            email: Some(format!("{}@example.org", told.key)),
            department_ids: departments
                .map(|key| DepartmentId(id_of("department", key)))
                .collect(),
            language: Some(told.language.clone()),
            calendar: Some(calendar(words, language)),
            away: told.away_days.map(|[from, until]| Away {
                from: days(from),
                until: days(until),
                substitute: None,
            }),
            ..Member::new(&told.name)
        };
        Colleague {
            id: MemberId(derived("demo.member", &told.key)),
            language,
            value: value.with_roles(std::slice::from_ref(&told.role)),
            works: !["light_member", "auditor"].contains(&told.role.as_str()),
        }
    });
    each.collect()
}

/// Five days a week, without those of the region's weekend.
fn calendar(words: &Words, language: usize) -> Calendar {
    let region = words.region(language);
    let hours = Interval {
        from: TimeOfDay::of_hour(8),
        to: TimeOfDay::of_hour(17),
    };
    let free = region.weekend();
    let days = Weekday::ALL.into_iter().filter(|day| !free.contains(day));
    Calendar {
        time_zone: region.zone().to_owned(),
        weekly: days.map(|day| (day, vec![hours])).collect(),
    }
}

fn asker(
    n: usize,
    (words, language): (&Words, usize),
    organisations: &[(OrganisationId, Details)],
    dice: &mut Dice,
) -> Asker {
    let tag = LANGUAGES[language];
    let (name, latin) = words.region(language).somebody(dice);
    let belongs = dice.chance(BELONG).then(|| dice.pick(organisations));
    let domain = belongs.and_then(|(_, details)| details.domains.first().cloned());
    let domain = domain.unwrap_or_else(|| "example.com".to_owned());
    let profile = Profile {
        name: Some(name.clone()),
        emails: vec![format!("{latin}.{tag}{n}@{domain}")],
        organisation: belongs.map(|(id, _)| *id),
        language: Some(tag.to_owned()),
        time_zone: Some(words.region(language).zone().to_owned()),
        ..Profile::default()
    };
    Asker {
        id: CustomerId(derived("demo.customer", &format!("{tag}{n}"))),
        name,
        profile,
    }
}
