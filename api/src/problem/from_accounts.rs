//! What goes wrong at the door, as problems.

use super::{Kind, Problem};
use accounts::AccountsError;

impl From<AccountsError> for Problem {
    fn from(error: AccountsError) -> Self {
        let passing = error.is_passing();
        match error {
            AccountsError::WrongCredentials => {
                let detail = "The e-mail address or the password is wrong.";
                Self::new(Kind::WrongCredentials, detail)
            }
            AccountsError::TotpRequired => {
                let detail = "Send the code of your authenticator, or a recovery code, as totp.";
                at_totp(Self::new(Kind::TotpRequired, detail), "is needed too")
            }
            AccountsError::WrongCode => {
                let detail = "The code is wrong or was used before; wait for the next one.";
                at_totp(
                    Self::new(Kind::WrongCredentials, detail),
                    "is wrong or was used before",
                )
            }
            AccountsError::Delayed(wait) => {
                let seconds = wait.as_secs();
                let mut problem = Self::too_many(wait);
                problem.detail = format!("Too many failures; wait {seconds} s and try again.");
                problem
            }
            AccountsError::Invalid(errors) => Self::fields(errors),
            AccountsError::Conflict(detail) => Self::new(Kind::Conflict, sentence(detail)),
            AccountsError::Denied(denial) => {
                Self::new(Kind::Forbidden, sentence(&denial.to_string()))
            }
            AccountsError::Unfit(error) => {
                tracing::warn!(%error, "a provider's word does not fit the rules");
                let detail = format!(
                    "A member cannot be as your provider says: {error}. Tell an administrator."
                );
                Self::new(Kind::Forbidden, detail)
            }
            AccountsError::NoSession => Self::not_found("session"),
            AccountsError::KeyReused => {
                let detail = "This Idempotency-Key was used before for another request.";
                Self::new(Kind::KeyReused, detail)
            }
            AccountsError::Store(error) => error.into(),
            error if passing => {
                Self::unavailable("Signing in is not possible just now; try again.", &error)
            }
            error => Self::internal(&error),
        }
    }
}

fn at_totp(mut problem: Problem, detail: &str) -> Problem {
    problem.errors = vec![domain::FieldError::new("totp", detail)];
    problem
}

/// `a clause; and another` as people write it.
pub(crate) fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}
