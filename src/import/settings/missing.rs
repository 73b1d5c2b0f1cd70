//! Settings to be made, decided and ready to append.

use domain::setting::{Setting, SettingCommand, SettingEvent, SettingKind};
use domain::{Actor, Aggregate, Catalog, Context, EventPayload, Recorded};
use eventstore::{Append, StreamPart};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Named, Wanted};
use crate::import::{BadLines, report::Made};

/// What is missing, as one append. They are made as of the first line's time, so that whoever asks
/// for the past finds with every ticket what it refers to.
#[derive(Debug)]
pub(crate) struct Missing {
    pub append: Append,
    pub made: Made,
    at: Timestamp,
    bad: BadLines,
}

impl Wanted {
    /// What the catalog lacks; it has it afterwards.
    pub fn missing(&self, catalog: &mut Catalog) -> Missing {
        let mut missing = Missing::new(self.at);
        missing.made = Made {
            departments: missing.make(&self.departments, catalog),
            statuses: missing.make(&self.statuses, catalog),
            priorities: missing.make(&self.priorities, catalog),
            members: missing.make(&self.members, catalog),
        };
        missing
    }
}

impl Missing {
    fn new(at: Timestamp) -> Self {
        let command_id = Uuid::now_v7();
        Self {
            append: Append {
                command_id,
                causation_id: None,
                correlation_id: command_id,
                actor: Actor::IMPORT,
                streams: Vec::new(),
                events: Vec::new(),
                remember: None,
            },
            made: Made::default(),
            at,
            bad: BadLines::default(),
        }
    }

    pub fn bad(&self) -> &BadLines {
        &self.bad
    }

    fn make<T: Kept>(&mut self, wanted: &Named<T>, catalog: &mut Catalog) -> u64 {
        let before = self.append.streams.len();
        for (id, line, value) in &wanted.all {
            if T::is_in(catalog, *id) {
                continue;
            }
            if let Err(reason) = self.make_one(*id, value, catalog) {
                self.bad.add(*line, reason);
            }
        }
        (self.append.streams.len() - before) as u64
    }

    fn make_one<T: SettingKind>(
        &mut self,
        id: Uuid,
        value: &T,
        catalog: &mut Catalog,
    ) -> Result<(), String> {
        let context = Context {
            now: self.at,
            actor: self.append.actor,
            catalog,
        };
        let create = SettingCommand::Create(value.clone());
        let decided = Setting::<T>::default().decide(&create, &context);
        let events = decided.map_err(|error| format!("{}: {error}", T::CATEGORY))?;
        let stream = self.append.streams.len();
        self.append.streams.push(StreamPart {
            id,
            category: T::CATEGORY,
            expected_version: 0,
        });
        for (event, version) in events.iter().zip(1..) {
            let pushed = self.append.push(stream, self.at, event);
            pushed.map_err(|error| error.to_string())?;
            let recorded = self.recorded(id, version, event);
            catalog
                .apply(&recorded)
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// The event as it will come back from the log.
    fn recorded<T: SettingKind>(
        &self,
        id: Uuid,
        version: i32,
        event: &SettingEvent<T>,
    ) -> Recorded {
        let encoded = event.encode();
        Recorded {
            position: 0,
            stream_id: id,
            version,
            id: Uuid::nil(),
            category: T::CATEGORY.to_owned(),
            name: encoded.name,
            schema: encoded.schema,
            recorded_at: self.at,
            occurred_at: self.at,
            command_id: self.append.command_id,
            causation_id: None,
            correlation_id: self.append.correlation_id,
            actor: self.append.actor,
            data: encoded.data,
        }
    }
}

/// Where a catalog keeps settings of a kind.
trait Kept: SettingKind {
    fn is_in(catalog: &Catalog, id: Uuid) -> bool;
}

macro_rules! kept {
    ($($kind:ident in $field:ident),+) => {$(
        impl Kept for domain::setting::$kind {
            fn is_in(catalog: &Catalog, id: Uuid) -> bool {
                catalog.$field.get(id).is_some()
            }
        }
    )+};
}

kept!(Member in members, Department in departments, Status in statuses, Priority in priorities);
