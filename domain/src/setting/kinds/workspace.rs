//! The workspace: what holds for the whole installation.

use super::CustomerPortal;
use crate::aggregate::{Context, FieldError};
use crate::ids::derived;
use crate::limits::{Checks, NAME_CHARS, TICKET_FILE_BYTES};
use crate::locale;
use crate::setting::{SettingKind, Status};
use crate::{CalendarId, Catalog, StatusId};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use uuid::Uuid;

/// Longest prefix of ticket numbers, in characters.
const PREFIX_CHARS: usize = 10;
/// Most digits to which ticket numbers are filled up.
const MAX_PADDING: u8 = 12;
/// Most languages.
const MAX_LANGUAGES: usize = 20;

/// What holds as long as nobody has said anything.
static UNTOLD: LazyLock<Workspace> = LazyLock::new(Workspace::default);

/// What holds for the whole installation. There is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Workspace {
    pub name: String,
    /// What stands before ticket numbers, e.g. `DKT-`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number_prefix: String,
    /// To how many digits ticket numbers are filled up with zeros.
    pub number_padding: u8,
    /// In which status tickets begin; without it in [`Status::FIRST`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_status: Option<StatusId>,
    /// The business calendar that holds where nobody names another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarId>,
    /// Most bytes of all files on one ticket.
    pub max_ticket_attachment_bytes: u64,
    /// BCP 47 tags of the languages that are offered; the first is the usual one.
    pub languages: Vec<String>,
    #[serde(skip_serializing_if = "CustomerPortal::is_untouched")]
    pub portal: CustomerPortal,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            name: "Docket".to_owned(),
            number_prefix: String::new(),
            number_padding: 0,
            first_status: None,
            calendar: None,
            max_ticket_attachment_bytes: TICKET_FILE_BYTES,
            languages: ["en", "ar", "he"].map(str::to_owned).to_vec(),
            portal: CustomerPortal::default(),
        }
    }
}

impl Workspace {
    /// The one workspace: the id of its stream.
    #[must_use]
    pub fn id() -> Uuid {
        derived(Self::CATEGORY, Self::CATEGORY)
    }

    /// A ticket's number as people say it, e.g. `DKT-000123`.
    #[must_use]
    pub fn reference(&self, number: i64) -> String {
        let width = usize::from(self.number_padding);
        format!("{}{number:0width$}", self.number_prefix)
    }

    /// The number that people mean, with or without prefix, zeros and `#`, in any case; `None`
    /// for what is no ticket's number.
    #[must_use]
    pub fn number(&self, reference: &str) -> Option<i64> {
        let text = reference.trim();
        let text = text.strip_prefix('#').unwrap_or(text);
        let prefix = text.get(..self.number_prefix.len());
        let prefixed = prefix.is_some_and(|p| p.eq_ignore_ascii_case(&self.number_prefix));
        let digits = match prefixed {
            true => &text[self.number_prefix.len()..],
            false => text,
        };
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|number| plain && *number > 0)
    }

    fn check_numbers(&self, checks: &mut Checks) {
        let spelled = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let prefix = &self.number_prefix;
        if prefix.len() > PREFIX_CHARS || !prefix.chars().all(spelled) {
            let detail = format!("must be at most {PREFIX_CHARS} of A-Z, a-z, 0-9 and -");
            checks.fail("number_prefix", detail);
        } else if prefix.ends_with(|c: char| c.is_ascii_digit()) {
            // 1 and 23 would read as 123
            checks.fail("number_prefix", "must not end with a digit; end it with -");
        }
        if self.number_padding > MAX_PADDING {
            let detail = format!("must lie between 0 and {MAX_PADDING}");
            checks.fail("number_padding", detail);
        }
    }

    fn check_languages(&self, checks: &mut Checks) {
        if self.languages.is_empty() || self.languages.len() > MAX_LANGUAGES {
            let detail = format!("must have 1 to {MAX_LANGUAGES} entries");
            checks.fail("languages", detail);
        }
        for (index, tag) in self.languages.iter().take(MAX_LANGUAGES).enumerate() {
            if locale::language(tag).as_ref() != Some(tag) {
                let detail = "must be a language tag like ar, he or en";
                checks.fail(&format!("languages[{index}]"), detail);
            } else if self.languages[..index].contains(tag) {
                checks.fail(&format!("languages[{index}]"), "is there already");
            }
        }
    }
}

impl Catalog {
    /// What holds for the whole installation, said or not.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        let told = self.workspaces.get(Workspace::id());
        let told = told.and_then(|entry| entry.setting.value.as_ref());
        told.unwrap_or(&UNTOLD)
    }

    /// The status in which tickets begin unless told otherwise.
    #[must_use]
    pub fn first_status(&self) -> StatusId {
        let told = self.workspace().first_status;
        let told = told.filter(|id| self.status(*id).is_some());
        told.unwrap_or_else(|| StatusId::from_key(Status::FIRST))
    }

    /// Most bytes of all files on one ticket.
    #[must_use]
    pub fn ticket_file_bytes(&self) -> u64 {
        self.workspace().max_ticket_attachment_bytes
    }
}

impl SettingKind for Workspace {
    const CATEGORY: &'static str = "workspace";
    const SAVED: &'static str = "workspace.saved";
    const RETIRED: &'static str = "workspace.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
        self.check_numbers(checks);
        let unknown = |id: &StatusId| context.catalog.status(*id).is_none();
        if let Some(id) = self.first_status.filter(unknown) {
            checks.fail("first_status", format!("there is no status {id} in use"));
        }
        let unknown = |id: &CalendarId| context.catalog.calendar(*id).is_none();
        if let Some(id) = self.calendar.filter(unknown) {
            checks.fail("calendar", format!("there is no calendar {id} in use"));
        }
        let limit = i64::MAX.unsigned_abs();
        if !(1..=limit).contains(&self.max_ticket_attachment_bytes) {
            let detail = "must be at least 1";
            checks.fail("max_ticket_attachment_bytes", detail);
        }
        self.check_languages(checks);
        self.portal.check(checks);
    }

    fn needed(&self, _: &Context<'_>) -> Option<FieldError> {
        Some(FieldError::new("id", "the workspace cannot be retired"))
    }
}
