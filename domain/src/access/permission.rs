//! What a role can allow.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! permissions {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal),+ $(,)?) => {
        /// One kind of thing to do, spelled `module.action`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Permission {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Permission {
            /// Every permission, module by module.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The spelling used in roles, keys and answers.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// What it allows, in a sentence.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                let text = match self {
                    $(Self::$name => concat!($($doc),+),)+
                };
                text.trim_start()
            }

            /// What whoever lacks it is told.
            #[must_use]
            pub const fn refusal(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        "your roles do not allow this here; ask an administrator for ",
                        $text
                    ),)+
                }
            }
        }
    };
}

permissions! {
    /// See tickets with their public messages, files and history.
    ReadTickets = "tickets.read",
    /// Open tickets.
    CreateTickets = "tickets.create",
    /// Change whatever has no permission of its own: subject, status, fields, tags, dates, links.
    ChangeTickets = "tickets.change",
    /// Give tickets to members and departments.
    AssignTickets = "tickets.assign",
    /// Merge and split tickets, and take that back.
    MergeTickets = "tickets.merge",
    /// Delete and restore tickets.
    DeleteTickets = "tickets.delete",
    /// See what is said among the staff.
    ReadInternal = "messages.read_internal",
    /// Write internal notes.
    Note = "messages.note",
    /// Write what the customer reads.
    Reply = "messages.reply",
    /// Change and redact what others wrote.
    Moderate = "messages.moderate",
    /// See customers and organisations.
    ReadCustomers = "customers.read",
    /// Make, change, merge and retire customers and organisations.
    ChangeCustomers = "customers.change",
    /// See statistics of the tickets within reach.
    ReadAnalytics = "analytics.read",
    /// Take lists out as files.
    Export = "exports.create",
    /// Make, change and retire departments.
    ChangeDepartments = "settings.departments",
    /// Make, change and retire statuses.
    ChangeStatuses = "settings.statuses",
    /// Make, change and retire priorities.
    ChangePriorities = "settings.priorities",
    /// Make, change and retire custom fields and their groups.
    ChangeFields = "settings.fields",
    /// Make, change and retire business calendars.
    ChangeCalendars = "settings.calendars",
    /// Make, change and retire SLA policies.
    ChangeSla = "settings.sla",
    /// See what leaves the house, and send it again, set it aside or cancel it.
    ManageOutbox = "settings.outbox",
    /// Change macros that everybody uses; one's own need no permission.
    ChangeMacros = "settings.macros",
    /// Change views that others use; one's own need no permission.
    ChangeViews = "settings.views",
    /// Change what is true of the whole installation: the numbers' prefix, the portal.
    ChangeWorkspace = "settings.workspace",
    /// See rules and what they did.
    ReadAutomation = "automation.read",
    /// Make, change and retire rules.
    ChangeAutomation = "automation.change",
    /// Change the keys of integrations and where events are sent.
    ManageIntegrations = "integrations.manage",
    /// Change members, their roles and what roles allow.
    ManagePeople = "people.manage",
    /// See the history of people and their sign-ins.
    ReadAudit = "audit.read",
    /// See how the installation runs.
    ReadSystem = "system.read",
}

impl Permission {
    /// The permission that is spelled so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.as_str() == text)
    }

    /// Whether a role's scope says to which tickets it goes; others are about no ticket.
    #[must_use]
    pub fn is_scoped(self) -> bool {
        let module = self.as_str().split('.').next();
        module.is_some_and(|m| ["tickets", "messages", "analytics", "exports"].contains(&m))
    }

    const fn bit(self) -> u64 {
        1 << self as u8
    }
}

/// A set of permissions. Stored as a list of their spellings; one that this program does not know
/// is left out, as it could allow nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Permissions(u64);

impl Permissions {
    pub const NONE: Self = Self(0);

    /// Every permission there is.
    #[must_use]
    pub fn all() -> Self {
        Permission::ALL.iter().copied().collect()
    }

    #[must_use]
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What both allow.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What either allows.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What `other` does not allow.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// In the order in which they are declared.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        let all = Permission::ALL.iter().copied();
        all.filter(move |permission| self.contains(*permission))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |set, p| set | p.bit()))
    }
}

impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Permission::as_str))
    }
}

impl<'de> Deserialize<'de> for Permissions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        Ok(texts.iter().filter_map(|t| Permission::parse(t)).collect())
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("no permission {text}")))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Permissions {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Permissions".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Spelled `module.action`; see docs/security.md.",
            "type": "array",
            "items": { "type": "string" },
        })
    }
}
