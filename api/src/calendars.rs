//! Business calendars: which hours count, and which days do not.

mod file;
mod ical;
#[cfg(test)]
mod tests;
mod view;

use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Reader, Writer};
use crate::settings::{Record, Resource, change, kept, resource};
use crate::tickets::unknown;
use domain::business::BusinessCalendar;
use domain::catalog::Settings;
use domain::locale;
use domain::{CalendarId, Catalog, FieldError};
use file::CalendarFile;
use poem_openapi::param::Path;
use uuid::Uuid;
use view::{BusinessCalendar as View, BusinessCalendarPatch, NewBusinessCalendar};

resource! {
    Calendars of BusinessCalendar, tag "Tag::Calendars", writer Writer,
    at "/calendars" "/calendars/:id" "/calendars/:id/history";
    /// A page of business calendars, by their keys.
    page BusinessCalendarList of View;
    /// Lists business calendars.
    list "list_calendars";
    /// Makes a business calendar.
    create "create_calendar" from NewBusinessCalendar;
    /// One business calendar.
    get "get_calendar";
    /// Replaces a business calendar; brings a retired one back.
    replace "replace_calendar";
    /// Changes what is given and leaves the rest; brings a retired calendar back.
    change "change_calendar" from BusinessCalendarPatch;
    /// What happened to a business calendar, oldest first.
    history "calendar_history";
    /// Retires a business calendar that neither the workspace nor a department goes by.
    retire "retire_calendar";
    {
        /// Adds the holidays of an iCalendar file (RFC 5545).
        ///
        /// Each event is a holiday, of whole days or parts of days, once or every year on the same
        /// day. Events that were imported before, by their UID, are replaced; other holidays stay.
        /// What is not understood is told by its line, and then nothing is imported.
        #[oai(
            path = "/calendars/:id/holidays/import",
            method = "post",
            operation_id = "import_holidays"
        )]
        async fn import(
            &self,
            writer: Writer,
            /// Id or key.
            id: Path<String>,
            file: CalendarFile,
        ) -> Result<Changed<View>, Problem> {
            let wanted = |now: &BusinessCalendar| {
                let zone = locale::time_zone(&now.time_zone);
                let zone = zone.ok_or_else(|| Problem::internal(&"a calendar without a zone"))?;
                let imported = ical::holidays(&file.text, &zone).map_err(Problem::fields)?;
                Ok(now.with_imported(imported))
            };
            change(&writer, &id.0, &file.bytes, wanted).await
        }
    }
}

/// The calendar that `text` names by id or key, in use or retired.
pub(crate) fn calendar_id(text: &str, catalog: &Catalog) -> Result<CalendarId, String> {
    let id = (text.parse()).map_or_else(|_| CalendarId::from_key(text), CalendarId);
    if catalog.calendars.get(id.0).is_some() {
        return Ok(id);
    }
    let active = catalog.calendars.iter().filter_map(|e| e.active());
    let mut active = active.map(|c| c.key.as_str()).peekable();
    match active.peek() {
        Some(_) => Err(unknown("calendar", text, active)),
        None => Err("there is no calendar yet; make one first".to_owned()),
    }
}

/// The calendar that a setting names, if it names one; what is wrong goes to `errors`.
pub(crate) fn named_calendar(
    text: Option<&str>,
    catalog: &Catalog,
    errors: &mut Vec<FieldError>,
) -> Option<CalendarId> {
    let found = calendar_id(text?, catalog);
    let wrong = |detail| errors.push(FieldError::new("calendar", detail));
    found.map_err(wrong).ok()
}

impl Resource for BusinessCalendar {
    type View = View;
    type New = NewBusinessCalendar;
    type Patch = BusinessCalendarPatch;
    type Order = String;
    const PATH: &'static str = "calendars";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.calendars
    }

    fn view(&self, record: Record, _: &Catalog) -> View {
        View::of(self, record)
    }

    fn order(&self) -> String {
        self.key.clone()
    }

    fn made(new: &NewBusinessCalendar, _: &Reader) -> Result<Self, Problem> {
        Ok(new.to_calendar())
    }

    fn changed(&self, patch: &BusinessCalendarPatch, _: &Reader) -> Result<Self, Problem> {
        let holidays = patch.holidays.as_ref();
        let holidays = holidays.map(|all| all.iter().cloned().map(Into::into).collect());
        Ok(Self {
            key: self.key.clone(),
            name: kept(patch.name.as_ref(), &self.name),
            names: kept(patch.names.as_ref(), &self.names),
            time_zone: kept(patch.time_zone.as_ref(), &self.time_zone),
            weekly: (patch.weekly.clone()).map_or_else(|| self.weekly.clone(), Into::into),
            holidays: holidays.unwrap_or_else(|| self.holidays.clone()),
        })
    }

    fn new_id(&self) -> Uuid {
        CalendarId::from_key(&self.key).0
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(CalendarId::from_key(text).0)
    }
}
