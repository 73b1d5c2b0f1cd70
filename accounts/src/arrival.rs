//! Who somebody is here whom a provider has confirmed, and what their groups make of them.

use domain::account::SignInFailure;
use domain::limits::NAME_CHARS;
use domain::setting::Member;
use domain::{Catalog, MemberId};
use std::collections::BTreeMap;

mod customers;
#[cfg(test)]
mod tests;

pub use customers::{CustomerDenial, CustomerTrust};

/// Somebody who comes back from a provider.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// For whom their account at the provider stands, where that is known.
    pub known: Option<MemberId>,
    /// Only where the provider made sure of it.
    pub verified_email: Option<&'a str>,
    pub name: Option<&'a str>,
    pub groups: &'a [String],
}

/// Who may sign in at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admits {
    Members(Trust),
    Customers(CustomerTrust),
}

/// What a provider's word counts for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// Group → key of a role. Where there are any, these roles follow the groups; others stay as
    /// they were given here.
    pub roles: BTreeMap<String, String>,
    /// Whether somebody whom nobody added becomes a member.
    pub creates_members: bool,
    /// Whether a verified address tells which member somebody is who comes for the first time.
    pub links_by_email: bool,
    /// Whose addresses count; all where there are none.
    pub email_domains: Vec<String>,
}

/// Who comes in, and as what.
#[derive(Clone, Debug, PartialEq)]
pub enum Admission {
    /// A member, to be saved first where something changed.
    Member(MemberId, Option<Member>),
    /// Somebody new, to be made first.
    New(Member),
}

/// Why somebody whom a provider confirmed does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    #[error("the provider has not verified your e-mail address; verify it there and try again")]
    Unverified,
    #[error("addresses like yours do not count here; ask an administrator to add you")]
    Domain,
    #[error("nobody with your e-mail address is a member; ask an administrator to add you")]
    Unknown,
    #[error(
        "you are a member already, and this provider may not say who you are by your e-mail address; sign in with your password"
    )]
    NotLinked(MemberId),
    #[error(
        "another account at this provider stands for you here; use that one, or ask an administrator to forget it"
    )]
    OtherIdentity(MemberId),
    #[error("your membership has ended; ask an administrator to bring it back")]
    Retired(MemberId),
    #[error("none of your groups at the provider stands for a role here; ask an administrator")]
    NoRole(Option<MemberId>),
}

impl Denial {
    /// The word for it in metrics and the log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified_address",
            Self::Domain => "other_domain",
            Self::Unknown => "unknown_account",
            Self::NoRole(None) => SignInFailure::NoRole.as_str(),
            Self::NotLinked(_)
            | Self::OtherIdentity(_)
            | Self::Retired(_)
            | Self::NoRole(Some(_)) => self.failure().map_or("", |(_, reason)| reason.as_str()),
        }
    }

    /// Who could not sign in and why, where that is about a member.
    #[must_use]
    pub fn failure(self) -> Option<(MemberId, SignInFailure)> {
        match self {
            Self::NotLinked(member) => Some((member, SignInFailure::NotLinked)),
            Self::OtherIdentity(member) => Some((member, SignInFailure::OtherIdentity)),
            Self::Retired(member) => Some((member, SignInFailure::Retired)),
            Self::NoRole(member) => member.map(|member| (member, SignInFailure::NoRole)),
            Self::Unverified | Self::Domain | Self::Unknown => None,
        }
    }
}

impl Trust {
    /// Who somebody is: the member for whom their account is known to stand, else the one with
    /// their address, in whatever case, which counts only verified.
    pub fn admit(&self, arrival: Arrival<'_>, catalog: &Catalog) -> Result<Admission, Denial> {
        let known = arrival.known.and_then(|id| catalog.members.get(id.0));
        if let Some(entry) = known {
            let member = MemberId(entry.id);
            let now = entry.active().ok_or(Denial::Retired(member))?;
            return self.member(member, now, (arrival.groups, catalog));
        }
        let email = self.email(&arrival)?;
        match with_address(catalog, email) {
            Some((id, Some(_))) if !self.links_by_email => Err(Denial::NotLinked(id)),
            Some((id, Some(member))) => self.member(id, member, (arrival.groups, catalog)),
            Some((id, None)) => Err(Denial::Retired(id)),
            None if !self.creates_members => Err(Denial::Unknown),
            None => {
                let mut member = Member::new(name(&arrival).unwrap_or_else(|| email.to_owned()));
                member.email = Some(email.to_owned());
                let member = self.with_roles(member, &[], arrival.groups);
                Ok(Admission::New(member.ok_or(Denial::NoRole(None))?))
            }
        }
    }

    /// The address, where the provider's word for it counts.
    fn email<'a>(&self, arrival: &Arrival<'a>) -> Result<&'a str, Denial> {
        let email = arrival.verified_email.ok_or(Denial::Unverified)?.trim();
        match is_of(email, &self.email_domains).ok_or(Denial::Unverified)? {
            true => Ok(email),
            false => Err(Denial::Domain),
        }
    }

    fn member(
        &self,
        id: MemberId,
        member: &Member,
        (groups, catalog): (&[String], &Catalog),
    ) -> Result<Admission, Denial> {
        let now = self.with_roles(member.clone(), &member.roles(), groups);
        let mut now = now.ok_or(Denial::NoRole(Some(id)))?;
        if member.is_administrator() && !now.is_administrator() && is_last(id, catalog) {
            now.administrator = true; // or nobody could let others in
        }
        Ok(Admission::Member(id, Some(now).filter(|now| now != member)))
    }

    /// A member without any role would have the usual one, which may be more than what they had: so
    /// whoever is left without is none.
    fn with_roles(&self, member: Member, had: &[String], groups: &[String]) -> Option<Member> {
        if self.roles.is_empty() {
            return Some(member);
        }
        let governed = |role: &String| self.roles.values().any(|mapped| mapped == role);
        let mut roles: Vec<_> = had.iter().filter(|role| !governed(role)).cloned().collect();
        let given = groups.iter().filter_map(|group| self.roles.get(group));
        for role in given {
            if !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        let same = roles.len() == had.len() && roles.iter().all(|role| had.contains(role));
        match roles.is_empty() {
            true => None,
            false if same => Some(member),
            false => Some(member.with_roles(&roles)),
        }
    }
}

/// Whether an address is of one of these domains, of which none means all; nothing for what is no
/// address.
fn is_of(email: &str, domains: &[String]) -> Option<bool> {
    let (_, domain) = email.rsplit_once('@')?;
    let mut own = domains.iter();
    Some(domains.is_empty() || own.any(|own| own.eq_ignore_ascii_case(domain)))
}

/// The name, as far as one may be.
fn name(arrival: &Arrival<'_>) -> Option<String> {
    let shown = arrival.name?.trim().chars().filter(|c| !c.is_control());
    let name: String = shown.take(NAME_CHARS).collect();
    Some(name).filter(|name| !name.is_empty())
}

/// Whoever has the address; none of them in service: who had it. Without a value where they left.
fn with_address<'a>(catalog: &'a Catalog, email: &str) -> Option<(MemberId, Option<&'a Member>)> {
    let wanted = email.to_lowercase();
    let theirs = catalog.members.iter().filter(|entry| {
        let email = entry.setting.value.as_ref().and_then(|m| m.email.as_ref());
        email.is_some_and(|email| email.to_lowercase() == wanted)
    });
    let theirs = theirs.map(|entry| (MemberId(entry.id), entry.active()));
    theirs.max_by_key(|(_, member)| member.is_some())
}

/// Whether nobody else is an administrator.
fn is_last(id: MemberId, catalog: &Catalog) -> bool {
    let others = catalog.members.iter().filter(|entry| entry.id != id.0);
    let mut others = others.filter_map(|entry| entry.active());
    !others.any(Member::is_administrator)
}
