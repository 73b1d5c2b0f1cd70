//! The names that stand in an export where tickets have ids and keys.

use super::column::Column;
use super::locale::Locale;
use crate::called;
use crate::customers::summaries;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Ticket;
use domain::field::FieldKind;
use domain::organisation::Organisation;
use domain::{Catalog, CustomerId, Permission, PriorityId, StatusId};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// Most customers and organisations whose names are remembered from page to page.
const REMEMBERED: usize = 5_000;

/// Who and what is called how. Whatever has no name, or none that the reader may learn, goes by its
/// id.
#[derive(Debug)]
pub(super) struct Names {
    pub locale: Locale,
    catalog: Arc<Catalog>,
    organisations: HashMap<Uuid, String>,
    customers: HashMap<Uuid, String>,
}

impl Names {
    pub fn new(catalog: Arc<Catalog>, locale: Locale) -> Self {
        Self {
            locale,
            catalog,
            organisations: HashMap::new(),
            customers: HashMap::new(),
        }
    }

    /// Looks up who is named on a page beyond what settings tell, as far as the columns show it.
    pub async fn learn(
        &mut self,
        reader: &Reader,
        columns: &[Column],
        page: &[Ticket],
    ) -> Result<(), Problem> {
        if !reader.access.allows(Permission::ReadCustomers) {
            return Ok(());
        }
        if self.organisations.len() + self.customers.len() > REMEMBERED {
            self.organisations.clear();
            self.customers.clear();
        }
        self.learn_organisations(reader, page).await?;
        self.learn_customers(reader, columns, page).await
    }

    async fn learn_organisations(
        &mut self,
        reader: &Reader,
        page: &[Ticket],
    ) -> Result<(), Problem> {
        let asked = page.iter().filter_map(|ticket| ticket.requester.0.as_ref());
        let asked = asked.filter_map(|who| who.organisation_id.0);
        let new: BTreeSet<_> = asked
            .filter(|id| !self.organisations.contains_key(id))
            .collect();
        let new: Vec<_> = new.into_iter().collect();
        let store = &reader.state.app.store;
        for (id, found) in store.load_all::<Organisation>(&new, 0).await? {
            if let Some(details) = &found.state.details {
                self.organisations.insert(id, details.name.clone());
            }
        }
        Ok(())
    }

    async fn learn_customers(
        &mut self,
        reader: &Reader,
        columns: &[Column],
        page: &[Ticket],
    ) -> Result<(), Problem> {
        let keys = columns.iter().filter_map(|column| match column {
            Column::Field {
                key,
                kind: FieldKind::Customer,
                ..
            } => Some(key),
            _ => None,
        });
        let keys: Vec<_> = keys.collect();
        let values = page
            .iter()
            .flat_map(|t| keys.iter().filter_map(|key| t.fields.0.get(*key)));
        let ids = values.filter_map(|value| value.as_str()?.parse().ok());
        let new: BTreeSet<Uuid> = ids.filter(|id| !self.customers.contains_key(id)).collect();
        let new: Vec<_> = new.into_iter().map(CustomerId).collect();
        for (id, found) in summaries(reader, &new).await? {
            if let Some(name) = found.name.0.or(found.email.0) {
                self.customers.insert(id.0, name);
            }
        }
        Ok(())
    }

    pub fn status(&self, key: &str) -> String {
        let id = StatusId::from_key(key).0;
        let name = called::status(&self.catalog, id, &self.locale.language);
        name.unwrap_or(key).to_owned()
    }

    pub fn priority(&self, key: &str) -> String {
        let id = PriorityId::from_key(key).0;
        let name = called::priority(&self.catalog, id, &self.locale.language);
        name.unwrap_or(key).to_owned()
    }

    pub fn department(&self, id: Uuid) -> String {
        let name = called::department(&self.catalog, id, &self.locale.language);
        name.map_or_else(|| id.to_string(), str::to_owned)
    }

    pub fn member(&self, id: Uuid) -> String {
        let name = called::member(&self.catalog, id);
        name.map_or_else(|| id.to_string(), str::to_owned)
    }

    pub fn organisation(&self, id: Uuid) -> String {
        self.organisations
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    pub fn customer(&self, id: Uuid) -> String {
        self.customers
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }
}
