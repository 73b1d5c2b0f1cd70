//! The moments of a ticket as columns.

use super::Path;

/// The column of a moment.
pub(super) fn moment(path: &Path) -> &'static str {
    match path {
        Path::CreatedAt => "t.created_at",
        Path::UpdatedAt => "t.updated_at",
        Path::DueAt => "t.due_at",
        Path::WindowFrom => "t.window_from",
        Path::WindowTo => "t.window_to",
        Path::SnoozedUntil => "t.snoozed_until",
        Path::FirstResponseAt => "t.first_response_at",
        Path::LastCustomerMessageAt => "t.last_customer_message_at",
        Path::LastStaffMessageAt => "t.last_staff_message_at",
        Path::SlaDueAt => "t.sla_due_at",
        Path::SlaWarnAt => "t.sla_warn_at",
        _ => "NULL::timestamptz",
    }
}

/// In the index of due dates those that are never due come last.
pub(super) fn compared(path: &Path, sign: &str, bound: &str) -> String {
    let column = moment(path);
    match (path, sign) {
        (Path::DueAt, "<" | "<=") => format!("coalesce({column}, 'infinity') {sign} {bound}"),
        (Path::DueAt, _) => {
            format!("(coalesce({column}, 'infinity') {sign} {bound} AND {column} IS NOT NULL)")
        }
        _ => format!("{column} {sign} {bound}"),
    }
}
