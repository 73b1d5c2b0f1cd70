//! SLA policies as HTTP spells them: calendars and priorities by key.

use crate::calendars::calendar_id;
use crate::fields::Condition;
use crate::problem::Problem;
use crate::request::Reader;
use crate::settings::{Record, judged};
use crate::types::{Applies, Moment, Nullable, StatusCategory};
use domain::setting::Names;
use domain::sla::{self, SlaCalendar};
use domain::{Catalog, FieldError};
use poem_openapi::{Object, Union};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is promised on tickets that look so. Of several the first that matches holds.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct SlaPolicy {
    pub id: Uuid,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    /// Policies are tried in this order, lowest first.
    pub position: i32,
    /// Whether it holds for any ticket at all.
    pub active: bool,
    /// What a ticket must look like; null: every ticket will do.
    pub r#match: Nullable<Condition>,
    pub targets: Targets,
    /// Other targets, by key of the ticket's priority; what one leaves out is as in `targets`.
    pub by_priority: BTreeMap<String, Targets>,
    /// Which hours count.
    pub calendar: PolicyCalendar,
    /// In statuses of these categories the clocks stand still, but for that of the due date.
    pub pause: Vec<StatusCategory>,
    /// Percentages of a target at which to warn.
    pub warn_at: Vec<u8>,
    /// So many seconds before the due date to warn.
    pub warn_before_due: Vec<i64>,
    /// So many seconds of business time after a breach the next step is to be taken.
    pub escalate_after: Vec<i64>,
    /// For which tickets what was saved last holds.
    pub applies: Applies,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// Seconds of business time; what is left out is not promised.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Targets {
    /// From the beginning until one of the staff writes to the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_response: Option<i64>,
    /// From a customer's message, once there was a first response, until the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_response: Option<i64>,
    /// From the beginning until it is resolved or closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<i64>,
}

/// Which hours count.
#[derive(Clone, Debug, Union, Serialize, Deserialize)]
#[oai(discriminator_name = "type", one_of)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum PolicyCalendar {
    #[oai(mapping = "department")]
    Department(CalendarOfDepartment),
    #[oai(mapping = "named")]
    Named(NamedCalendar),
    #[oai(mapping = "always_open")]
    AlwaysOpen(AlwaysOpen),
}

/// Those of the ticket's department, else of the workspace, else all.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalendarOfDepartment {}

/// Those of one calendar.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedCalendar {
    /// Id or key.
    pub calendar: String,
}

/// All.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlwaysOpen {}

/// An SLA policy, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSlaPolicy {
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    /// Policies are tried in this order, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub position: i32,
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    pub active: bool,
    /// What a ticket must look like: what the conditions of custom fields may ask. Every ticket will
    /// do unless told.
    #[serde(default)]
    pub r#match: Option<Condition>,
    pub targets: Targets,
    /// Other targets, by key or id of the ticket's priority.
    #[oai(default)]
    #[serde(default)]
    pub by_priority: BTreeMap<String, Targets>,
    #[oai(default = "usual")]
    #[serde(default = "usual")]
    pub calendar: PolicyCalendar,
    /// In statuses of these categories the clocks stand still.
    #[oai(default = "pause")]
    #[serde(default = "pause")]
    pub pause: Vec<StatusCategory>,
    /// Percentages of a target at which to warn, rising.
    #[oai(default)]
    #[serde(default)]
    pub warn_at: Vec<u8>,
    /// So many seconds before the due date to warn, falling.
    #[oai(default)]
    #[serde(default)]
    pub warn_before_due: Vec<i64>,
    /// So many seconds of business time after a breach to take the next step, rising.
    #[oai(default)]
    #[serde(default)]
    pub escalate_after: Vec<i64>,
    /// Whether it holds for new tickets, or also for those that are open.
    #[oai(default = "new")]
    #[serde(default = "new")]
    pub applies: Applies,
}

fn yes() -> bool {
    true
}

pub(super) fn usual() -> PolicyCalendar {
    PolicyCalendar::Department(CalendarOfDepartment {})
}

fn pause() -> Vec<StatusCategory> {
    sla::SlaPolicy::PAUSE.map(StatusCategory).into()
}

pub(super) fn new() -> Applies {
    Applies(sla::Applies::New)
}

impl NewSlaPolicy {
    pub fn to_policy(&self, reader: &Reader) -> Result<sla::SlaPolicy, Problem> {
        let (mut errors, catalog) = (Vec::new(), &reader.catalog);
        let condition = self.r#match.as_ref();
        let condition = condition.and_then(|c| c.read("match", catalog, &mut errors));
        let made = sla::SlaPolicy {
            name: self.name.clone(),
            names: self.names.clone(),
            position: self.position,
            active: self.active,
            condition,
            targets: (&self.targets).into(),
            by_priority: by_key(&self.by_priority, catalog),
            calendar: self.calendar.read(catalog, &mut errors),
            pause: self.pause.iter().map(|category| category.0).collect(),
            warn_at: self.warn_at.clone(),
            warn_before_due: self.warn_before_due.clone(),
            escalate_after: self.escalate_after.clone(),
            applies: self.applies.0,
        };
        judged(made, errors, reader)
    }
}

/// Priorities that were named by id are stored by key, as all others.
pub(super) fn by_key(
    targets: &BTreeMap<String, Targets>,
    catalog: &Catalog,
) -> sla::TargetsByPriority {
    let key = |text: &String| match Uuid::parse_str(text) {
        Ok(id) => catalog.priority_key(domain::PriorityId(id)),
        Err(_) => text.clone(),
    };
    let all = targets.iter();
    all.map(|(text, own)| (key(text), own.into())).collect()
}

impl PolicyCalendar {
    /// What cannot be found is added to `errors`.
    pub(super) fn read(&self, catalog: &Catalog, errors: &mut Vec<FieldError>) -> SlaCalendar {
        match self {
            Self::Department(CalendarOfDepartment {}) => SlaCalendar::Department,
            Self::AlwaysOpen(AlwaysOpen {}) => SlaCalendar::AlwaysOpen,
            Self::Named(NamedCalendar { calendar }) => match calendar_id(calendar, catalog) {
                Ok(id) => SlaCalendar::Named { id },
                Err(detail) => {
                    errors.push(FieldError::new("calendar.calendar", detail));
                    SlaCalendar::Department
                }
            },
        }
    }

    fn of(calendar: SlaCalendar, catalog: &Catalog) -> Self {
        match calendar {
            SlaCalendar::Department => usual(),
            SlaCalendar::AlwaysOpen => Self::AlwaysOpen(AlwaysOpen {}),
            SlaCalendar::Named { id } => Self::Named(NamedCalendar {
                calendar: catalog.calendar_key(id),
            }),
        }
    }
}

impl From<&Targets> for sla::Targets {
    fn from(targets: &Targets) -> Self {
        Self {
            first_response: targets.first_response,
            next_response: targets.next_response,
            resolution: targets.resolution,
        }
    }
}

impl From<&sla::Targets> for Targets {
    fn from(targets: &sla::Targets) -> Self {
        Self {
            first_response: targets.first_response,
            next_response: targets.next_response,
            resolution: targets.resolution,
        }
    }
}

impl SlaPolicy {
    pub fn of(policy: &sla::SlaPolicy, record: Record, catalog: &Catalog) -> Self {
        let by_priority = policy.by_priority.iter();
        Self {
            id: record.id,
            name: policy.name.clone(),
            names: policy.names.clone(),
            position: policy.position,
            active: policy.active,
            r#match: policy.condition.as_ref().map(Condition::of).into(),
            targets: (&policy.targets).into(),
            by_priority: by_priority
                .map(|(key, own)| (key.clone(), own.into()))
                .collect(),
            calendar: PolicyCalendar::of(policy.calendar, catalog),
            pause: policy.pause.iter().copied().map(StatusCategory).collect(),
            warn_at: policy.warn_at.clone(),
            warn_before_due: policy.warn_before_due.clone(),
            escalate_after: policy.escalate_after.clone(),
            applies: Applies(policy.applies),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
