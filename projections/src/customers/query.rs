//! What can be asked of the customers, and what is answered.

use domain::customer::Profile;
use domain::{CustomerId, OrganisationId};
use jiff::Timestamp;

/// Which customers, in which order. Filters must all hold; merged customers are never listed.
#[derive(Clone, Debug, Default)]
pub struct CustomerQuery {
    /// Every word is found in the name, an address or a phone number; case, vowel points and
    /// spelling variants do not matter, nor how a phone number is spelled.
    pub text: Option<String>,
    pub organisation: Option<OrganisationId>,
    pub include_retired: bool,
    pub sort: CustomerSort,
    /// Most customers on the page: 1 to 1000; 0 means 50.
    pub limit: u16,
    /// From the page before, asked with the same filters and order.
    pub cursor: Option<String>,
}

/// In which order customers are listed; ties are broken by id, so the order is total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerSort {
    /// By name, or by what they go by where there is none.
    #[default]
    Name,
    /// Newest first.
    CreatedDesc,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerPage {
    pub items: Vec<CustomerRow>,
    /// Set when there are more.
    pub next_cursor: Option<String>,
}

/// One customer of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub profile: Profile,
    pub retired: bool,
}

/// A customer as others show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerSummary {
    /// Of whoever was asked for, or of the customer that they were merged into.
    pub id: CustomerId,
    pub name: Option<String>,
    /// The primary address.
    pub email: Option<String>,
    pub organisation: Option<OrganisationId>,
}
