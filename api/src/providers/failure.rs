//! Why nobody is signed in: the problem that programs are told, and the reason that people read in
//! their language.

use crate::problem::Problem;
use accounts::{AccountsError, CustomerDenial, Denial};

/// A problem, and its reason where it has one that people can do something about.
#[derive(Debug)]
pub(super) struct Failure {
    pub problem: Box<Problem>,
    pub reason: Option<Reason>,
}

/// What went wrong on the way to a provider, there, or back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Begun elsewhere, too long ago, or finished already.
    Stale,
    /// The provider's word cannot be relied on.
    Unconfirmed,
    /// The provider does not answer.
    Unreachable,
    /// The answer says that it is another provider's.
    Foreign,
    /// They were not let in there, or turned back.
    Declined,
    /// The provider says that it is out of order.
    Troubled,
    /// The provider confirms nobody, and says why in a word of RFC 6749.
    Nobody(String),
    /// Something is missing in the provider's answer.
    Unreadable,
    Member(Denial),
    /// A member cannot be as the provider says.
    UnfitMember,
    Customer(CustomerDenial),
    /// A customer cannot be as the provider says.
    UnfitCustomer,
}

impl Problem {
    /// With what people are told of it.
    pub(super) fn because(self, reason: Reason) -> Failure {
        Failure {
            problem: Box::new(self),
            reason: Some(reason),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
            reason: None,
        }
    }
}

impl From<AccountsError> for Failure {
    fn from(error: AccountsError) -> Self {
        let reason = match &error {
            AccountsError::Denied(denial) => Some(Reason::Member(*denial)),
            AccountsError::Unfit(_) => Some(Reason::UnfitMember),
            _ => None,
        };
        Self {
            problem: Box::new(error.into()),
            reason,
        }
    }
}
