//! People, organisations and settings to be made, decided and ready to append.

use domain::customer::{Customer, CustomerCommand};
use domain::field::Field;
use domain::organisation::{Organisation, OrganisationCommand};
use domain::setting::{Setting, SettingCommand, SettingEvent, SettingKind};
use domain::{Actor, Aggregate, Catalog, Context, EventPayload, Recorded};
use eventstore::{Append, StreamPart};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Named, Wanted, words::Words};
use crate::import::{BadLines, report::Made, state::State};

/// Most streams of one part.
const STREAMS: usize = 400;
/// Bytes of events after which a part takes no more; a batch of the log takes 1 MiB.
const BYTES: usize = 400 * 1024;

/// What is missing, in a few appends. All is made as of the first line's time, so that whoever asks
/// for the past finds with every ticket what it refers to.
#[derive(Debug)]
pub(crate) struct Missing {
    /// In the order in which they must be sent.
    pub parts: Vec<Part>,
    /// The part that has room; among the others in the end.
    open: Part,
    at: Timestamp,
    bad: BadLines,
}

/// One append of several.
#[derive(Debug)]
pub(crate) struct Part {
    pub append: Append,
    /// What it makes.
    pub made: Made,
    bytes: usize,
}

impl Wanted {
    /// What the log lacks; `state` has it afterwards.
    pub fn missing(&self, state: &mut State) -> Missing {
        let mut missing = Missing {
            parts: Vec::new(),
            open: Part::new(),
            at: self.at,
            bad: BadLines::default(),
        };
        let catalog = &mut state.catalog;
        missing.make(&self.departments, catalog, |made| &mut made.departments);
        missing.make(&self.statuses, catalog, |made| &mut made.statuses);
        missing.make(&self.priorities, catalog, |made| &mut made.priorities);
        missing.make(&self.members, catalog, |made| &mut made.members);
        for words in &self.fields {
            missing.make_field(words, catalog);
        }
        missing.make_people(self, state);
        missing.next_part();
        missing
    }
}

impl Missing {
    /// All that is missing, counted.
    pub fn made(&self) -> Made {
        let mut made = Made::default();
        for part in &self.parts {
            made += part.made;
        }
        made
    }

    pub fn bad(&self) -> &BadLines {
        &self.bad
    }

    fn make<T: Kept>(
        &mut self,
        wanted: &Named<T>,
        catalog: &mut Catalog,
        count: impl Fn(&mut Made) -> &mut u64,
    ) {
        for (id, line, value) in &wanted.all {
            if T::is_in(catalog, *id) {
                continue;
            }
            let create = SettingCommand::Create(value.clone());
            match self.set::<T>((*id, 0), &Setting::default(), &create, catalog) {
                Ok(()) => *count(&mut self.open.made) += 1,
                Err(reason) => self.bad.add(*line, reason),
            }
        }
    }

    fn make_field(&mut self, words: &Words, catalog: &mut Catalog) {
        let (Some(field), Some(line)) = (words.wanted(catalog), words.line) else {
            return;
        };
        let known = catalog.fields.get(words.id.0);
        let known = known.map(|entry| (entry.setting.clone(), entry.version, entry.updated_at));
        let (command, is_new) = match &known {
            None => (SettingCommand::Create(field), true),
            Some(_) => (SettingCommand::Save(field), false),
        };
        let (setting, version, changed) = known.unwrap_or_default();
        let at = self.at.max(changed); // not before what it changes
        let first = std::mem::replace(&mut self.at, at);
        let set = self.set::<Field>((words.id.0, version), &setting, &command, catalog);
        self.at = first;
        match set {
            Ok(()) => self.open.made.fields += u64::from(is_new),
            Err(reason) => {
                let key = &words.field.key;
                self.bad.add(line, format!("fields.{key}: {reason}"));
            }
        }
    }

    fn make_people(&mut self, wanted: &Wanted, state: &mut State) {
        for (id, line, details) in &wanted.organisations.all {
            let create = OrganisationCommand::Create(Box::new(details.clone()));
            if self.make_one::<Organisation>((*id, *line), &create, state) {
                self.open.made.organisations += 1;
            }
        }
        for (id, line, profile) in &wanted.customers.all {
            let create = CustomerCommand::Create(Box::new(profile.clone()));
            if self.make_one::<Customer>((*id, *line), &create, state) {
                self.open.made.customers += 1;
            }
        }
    }

    /// Whether it was missing and can be made.
    fn make_one<A: Aggregate>(
        &mut self,
        (id, line): (Uuid, u64),
        create: &A::Command,
        state: &mut State,
    ) -> bool {
        if !state.people.insert(id) {
            return false;
        }
        let decided = self.decide::<A>((id, 0), &A::default(), create, &state.catalog);
        let outcome = decided.map(drop);
        outcome.map_err(|reason| self.bad.add(line, reason)).is_ok()
    }

    fn set<T: SettingKind>(
        &mut self,
        (id, version): (Uuid, i32),
        setting: &Setting<T>,
        command: &SettingCommand<T>,
        catalog: &mut Catalog,
    ) -> Result<(), String> {
        let events = self.decide((id, version), setting, command, catalog)?;
        for (event, version) in events.iter().zip(version + 1..) {
            let recorded = self.recorded(id, version, event);
            let applied = catalog.apply(&recorded);
            applied.map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// Adds what the command causes to the last part.
    fn decide<A: Aggregate>(
        &mut self,
        (id, expected_version): (Uuid, i32),
        state: &A,
        command: &A::Command,
        catalog: &Catalog,
    ) -> Result<Vec<A::Event>, String> {
        let (now, actor) = (self.at, Actor::IMPORT);
        let context = Context {
            now,
            actor,
            access: domain::Access::everything(),
            catalog,
        };
        let decided = state.decide(command, &context);
        let events = decided.map_err(|error| format!("{}: {error}", A::CATEGORY))?;
        if self.open.is_full() {
            self.next_part();
        }
        let part = &mut self.open;
        let stream = part.append.streams.len();
        part.append.streams.push(StreamPart {
            id,
            category: A::CATEGORY,
            expected_version,
        });
        for event in &events {
            let pushed = part.append.push(stream, now, event);
            pushed.map_err(|error| error.to_string())?;
            part.bytes += part.append.events.last().map_or(0, |e| e.data.len());
        }
        Ok(events)
    }

    fn next_part(&mut self) {
        let full = std::mem::replace(&mut self.open, Part::new());
        if !full.append.events.is_empty() {
            self.parts.push(full);
        }
    }

    /// The event as it will come back from the log.
    fn recorded<T: SettingKind>(
        &self,
        id: Uuid,
        version: i32,
        event: &SettingEvent<T>,
    ) -> Recorded {
        let encoded = event.encode();
        let append = &self.open.append;
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
            command_id: append.command_id,
            causation_id: None,
            correlation_id: append.correlation_id,
            actor: append.actor,
            data: encoded.data,
        }
    }
}

impl Part {
    fn new() -> Self {
        let command_id = Uuid::now_v7();
        Self {
            append: Append {
                command_id,
                causation_id: None,
                correlation_id: command_id,
                actor: Actor::IMPORT,
                streams: Vec::new(),
                events: Vec::new(),
                relies_on: Vec::new(),
                remember: None,
            },
            made: Made::default(),
            bytes: 0,
        }
    }

    fn is_full(&self) -> bool {
        self.append.streams.len() >= STREAMS || self.bytes >= BYTES
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
