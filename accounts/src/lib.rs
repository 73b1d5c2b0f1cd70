//! How members sign in: passwords, sessions, tokens, second factors and what slows guessing down.
//!
//! Secrets are kept hashed, or sealed where they must be read again. What happens is told to the log
//! as events of the category `account`, which hold ids and nothing personal.

mod arrival;
mod attempts;
mod audit;
mod departures;
mod device;
mod entrance;
mod error;
mod factor;
mod hasher;
mod identities;
mod invitations;
mod migrate;
mod options;
mod passwords;
mod portal;
mod secret;
mod sessions;
mod sign_in;
mod stamp;
mod strength;
#[cfg(test)]
mod tests;
mod tokens;
mod totp;
mod vault;

pub use arrival::{Admission, Admits, Arrival, CustomerDenial, CustomerTrust, Denial, Trust};
pub use attempts::Pace;
pub use audit::Cause;
pub use departures::{DEPARTURE, Departure};
pub use device::Device;
pub use domain::account::SignInMethod;
pub use entrance::Confirmed;
pub use error::AccountsError;
pub use migrate::migrate;
pub use options::{Accounts, Options};
pub use passwords::{NewPassword, Who};
pub use portal::{PORTAL_LINK, Portal, PortalOpened, PortalSession};
pub use sessions::{Lifetime, Opened, Session, Sessions};
pub use sign_in::{Candidate, Credentials};
pub use strength::{Breached, PASSWORD_CHARS, check_password};
pub use tokens::{INVITATION, Issued, Purpose, RESET};
pub use totp::{Enrolment, TotpState};
pub use vault::{Vault, VaultError};
