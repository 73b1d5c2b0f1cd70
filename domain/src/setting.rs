//! The one aggregate behind every kind of setting: saved, or retired.

use crate::Catalog;
use crate::aggregate::{Aggregate, Context, FieldError, Happened, describe};
use crate::event::{
    DecodeError, EncodedEvent, EventPayload, UNKNOWN_SCHEMA, decode_error, to_json,
};
use crate::limits::Checks;
use crate::reservation::ReservationChange;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

mod duty;
mod kinds;
mod references;
#[cfg(test)]
mod tests;

pub use kinds::{
    ApiKey, Assignment, Away, Calendar, Colour, CustomerPortal, Department, Interval, Member,
    Names, Priority, Role, Scope, Status, StatusCategory, TimeOfDay, Weekday, Workspace,
    check_names, in_language,
};
pub use references::Reference;

/// A kind of setting. A new kind is one struct that implements this.
pub trait SettingKind:
    Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + std::fmt::Debug + 'static
{
    /// Category of its streams and first part of its event names, e.g. `department`.
    const CATEGORY: &'static str;
    /// `department.saved`
    const SAVED: &'static str;
    /// `department.retired`
    const RETIRED: &'static str;

    /// Checks the fields; what they refer to is looked up in the catalog.
    fn check(&self, checks: &mut Checks, context: &Context<'_>);

    /// The same for one that was saved before, for kinds where what was there may stay.
    fn check_after(&self, _before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        self.check(checks, context);
    }

    /// What must never change after the first save (a key, for instance): field and reason.
    fn frozen(&self, _before: &Self) -> Option<FieldError> {
        None
    }

    /// Whether whoever asks may turn what is there into `after` (none: retire it); else what they
    /// are told. Asked before the fields are looked at.
    fn permitted(
        _before: &Setting<Self>,
        _after: Option<&Self>,
        _: &Context<'_>,
    ) -> Result<(), &'static str> {
        Ok(())
    }

    /// Whether a retired one can be brought back.
    const RETURNS: bool = true;

    /// The stream of another setting without which `before`, in use, may not become `after` (none:
    /// retired), if there is such a one: the change is recorded only while that one stays as it
    /// is. Refuses where there is none left.
    fn stands_by(
        _id: Uuid,
        _before: &Self,
        _after: Option<&Self>,
        _: &Catalog,
    ) -> Result<Option<Uuid>, FieldError> {
        Ok(None)
    }

    /// What keeps it from being retired, if anything: field and reason.
    fn needed(&self, _: &Context<'_>) -> Option<FieldError> {
        None
    }

    /// The unique value that this setting holds, if any: kind, field, value.
    fn unique(&self) -> Option<(&'static str, &'static str, String)> {
        None
    }
}

/// Facts about one setting: the whole value each time it is saved.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingEvent<T> {
    Saved(T),
    Retired,
}

impl<T: SettingKind> EventPayload for SettingEvent<T> {
    fn encode(&self) -> EncodedEvent {
        let (name, data) = match self {
            Self::Saved(value) => (T::SAVED, to_json(value)),
            Self::Retired => (T::RETIRED, "{}".to_owned()),
        };
        EncodedEvent {
            name: name.to_owned(),
            schema: 1,
            data,
        }
    }

    fn decode(name: &str, schema: i16, data: &str) -> Result<Self, DecodeError> {
        match name {
            _ if schema != 1 => Err(decode_error(name, schema, &UNKNOWN_SCHEMA)),
            n if n == T::SAVED => serde_json::from_str(data)
                .map(Self::Saved)
                .map_err(|e| decode_error(name, schema, &e)),
            n if n == T::RETIRED => Ok(Self::Retired),
            _ => Err(decode_error(name, schema, &"no such event")),
        }
    }
}

/// One setting as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting<T> {
    pub value: Option<T>,
    pub retired: bool,
}

impl<T> Default for Setting<T> {
    fn default() -> Self {
        Self {
            value: None,
            retired: false,
        }
    }
}

/// What can be asked of a setting.
#[derive(Clone, Debug)]
pub enum SettingCommand<T> {
    /// Saves a setting that must not exist yet.
    Create(T),
    /// Saves over the setting that is there; brings a retired one back.
    Save(T),
    /// Takes it out of use; what refers to it stays readable.
    Retire,
}

/// Why a setting's command was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    #[error("there is no such {0}")]
    NotFound(&'static str),
    #[error("this {0} exists already")]
    Exists(&'static str),
    #[error("this {0} was retired for good")]
    Retired(&'static str),
    #[error("{0}")]
    Forbidden(&'static str),
    #[error("invalid setting: {}", describe(.0))]
    Invalid(Vec<FieldError>),
}

impl<T: SettingKind> Aggregate for Setting<T> {
    const CATEGORY: &'static str = T::CATEGORY;
    const FOLD: i32 = 1;
    type Command = SettingCommand<T>;
    type Event = SettingEvent<T>;
    type Error = SettingError;

    fn decide(
        &self,
        command: &SettingCommand<T>,
        context: &Context<'_>,
    ) -> Result<Vec<SettingEvent<T>>, SettingError> {
        match command {
            SettingCommand::Create(_) if self.value.is_some() && !self.retired => {
                Err(SettingError::Exists(T::CATEGORY))
            }
            SettingCommand::Save(_) | SettingCommand::Retire if self.value.is_none() => {
                Err(SettingError::NotFound(T::CATEGORY))
            }
            SettingCommand::Create(_) | SettingCommand::Save(_) if self.retired && !T::RETURNS => {
                Err(SettingError::Retired(T::CATEGORY))
            }
            SettingCommand::Create(value) | SettingCommand::Save(value) => {
                T::permitted(self, Some(value), context).map_err(SettingError::Forbidden)?;
                self.save(value, context)
            }
            SettingCommand::Retire => {
                T::permitted(self, None, context).map_err(SettingError::Forbidden)?;
                self.retire(context)
            }
        }
    }

    fn evolve(&mut self, event: &SettingEvent<T>, _: &Happened) {
        match event {
            SettingEvent::Saved(value) => {
                self.value = Some(value.clone());
                self.retired = false;
            }
            SettingEvent::Retired => self.retired = true,
        }
    }

    fn reservations(&self, id: Uuid, event: &SettingEvent<T>) -> Vec<ReservationChange> {
        let held = self
            .value
            .as_ref()
            .filter(|_| !self.retired)
            .and_then(SettingKind::unique);
        let wanted = match event {
            SettingEvent::Saved(value) => value.unique(),
            SettingEvent::Retired => None,
        };
        if held == wanted {
            return Vec::new();
        }
        let change = |take: bool| {
            move |(kind, _, value): (&'static str, &'static str, String)| ReservationChange {
                kind,
                value,
                owner: id,
                take,
            }
        };
        held.map(change(false))
            .into_iter()
            .chain(wanted.map(change(true)))
            .collect()
    }

    fn relies_on(
        &self,
        id: Uuid,
        event: &SettingEvent<T>,
        catalog: &Catalog,
    ) -> Result<Vec<Uuid>, SettingError> {
        let Some(before) = self.value.as_ref().filter(|_| !self.retired) else {
            return Ok(Vec::new());
        };
        let after = match event {
            SettingEvent::Saved(value) => Some(value),
            SettingEvent::Retired => None,
        };
        let other = T::stands_by(id, before, after, catalog);
        let other = other.map_err(|wrong| SettingError::Invalid(vec![wrong]))?;
        Ok(other.into_iter().collect())
    }

    fn together(errors: Vec<SettingError>) -> SettingError {
        let mut wrong = Vec::new();
        for error in errors {
            match error {
                SettingError::Invalid(fields) => wrong.extend(fields),
                other => return other,
            }
        }
        SettingError::Invalid(wrong)
    }

    fn taken(reservation: &ReservationChange) -> SettingError {
        let field = reservation
            .kind
            .rsplit('.')
            .next()
            .unwrap_or(reservation.kind);
        SettingError::Invalid(vec![FieldError::new(
            field,
            "is taken already; choose another",
        )])
    }
}

impl<T: SettingKind> Setting<T> {
    fn save(&self, value: &T, context: &Context<'_>) -> Result<Vec<SettingEvent<T>>, SettingError> {
        let mut checks = Checks::default();
        value.check_after(self.value.as_ref(), &mut checks, context);
        if let Some(error) = self.value.as_ref().and_then(|before| value.frozen(before)) {
            checks.fail(&error.field, error.detail);
        }
        checks.finish().map_err(SettingError::Invalid)?;
        if !self.retired && self.value.as_ref() == Some(value) {
            return Ok(vec![]);
        }
        Ok(vec![SettingEvent::Saved(value.clone())])
    }

    fn retire(&self, context: &Context<'_>) -> Result<Vec<SettingEvent<T>>, SettingError> {
        if self.retired {
            return Ok(vec![]);
        }
        let needed = self.value.as_ref().and_then(|value| value.needed(context));
        match needed {
            Some(error) => Err(SettingError::Invalid(vec![error])),
            None => Ok(vec![SettingEvent::Retired]),
        }
    }
}
