//! The orders of the ticket list.

use super::cursor::Kind;
use domain::FieldId;

/// In which order tickets are listed; ties are broken by id, so the order is total. Tickets
/// without the value come last, whichever way it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TicketSort {
    /// Newest first.
    #[default]
    CreatedDesc,
    CreatedAsc,
    UpdatedDesc,
    /// Most urgent first; tickets without a due date come last.
    DueAsc,
    By {
        column: TicketColumn,
        descending: bool,
    },
}

/// What tickets can be put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketColumn {
    CreatedAt,
    UpdatedAt,
    DueAt,
    WindowFrom,
    WindowTo,
    SnoozedUntil,
    FirstResponseAt,
    LastCustomerMessageAt,
    LastStaffMessageAt,
    SlaDueAt,
    Number,
    Messages,
    Files,
    Minutes,
    /// The first sixty letters, as they are compared: see [`domain::spelling`].
    Subject,
    /// By their place in [`crate::TicketQuery::ranks`], and under each in the order of creation.
    Status,
    Priority,
    Department,
    /// Numbers by size, texts and keys letter by letter; as far as the field is shown.
    Field(FieldId),
}

impl TicketSort {
    pub(super) fn column(self) -> TicketColumn {
        match self {
            Self::CreatedDesc | Self::CreatedAsc => TicketColumn::CreatedAt,
            Self::UpdatedDesc => TicketColumn::UpdatedAt,
            Self::DueAsc => TicketColumn::DueAt,
            Self::By { column, .. } => column,
        }
    }

    /// Whether tickets are in the order in which they were created.
    pub(crate) fn is_oldest_first(self) -> bool {
        self.column() == TicketColumn::CreatedAt && !self.descends()
    }

    pub(super) fn descends(self) -> bool {
        match self {
            Self::CreatedDesc | Self::UpdatedDesc => true,
            Self::CreatedAsc | Self::DueAsc => false,
            Self::By { descending, .. } => descending,
        }
    }
}

impl TicketColumn {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::CreatedAt
            | Self::UpdatedAt
            | Self::DueAt
            | Self::WindowFrom
            | Self::WindowTo
            | Self::SnoozedUntil
            | Self::FirstResponseAt
            | Self::LastCustomerMessageAt
            | Self::LastStaffMessageAt
            | Self::SlaDueAt => Kind::Moment,
            Self::Number | Self::Messages | Self::Files | Self::Minutes => Kind::Number,
            Self::Status | Self::Priority | Self::Department => Kind::Rank,
            Self::Subject => Kind::Text,
            Self::Field(_) => Kind::Value,
        }
    }

    /// What stands for it in cursors, for ever.
    pub(super) fn letter(self) -> u8 {
        match self {
            Self::CreatedAt => b'c',
            Self::UpdatedAt => b'u',
            Self::DueAt => b'd',
            Self::WindowFrom => b'w',
            Self::WindowTo => b'W',
            Self::SnoozedUntil => b'z',
            Self::FirstResponseAt => b'r',
            Self::LastCustomerMessageAt => b'l',
            Self::LastStaffMessageAt => b'L',
            Self::SlaDueAt => b'a',
            Self::Number => b'n',
            Self::Messages => b'm',
            Self::Files => b'f',
            Self::Minutes => b't',
            Self::Subject => b's',
            Self::Status => b'S',
            Self::Priority => b'p',
            Self::Department => b'D',
            Self::Field(_) => b'F',
        }
    }
}
