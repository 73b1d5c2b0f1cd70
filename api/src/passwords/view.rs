//! What is sent and answered about passwords.

use domain::MemberId;
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whose password was forgotten.
#[derive(Clone, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForgottenPassword {
    pub email: String,
}

/// Another password, by a mailed link.
#[derive(Clone, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordReset {
    /// What follows the # of the link.
    pub token: String,
    /// 10 to 256 characters.
    pub password: String,
}

/// A first password, by an invitation.
#[derive(Clone, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// What follows the # of the link.
    pub token: String,
    /// 10 to 256 characters.
    pub password: String,
    /// By which to sign in, where the member has no address yet; else left alone.
    pub email: Option<String>,
}

/// Another password, by the present one.
#[derive(Clone, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    pub current: String,
    /// 10 to 256 characters.
    pub new: String,
}

/// A password was set.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PasswordSet {
    pub member_id: Uuid,
}

/// A letter is on its way.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct LetterSent {
    /// What to expect.
    pub detail: String,
}

impl PasswordSet {
    pub fn of(member: MemberId) -> Self {
        Self {
            member_id: member.0,
        }
    }
}

impl LetterSent {
    pub fn perhaps() -> Self {
        let detail = "If a member has this address, a letter with a link is on its way.";
        Self {
            detail: detail.to_owned(),
        }
    }

    pub fn surely() -> Self {
        let detail = "A letter with a link is on its way.";
        Self {
            detail: detail.to_owned(),
        }
    }
}

const TOKEN: &str = "pTq1yUu1R2mB7n0wXc9sLZkq4hE3vJ6dF8aGtYoNiKw";

impl Example for PasswordReset {
    fn example() -> Self {
        Self {
            token: TOKEN.to_owned(),
            password: "correct horse battery staple".to_owned(),
        }
    }
}

impl Example for Acceptance {
    fn example() -> Self {
        Self {
            token: TOKEN.to_owned(),
            password: "correct horse battery staple".to_owned(),
            email: None,
        }
    }
}

impl Example for PasswordChange {
    fn example() -> Self {
        Self {
            current: "correct horse battery staple".to_owned(),
            new: "four score and seven years".to_owned(),
        }
    }
}
