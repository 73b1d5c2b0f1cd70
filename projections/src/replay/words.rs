//! What settings were called at the end of a replay, so that its tables can be read in words.

use crate::ReadError;
use deadpool_postgres::Client;
use domain::Catalog;
use domain::catalog::Settings;
use domain::setting::SettingKind;
use eventstore::{EventFilter, EventStore};
use uuid::Uuid;

/// Settings' events read at once.
const PAGE: usize = 1000;

/// Makes the table `words`.
pub(super) async fn write(client: &Client, store: &EventStore, last: i64) -> Result<(), ReadError> {
    let words = Words::of(&catalog(store, last).await?);
    client.batch_execute(TABLE).await?;
    client
        .execute(WORDS, &[&words.ids, &words.kinds, &words.words])
        .await?;
    Ok(())
}

async fn catalog(store: &EventStore, last: i64) -> Result<Catalog, ReadError> {
    let filter = EventFilter::categories(&Catalog::CATEGORIES);
    let (mut catalog, mut position) = (Catalog::default(), 0);
    loop {
        let events = store.read_filtered(position, PAGE, &filter).await?;
        for event in events.iter().filter(|event| event.position <= last) {
            catalog.apply(event).map_err(eventstore::StoreError::from)?;
        }
        match events.last() {
            Some(event) if events.len() == PAGE && event.position <= last => {
                position = event.position;
            }
            _ => return Ok(catalog),
        }
    }
}

/// Keys of what has one, names of the others.
#[derive(Default)]
struct Words {
    ids: Vec<Uuid>,
    kinds: Vec<&'static str>,
    words: Vec<String>,
}

impl Words {
    fn of(catalog: &Catalog) -> Self {
        let mut words = Self::default();
        words.add(&catalog.statuses, |status| &status.key);
        words.add(&catalog.priorities, |priority| &priority.key);
        words.add(&catalog.fields, |field| &field.key);
        words.add(&catalog.departments, |department| &department.name);
        words.add(&catalog.members, |member| &member.name);
        words
    }

    fn add<T: SettingKind>(&mut self, settings: &Settings<T>, word: impl Fn(&T) -> &String) {
        for entry in settings.iter() {
            if let Some(value) = &entry.setting.value {
                self.ids.push(entry.id);
                self.kinds.push(T::CATEGORY);
                self.words.push(word(value).clone());
            }
        }
    }
}

const TABLE: &str = "
CREATE TABLE words (
    id   uuid PRIMARY KEY,
    kind text NOT NULL,
    word text NOT NULL
)";

const WORDS: &str = "
INSERT INTO words (id, kind, word)
SELECT n.id, n.kind, n.word
FROM unnest($1::uuid[], $2::text[], $3::text[]) n(id, kind, word)";
