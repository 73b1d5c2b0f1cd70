//! The columns of an export: which there are, and how they are headed.

use super::locale::Locale;
use domain::field::{self, Field, FieldKind};
use domain::{Audience, Catalog, FieldError, FieldId};
use std::collections::HashSet;

/// What stands before the key of a custom field.
const FIELD: &str = "fields.";
/// The parameter.
pub(super) const COLUMNS: &str = "columns";
/// Most columns: as many as there may be fields and a little more.
const MOST: usize = 500;

/// One column.
#[derive(Clone, Debug)]
pub(super) enum Column {
    Own(Own),
    Field {
        key: String,
        name: String,
        kind: FieldKind,
    },
}

macro_rules! columns {
    ($($name:ident = $key:literal, $width:literal, $en:literal, $ar:literal, $he:literal;)+) => {
        /// What every ticket has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(super) enum Own {
            $($name,)+
        }

        impl Own {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }

            /// In characters.
            const fn width(self) -> u8 {
                match self {
                    $(Self::$name => $width,)+
                }
            }

            /// In English, Arabic and Hebrew.
            const fn headings(self) -> [&'static str; 3] {
                match self {
                    $(Self::$name => [$en, $ar, $he],)+
                }
            }
        }
    };
}

columns! {
    Id = "id", 38, "Id", "المعرّف", "מזהה";
    Number = "number", 10, "Number", "الرقم", "מספר";
    Reference = "reference", 14, "Reference", "المرجع", "סימוכין";
    Subject = "subject", 50, "Subject", "الموضوع", "נושא";
    Description = "description", 60, "Description", "الوصف", "תיאור";
    Status = "status", 16, "Status", "الحالة", "סטטוס";
    Priority = "priority", 12, "Priority", "الأولوية", "עדיפות";
    Department = "department", 20, "Department", "القسم", "מחלקה";
    Assignees = "assignees", 24, "Assignees", "المكلَّفون", "אחראים";
    Requester = "requester", 24, "Requester", "مقدّم الطلب", "פונה";
    RequesterEmail = "requester_email", 28, "Requester's e-mail", "بريد مقدّم الطلب", "דוא״ל הפונה";
    Organisation = "organisation", 24, "Organisation", "المؤسسة", "ארגון";
    Channel = "channel", 10, "Channel", "القناة", "ערוץ";
    Tags = "tags", 24, "Tags", "الوسوم", "תגיות";
    DueAt = "due_at", 18, "Due", "تاريخ الاستحقاق", "תאריך יעד";
    WindowFrom = "window_from", 18, "From", "من", "מתאריך";
    WindowTo = "window_to", 18, "To", "إلى", "עד תאריך";
    SnoozedUntil = "snoozed_until", 18, "Snoozed until", "مؤجَّلة حتى", "נדחתה עד";
    FirstResponseAt = "first_response_at", 18, "First response", "أول رد", "מענה ראשון";
    LastCustomerMessageAt = "last_customer_message_at", 18, "Last customer message",
        "آخر رسالة من العميل", "הודעת לקוח אחרונה";
    LastStaffMessageAt = "last_staff_message_at", 18, "Last staff message",
        "آخر رسالة من الفريق", "הודעת צוות אחרונה";
    SlaState = "sla.state", 12, "SLA", "اتفاقية الخدمة", "אמנת שירות";
    SlaDueAt = "sla.due_at", 18, "SLA due", "استحقاق الخدمة", "יעד שירות";
    TimeSpent = "time_spent", 12, "Time spent", "الوقت المستغرق", "זמן שהושקע";
    ChecklistDone = "checklist_done", 12, "Checklist done", "المنجز من القائمة", "בוצע ברשימה";
    ChecklistTotal = "checklist_total", 12, "Checklist items", "بنود القائمة", "סעיפי הרשימה";
    Attachments = "attachments", 30, "Attachments", "المرفقات", "קבצים מצורפים";
    Rating = "rating", 10, "Rating", "التقييم", "דירוג";
    RatingComment = "rating_comment", 40, "Rating's comment", "تعليق التقييم", "הערה לדירוג";
    Deleted = "deleted", 10, "Deleted", "محذوفة", "נמחקה";
    Version = "version", 10, "Version", "الإصدار", "גרסה";
    CreatedAt = "created_at", 18, "Created", "تاريخ الإنشاء", "נוצרה";
    UpdatedAt = "updated_at", 18, "Changed", "تاريخ التعديل", "עודכנה";
}

/// What is taken where nothing is said, before the custom fields.
const USUAL: [Own; 17] = [
    Own::Number,
    Own::Subject,
    Own::Status,
    Own::Priority,
    Own::Department,
    Own::Assignees,
    Own::Requester,
    Own::RequesterEmail,
    Own::Organisation,
    Own::Channel,
    Own::Tags,
    Own::DueAt,
    Own::FirstResponseAt,
    Own::TimeSpent,
    Own::ChecklistDone,
    Own::CreatedAt,
    Own::UpdatedAt,
];

impl Column {
    pub fn key(&self) -> String {
        match self {
            Self::Own(own) => own.key().to_owned(),
            Self::Field { key, .. } => format!("{FIELD}{key}"),
        }
    }

    pub fn heading(&self, locale: &Locale) -> &str {
        match self {
            Self::Own(own) => locale.pick(own.headings()),
            Self::Field { name, .. } => name,
        }
    }

    /// In characters.
    pub fn width(&self) -> u8 {
        match self {
            Self::Own(own) => own.width(),
            Self::Field { kind, .. } => match kind {
                FieldKind::LongText { .. } => 50,
                FieldKind::Number { .. } | FieldKind::Integer { .. } | FieldKind::YesNo => 12,
                FieldKind::Date | FieldKind::DateTime => 18,
                _ => 24,
            },
        }
    }
}

/// Those that `text` names with commas between, or the usual ones; and what is wrong with it.
/// Fields that the audience may not see are as if there were none.
pub(super) fn chosen(
    text: Option<&str>,
    (catalog, audience): (&Catalog, &Audience),
    locale: &Locale,
) -> Result<Vec<Column>, FieldError> {
    let wrong = |detail| FieldError::new(COLUMNS, detail);
    let Some(text) = text else {
        let own = USUAL.into_iter().map(Column::Own);
        let fields = field::form(catalog, None).into_iter();
        let seen = fields.filter(|(_, field)| field.access.sees(audience));
        let fields = seen.map(|(_, field)| column_of(field, locale));
        return Ok(own.chain(fields).collect());
    };
    let keys: Vec<_> = text.split(',').map(str::trim).collect();
    if keys.len() > MOST {
        return Err(wrong(format!("must be at most {MOST} columns")));
    }
    let mut known = HashSet::new();
    let mut columns = Vec::new();
    for key in keys {
        if !known.insert(key) {
            return Err(wrong(format!("has {} twice", told(key))));
        }
        let found = own(key).or_else(|| field_of(key, (catalog, audience), locale));
        columns.push(found.ok_or_else(|| wrong(unknown(key)))?);
    }
    Ok(columns)
}

fn own(key: &str) -> Option<Column> {
    let found = Own::ALL.iter().find(|own| own.key() == key);
    found.copied().map(Column::Own)
}

/// Retired fields too: what was filled in once can be taken out.
fn field_of(
    key: &str,
    (catalog, audience): (&Catalog, &Audience),
    locale: &Locale,
) -> Option<Column> {
    let id = FieldId::from_key(key.strip_prefix(FIELD)?);
    let field = catalog.fields.get(id.0)?.setting.value.as_ref()?;
    field
        .access
        .sees(audience)
        .then(|| column_of(field, locale))
}

fn column_of(field: &Field, locale: &Locale) -> Column {
    Column::Field {
        key: field.key.clone(),
        name: locale.named(&field.name, &field.names).to_owned(),
        kind: field.kind.clone(),
    }
}

fn unknown(key: &str) -> String {
    let own: Vec<_> = Own::ALL.iter().map(|own| own.key()).collect();
    let own = own.join(", ");
    format!(
        "has no column {}; use {own}, or fields.<key> for a custom field",
        told(key)
    )
}

fn told(key: &str) -> String {
    let short: String = key.chars().filter(|c| !c.is_control()).take(50).collect();
    format!("{short:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen_of(text: Option<&str>) -> Result<Vec<String>, FieldError> {
        let (catalog, locale) = (Catalog::default(), Locale::default());
        let columns = chosen(text, (&catalog, &Audience::Everything), &locale)?;
        Ok(columns.iter().map(Column::key).collect())
    }

    #[test]
    fn columns_come_in_the_order_in_which_they_are_named() {
        let columns = chosen_of(Some("subject, number,id")).unwrap();
        assert_eq!(columns, ["subject", "number", "id"]);
        assert_eq!(chosen_of(None).unwrap().len(), USUAL.len());
    }

    #[test]
    fn every_column_of_a_view_can_be_taken_out() {
        let keys: Vec<_> = Own::ALL.iter().map(|own| own.key()).collect();
        assert_eq!(keys, domain::view::COLUMNS);
    }

    #[test]
    fn what_is_no_column_is_refused_by_name() {
        for (text, named) in [
            ("number,colour", "colour"),
            ("", "\"\""),
            ("number,,subject", "\"\""),
            ("number,number", "twice"),
            ("fields.secret", "fields.secret"),
        ] {
            let error = chosen_of(Some(text)).unwrap_err();
            assert_eq!(error.field, COLUMNS);
            assert!(error.detail.contains(named), "{}", error.detail);
        }
    }

    #[test]
    fn every_column_has_a_key_and_a_heading_of_its_own_in_each_language() {
        let keys: HashSet<_> = Own::ALL.iter().map(|own| own.key()).collect();
        assert_eq!(keys.len(), Own::ALL.len());
        for language in 0..3 {
            let headings: HashSet<_> = Own::ALL.iter().map(|o| o.headings()[language]).collect();
            assert_eq!(headings.len(), Own::ALL.len());
        }
    }
}
