//! What the door remembers of a member.

use super::*;
use crate::Actor;
use crate::given::{ANA, BEN};

fn folded(events: &[AccountEvent]) -> Account {
    let mut account = Account::default();
    for (second, event) in (0..).zip(events) {
        let at = Timestamp::constant(1_772_357_400 + second, 0);
        let actor = Actor::member(ANA.0);
        account.evolve(event, &Happened { at, actor });
    }
    account
}

fn failed() -> AccountEvent {
    AccountEvent::SignInFailed {
        member: ANA,
        reason: SignInFailure::WrongPassword,
        provider: None,
    }
}

fn signed_in() -> AccountEvent {
    AccountEvent::SignedIn {
        member: ANA,
        method: SignInMethod::Password,
        session: SessionId(Uuid::from_u128(1)),
        provider: None,
    }
}

#[test]
fn failures_are_counted_until_somebody_gets_in() {
    assert_eq!(folded(&[failed(), failed()]).failures, 2);
    assert_eq!(folded(&[failed(), failed(), signed_in()]).failures, 0);
    assert_eq!(folded(&[failed(), signed_in(), failed()]).failures, 1);
}

#[test]
fn each_member_has_a_stream_of_their_own() {
    assert_eq!(Account::id(ANA), Account::id(ANA));
    assert_ne!(Account::id(ANA), Account::id(BEN));
    assert_ne!(Account::id(ANA), ANA.0);
}

#[test]
fn methods_are_spelled_alike_everywhere() {
    for method in [
        SignInMethod::Password,
        SignInMethod::PasswordAndTotp,
        SignInMethod::PasswordAndRecoveryCode,
        SignInMethod::Oidc,
    ] {
        assert_eq!(SignInMethod::parse(method.as_str()), Some(method));
        let json = serde_json::to_value(method).unwrap();
        assert_eq!(json, method.as_str());
    }
}
