//! What a reader may look at, as the marks of documents say it.

use crate::search::document::Mark;
use crate::search::query::SearchIn;

/// What may be looked at besides what every reader of a ticket sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) struct Sight {
    pub internal: bool,
    pub customers: bool,
}

impl Sight {
    /// The marks of what may be looked at; none where nothing may.
    pub(in crate::search) fn marks(self, within: Option<SearchIn>) -> Vec<Mark> {
        let of = |marks: &[(bool, Mark)]| {
            let seen = marks.iter().filter(|(seen, _)| *seen);
            seen.map(|(_, mark)| *mark).collect()
        };
        let (internal, customers) = (self.internal, self.customers);
        match within {
            None => of(&[
                (true, Mark::Subject),
                (true, Mark::Description),
                (true, Mark::Tag),
                (true, Mark::File),
                (true, Mark::Said),
                (internal, Mark::Noted),
                (customers, Mark::Requester),
            ]),
            Some(SearchIn::Subject) => vec![Mark::Subject],
            Some(SearchIn::Description) => vec![Mark::Description],
            Some(SearchIn::Messages) => of(&[(true, Mark::Said), (internal, Mark::Noted)]),
            Some(SearchIn::Notes) => of(&[(internal, Mark::Noted)]),
            Some(SearchIn::Files) => of(&[(true, Mark::File), (internal, Mark::NotedFile)]),
            Some(SearchIn::Customer) => of(&[(customers, Mark::Requester)]),
        }
    }
}
