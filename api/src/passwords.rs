//! Passwords: forgotten, set by a mailed link, changed; and invitations to set the first one.

mod accept;
mod view;

use crate::answer::{Accepted, Shown};
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{Body, Visitor, Writer};
use crate::sessions::member_with;
use accounts::{NewPassword, Who};
use bytes::Bytes;
use domain::{Access, Actor, Catalog, MemberId, Permissions};
use mail::Recipient;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;
use view::{Acceptance, ForgottenPassword, LetterSent, PasswordChange, PasswordReset, PasswordSet};

pub(crate) struct Passwords;

#[OpenApi(tag = "Tag::SigningIn")]
impl Passwords {
    /// Sends a letter with a link to set another password, if a member has this address. Whether
    /// one has, the answer does not tell.
    #[oai(
        path = "/password/forgot",
        method = "post",
        operation_id = "request_password_reset"
    )]
    async fn forgot(
        &self,
        visitor: Visitor,
        body: Body<ForgottenPassword>,
    ) -> Result<Accepted<LetterSent>, Problem> {
        // answered before anything is looked up, so that not even the time tells
        tokio::spawn(send_reset(visitor, body.value.email));
        Accepted::new(&LetterSent::perhaps())
    }

    /// Sets another password by the token of a mailed link. All sessions end; sign in again.
    #[oai(
        path = "/password/reset",
        method = "post",
        operation_id = "reset_password"
    )]
    async fn reset(
        &self,
        visitor: Visitor,
        body: Body<PasswordReset>,
    ) -> Result<Shown<PasswordSet>, Problem> {
        let new = NewPassword {
            token: &body.value.token,
            password: &body.value.password,
        };
        let member = visitor.state.app.accounts.reset_password(new).await?;
        visitor.state.sessions.forget();
        Shown::new(&PasswordSet::of(member))
    }

    /// Sets another password for whoever knows the present one. Their other sessions end.
    #[oai(path = "/password", method = "put", operation_id = "change_password")]
    async fn change(
        &self,
        writer: Writer,
        body: Body<PasswordChange>,
    ) -> Result<Shown<PasswordSet>, Problem> {
        let member = writer.member()?;
        if writer.was_done().await? {
            return Shown::new(&PasswordSet::of(member));
        }
        let passwords = (body.value.current.as_str(), body.value.new.as_str());
        let who = (member, writer.principal.session());
        let cause = writer.cause(&body.bytes);
        let accounts = &writer.state.app.accounts;
        let position = accounts.change_password(who, passwords, &cause).await?;
        writer.state.sessions.forget();
        Ok(Shown::new(&PasswordSet::of(member))?.position(position))
    }

    /// Sends a member a letter with a link to set their first password; good for 72 hours, once.
    #[oai(
        path = "/members/:id/invite",
        method = "post",
        operation_id = "invite_member"
    )]
    async fn invite(
        &self,
        writer: Writer,
        id: Path<Uuid>,
    ) -> Result<Accepted<LetterSent>, Problem> {
        let member = MemberId(id.0);
        if !writer.was_done().await? {
            let who = who(member, &writer.catalog)?;
            check_not_beyond(member, &writer)?;
            let cause = writer.cause(&Bytes::new());
            writer.state.app.accounts.invite(&who, &cause).await?;
        }
        Accepted::new(&LetterSent::surely())
    }

    /// Sets a first password by the token of an invitation. Whoever has no e-mail address yet says
    /// here by which they want to sign in.
    #[oai(
        path = "/invitations/accept",
        method = "post",
        operation_id = "accept_invitation"
    )]
    async fn accept(
        &self,
        visitor: Visitor,
        body: Body<Acceptance>,
    ) -> Result<Shown<PasswordSet>, Problem> {
        let member = accept::accept(&visitor, &body.value).await?;
        visitor.state.sessions.forget();
        Shown::new(&PasswordSet::of(member))
    }
}

async fn send_reset(visitor: Visitor, email: String) {
    let app = &visitor.state.app;
    let catalog = app.catalog.now();
    let Some(member) = member_with(&catalog, &email) else {
        let outcome = "unknown_account";
        metrics::counter!("docket_password_resets_total", "outcome" => outcome).increment(1);
        tracing::info!("somebody asked for a new password of an unknown account");
        return;
    };
    let Ok(who) = who(member, &catalog) else {
        return; // it has an address: that is how it was found
    };
    match app.accounts.request_reset(&who).await {
        Ok(()) => {
            metrics::counter!("docket_password_resets_total", "outcome" => "known").increment(1);
        }
        Err(error) => tracing::error!(%error, "a letter for a new password was not written"),
    }
}

/// Whom to write to.
fn who(member: MemberId, catalog: &Catalog) -> Result<Who, Problem> {
    let known = catalog.member(member);
    let known = known.ok_or_else(|| Problem::not_found("member"))?;
    let email = known.email.clone().ok_or_else(|| {
        let detail = "must be set first: there is no address to write to";
        Problem::field("email", detail)
    })?;
    let recipient = Recipient {
        name: known.name.clone(),
        email,
        language: known.language.clone(),
    };
    Ok(Who { member, recipient })
}

/// A letter lets its reader act as the member, and an address can be changed: nobody has a say in how
/// somebody signs in who may do more than they do themselves.
pub(crate) fn check_not_beyond(member: MemberId, writer: &Writer) -> Result<(), Problem> {
    let theirs = Access::of(&Actor::member(member.0), &writer.catalog).permissions();
    let beyond: Permissions = theirs.without(writer.access.permissions());
    if beyond.is_empty() {
        return Ok(());
    }
    let detail = "They may do more than you; ask an administrator to do this.";
    Err(Problem::new(Kind::Forbidden, detail))
}
