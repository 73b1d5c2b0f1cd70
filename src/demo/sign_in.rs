//! How people come in who want to look around: an administrator and a member of each language, with
//! one password, kept in a file that only the operator reads.

use super::words::{LANGUAGES, MemberWords, Words};
use accounts::{Accounts, AccountsError, Cause, NewPassword};
use domain::ids::derived;
use domain::{Actor, MemberId};
use eventstore::Secret;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The file in the data directory.
const FILE: &str = "demo-password";

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    pub email: String,
    pub name: String,
    pub language: &'static str,
    pub administrator: bool,
}

/// Why nobody can.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("the demo password in {0} cannot be kept: {1}")]
    File(PathBuf, std::io::Error),
    #[error("the system gives no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    #[error("the demo password cannot be set: {0}")]
    Accounts(#[from] AccountsError),
}

/// Lets one administrator and one ordinary member of each language sign in with the password that
/// is answered: `given`, else the one kept in `folder`, else one that is made up. Who has set a
/// password keeps theirs.
pub async fn open_doors(
    accounts: &Accounts,
    folder: &Path,
    given: Option<&str>,
) -> Result<(Vec<Door>, String), SignInError> {
    let password = password(folder, given)?;
    let words = Words::read();
    let mut doors = Vec::new();
    for language in LANGUAGES {
        for role in ["administrator", "member"] {
            let of = |m: &&MemberWords| m.language == language && m.role == role;
            let Some(told) = words.people.members.iter().find(of) else {
                continue;
            };
            let member = MemberId(derived("demo.member", &told.key));
            open(accounts, member, &password).await?;
            doors.push(Door {
                email: format!("{}@example.org", told.key),
                name: told.name.clone(),
                language,
                administrator: role == "administrator",
            });
        }
    }
    Ok((doors, password))
}

/// By an invitation, as everybody gets their first password.
async fn open(accounts: &Accounts, member: MemberId, password: &str) -> Result<(), SignInError> {
    if accounts.has_password(member).await? {
        return Ok(());
    }
    let cause = Cause::new(Actor::SYSTEM);
    let issued = accounts.invitation_link(member, &cause).await?;
    let token = issued.link.rsplit_once('#').map_or("", |(_, token)| token);
    accounts
        .accept_invitation(NewPassword { token, password })
        .await?;
    Ok(())
}

fn password(folder: &Path, given: Option<&str>) -> Result<String, SignInError> {
    let file = folder.join(FILE);
    let told = |error| SignInError::File(file.clone(), error);
    match std::fs::read_to_string(&file) {
        Ok(kept) => return Ok(kept.trim().to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(told(error)),
    }
    let password = match given {
        Some(given) => given.to_owned(),
        None => {
            let secret = Secret::try_new()?;
            let letters = secret.text().chars().rev();
            letters
                .filter(char::is_ascii_alphanumeric)
                .take(16)
                .collect()
        }
    };
    std::fs::create_dir_all(folder).map_err(told)?;
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create_new(true).mode(0o600).open(&file);
    let written = opened.and_then(|mut opened| writeln!(opened, "{password}"));
    written.map_err(told)?;
    Ok(password)
}
