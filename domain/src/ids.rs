//! Identifiers: newtypes over `Uuid`, so that a member can never be passed for a ticket.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Root of every id that is derived from a value (UUIDv5). Changing it would orphan all of them.
const NAMESPACE: Uuid = Uuid::from_u128(0x6c0f_5d1e_91f4_4f0e_8f6a_d0c4_e75e_7e01);

/// The id that `value` always has within `kind`; equal inputs give equal ids on every machine.
#[must_use]
pub fn derived(kind: &str, value: &str) -> Uuid {
    let kind = Uuid::new_v5(&NAMESPACE, kind.as_bytes());
    Uuid::new_v5(&kind, value.as_bytes())
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// One ticket: the id of its stream.
    TicketId,
    /// One department: the id of its stream.
    DepartmentId,
    /// One member of the staff: the id of its stream.
    MemberId,
    /// One status: derived from its key, so the stream itself reserves the key.
    StatusId,
    /// One priority: derived from its key, so the stream itself reserves the key.
    PriorityId,
    /// One automation rule: the id of its stream.
    RuleId,
    /// One SLA policy: the id of its stream.
    SlaPolicyId,
    /// One message within a ticket.
    MessageId,
    /// One customer: the id of its stream.
    CustomerId,
    /// One organisation of customers: the id of its stream.
    OrganisationId,
    /// One custom field: derived from its key, so the stream itself reserves the key.
    FieldId,
    /// One group of custom fields: the id of its stream.
    FieldGroupId,
    /// One business calendar: derived from its key, so the stream itself reserves the key.
    CalendarId,
    /// One macro: the id of its stream.
    MacroId,
    /// One view: the id of its stream; of a built-in one derived from its key.
    ViewId,
    /// One role: derived from its key, so the stream itself reserves the key.
    RoleId,
    /// One API key: the id of its stream.
    ApiKeyId,
    /// One session of a member who signed in.
    SessionId,
    /// One uploaded file: the id of its stream.
    AttachmentId,
    /// One export of tickets: the id of its stream.
    ExportId,
    /// One bulk job: the id of its stream.
    BulkId,
    /// One delivery of the outbox: derived from its cause, so that the same is never put twice.
    DeliveryId,
    /// One item of a ticket's checklist.
    ChecklistItemId,
    /// One entry of time spent on a ticket.
    TimeEntryId,
}

impl StatusId {
    /// The id of the status with this key, whether or not it exists yet.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self(derived("status", key))
    }
}

impl PriorityId {
    /// The id of the priority with this key, whether or not it exists yet.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self(derived("priority", key))
    }
}

impl RoleId {
    /// The id of the role with this key, whether or not it exists yet.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self(derived("role", key))
    }
}

impl CalendarId {
    /// The id of the business calendar with this key, whether or not it exists yet.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self(derived("calendar", key))
    }
}

impl FieldId {
    /// The id of the field with this key, whether or not it exists yet.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self(derived("field", key))
    }
}
