//! Providers as people choose among them.

use super::SignInProvider;
use accounts::Admits;
use domain::setting::Names;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An identity provider.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "SignInProvider", example)]
pub(crate) struct ProviderView {
    /// Stands in `/auth/{provider}/start`.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    /// Who may sign in there.
    pub admits: AdmittedView,
}

/// Who may sign in at a provider.
#[derive(Clone, Copy, Debug, Enum, Serialize, Deserialize)]
#[oai(rename = "Admitted", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub(crate) enum AdmittedView {
    Members,
    Customers,
}

/// Every provider.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "SignInProviderList")]
pub(crate) struct ProviderList {
    pub items: Vec<ProviderView>,
}

/// A member whose accounts at providers were forgotten.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ForgottenIdentities {
    pub member_id: Uuid,
}

impl From<&SignInProvider> for ProviderView {
    fn from(known: &SignInProvider) -> Self {
        let options = known.provider.options();
        Self {
            key: options.key.clone(),
            name: options.name.clone(),
            names: known.names.clone(),
            admits: match known.admits {
                Admits::Members(_) => AdmittedView::Members,
                Admits::Customers(_) => AdmittedView::Customers,
            },
        }
    }
}

impl Example for ProviderView {
    fn example() -> Self {
        Self {
            key: "corp".to_owned(),
            name: "Example Corp".to_owned(),
            names: [("ar".to_owned(), "الشركة".to_owned())].into(),
            admits: AdmittedView::Members,
        }
    }
}
