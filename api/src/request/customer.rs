//! A customer in the portal, who reads or writes.

use crate::app::State;
use crate::auth::{Principal, customer};
use crate::problem::Problem;
use crate::request::reader::{catalog_at, min_position};
use crate::request::{Reader, Writer, languages};
use accounts::PortalSession;
use domain::customer::{Customer, Profile};
use domain::organisation::Organisation;
use domain::{Access, Catalog, CustomerId, OrganisationId};
use poem::Request;
use std::ops::Deref;
use std::sync::Arc;

/// A recognised customer, with what they may see.
#[derive(Clone, Debug)]
pub(crate) struct PortalReader {
    reader: Reader,
    pub customer: Arc<KnownCustomer>,
}

/// A recognised customer with what their request expects.
#[derive(Clone, Debug)]
pub(crate) struct PortalWriter {
    writer: Writer,
    pub customer: Arc<KnownCustomer>,
}

/// Who is signed in to the portal.
#[derive(Debug)]
pub(crate) struct KnownCustomer {
    pub session: PortalSession,
    pub id: CustomerId,
    /// They themselves, and everybody who was merged into them.
    pub records: Vec<CustomerId>,
    /// The organisation whose tickets they see.
    pub organisation: Option<OrganisationId>,
    pub profile: Profile,
    /// In which they read.
    pub language: String,
}

impl Deref for PortalReader {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Deref for PortalWriter {
    type Target = Writer;

    fn deref(&self) -> &Writer {
        &self.writer
    }
}

impl PortalReader {
    pub async fn of(request: &Request) -> Result<Self, Problem> {
        let state = request.data::<Arc<State>>().cloned();
        let state = state.ok_or_else(|| Problem::internal(&"a route without state"))?;
        check_enabled(&state.app.catalog.now())?;
        let session = customer::session(&state, request).await?;
        let min_position = min_position(request)?;
        let catalog = catalog_at(&state, min_position).await?;
        let customer = known(&state, session, (&catalog, request)).await?;
        let access = Access::customer(
            customer.records.iter().copied(),
            customer.organisation,
            &catalog,
        );
        let principal = Principal::customer(session, customer.id);
        state.limiter.recognised(request, principal.me())?;
        state.gate.check(request, &access)?;
        let reader = Reader {
            principal,
            access: Arc::new(access),
            state,
            catalog,
            min_position,
            command: None,
        };
        let customer = Arc::new(customer);
        Ok(Self { reader, customer })
    }
}

impl PortalWriter {
    pub async fn of(request: &Request) -> Result<Self, Problem> {
        let PortalReader { reader, customer } = PortalReader::of(request).await?;
        let writer = Writer::by(reader, request)?;
        Ok(Self { writer, customer })
    }

    /// The same customer, who looks at what they did.
    pub fn reading(&self) -> PortalReader {
        PortalReader {
            reader: Reader::clone(&self.writer),
            customer: self.customer.clone(),
        }
    }
}

/// Where the portal is off, none of it is there.
pub(crate) fn check_enabled(catalog: &Catalog) -> Result<(), Problem> {
    match catalog.workspace().portal.enabled {
        true => Ok(()),
        false => Err(Problem::not_found("portal")),
    }
}

/// Who goes on for the customer of a session; nobody once they were taken out of use.
async fn known(
    state: &State,
    session: PortalSession,
    (catalog, request): (&Catalog, &Request),
) -> Result<KnownCustomer, Problem> {
    let store = &state.app.store;
    let mut id = session.customer;
    let mut loaded = store.load::<Customer>(id.0).await?;
    while let Some(into) = loaded.state.merged_into {
        id = into; // merges never lead in a circle
        loaded = store.load::<Customer>(id.0).await?;
    }
    let profile = loaded.state.active();
    let profile = profile.map_err(|_| Problem::unauthenticated())?.clone();
    let mut records = state.app.read.customer_aliases(id).await?;
    records.extend([id, session.customer]);
    records.sort_unstable();
    records.dedup();
    Ok(KnownCustomer {
        session,
        id,
        records,
        organisation: shared(state, &profile, catalog).await?,
        language: language(request, &profile, catalog),
        profile,
    })
}

/// The customer's organisation, if the workspace and the organisation let its customers see each
/// other's tickets.
async fn shared(
    state: &State,
    profile: &Profile,
    catalog: &Catalog,
) -> Result<Option<OrganisationId>, Problem> {
    let allowed = catalog.workspace().portal.organisation_tickets;
    let Some(id) = profile.organisation.filter(|_| allowed) else {
        return Ok(None);
    };
    let loaded = state.app.store.load::<Organisation>(id.0).await?;
    let shares = loaded.state.active().is_ok_and(|d| d.shares_tickets);
    Ok(shares.then_some(id))
}

/// What the browser asks for, if it is offered; else what is known of the customer.
fn language(request: &Request, profile: &Profile, catalog: &Catalog) -> String {
    let offered = &catalog.workspace().languages;
    let primary = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
    let mut asked = languages(request).filter_map(|tag| {
        let wanted = primary(tag);
        offered.iter().find(|known| primary(known) == wanted)
    });
    let asked = asked.next().cloned();
    let known = asked.or_else(|| profile.language.clone());
    known
        .or_else(|| offered.first().cloned())
        .unwrap_or_else(|| "en".to_owned())
}

/// Makes `$name`, which has `of(&Request)`, an argument of operations for customers alone.
macro_rules! customers {
    ($name:ident) => {
        impl<'a> poem_openapi::ApiExtractor<'a> for $name {
            const TYPES: &'static [poem_openapi::ApiExtractorType] =
                &[poem_openapi::ApiExtractorType::SecurityScheme];
            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut poem_openapi::registry::Registry) {
                customer::register(registry);
            }

            fn security_schemes() -> Vec<&'static str> {
                vec![customer::SCHEME]
            }

            async fn from_request(
                request: &'a Request,
                _: &mut poem::RequestBody,
                _: poem_openapi::ExtractParamOptions<()>,
            ) -> poem::Result<Self> {
                Ok(Self::of(request).await?)
            }
        }
    };
}

customers!(PortalReader);
customers!(PortalWriter);
