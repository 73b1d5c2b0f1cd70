//! Signing in with a password, and the sessions that come of it.

mod view;

use crate::answer::Shown;
use crate::auth::cookie;
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{Body, Reader, Visitor, Writer};
use accounts::{Credentials, Session};
use bytes::Bytes;
use domain::{Catalog, MemberId, SessionId};
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;
use view::{NewSession, SessionList, SessionView};

pub(crate) struct Sessions;

#[OpenApi(tag = "Tag::SigningIn")]
impl Sessions {
    /// Signs in: answers a cookie that keeps the session. After several failures 429 says how long
    /// to wait; a 401 of the type totp-required asks for the code as well.
    #[oai(path = "/session", method = "post", operation_id = "sign_in")]
    async fn sign_in(
        &self,
        visitor: Visitor,
        body: Body<NewSession>,
    ) -> Result<Shown<SessionView>, Problem> {
        let app = &visitor.state.app;
        let typed = Credentials {
            email: &body.value.email,
            password: &body.value.password,
            code: body.value.totp.as_deref(),
        };
        let candidate = member_with(&app.catalog.now(), typed.email);
        let opened = app
            .accounts
            .sign_in(candidate, typed, &visitor.device)
            .await?;
        let seconds = app.accounts.sessions().lifetime().longest.as_secs();
        let cookie = cookie(&opened.token, seconds, &app.public_url);
        let current = Some(opened.session.id);
        let answer = Shown::new(&SessionView::of(opened.session, current))?;
        Ok(answer.set_cookie(&cookie).position(opened.position))
    }

    /// The session that the cookie stands for.
    #[oai(path = "/session", method = "get", operation_id = "get_session")]
    async fn get(&self, reader: Reader) -> Result<Shown<SessionView>, Problem> {
        let current = current(&reader)?;
        let sessions = own(&reader).await?;
        let session = sessions.into_iter().find(|session| session.id == current);
        let session = session.ok_or_else(Problem::unauthenticated)?;
        Shown::new(&SessionView::of(session, Some(current)))
    }

    /// Signs out: ends the session and takes the cookie back.
    #[oai(path = "/session", method = "delete", operation_id = "sign_out")]
    async fn sign_out(&self, writer: Writer) -> Result<Shown<SessionView>, Problem> {
        let (member, current) = (writer.member()?, current(&writer)?);
        let session = own(&writer).await?.into_iter().find(|s| s.id == current);
        let app = &writer.state.app;
        let cause = writer.cause(&Bytes::new());
        let position = app.accounts.sign_out(member, current, &cause).await?;
        writer.state.sessions.forget();
        let session = session.ok_or_else(Problem::unauthenticated)?;
        let dropped = cookie("", 0, &app.public_url);
        let answer = Shown::new(&SessionView::of(session, Some(current)))?;
        Ok(answer.set_cookie(&dropped).position(position))
    }

    /// One's own sessions, the one seen last first.
    #[oai(path = "/sessions", method = "get", operation_id = "list_sessions")]
    async fn list(&self, reader: Reader) -> Result<Shown<SessionList>, Problem> {
        let sessions = own(&reader).await?;
        Shown::new(&SessionList::of(sessions, reader.principal.session()))
    }

    /// Ends one of one's own sessions; wherever it is, it works no more within a second.
    #[oai(
        path = "/sessions/:id",
        method = "delete",
        operation_id = "revoke_session"
    )]
    async fn revoke(&self, writer: Writer, id: Path<Uuid>) -> Result<Shown<SessionView>, Problem> {
        let (member, id) = (writer.member()?, SessionId(id.0));
        let cause = writer.cause(&Bytes::new());
        let accounts = &writer.state.app.accounts;
        let (session, position) = accounts.revoke(member, id, &cause).await?;
        writer.state.sessions.forget();
        let answer = Shown::new(&SessionView::of(session, writer.principal.session()))?;
        Ok(answer.position(position))
    }

    /// Ends all of one's own sessions but the one that asks; answers those that were ended.
    #[oai(
        path = "/sessions",
        method = "delete",
        operation_id = "revoke_sessions"
    )]
    async fn revoke_all(&self, writer: Writer) -> Result<Shown<SessionList>, Problem> {
        let (member, current) = (writer.member()?, writer.principal.session());
        let cause = writer.cause(&Bytes::new());
        let accounts = &writer.state.app.accounts;
        let ended = accounts.revoke_all(member, current, &cause).await?;
        writer.state.sessions.forget();
        Shown::new(&SessionList::of(ended, current))
    }
}

/// The member in service who has this address, in whatever case it was typed.
pub(crate) fn member_with(catalog: &Catalog, email: &str) -> Option<MemberId> {
    let typed = email.trim().to_lowercase();
    let mut members = catalog.members.iter();
    let found = members.find(|entry| {
        let email = entry.active().and_then(|member| member.email.as_ref());
        email.is_some_and(|email| email.to_lowercase() == typed)
    });
    found.map(|entry| MemberId(entry.id))
}

/// The session that asks; refuses keys, which have none.
pub(crate) fn current(reader: &Reader) -> Result<SessionId, Problem> {
    reader.principal.session().ok_or_else(|| {
        let detail = "An API key has no session; sign in with a password for this.";
        Problem::new(Kind::Forbidden, detail)
    })
}

async fn own(reader: &Reader) -> Result<Vec<Session>, Problem> {
    let member = reader.member()?;
    Ok(reader.state.app.accounts.sessions().list(member).await?)
}
