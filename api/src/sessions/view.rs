//! Sessions as people see them.

use crate::types::Moment;
use accounts::{Device, Session};
use domain::SessionId;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who wants to come in.
#[derive(Clone, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSession {
    /// Of a member, in any case.
    pub email: String,
    pub password: String,
    /// The code of the authenticator, or a recovery code, where signing in needs one.
    pub totp: Option<String>,
}

/// One session.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Session", example)]
pub(crate) struct SessionView {
    pub id: Uuid,
    pub member_id: Uuid,
    /// Whether it is the one that asks.
    pub current: bool,
    pub method: SignInMethod,
    /// The program and the system, such as "Firefox on Linux"; empty when it did not tell.
    pub device: String,
    /// Whole, as the program told it.
    pub user_agent: String,
    /// From where it was begun; empty when that is not known.
    pub address: String,
    pub opened_at: Moment,
    /// To within a minute.
    pub last_seen_at: Moment,
    /// When it ends, if nothing is asked before.
    pub expires_at: Moment,
}

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum SignInMethod {
    Password,
    PasswordAndTotp,
    PasswordAndRecoveryCode,
    /// A provider confirmed them.
    Oidc,
}

/// A member's sessions.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SessionList {
    pub items: Vec<SessionView>,
}

impl SessionView {
    pub fn of(session: Session, current: Option<SessionId>) -> Self {
        Self {
            id: session.id.0,
            member_id: session.member.0,
            current: current == Some(session.id),
            method: session.method.into(),
            device: Device::name(&session.user_agent),
            user_agent: session.user_agent,
            address: session.address,
            opened_at: session.opened_at.into(),
            last_seen_at: session.last_seen_at.into(),
            expires_at: session.expires_at.into(),
        }
    }
}

impl SessionList {
    pub fn of(sessions: Vec<Session>, current: Option<SessionId>) -> Self {
        let view = |session| SessionView::of(session, current);
        Self {
            items: sessions.into_iter().map(view).collect(),
        }
    }
}

impl From<accounts::SignInMethod> for SignInMethod {
    fn from(method: accounts::SignInMethod) -> Self {
        use accounts::SignInMethod as Known;
        match method {
            Known::Password => Self::Password,
            Known::PasswordAndTotp => Self::PasswordAndTotp,
            Known::PasswordAndRecoveryCode => Self::PasswordAndRecoveryCode,
            Known::Oidc => Self::Oidc,
        }
    }
}

impl Example for NewSession {
    fn example() -> Self {
        Self {
            email: "dana@example.org".to_owned(),
            password: "correct horse battery staple".to_owned(),
            totp: None,
        }
    }
}

impl Example for SessionView {
    fn example() -> Self {
        let at = jiff::Timestamp::constant(1_772_357_400, 0);
        Self {
            id: Uuid::from_u128(0x0192_f0c4_81b7_7c3e_a5d0_42f1_c7e6_9b51),
            member_id: Uuid::from_u128(0x0192_f0c4_81b7_7c3e_a5d0_42f1_c7e6_9b52),
            current: true,
            method: SignInMethod::Password,
            device: "Firefox on Linux".to_owned(),
            user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0".to_owned(),
            address: "192.0.2.7".to_owned(),
            opened_at: at.into(),
            last_seen_at: at.into(),
            expires_at: at.into(),
        }
    }
}
