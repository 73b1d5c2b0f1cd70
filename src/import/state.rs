//! What the log holds already: settings, the file's tickets, and which lines were recorded.

use std::collections::{HashMap, HashSet};

use domain::ticket::{Ticket, TicketEvent};
use domain::{Aggregate, Catalog, Recorded};
use eventstore::{EventFilter, EventStore, StoreError};
use uuid::Uuid;

use super::line::{self, Line, Lines};

/// Streams read in one go.
const STREAMS: usize = 500;
/// Settings' events read in one go.
const EVENTS: usize = 1000;

/// What begins the streams of customers and organisations.
const CREATED: [&str; 2] = ["customer.created", "organisation.created"];

/// The log as it stands, as far as it concerns the file.
#[derive(Debug)]
pub(super) struct State {
    pub catalog: Catalog,
    /// Those of the file's customers and organisations that are there.
    pub people: HashSet<Uuid>,
    pub cases: Vec<Case>,
    places: HashMap<Uuid, usize>,
    /// How often a line of this key was recorded.
    recorded: HashMap<Uuid, u32>,
}

/// One case's ticket.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub stream: Uuid,
    pub ticket: Ticket,
    /// 0 when the ticket does not exist.
    pub version: i32,
}

impl State {
    pub async fn load(store: &EventStore, lines: &Lines) -> Result<Self, StoreError> {
        let cases = lines.cases.iter().map(|stream| Case::new(*stream));
        let places = lines.cases.iter().copied().zip(0..);
        let mut state = Self {
            catalog: catalog(store).await?,
            people: HashSet::new(),
            cases: cases.collect(),
            places: places.collect(),
            recorded: HashMap::new(),
        };
        for page in lines.cases.chunks(STREAMS) {
            state.reload(store, page).await?;
        }
        Ok(state)
    }

    /// Finds which of these customers and organisations are there.
    pub async fn look_up(&mut self, store: &EventStore, people: &[Uuid]) -> Result<(), StoreError> {
        self.people.clear();
        for page in people.chunks(STREAMS) {
            let created = store.read_named(page, &CREATED).await?;
            self.people.extend(created.iter().map(|e| e.stream_id));
        }
        Ok(())
    }

    /// Whether the log has the line.
    pub fn has(&self, line: &Line) -> bool {
        self.recorded
            .get(&line.key)
            .is_some_and(|count| line.nth < *count)
    }

    /// The lines that the log does not have, in order.
    pub fn pending<'l>(&self, lines: &'l Lines) -> Vec<&'l Line> {
        lines.all.iter().filter(|line| !self.has(line)).collect()
    }

    /// Reads these streams anew.
    pub async fn reload(&mut self, store: &EventStore, ids: &[Uuid]) -> Result<(), StoreError> {
        for id in ids {
            if let Some(place) = self.places.get(id) {
                self.cases[*place] = Case::new(*id);
            }
        }
        let mut counts = HashMap::new();
        for event in store.read_streams(ids).await? {
            self.apply(&event, &mut counts)?;
        }
        self.recorded.extend(counts);
        Ok(())
    }

    fn apply(
        &mut self,
        recorded: &Recorded,
        counts: &mut HashMap<Uuid, u32>,
    ) -> Result<(), StoreError> {
        let event = recorded.decode::<TicketEvent>()?;
        if let TicketEvent::ActivityRecorded { activity, .. } = &event {
            let (stream, at) = (recorded.stream_id, recorded.occurred_at);
            let key = line::key(stream, activity, at, recorded.actor.id);
            *counts.entry(key).or_default() += 1;
        }
        if let Some(place) = self.places.get(&recorded.stream_id) {
            let case = &mut self.cases[*place];
            case.ticket.evolve(&event, &recorded.happened());
            case.version = recorded.version;
        }
        Ok(())
    }
}

impl Case {
    fn new(stream: Uuid) -> Self {
        Self {
            stream,
            ticket: Ticket::default(),
            version: 0,
        }
    }
}

/// All settings as of now.
pub(crate) async fn catalog(store: &EventStore) -> Result<Catalog, StoreError> {
    let filter = EventFilter::categories(&Catalog::CATEGORIES);
    let mut catalog = Catalog::default();
    let mut position = 0;
    loop {
        let events = store.read_filtered(position, EVENTS, &filter).await?;
        for event in &events {
            catalog.apply(event)?;
            position = event.position;
        }
        if events.len() < EVENTS {
            return Ok(catalog);
        }
    }
}
