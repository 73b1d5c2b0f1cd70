//! Tickets stand on shelves, by their numbers. Each shelf has an index of its own within the one of
//! all documents, so that a search for what most tickets say reads the newest shelves alone.

use super::Searched;
use super::document::Mark;
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use jiff::Timestamp;

/// Numbers of one shelf; tests have many shelves of few tickets.
const NUMBERS: i64 = if cfg!(test) { 8 } else { 65_536 };

/// The shelf of a ticket.
pub(super) fn shelf_of(number: i64) -> i64 {
    number.div_euclid(NUMBERS)
}

/// What stands before a form that was marked so, in documents of the shelf.
pub(super) fn lead(shelf: i64, mark: Mark) -> String {
    format!("{shelf}{}", mark.as_str())
}

/// A shelf with tickets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shelf {
    pub code: i64,
    /// When the first and the last of its tickets were created, among all that it ever had.
    pub first: Timestamp,
    pub last: Timestamp,
}

impl Shelf {
    /// The leads of forms that stand there under any of the marks.
    pub(super) fn leads(&self, marks: &[Mark]) -> Vec<String> {
        marks.iter().map(|mark| lead(self.code, *mark)).collect()
    }
}

/// Shelves to look through after each other: the newest alone, then twice as many each time.
pub(super) fn steps(shelves: &[Shelf]) -> Vec<&[Shelf]> {
    let (mut steps, mut rest, mut size) = (Vec::new(), shelves, 1);
    while !rest.is_empty() {
        let (step, later) = rest.split_at(size.min(rest.len()));
        steps.push(step);
        (rest, size) = (later, size * 2);
    }
    steps
}

impl ReadModels {
    /// All shelves, those with the newest tickets first.
    pub(super) async fn shelves(&self) -> Result<Vec<Shelf>, ReadError> {
        let select = |schema: &str| Select::new(SHELVES.replace("{search}", schema));
        let rows = self.rows(Searched::NAME, select).await?;
        let shelves = rows.iter().map(|row| Shelf {
            code: row.get(0),
            first: row.get(1),
            last: row.get(2),
        });
        Ok(shelves.collect())
    }
}

const SHELVES: &str = "
SELECT s.shelf, s.first, s.last
FROM {search}.shelves s
ORDER BY s.last DESC, s.shelf DESC";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_has_twice_as_many_shelves() {
        let shelf = |code| Shelf {
            code,
            first: Timestamp::UNIX_EPOCH,
            last: Timestamp::UNIX_EPOCH,
        };
        let shelves: Vec<_> = (0..9).map(shelf).collect();
        let sizes: Vec<_> = steps(&shelves).iter().map(|step| step.len()).collect();
        assert_eq!(sizes, [1, 2, 4, 2]);
        assert!(steps(&[]).is_empty());
    }
}
