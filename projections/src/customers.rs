//! Customers and their organisations: one row for each, found by name, address, phone or domain.

mod cursor;
mod draft;
mod list;
mod query;
mod tables;
mod words;
mod write;

pub(crate) use cursor::{Cursor, Place};
pub(crate) use draft::details as organisation_details;
pub use query::{CustomerPage, CustomerQuery, CustomerRow, CustomerSort, CustomerSummary};
pub(crate) use words::find;

use crate::projection::{ApplyError, Phase, Projection};
use deadpool_postgres::Transaction;
use domain::customer::Customer;
use domain::organisation::Organisation;
use domain::{Aggregate, Recorded};
use draft::Drafts;
use std::sync::Arc;

/// Customers and organisations, together because organisations count their customers.
#[derive(Debug)]
pub(crate) struct Customers;

impl Projection for Customers {
    const NAME: &'static str = "customers";
    const VERSION: i32 = 2;
    const CATEGORIES: &'static [&'static str] = &[Customer::CATEGORY, Organisation::CATEGORY];
    const TABLES: &'static str = tables::TABLES;
    const INDEXES: &'static str = tables::INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["customer.created", "organisation.created"];
    const ROWS: &'static str = tables::ROWS;

    async fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        phase: Phase,
    ) -> Result<(), ApplyError> {
        let mut customers = Drafts::<Customer>::load(tx, events).await?;
        let mut organisations = Drafts::<Organisation>::load(tx, events).await?;
        for event in events {
            customers.fold(event)?;
            organisations.fold(event)?;
        }
        write::write(tx, &customers, &organisations, phase).await?;
        Ok(())
    }
}
