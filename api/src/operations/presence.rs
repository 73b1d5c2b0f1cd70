//! Who else looks at a ticket or writes on it: told by the programs of those who do, every few
//! seconds, and never in the log.

use crate::answer::Shown;
use crate::called;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::tickets::TicketPath;
use crate::types::Moment;
use domain::{MemberId, TicketId};
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long somebody is there after they were last heard of.
const SECONDS: u32 = 15;

/// What somebody does on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum Doing {
    Viewing,
    Replying,
}

/// What the caller does on the ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPresence {
    pub doing: Doing,
}

/// Who else is on a ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PresenceList {
    /// The first to come first.
    pub others: Vec<Other>,
}

/// Another member who is on the ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Other {
    pub member: Named,
    pub doing: Doing,
    /// When they began to do this.
    pub since: Moment,
}

/// A member by name.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "PresentMember")]
pub(crate) struct Named {
    pub id: Uuid,
    pub name: String,
}

pub(crate) struct Presences;

#[OpenApi(tag = "Tag::Tickets")]
impl Presences {
    /// Says what the caller does on a ticket, and answers who else is there. It holds for 15 seconds,
    /// so it is sent anew every few, and at once when it changes. No event tells of it.
    #[oai(
        path = "/tickets/:id/presence",
        method = "put",
        operation_id = "put_presence"
    )]
    async fn put(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewPresence>,
    ) -> Result<Shown<PresenceList>, Problem> {
        let (about, me) = place(&writer, &id.0).await?;
        let doing = body.value.doing.as_str();
        let store = &writer.state.app.store;
        let others = store.attend((about.0, me.0), doing, SECONDS).await?;
        Shown::new(&PresenceList::of(others, &writer))
    }

    /// Says that the caller has left the ticket; changes nothing where they were not there. Answers
    /// who else is.
    #[oai(
        path = "/tickets/:id/presence",
        method = "delete",
        operation_id = "delete_presence"
    )]
    async fn delete(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<PresenceList>, Problem> {
        let (about, me) = place(&writer, &id.0).await?;
        let others = writer.state.app.store.leave(about.0, me.0).await?;
        Shown::new(&PresenceList::of(others, &writer))
    }
}

/// The ticket, for a member: an integration's key stands for nobody who could be there.
async fn place(writer: &Writer, id: &str) -> Result<(TicketId, MemberId), Problem> {
    let me = writer.member()?;
    Ok((TicketPath::parse(id)?.resolve(writer).await?, me))
}

impl PresenceList {
    fn of(others: Vec<eventstore::Presence>, reader: &Reader) -> Self {
        let others = others.into_iter();
        let others = others.filter_map(|other| Other::of(&other, reader));
        Self {
            others: others.collect(),
        }
    }
}

impl Other {
    /// Nobody, where a newer program put down what this one has no word for.
    fn of(other: &eventstore::Presence, reader: &Reader) -> Option<Self> {
        let name = called::member(&reader.catalog, other.who)?.to_owned();
        Some(Self {
            member: Named {
                id: other.who,
                name,
            },
            doing: Doing::parse(&other.doing)?,
            since: other.since.into(),
        })
    }
}

impl Doing {
    const ALL: [Self; 2] = [Self::Viewing, Self::Replying];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Viewing => "viewing",
            Self::Replying => "replying",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doing| doing.as_str() == text)
    }
}

impl Example for NewPresence {
    fn example() -> Self {
        Self {
            doing: Doing::Replying,
        }
    }
}
