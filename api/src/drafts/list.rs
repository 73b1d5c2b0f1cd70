//! Pages of a member's drafts.

use super::{Draft, KIND};
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::seen;
use crate::types::Nullable;
use domain::TicketId;
use eventstore::Scratch;
use jiff::Timestamp;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Drafts of a page unless told otherwise.
const USUAL: u16 = 50;

/// A page of drafts.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct DraftList {
    pub items: Vec<Draft>,
    pub next_cursor: Nullable<String>,
}

pub(super) async fn list(
    reader: &Reader,
    limit: Option<Limit>,
    cursor: Option<&str>,
) -> Result<DraftList, Problem> {
    let mut after = cursor.map(parse).transpose()?;
    let limit = usize::from(Limit::or(limit, USUAL));
    let (store, member) = (&reader.state.app.store, reader.principal.me());
    let (mut drafts, mut ends) = (Vec::new(), false);
    while drafts.len() <= limit && !ends {
        let page = store.scratches((KIND, member), after, limit + 1).await?;
        ends = page.len() <= limit;
        after = page.last().map(|draft| (draft.updated_at, draft.about));
        drafts.extend(within_reach(reader, page).await?);
    }
    let more = drafts.len() > limit;
    drafts.truncate(limit);
    let last = drafts.last().filter(|_| more);
    let next_cursor = last
        .map(|draft| spelled(draft.updated_at, draft.about))
        .into();
    let items: Result<_, _> = drafts.iter().map(Draft::read).collect();
    Ok(DraftList {
        items: items?,
        next_cursor,
    })
}

/// Those on tickets that the reader may see now. The others are kept: what is out of reach today
/// may come back.
async fn within_reach(reader: &Reader, drafts: Vec<Scratch>) -> Result<Vec<Scratch>, Problem> {
    let ids = drafts.iter().map(|draft| TicketId(draft.about));
    let seen = seen(reader, ids).await?;
    let kept = drafts.into_iter();
    Ok(kept.filter(|d| seen.contains_key(&d.about)).collect())
}

fn spelled(at: Timestamp, ticket: Uuid) -> String {
    format!("{}.{}", at.as_microsecond(), ticket.simple())
}

fn parse(cursor: &str) -> Result<(Timestamp, Uuid), Problem> {
    let read = || {
        let (micros, ticket) = cursor.split_once('.')?;
        let at = Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
        Some((at, Uuid::try_parse(ticket).ok()?))
    };
    // only as we spell it: nothing else passes for a cursor
    let read = read().filter(|(at, ticket)| spelled(*at, *ticket) == cursor);
    read.ok_or_else(Problem::bad_cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_others_are_refused() {
        let (at, ticket) = (Timestamp::from_second(7).unwrap(), Uuid::from_u128(9));
        let cursor = spelled(at, ticket);
        assert_eq!(parse(&cursor).ok(), Some((at, ticket)));
        let far = format!("{}.{}", i64::MAX, ticket.simple());
        for broken in [
            "",
            "7",
            "7.x",
            &far,
            &format!("{cursor}0"),
            &format!("+{cursor}"),
        ] {
            assert!(parse(broken).is_err(), "{broken}");
        }
    }
}
