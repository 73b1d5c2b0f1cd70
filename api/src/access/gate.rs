//! Stands before every operation: lets through whoever may call it, and nobody where nothing is
//! said of an operation.

use super::{Need, need};
use crate::openapi::Addresses;
use crate::problem::{Kind, Problem};
use domain::Access;
use poem::http::Method;
use poem::{PathPattern, Request};
use poem_openapi::OpenApi;
use std::collections::HashMap;
use std::sync::Arc;

/// What is asked at each address.
#[derive(Debug)]
pub(crate) struct Gate {
    addresses: Addresses,
    /// By method and the address as the document spells it.
    needs: HashMap<(Method, Arc<str>), Need>,
}

impl Gate {
    /// Every operation below `prefix`.
    pub fn of<T: OpenApi>(prefix: &str) -> Self {
        let paths = T::meta().into_iter().flat_map(|api| api.paths);
        let needs = paths.flat_map(|path| {
            let address: Arc<str> = format!("{prefix}{}", path.path).into();
            path.operations.into_iter().filter_map(move |operation| {
                let need = need(operation.operation_id?)?;
                Some(((operation.method, address.clone()), need))
            })
        });
        Self {
            needs: needs.collect(),
            addresses: Addresses::of::<T>(prefix),
        }
    }

    /// Refuses whoever may not call this operation at all. What it does to a ticket is checked
    /// again where the ticket is known.
    pub fn check(&self, request: &Request, access: &Access) -> Result<(), Problem> {
        let route = request.data::<PathPattern>();
        let address = route.map(|route| self.addresses.template(&route.0));
        let key = address.map(|address| (request.method().clone(), address));
        match key.and_then(|key| self.needs.get(&key)) {
            Some(need) => need.check(access),
            None => Err(Problem::new(Kind::Forbidden, "Nobody may do this.")),
        }
    }
}
