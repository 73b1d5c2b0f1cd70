//! Every failure is told in every language that we write.

use super::*;
use crate::problem::Problem;
use accounts::{CustomerDenial, Denial};
use domain::MemberId;
use std::collections::HashSet;
use uuid::Uuid;

fn reasons() -> Vec<Reason> {
    let member = MemberId(Uuid::nil());
    let denials = [
        Denial::Unverified,
        Denial::Domain,
        Denial::Unknown,
        Denial::NotLinked(member),
        Denial::OtherIdentity(member),
        Denial::Retired(member),
        Denial::NoRole(None),
    ];
    let of_customers = [
        CustomerDenial::Domain,
        CustomerDenial::Unknown,
        CustomerDenial::Ended,
    ];
    let others = [
        Reason::Stale,
        Reason::Unconfirmed,
        Reason::Unreachable,
        Reason::Foreign,
        Reason::Declined,
        Reason::Troubled,
        Reason::Nobody("login_required".to_owned()),
        Reason::Unreadable,
        Reason::UnfitMember,
        Reason::UnfitCustomer,
    ];
    let denials = denials.into_iter().map(Reason::Member);
    let of_customers = of_customers.into_iter().map(Reason::Customer);
    denials.chain(of_customers).chain(others).collect()
}

#[test]
fn every_reason_has_a_sentence_of_its_own_in_every_language() {
    for (tag, letters) in [("ar", '\u{600}'..='\u{6ff}'), ("he", '\u{590}'..='\u{5ff}')] {
        let words = Words::of(tag).unwrap();
        assert_eq!(words.direction, "rtl");
        let mut told = HashSet::new();
        for reason in reasons() {
            let failure = Problem::new(Kind::Forbidden, "in English").because(reason.clone());
            let sentence = words.told(&failure, "Corp");
            assert!(sentence.chars().any(|c| letters.contains(&c)), "{sentence}");
            assert!(!sentence.contains(['{', '}']), "{sentence}");
            if let Reason::Nobody(word) = &reason {
                assert!(sentence.contains(word.as_str()), "{sentence}");
            }
            assert!(told.insert(sentence), "{reason:?} is told as another one");
        }
        for kind in [Kind::NotFound, Kind::Unavailable, Kind::Malformed] {
            let sentence = words.told(&Problem::new(kind, "in English").into(), "");
            assert!(told.insert(sentence), "{kind:?} is told as another one");
        }
    }
}

#[test]
fn a_language_is_found_by_its_tag() {
    for (tag, found) in [("ar-EG", "ar"), ("HE", "he"), ("iw", "he"), ("en-GB", "en")] {
        assert_eq!(Words::of(tag).map(|words| words.tag), Some(found));
    }
    assert!(Words::of("fr").is_none() && Words::of("*").is_none());
}
