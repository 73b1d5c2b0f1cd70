//! What keys may do is given by those who may do it, and never more.

use super::*;
use crate::given::NOW;
use jiff::SignedDuration;

fn keys() -> crate::given::Given<Setting<ApiKey>> {
    given::<Setting<ApiKey>>([]).granted()
}

fn personal(permissions: Option<&[P]>) -> ApiKey {
    ApiKey {
        permissions: permissions.map(|p| p.iter().copied().collect()),
        ..key(Some(ANA), &[], &[])
    }
}

#[test]
fn members_make_keys_for_themselves_alone() {
    let own = personal(None);
    keys().when(Create(own.clone())).then([Saved(own)]);
    let theirs = key(Some(BEN), &[P::ReadTickets], &[]);
    let not_yours =
        SettingError::Forbidden("this key is not yours; ask somebody with integrations.manage");
    keys().when(Create(theirs.clone())).refused(not_yours);
    let alone = "a key for a member is made and changed by that member alone";
    keys()
        .among(hr())
        .when(Create(theirs))
        .refused(SettingError::Forbidden(alone));
}

#[test]
fn integrations_are_made_by_those_who_manage_them() {
    let crm = key(None, &[P::ReadTickets], &[SUPPORT]);
    let not_yours =
        SettingError::Forbidden("this key is not yours; ask somebody with integrations.manage");
    keys().when(Create(crm.clone())).refused(not_yours);
    let catalog = || people_with(&[P::ReadTickets], Scope::Department);
    keys()
        .among(catalog())
        .when(Create(crm.clone()))
        .then([Saved(crm)]);
    let everywhere = key(None, &[P::ReadTickets], &[]);
    let elsewhere = key(None, &[P::ReadTickets], &[SUPPORT, SALES]);
    for wider in [everywhere, elsewhere] {
        keys()
            .among(catalog())
            .when(Create(wider))
            .wrong(["department_ids"]);
    }
    let more = key(None, &[P::DeleteTickets], &[SUPPORT]);
    keys()
        .among(catalog())
        .when(Create(more))
        .wrong(["permissions"]);
}

fn by_key() -> Actor {
    let mut actor = Actor::member(ANA.0);
    actor.api_key = Some(KEY);
    actor
}

#[test]
fn a_key_makes_none_that_is_wider_or_lives_longer() {
    let mut catalog = catalog();
    let until = NOW + SignedDuration::from_hours(1);
    let used = ApiKey {
        expires_at: Some(until),
        ..key(Some(ANA), &[P::ReadTickets], &[SUPPORT])
    };
    put(&mut catalog, KEY, [Saved(used.clone())]);
    let through = || keys().among(catalog.clone()).asked_by(by_key());
    through()
        .when(Create(personal(None)))
        .wrong(["permissions", "department_ids", "expires_at"]);
    let wider = ApiKey {
        expires_at: Some(until + SignedDuration::from_secs(1)),
        ..key(Some(ANA), &[P::ReadTickets, P::Note], &[SUPPORT, SALES])
    };
    through()
        .when(Create(wider))
        .wrong(["permissions", "department_ids", "expires_at"]);
    through().when(Create(used.clone())).then([Saved(used)]);
}

#[test]
fn a_new_secret_is_given_only_to_those_who_may_do_all_that_the_key_allows() {
    let mut catalog = catalog();
    put(
        &mut catalog,
        KEY,
        [Saved(key(Some(ANA), &[P::ReadTickets], &[]))],
    );
    let wide = key(Some(ANA), &[P::Note], &[]);
    let rotated = ApiKey {
        prefix: "dk_5678".to_owned(),
        ..wide.clone()
    };
    given::<Setting<ApiKey>>([Saved(wide)])
        .among(catalog)
        .granted()
        .asked_by(by_key())
        .when(Save(rotated))
        .wrong(["permissions"]);
}

#[test]
fn a_retired_key_never_comes_back() {
    let own = || personal(None);
    given::<Setting<ApiKey>>([Saved(own()), Retired])
        .when(Save(own()))
        .refused(SettingError::Retired("api_key"));
}

#[test]
fn the_key_of_another_member_is_retired_by_those_who_manage_people() {
    let bens = || key(Some(BEN), &[P::ReadTickets], &[]);
    let theirs = || given::<Setting<ApiKey>>([Saved(bens())]).granted();
    let not_yours =
        SettingError::Forbidden("this key is not yours; ask somebody with integrations.manage");
    theirs().when(Retire).refused(not_yours);
    theirs().among(hr()).when(Retire).then([Retired]);
}
