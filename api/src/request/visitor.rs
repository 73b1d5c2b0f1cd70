//! Somebody who is not signed in, as operations see them that ask for nobody.

use crate::app::State;
use crate::auth::csrf;
use crate::edge::address::ClientAddress;
use crate::problem::Problem;
use accounts::Device;
use poem::http::header;
use poem::{FromRequest, Request, RequestBody};
use std::sync::Arc;

/// Somebody at the door.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub state: Arc<State>,
    /// From where they come.
    pub device: Device,
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request)?)
    }
}

impl Visitor {
    fn of(request: &Request) -> Result<Self, Problem> {
        let state = request.data::<Arc<State>>().cloned();
        let state = state.ok_or_else(|| Problem::internal(&"a route without state"))?;
        csrf::check_stranger(request, &state.app.public_url)?;
        Self::from_elsewhere(request)
    }

    /// Somebody who may be sent here by another site, such as a provider: what they do must be
    /// tied to their browser by other means.
    pub fn from_elsewhere(request: &Request) -> Result<Self, Problem> {
        let state = request.data::<Arc<State>>().cloned();
        let state = state.ok_or_else(|| Problem::internal(&"a route without state"))?;
        Ok(Self {
            state,
            device: device(request),
        })
    }
}

fn device(request: &Request) -> Device {
    let address = request.extensions().get::<ClientAddress>();
    let address = address
        .filter(|client| !client.hidden)
        .map(|client| client.ip);
    Device::new(
        request.header(header::USER_AGENT).unwrap_or_default(),
        address,
    )
}
