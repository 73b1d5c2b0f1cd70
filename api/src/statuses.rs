//! Statuses: the steps of a ticket's life.

mod view;

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Reader, Writer};
use crate::settings::{Record, Resource, resource};
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, StatusId};
use uuid::Uuid;
use view::{NewStatus, Status, StatusPatch};

resource! {
    Statuses of setting::Status, tag "Tag::Statuses", writer Writer,
    at "/statuses" "/statuses/:id" "/statuses/:id/history";
    /// A page of statuses, in their order.
    page StatusList of Status;
    /// Lists statuses.
    list "list_statuses";
    /// Makes a status.
    create "create_status" from NewStatus;
    /// One status.
    get "get_status";
    /// Replaces a status; brings a retired one back.
    replace "replace_status";
    /// Changes what is given and leaves the rest; brings a retired status back.
    change "change_status" from StatusPatch;
    /// What happened to a status, oldest first.
    history "status_history";
    /// Retires a status; tickets that have it keep it.
    retire "retire_status";
    {}
}

impl Resource for setting::Status {
    type View = Status;
    type New = NewStatus;
    type Patch = StatusPatch;
    type Order = (i32, String);
    const PATH: &'static str = "statuses";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.statuses
    }

    fn view(&self, record: Record, catalog: &Catalog) -> Status {
        Status::of(self, record, catalog)
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.key.clone())
    }

    fn made(new: &NewStatus, reader: &Reader) -> Result<Self, Problem> {
        new.to_status(reader)
    }

    fn changed(&self, patch: &StatusPatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }

    fn new_id(&self) -> Uuid {
        StatusId::from_key(&self.key).0
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(StatusId::from_key(text).0)
    }
}
