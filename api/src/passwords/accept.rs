//! Accepting an invitation, and saying by which address one signs in.

use super::view::Acceptance;
use crate::app::{App, PATIENCE};
use crate::problem::Problem;
use crate::request::Visitor;
use accounts::NewPassword;
use domain::limits::Checks;
use domain::setting::{Member, Setting, SettingCommand};
use domain::{Access, Actor, Catalog, FieldError, MemberId};
use eventstore::Execute;
use jiff::Timestamp;
use std::borrow::Cow;

/// Sets the password and, where the member has none, the address; whose it is.
pub(super) async fn accept(visitor: &Visitor, wanted: &Acceptance) -> Result<MemberId, Problem> {
    let app = &visitor.state.app;
    let new = NewPassword {
        token: &wanted.token,
        password: &wanted.password,
    };
    let catalog = app.catalog.now();
    if let Some(member) = app.accounts.invited(new.token).await?
        && let Some(known) = catalog.member(member)
        && known.email.is_none()
    {
        let email = check(app, wanted)?;
        let known = Member {
            email: Some(email),
            ..known.clone()
        };
        save(app, (member, known), &catalog).await?;
    }
    Ok(app.accounts.accept_invitation(new).await?)
}

/// The address to be saved, when everything else is right too.
fn check(app: &App, wanted: &Acceptance) -> Result<String, Problem> {
    let mut checks = Checks::default();
    match &wanted.email {
        Some(email) => checks.email("email", email.trim()),
        None => checks.fail("email", "is needed: you have none yet, and sign in by it"),
    }
    let mut wrong: Vec<FieldError> = checks.finish().err().unwrap_or_default();
    wrong.extend(app.accounts.weaknesses("password", &wanted.password));
    match &wanted.email {
        Some(email) if wrong.is_empty() => Ok(email.trim().to_owned()),
        _ => Err(Problem::fields(wrong)),
    }
}

async fn save(
    app: &App,
    (member, value): (MemberId, Member),
    catalog: &Catalog,
) -> Result<(), Problem> {
    let command = SettingCommand::Save(value);
    let actor = Actor::member(member.0);
    let now = Timestamp::now();
    let mut request = Execute::<Setting<Member>>::new(member.0, command, actor, catalog, now);
    request.access = Cow::Borrowed(Access::everything()); // the invitation allows it
    let executed = app.store.execute(request).await?;
    app.catalog.at_least(executed.position, PATIENCE).await;
    Ok(())
}
