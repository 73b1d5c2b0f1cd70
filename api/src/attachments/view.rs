//! An attachment as the API shows it.

use crate::people::Person;
use crate::problem::Problem;
use crate::types::{Moment, Nullable};
use attachments::{Store, Thumbnail};
use domain::attachment::{self, Uploaded};
use domain::{Actor, Catalog};
use jiff::Timestamp;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An uploaded file.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Attachment {
    pub id: Uuid,
    /// Empty once the file was removed.
    pub name: String,
    /// Told by the content; neither the name nor the sender is asked.
    pub media_type: String,
    pub bytes: u64,
    /// SHA-256 of the content, in lower-case hexadecimal; empty once the file was removed.
    pub sha256: String,
    pub uploaded_by: Person,
    pub created_at: Moment,
    /// Where it is attached.
    pub ticket_ids: Vec<Uuid>,
    /// It was given up, or redacted wherever it was; there is no content any more.
    pub removed: bool,
    /// `false`: there will be none; null: it is not made yet.
    pub thumbnail: Nullable<bool>,
}

impl Attachment {
    /// Fails for what was never uploaded.
    pub fn of(
        id: Uuid,
        state: &attachment::Attachment,
        catalog: &Catalog,
        thumbnail: Option<bool>,
    ) -> Result<Self, Problem> {
        let Some(Uploaded { file, by, at }) = &state.uploaded else {
            return Err(Problem::not_found("attachment"));
        };
        let readable = state.is_readable();
        // of a redacted file its name and hash may say as much as its content
        let told = |text: &str| {
            if readable {
                text.to_owned()
            } else {
                String::new()
            }
        };
        Ok(Self {
            id,
            name: told(&file.name),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            sha256: told(&file.sha256),
            uploaded_by: Person::of(by, catalog),
            created_at: (*at).into(),
            ticket_ids: state.tickets().iter().map(|ticket| ticket.0).collect(),
            removed: !readable,
            thumbnail: thumbnail.into(),
        })
    }
}

/// Whether there is a thumbnail; `None` when nobody has tried to make it.
pub(super) async fn thumbnail(
    store: &Store,
    state: &attachment::Attachment,
) -> Result<Option<bool>, Problem> {
    let Some(uploaded) = state.uploaded.as_ref().filter(|_| state.is_readable()) else {
        return Ok(Some(false));
    };
    let file = &uploaded.file;
    if !attachments::can_have_thumbnail(&file.media_type) {
        return Ok(Some(false));
    }
    let known = store.known_thumbnail(&file.sha256).await?;
    Ok(known.map(|thumbnail| matches!(thumbnail, Thumbnail::Image { .. })))
}

impl Example for Attachment {
    fn example() -> Self {
        let member = Uuid::from_u128(0x0192_f0c1_2f4e_7d1a_8c55_9a3b_6f0e_4d21);
        Self {
            id: Uuid::from_u128(0x0192_f0c4_81b7_7c3e_a5d0_42f1_c7e6_9b30),
            name: "لقطة الشاشة.png".to_owned(),
            media_type: "image/png".to_owned(),
            bytes: 48_213,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            uploaded_by: Person::of(&Actor::member(member), &Catalog::default()),
            created_at: Timestamp::constant(1_772_357_400, 0).into(),
            ticket_ids: vec![],
            removed: false,
            thumbnail: None.into(),
        }
    }
}
