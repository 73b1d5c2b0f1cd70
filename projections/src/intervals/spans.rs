//! States by how long they lasted, so that those of a moment are found by when they began: one of
//! less than an hour holds only if it began within the hour before.

use super::past::{PastMoment, PastQuery};
use crate::select::{EARLIEST, Select};
use jiff::Timestamp;
use tokio_postgres::types::Type;

/// A state of the span `n` lasted less than the `n`th of these, in seconds, and not less than the one
/// before. One that was longer has the next span, and one that lasts the span after that.
pub(super) const LONGEST: [i64; 7] = [
    3_600, 14_400, 57_600, 230_400, 921_600, 3_686_400, 14_745_600,
];

/// The time at any moment of which the query's states held, if they are to be found by it.
pub(super) fn time_of(query: &PastQuery) -> Option<[Timestamp; 2]> {
    match query.at {
        PastMoment::At(at) if is_shown(query) => Some([at; 2]),
        PastMoment::At(_) | PastMoment::Position(_) => None,
    }
}

/// Whether nothing is asked for that lists leave out: the index by spans does so too.
pub(super) fn is_shown(query: &PastQuery) -> bool {
    !query.include_deleted && !query.include_merged
}

impl Select {
    /// What selects all states that may have held within the time, and few others; in brackets.
    pub(super) fn spans(&mut self, states: &str, [first, last]: [Timestamp; 2]) -> String {
        let first = self.param(first.max(EARLIEST), Type::TIMESTAMPTZ);
        let last = self.param(last.max(EARLIEST), Type::TIMESTAMPTZ);
        let begun = LONGEST.map(|s| format!("\n  AND from_at > {first} - interval '{s} s'"));
        let begun = begun.into_iter().chain([String::new(), String::new()]);
        let each: Vec<_> = (begun.enumerate())
            .map(|(span, begun)| {
                format!(
                    "SELECT *\nFROM {states}\nWHERE span = {span}{begun}\n  AND from_at <= {last}
  AND to_at > {first}\n  AND NOT hidden"
                )
            })
            .collect();
        format!("(\n{}\n)", each.join("\nUNION ALL\n"))
    }

    /// The index begins with the status: where none is asked for, all that there are.
    pub(super) fn of_any_status(&mut self, states: &str) {
        self.and(&format!(
            "i.status = ANY (ARRAY (
    WITH RECURSIVE known (status) AS (
        (SELECT k.status FROM {states} k WHERE NOT k.hidden ORDER BY k.status LIMIT 1)
        UNION ALL
        SELECT (
            SELECT k.status FROM {states} k
            WHERE NOT k.hidden AND k.status > known.status
            ORDER BY k.status
            LIMIT 1
        )
        FROM known
        WHERE known.status IS NOT NULL
    )
    SELECT known.status FROM known
))"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intervals::tables::TABLES;

    #[test]
    fn the_table_has_the_same_spans() {
        let longest = LONGEST.map(|seconds| seconds.to_string()).join(",");
        assert!(TABLES.contains(&format!("'{{{longest}}}'::float8[]")));
        assert!(TABLES.contains(&format!("THEN {}", LONGEST.len() + 1)));
    }
}
