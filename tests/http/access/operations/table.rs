//! Who may do what: one row for each operation, or several where it depends on what is sent.
//!
//! a administrator, m manager, e member, l light member, u auditor, k a manager's key that is good
//! for the department Support alone, i an integration that may read, open, change and answer,
//! c a customer in the portal, n nobody. Tickets within reach are in Support; e and l belong to it,
//! and c asked for them.

mod log;
mod oneself;
mod people;
mod portal;
mod settings;
mod tickets;

/// What one operation answers to whom.
#[derive(Debug)]
pub struct Row {
    pub operation: &'static str,
    /// Who may, by their letters.
    pub may: &'static str,
    /// What they are answered.
    pub ok: u16,
    /// What the rest of the staff is answered. Customers and strangers are nobody there: 401.
    pub refused: u16,
    /// Who is answered otherwise.
    pub but: &'static [(char, u16)],
    /// What a member is answered who signed in with a password; asked only where it matters.
    pub in_session: Option<u16>,
    pub query: &'static str,
    pub body: &'static str,
}

/// The staff and its programs.
const STAFF: &str = "amelkui";
/// Whoever comes at all.
const EVERYBODY: &str = "amelkuicn";

/// Every row.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    let all = [
        tickets::ROWS,
        people::ROWS,
        oneself::ROWS,
        settings::ROWS,
        log::ROWS,
        portal::ROWS,
    ];
    all.into_iter().flatten()
}

const fn row(operation: &'static str, may: &'static str, ok: u16) -> Row {
    Row {
        operation,
        may,
        ok,
        refused: 403,
        but: &[],
        in_session: None,
        query: "",
        body: "",
    }
}

impl Row {
    /// What somebody is answered.
    pub fn expected(&self, letter: char) -> u16 {
        let but = self.but.iter().find(|(who, _)| *who == letter);
        match but {
            Some((_, status)) => *status,
            None if letter == 's' => self.in_session.unwrap_or(self.ok),
            None if self.may.contains(letter) => self.ok,
            None if "cn".contains(letter) => 401,
            None => self.refused,
        }
    }

    const fn with(self, body: &'static str) -> Self {
        Self { body, ..self }
    }

    const fn at(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    const fn refused(self, refused: u16) -> Self {
        Self { refused, ..self }
    }

    const fn but(self, but: &'static [(char, u16)]) -> Self {
        Self { but, ..self }
    }

    const fn in_session(self, status: u16) -> Self {
        Self {
            in_session: Some(status),
            ..self
        }
    }
}
