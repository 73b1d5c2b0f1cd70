//! Who somebody is here whom a provider has confirmed, and what their groups make of them.

use domain::setting::Member;
use domain::{Catalog, MemberId};
use std::collections::BTreeMap;

/// The role that is also said by [`Member::administrator`].
const ADMINISTRATOR: &str = "administrator";

/// Somebody who comes back from a provider.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// Only where the provider made sure of it.
    pub verified_email: Option<&'a str>,
    pub name: Option<&'a str>,
    pub groups: &'a [String],
}

/// What a provider's word counts for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// Group → key of a role. Where there are any, these roles follow the groups; others stay as
    /// they were given here.
    pub roles: BTreeMap<String, String>,
    /// Whether somebody whom nobody added becomes a member.
    pub creates_members: bool,
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
    #[error("nobody with your e-mail address is a member; ask an administrator to add you")]
    Unknown,
    #[error("your membership has ended; ask an administrator to bring it back")]
    Retired,
    #[error("none of your groups at the provider stands for a role here; ask an administrator")]
    NoRole,
}

impl Trust {
    /// Finds the member by their address, in whatever case; only a verified one counts.
    pub fn admit(&self, arrival: Arrival<'_>, catalog: &Catalog) -> Result<Admission, Denial> {
        let email = arrival.verified_email.ok_or(Denial::Unverified)?.trim();
        let wanted = email.to_lowercase();
        let mut theirs = catalog.members.iter().filter(|entry| {
            let email = entry.setting.value.as_ref().and_then(|m| m.email.as_ref());
            email.is_some_and(|email| email.to_lowercase() == wanted)
        });
        let mut retired = false;
        let found = theirs.find_map(|entry| {
            retired = true;
            Some((MemberId(entry.id), entry.active()?))
        });
        match found {
            Some((id, member)) => {
                let now = self.with_roles(member.clone(), arrival.groups)?;
                Ok(Admission::Member(id, Some(now).filter(|now| now != member)))
            }
            None if retired => Err(Denial::Retired),
            None if !self.creates_members => Err(Denial::Unknown),
            None => {
                let name = arrival.name.filter(|name| !name.trim().is_empty());
                let mut member = Member::new(name.unwrap_or(email).trim());
                member.email = Some(email.to_owned());
                Ok(Admission::New(self.with_roles(member, arrival.groups)?))
            }
        }
    }

    /// A member without any role would have the usual one, which may be more than what they had: so
    /// whoever is left without is not let in.
    fn with_roles(&self, mut member: Member, groups: &[String]) -> Result<Member, Denial> {
        if self.roles.is_empty() {
            return Ok(member);
        }
        let governed = |role: &String| self.roles.values().any(|mapped| mapped == role);
        let mut roles = member.roles.clone();
        roles.retain(|role| !governed(role));
        let given = groups.iter().filter_map(|group| self.roles.get(group));
        for role in given {
            if !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        if governed(&ADMINISTRATOR.to_owned()) {
            member.administrator = roles.iter().any(|role| role == ADMINISTRATOR);
            roles.retain(|role| role != ADMINISTRATOR);
        }
        if roles.is_empty() && !member.administrator {
            return Err(Denial::NoRole);
        }
        let same =
            roles.len() == member.roles.len() && roles.iter().all(|r| member.roles.contains(r));
        if !same {
            member.roles = roles;
        }
        Ok(member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::setting::SettingEvent;
    use domain::{Actor, EventPayload, Recorded};
    use jiff::Timestamp;
    use uuid::Uuid;

    const ANA: Uuid = Uuid::from_u128(0xa);

    fn catalog(change: impl FnOnce(&mut Member)) -> Catalog {
        let mut ana = Member::new("Ana");
        ana.email = Some("Ana@example.org".to_owned());
        change(&mut ana);
        let mut catalog = Catalog::default();
        catalog.members.assume(ANA, ana, Timestamp::UNIX_EPOCH);
        catalog
    }

    fn trust(roles: &[(&str, &str)]) -> Trust {
        let roles = roles
            .iter()
            .map(|(group, role)| ((*group).to_owned(), (*role).to_owned()));
        Trust {
            roles: roles.collect(),
            creates_members: false,
        }
    }

    fn arrives(
        trust: &Trust,
        email: &str,
        groups: &[&str],
        catalog: &Catalog,
    ) -> Result<Admission, Denial> {
        let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
        let arrival = Arrival {
            verified_email: Some(email).filter(|email| !email.is_empty()),
            name: Some("Ana of Corp"),
            groups: &groups,
        };
        trust.admit(arrival, catalog)
    }

    /// What Ana's sign-in makes of her.
    fn ana(trust: &Trust, groups: &[&str], catalog: &Catalog) -> Option<Member> {
        match arrives(trust, "ana@EXAMPLE.org", groups, catalog) {
            Ok(Admission::Member(MemberId(ANA), changed)) => changed,
            other => panic!("not Ana but {other:?}"),
        }
    }

    #[test]
    fn a_member_is_known_by_a_verified_address_and_stays_as_they_are() {
        let catalog = catalog(|ana| ana.roles = vec!["auditor".to_owned()]);
        assert_eq!(ana(&Trust::default(), &["any"], &catalog), None);
        let unverified = arrives(&Trust::default(), "", &[], &catalog);
        assert_eq!(unverified, Err(Denial::Unverified));
        let stranger = arrives(&Trust::default(), "eve@example.org", &[], &catalog);
        assert_eq!(stranger, Err(Denial::Unknown));
    }

    #[test]
    fn mapped_roles_follow_the_groups_and_others_stay() {
        let catalog = catalog(|ana| ana.roles = vec!["auditor".to_owned(), "manager".to_owned()]);
        let trust = trust(&[("leads", "manager"), ("desk", "member")]);
        assert_eq!(
            ana(&trust, &["desk"], &catalog).unwrap().roles,
            ["auditor", "member"]
        );
        assert_eq!(ana(&trust, &["leads", "unknown"], &catalog), None);
    }

    #[test]
    fn nobody_becomes_more_by_losing_their_groups() {
        let catalog = catalog(|ana| ana.roles = vec!["auditor".to_owned()]);
        let trust = trust(&[("audit", "auditor")]);
        let outcome = arrives(&trust, "ana@example.org", &["other"], &catalog);
        assert_eq!(outcome, Err(Denial::NoRole));
    }

    #[test]
    fn an_administrator_is_made_and_unmade_only_where_a_group_is_mapped_to_it() {
        let chief = catalog(|ana| ana.administrator = true);
        let leads = trust(&[("leads", "manager")]);
        assert!(ana(&leads, &["leads"], &chief).unwrap().administrator);
        let admins = trust(&[("admins", "administrator"), ("desk", "member")]);
        assert!(!ana(&admins, &["desk"], &chief).unwrap().administrator);
        let made = ana(&admins, &["admins"], &catalog(|_| {})).unwrap();
        assert!(made.administrator && made.roles.is_empty(), "{made:?}");
        let named = catalog(|_| {});
        let not = ana(&leads, &["administrator", "leads"], &named).unwrap();
        assert!(!not.administrator, "{not:?}");
    }

    #[test]
    fn somebody_new_is_made_only_where_the_provider_may() {
        let mut trust = trust(&[("desk", "light_member")]);
        trust.creates_members = true;
        let catalog = Catalog::default();
        let Ok(Admission::New(eve)) = arrives(&trust, "eve@example.org", &["desk"], &catalog)
        else {
            panic!("nobody was made");
        };
        assert_eq!(
            (eve.name.as_str(), eve.administrator),
            ("Ana of Corp", false)
        );
        assert_eq!(eve.email.as_deref(), Some("eve@example.org"));
        assert_eq!(eve.roles, ["light_member"]);
        let groupless = arrives(&trust, "eve@example.org", &[], &catalog);
        assert_eq!(groupless, Err(Denial::NoRole));
    }

    #[test]
    fn who_left_does_not_come_back_by_signing_in() {
        let mut left = catalog(|_| {});
        left.apply(&retired(ANA)).unwrap();
        let mut trust = trust(&[]);
        trust.creates_members = true;
        let outcome = arrives(&trust, "ana@example.org", &[], &left);
        assert_eq!(outcome, Err(Denial::Retired));
    }

    fn retired(member: Uuid) -> Recorded {
        let event = SettingEvent::<Member>::Retired.encode();
        Recorded {
            position: 1,
            stream_id: member,
            version: 2,
            id: Uuid::nil(),
            category: "member".to_owned(),
            name: event.name,
            schema: event.schema,
            recorded_at: Timestamp::UNIX_EPOCH,
            occurred_at: Timestamp::UNIX_EPOCH,
            command_id: Uuid::nil(),
            causation_id: None,
            correlation_id: Uuid::nil(),
            actor: Actor::SYSTEM,
            data: event.data,
        }
    }
}
