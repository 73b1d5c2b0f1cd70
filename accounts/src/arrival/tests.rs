//! Who comes in by a provider's word, and as what.

use super::*;
use domain::setting::SettingEvent;
use domain::{Actor, EventPayload, Recorded};
use jiff::Timestamp;
use uuid::Uuid;

const ANA: Uuid = Uuid::from_u128(0xa);

/// Ana, and somebody who keeps the house.
fn catalog(change: impl FnOnce(&mut Member)) -> Catalog {
    let mut ana = Member::new("Ana");
    ana.email = Some("Ana@example.org".to_owned());
    change(&mut ana);
    let mut keeper = Member::new("Administrator");
    keeper.administrator = true;
    let mut catalog = Catalog::default();
    let keeps = Uuid::from_u128(0xc);
    (catalog.members).assume(keeps, keeper, Timestamp::UNIX_EPOCH);
    catalog.members.assume(ANA, ana, Timestamp::UNIX_EPOCH);
    catalog
}

fn trust(roles: &[(&str, &str)]) -> Trust {
    let roles = roles
        .iter()
        .map(|(group, role)| ((*group).to_owned(), (*role).to_owned()));
    Trust {
        roles: roles.collect(),
        links_by_email: true,
        ..Trust::default()
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
        known: None,
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
    assert_eq!(ana(&trust(&[]), &["any"], &catalog), None);
    let unverified = arrives(&trust(&[]), "", &[], &catalog);
    assert_eq!(unverified, Err(Denial::Unverified));
    let stranger = arrives(&trust(&[]), "eve@example.org", &[], &catalog);
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
    assert_eq!(outcome, Err(Denial::NoRole(Some(MemberId(ANA)))));
}

#[test]
fn the_usual_role_stays_with_whoever_has_it_unless_groups_decide_on_it() {
    let usual = catalog(|_| {});
    let leads = trust(&[("leads", "manager")]);
    assert_eq!(ana(&leads, &["other"], &usual), None);
    let both = trust(&[("leads", "manager"), ("desk", "member")]);
    let outcome = arrives(&both, "ana@example.org", &["other"], &usual);
    assert_eq!(outcome, Err(Denial::NoRole(Some(MemberId(ANA)))));
}

#[test]
fn the_last_administrator_stays_one() {
    let mut alone = Catalog::default();
    let mut chief = Member::new("Ana");
    chief.email = Some("ana@example.org".to_owned());
    chief.administrator = true;
    alone.members.assume(ANA, chief, Timestamp::UNIX_EPOCH);
    let admins = trust(&[("admins", "administrator"), ("desk", "auditor")]);
    assert!(ana(&admins, &["desk"], &alone).unwrap().administrator);
}

#[test]
fn whose_account_is_known_needs_no_address_and_other_addresses_do_not_matter() {
    let catalog = catalog(|_| {});
    let known = |member, email| {
        let arrival = Arrival {
            known: Some(MemberId(member)),
            verified_email: email,
            name: None,
            groups: &[],
        };
        Trust::default().admit(arrival, &catalog)
    };
    let ana = Ok(Admission::Member(MemberId(ANA), None));
    assert_eq!(known(ANA, None), ana);
    assert_eq!(known(ANA, Some("eve@example.org")), ana);
    let gone = Uuid::from_u128(0xdead);
    assert_eq!(known(gone, None), Err(Denial::Unverified));
}

#[test]
fn an_address_tells_nothing_where_the_provider_may_not_say_so() {
    let catalog = catalog(|_| {});
    let outcome = arrives(&Trust::default(), "ana@example.org", &[], &catalog);
    assert_eq!(outcome, Err(Denial::NotLinked(MemberId(ANA))));
}

#[test]
fn only_addresses_of_the_named_domains_count() {
    let catalog = catalog(|_| {});
    let mut trust = trust(&[]);
    trust.email_domains = vec!["example.org".to_owned()];
    assert_eq!(ana(&trust, &[], &catalog), None);
    for email in [
        "eve@example.net",
        "eve@evil-example.org",
        "eve@a.example.org",
        "eve",
    ] {
        let outcome = arrives(&trust, email, &[], &catalog);
        let expected = match email.contains('@') {
            true => Denial::Domain,
            false => Denial::Unverified,
        };
        assert_eq!(outcome, Err(expected), "{email}");
    }
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
    let Ok(Admission::New(eve)) = arrives(&trust, "eve@example.org", &["desk"], &catalog) else {
        panic!("nobody was made");
    };
    assert_eq!(
        (eve.name.as_str(), eve.administrator),
        ("Ana of Corp", false)
    );
    assert_eq!(eve.email.as_deref(), Some("eve@example.org"));
    assert_eq!(eve.roles, ["light_member"]);
    let groupless = arrives(&trust, "eve@example.org", &[], &catalog);
    assert_eq!(groupless, Err(Denial::NoRole(None)));
}

#[test]
fn who_left_does_not_come_back_by_signing_in() {
    let mut left = catalog(|_| {});
    left.apply(&retired(ANA)).unwrap();
    let mut trust = trust(&[]);
    trust.creates_members = true;
    let outcome = arrives(&trust, "ana@example.org", &[], &left);
    assert_eq!(outcome, Err(Denial::Retired(MemberId(ANA))));
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
