//! Who is looking: what an actor is, as far as the visibility of custom fields depends on it.

use crate::{Actor, ActorKind, Catalog, DepartmentId, MemberId};

/// Key of the role of members for whom no other one is named.
pub const MEMBER: &str = "member";
/// Key of the role of those who may do everything.
pub const ADMINISTRATOR: &str = "administrator";
/// Whoever looks at a ticket or changes it. Every check of visibility asks one of these, so that
/// there is one place where an actor becomes roles and departments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Docket itself, its rules and imports: sees and may do everything.
    Everything,
    /// One of the staff.
    Staff {
        roles: Vec<String>,
        departments: Vec<DepartmentId>,
    },
    /// A customer, in the portal.
    Portal,
}

impl Audience {
    /// The audience that `actor` is, by what the catalog knows now. A member out of service has
    /// no role at all.
    #[must_use]
    pub fn of(actor: &Actor, catalog: &Catalog) -> Self {
        match actor.kind {
            ActorKind::Rule | ActorKind::Import | ActorKind::System => Self::Everything,
            ActorKind::Customer | ActorKind::Visitor => Self::Portal,
            ActorKind::Member | ActorKind::ApiKey => Self::member(actor, catalog),
        }
    }

    fn member(actor: &Actor, catalog: &Catalog) -> Self {
        let member = actor.id.and_then(|id| catalog.member(MemberId(id)));
        Self::Staff {
            roles: member.map(|m| m.roles()).unwrap_or_default(),
            departments: member.map(|m| m.department_ids.clone()).unwrap_or_default(),
        }
    }

    /// Whether one of `roles` is theirs; an empty list asks for none.
    #[must_use]
    pub fn has_role(&self, roles: &[String]) -> bool {
        match self {
            Self::Everything => true,
            Self::Staff { roles: own, .. } => {
                roles.is_empty() || own.iter().any(|role| roles.contains(role))
            }
            Self::Portal => false,
        }
    }

    /// Whether they belong to one of `departments`; an empty list asks for none.
    #[must_use]
    pub fn in_department(&self, departments: &[DepartmentId]) -> bool {
        match self {
            Self::Everything => true,
            Self::Staff {
                departments: own, ..
            } => departments.is_empty() || own.iter().any(|id| departments.contains(id)),
            Self::Portal => false,
        }
    }
}
