//! What one actor may do, all their roles and the key they use taken together.

use super::grant::{Grant, Limit};
use super::{Audience, Keys, Permission, Permissions, Reach};
use crate::ticket::{Details, Participant};
use crate::{Actor, ActorKind, ApiKeyId, Catalog, CustomerId, MemberId, StatusId};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use uuid::Uuid;

/// What one actor may do, as the settings are now. Whatever it does not name is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    who: Option<MemberId>,
    /// The records that turned out to be the customer's.
    records: BTreeSet<CustomerId>,
    audience: Audience,
    pub(super) grants: Vec<Grant>,
    /// What the API key leaves of the grants.
    pub(super) limit: Limit,
    except: BTreeSet<StatusId>,
}

/// What customers may do in the portal.
const PORTAL: [Permission; 3] = [
    Permission::ReadTickets,
    Permission::CreateTickets,
    Permission::Reply,
];

impl Access {
    /// Docket itself, its rules and imports: nothing is refused.
    #[must_use]
    pub fn everything() -> &'static Self {
        static DOCKET: LazyLock<Access> = LazyLock::new(|| {
            let grant = Grant::everywhere(Permissions::all());
            Access::with(Audience::Everything, vec![grant])
        });
        &DOCKET
    }

    /// Nobody: everything is refused.
    #[must_use]
    pub fn nothing() -> Self {
        let nobody = Audience::Staff {
            roles: Vec::new(),
            departments: Vec::new(),
        };
        Self::with(nobody, Vec::new())
    }

    /// What the settings allow this actor. A member out of service, a retired key and a key whose
    /// owner left may do nothing. Whether a key has expired is asked when it is shown, not here. A
    /// customer has the tickets that name themselves: see [`Access::customer`] for the rest.
    #[must_use]
    pub fn of(actor: &Actor, catalog: &Catalog) -> Self {
        match (actor.kind, actor.id) {
            (ActorKind::Rule | ActorKind::Import | ActorKind::System, _) => {
                Self::everything().clone()
            }
            (ActorKind::Member, Some(id)) => {
                Self::member(MemberId(id), catalog).through(actor.api_key, catalog)
            }
            (ActorKind::ApiKey, Some(id)) => Self::integration(ApiKeyId(id), catalog),
            (ActorKind::Customer, Some(id)) => Self::customer([CustomerId(id)], None, catalog),
            (ActorKind::Visitor, Some(id)) => Self::visitor(CustomerId(id)),
            (_, None) => Self::nothing(),
        }
    }

    /// What a customer may do in the portal: with the tickets of all the records that turned out to
    /// be theirs, and with their organisation's where that is given.
    #[must_use]
    pub fn customer(
        records: impl IntoIterator<Item = CustomerId>,
        organisation: Option<crate::OrganisationId>,
        catalog: &Catalog,
    ) -> Self {
        let records: BTreeSet<_> = records.into_iter().collect();
        let own = records.iter().map(|id| id.0);
        let keys = own.chain(organisation.map(|id| id.0)).collect();
        let grant = Grant::own(PORTAL.into_iter().collect(), keys);
        let mut access = Self::with(Audience::Portal, vec![grant]);
        access.except = catalog.statuses_hidden_from_customers();
        access.records = records;
        access
    }

    /// Whoever fills in the public form opens a ticket for the customer whom they name, and sees
    /// nothing: who they are, nobody has shown.
    fn visitor(named: CustomerId) -> Self {
        let creates = [Permission::CreateTickets].into_iter().collect();
        let grant = Grant::own(creates, BTreeSet::from([named.0]));
        let mut access = Self::with(Audience::Portal, vec![grant]);
        access.records = BTreeSet::from([named]);
        access
    }

    /// Every ticket, but only these permissions: for rules that are tested apart from the policy.
    #[cfg(test)]
    pub(crate) fn unscoped(permissions: Permissions) -> Self {
        Self::with(Audience::Everything, vec![Grant::everywhere(permissions)])
    }

    fn with(audience: Audience, grants: Vec<Grant>) -> Self {
        Self {
            who: None,
            records: BTreeSet::new(),
            audience,
            grants,
            limit: Limit::none(),
            except: BTreeSet::new(),
        }
    }

    fn member(id: MemberId, catalog: &Catalog) -> Self {
        let Some(member) = catalog.member(id) else {
            return Self::nothing();
        };
        let roles = member.roles();
        let known = roles.iter().filter_map(|key| catalog.role(key));
        let grants = known.map(|role| Grant::of(&role, id, member)).collect();
        let audience = Audience::Staff {
            roles,
            departments: member.department_ids.clone(),
        };
        let mut access = Self::with(audience, grants);
        access.who = Some(id);
        access
    }

    /// What is left of it through an API key. A key that the catalog does not know limits nothing:
    /// it is the first administrator's.
    fn through(mut self, key: Option<Uuid>, catalog: &Catalog) -> Self {
        let entry = key.and_then(|id| catalog.api_keys.get(id));
        match entry.map(crate::catalog::Entry::active) {
            None => self,
            Some(None) => Self::nothing(),
            Some(Some(key)) => {
                self.limit = Limit::of(key);
                self
            }
        }
    }

    fn integration(id: ApiKeyId, catalog: &Catalog) -> Self {
        let Some(key) = catalog.api_key(id).filter(|key| key.owner.is_none()) else {
            return Self::nothing();
        };
        let grant = Grant::everywhere(key.permissions.unwrap_or_default());
        let audience = Audience::Staff {
            roles: Vec::new(),
            departments: key.department_ids.clone(),
        };
        let mut access = Self::with(audience, vec![grant]);
        access.limit = Limit::of(key);
        access
    }

    /// Whether the actor may do this to some tickets, or at all where it is not about tickets.
    #[must_use]
    pub fn allows(&self, permission: Permission) -> bool {
        self.permissions().contains(permission)
    }

    /// Everything that the actor may do to some tickets at least.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        let grants = self.grants.iter().map(|grant| grant.permissions);
        let all = grants.fold(Permissions::NONE, Permissions::or);
        all.and(self.limit.permissions)
    }

    /// Whether the actor may do this to this ticket.
    #[must_use]
    pub fn may(&self, permission: Permission, ticket: &Details) -> bool {
        self.reach(permission).covers(ticket)
    }

    /// The tickets to which the actor may do this: the predicate of their lists.
    #[must_use]
    pub fn reach(&self, permission: Permission) -> Reach {
        if !self.limit.permissions.contains(permission) {
            return Reach::NOTHING;
        }
        let grants = self.grants.iter();
        let grants = grants.filter(|grant| grant.permissions.contains(permission));
        let mut held = BTreeSet::new();
        let mut keys = None;
        for grant in grants {
            match &grant.keys {
                Keys::Every => keys = Some(Keys::Every),
                Keys::AnyOf(of) => held.extend(of),
            }
        }
        Reach {
            keys: keys.unwrap_or(Keys::AnyOf(held)),
            within: self.limit.within.clone(),
            except: self.except.clone(),
        }
    }

    /// Whether nothing is ever refused to the actor.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.audience == Audience::Everything
    }

    /// Whether the actor is a customer, in the portal.
    #[must_use]
    pub fn is_portal(&self) -> bool {
        self.audience == Audience::Portal
    }

    /// Whether this customer's record is the actor's.
    #[must_use]
    pub fn is_customer(&self, id: CustomerId) -> bool {
        self.records.contains(&id)
    }

    /// The member whom the actor is.
    #[must_use]
    pub fn who(&self) -> Option<MemberId> {
        self.who
    }

    /// Whether the actor is this member.
    #[must_use]
    pub fn is_member(&self, who: &Participant) -> bool {
        self.who.is_some_and(|id| *who == Participant::Member(id))
    }

    /// How custom fields see the actor.
    #[must_use]
    pub fn audience(&self) -> &Audience {
        &self.audience
    }
}
