//! The second factor: codes of an authenticator, and recovery codes.

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{Body, Reader, Writer};
use crate::sessions::current;
use bytes::Bytes;
use domain::MemberId;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};

/// Whether signing in needs a code.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TotpState {
    pub enabled: bool,
    /// How many recovery codes were not used yet.
    pub recovery_codes_left: u32,
}

/// What an authenticator needs; told this once.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TotpEnrolment {
    /// In Base32, to be typed.
    pub secret: String,
    /// The same as an otpauth URL, to be shown as a QR code.
    pub url: String,
}

/// What shows that the authenticator has the secret.
#[derive(Clone, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotpConfirmation {
    /// Six digits.
    pub code: String,
}

/// Recovery codes; told this once.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct RecoveryCodes {
    /// Each stands in once for a code of the authenticator.
    pub recovery_codes: Vec<String>,
}

/// What shows that it is really the member.
#[derive(Clone, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotpDisabling {
    pub password: String,
}

pub(crate) struct Totp;

#[OpenApi(tag = "Tag::SigningIn")]
impl Totp {
    /// Whether one's own signing in needs a code.
    #[oai(path = "/totp", method = "get", operation_id = "get_totp")]
    async fn get(&self, reader: Reader) -> Result<Shown<TotpState>, Problem> {
        Shown::new(&state_of(&reader, reader.member()?).await?)
    }

    /// Begins to enrol an authenticator: answers its secret. It is in force once a code of it was
    /// confirmed. Needs a session.
    #[oai(path = "/totp", method = "post", operation_id = "begin_totp")]
    async fn begin(&self, writer: Writer) -> Result<Shown<TotpEnrolment>, Problem> {
        current(&writer)?;
        let member = writer.member()?;
        let known = writer.catalog.member(member);
        let account = known.and_then(|known| known.email.clone());
        let account = account.unwrap_or_else(|| member.to_string());
        let accounts = &writer.state.app.accounts;
        let enrolment = accounts.begin_totp(member, &account).await?;
        Shown::new(&TotpEnrolment {
            secret: enrolment.secret,
            url: enrolment.url,
        })
    }

    /// Puts the authenticator in force by a code of it; answers ten recovery codes. Needs a session.
    #[oai(path = "/totp/confirm", method = "post", operation_id = "confirm_totp")]
    async fn confirm(
        &self,
        writer: Writer,
        body: Body<TotpConfirmation>,
    ) -> Result<Shown<RecoveryCodes>, Problem> {
        current(&writer)?;
        if writer.was_done().await? {
            let detail = "It was confirmed, and recovery codes are told once. If they were lost, \
                          disable the authenticator and enrol it again.";
            return Err(Problem::new(Kind::Conflict, detail));
        }
        let (member, cause) = (writer.member()?, writer.cause(&body.bytes));
        let accounts = &writer.state.app.accounts;
        let codes = accounts
            .confirm_totp(member, &body.value.code, &cause)
            .await?;
        Shown::new(&RecoveryCodes {
            recovery_codes: codes,
        })
    }

    /// Gives the authenticator up; recovery codes go with it. Needs the password, and a session.
    #[oai(path = "/totp/disable", method = "post", operation_id = "disable_totp")]
    async fn disable(
        &self,
        writer: Writer,
        body: Body<TotpDisabling>,
    ) -> Result<Shown<TotpState>, Problem> {
        current(&writer)?;
        let (member, cause) = (writer.member()?, writer.cause(&Bytes::new()));
        let accounts = &writer.state.app.accounts;
        let password = &body.value.password;
        accounts.disable_totp(member, password, &cause).await?;
        Shown::new(&state_of(&writer, member).await?)
    }
}

async fn state_of(reader: &Reader, member: MemberId) -> Result<TotpState, Problem> {
    let state = reader.state.app.accounts.totp_state(member).await?;
    Ok(TotpState {
        enabled: state.enabled,
        recovery_codes_left: state.recovery_codes_left,
    })
}
