//! The form that anybody may fill in, on our own page, in a frame or by a site's own script.

mod cors;
mod view;

pub(crate) use cors::{Cors, FORM};

use crate::answer::{Created, Shown};
use crate::app::State;
use crate::openapi::Tag;
use crate::portal::customer_with;
use crate::problem::Problem;
use crate::request::Body;
use crate::types::Moment;
use commands::CommandError;
use commands::tickets::{Asking, OpenTicket};
use domain::customer::Contact;
use domain::ticket::{Channel, CreateTicket, Ticket};
use domain::{Actor, Audience, Catalog, CustomerId, FieldError, TicketId, field};
use eventstore::{ExecuteError, Executed, Transact};
use jiff::{SignedDuration, Timestamp};
use poem::Request;
use poem_openapi::OpenApi;
use std::sync::Arc;
use uuid::Uuid;
use view::{FormCaptcha, FormOpened, FormSent, NewFormTicket};

/// Nobody reads and fills in a form in less.
const LEAST: SignedDuration = SignedDuration::from_secs(3);
/// A form that was left open for longer begins anew.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

pub(crate) struct PublicForm;

#[OpenApi(tag = "Tag::Portal")]
impl PublicForm {
    /// Begins to fill in the form: answers what must be sent along with it.
    #[oai(path = "/forms/ticket", method = "get", operation_id = "get_form")]
    async fn begin(&self, request: &Request) -> Result<Shown<FormOpened>, Problem> {
        let state = state(request)?;
        let accounts = &state.app.accounts;
        let stamp = accounts.stamp(STAMP, Timestamp::now());
        Shown::new(&FormOpened {
            stamp,
            least_seconds: LEAST.as_secs(),
            captcha: state.app.captcha.as_ref().map(FormCaptcha::of).into(),
        })
    }

    /// Opens a ticket for whoever filled in the form.
    ///
    /// `website` is a trap for programs and stays empty; `stamp` comes from GET and must be a few
    /// seconds old; so does what `captcha` answers, where there is a puzzle. How often one address
    /// may send, `DOCKET_RATE_FORM` says.
    #[oai(path = "/forms/ticket", method = "post", operation_id = "send_form")]
    async fn send(
        &self,
        request: &Request,
        body: Body<NewFormTicket>,
    ) -> Result<Created<FormSent>, Problem> {
        let state = state(request)?;
        let catalog = state.app.catalog.now();
        let wrong = wrong(&body.value, &state);
        let executed = open(&state, (body.value, wrong), &catalog).await?;
        let details = executed.loaded.state.details.as_deref();
        let number = details.map_or(0, |details| details.number);
        Created::told(
            &executed,
            &FormSent {
                number,
                reference: catalog.workspace().reference(number),
            },
        )
    }
}

/// How commands spell fields that the form spells otherwise.
const SPELLED: [(&str, &str); 4] = [
    ("requester.name", "name"),
    ("requester.email", "email"),
    ("requester.language", "language"),
    ("description", "message"),
];

/// What stamps are for.
const STAMP: &str = "form";

/// Where the form is off, it is not there.
fn state(request: &Request) -> Result<Arc<State>, Problem> {
    let state = request.data::<Arc<State>>().cloned();
    let state = state.ok_or_else(|| Problem::internal(&"a route without state"))?;
    match is_on(&state.app.catalog.now()) {
        true => Ok(state),
        false => Err(Problem::not_found("form")),
    }
}

/// Whether the workspace offers the form.
pub(crate) fn is_on(catalog: &Catalog) -> bool {
    catalog.workspace().portal.form
}

/// What shows that a program filled it in.
fn wrong(form: &NewFormTicket, state: &State) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    if !form.website.is_empty() {
        wrong.push(FieldError::new("website", "must be left empty"));
    }
    let answered = !form.captcha.trim().is_empty();
    if state.app.captcha.is_some() && !answered {
        let detail = "must be the answer to the puzzle that GET /api/v1/forms/ticket names";
        wrong.push(FieldError::new("captcha", detail));
    }
    let stamped = state.app.accounts.stamped(STAMP, &form.stamp);
    let age = stamped.map(|at| Timestamp::now().duration_since(at));
    let detail = match age {
        None => "must be what GET /api/v1/forms/ticket answered",
        Some(age) if age < LEAST => "is too new; look the form over and send it again",
        Some(age) if age > LONGEST => "is too old; load the form again",
        Some(_) => return wrong,
    };
    wrong.push(FieldError::new("stamp", detail));
    wrong
}

/// Opens it for whoever has the address, though nobody has shown that it is theirs, which the ticket
/// says to the staff: they see it when they sign in, and whoever typed it sees nothing.
async fn open(
    state: &State,
    (form, wrong): (NewFormTicket, Vec<FieldError>),
    catalog: &Catalog,
) -> Result<Executed<Ticket>, Problem> {
    // a program is told before it costs anything
    if !wrong.is_empty() {
        return Err(Problem::fields(wrong));
    }
    let fields = field::parse(&form.fields.0, catalog, &Audience::Portal);
    let fields = fields.map_err(Problem::fields)?;
    if let Some(captcha) = &state.app.captcha {
        captcha.check(form.captcha.trim()).await?; // last, since an answer is good once
    }
    let known = customer_with(state, &form.email).await?;
    let asking = known.map_or_else(|| CustomerId(Uuid::now_v7()), |(id, _)| id);
    let contact = Contact {
        name: Some(form.name),
        email: Some(form.email.trim().to_owned()),
        language: form.language,
        ..Contact::default()
    };
    let work = OpenTicket {
        id: TicketId(Uuid::now_v7()),
        new: CreateTicket {
            number: state.numbers.take(&state.app.store).await?,
            subject: form.subject,
            description: form.message,
            fields,
            channel: Channel::Web,
            ..CreateTicket::default()
        },
        asking: Some(Asking::Contact(Box::new(contact), asking)),
        attachments: Vec::new(),
        wrong: Vec::new(),
    };
    let actor = Actor::visitor(asking);
    let request = Transact::new(work.id.0, actor, catalog, Moment::now().0);
    let outcome = state.app.store.transact(request, &work).await;
    outcome.map_err(|error: ExecuteError<CommandError>| Problem::from(error).renamed(&SPELLED))
}
