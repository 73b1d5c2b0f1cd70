//! Things to be done on a ticket.

use super::{change, details, example_id, id_in_path, missing};
use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer, present};
use crate::tickets::{Ticket, run};
use bytes::Bytes;
use commands::tickets::Step;
use domain::ticket::{self, Details, TicketCommand, TicketError};
use domain::{ChecklistItemId, FieldError};
use eventstore::Executed;
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How the rules spell the item that stands in the path.
const ITEM: &str = "item";
const WHAT: &str = "item of the checklist";

/// A thing to be done.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewChecklistItem {
    pub text: String,
}

/// What shall be different of an item. What is left out stays as it is.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ChecklistItemPatch {
    #[serde(deserialize_with = "present")]
    pub text: Option<String>,
    #[serde(deserialize_with = "present")]
    pub done: Option<bool>,
}

/// The order that items shall have.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChecklistOrder {
    /// Every item once.
    pub item_ids: Vec<Uuid>,
}

/// An item of a checklist.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct ChecklistItem {
    pub id: Uuid,
    pub text: String,
    pub done: bool,
}

/// A checklist in its order.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ChecklistItems {
    pub items: Vec<ChecklistItem>,
}

pub(crate) struct Checklist;

#[OpenApi(tag = "Tag::Tickets")]
impl Checklist {
    /// The things to be done.
    #[oai(
        path = "/tickets/:id/checklist",
        method = "get",
        operation_id = "list_checklist"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<ChecklistItems>, Problem> {
        let (ticket, version) = details(&reader, &id.0).await?;
        let items = ticket.checklist.iter().map(ChecklistItem::from).collect();
        Ok(Shown::new(&ChecklistItems { items })?.version(version))
    }

    /// Adds an item at the end.
    #[oai(
        path = "/tickets/:id/checklist",
        method = "post",
        operation_id = "add_checklist_item"
    )]
    async fn add(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewChecklistItem>,
    ) -> Result<Created<ChecklistItem>, Problem> {
        let command = TicketCommand::AddChecklistItem {
            item: ChecklistItemId(Uuid::now_v7()),
            text: body.value.text,
        };
        let lead = |_: &Details| Ok(vec![command.clone().into()]);
        let executed = change(&writer, &id.0, lead, &body.bytes).await?;
        let added = items(&executed).last();
        let added = added.ok_or_else(|| Problem::internal(&"an added item is not there"))?;
        Created::after(&executed, &ChecklistItem::from(added))
    }

    /// Rewords an item, checks it off, or takes the check back.
    #[oai(
        path = "/tickets/:id/checklist/:item_id",
        method = "patch",
        operation_id = "change_checklist_item"
    )]
    async fn change(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        item_id: Path<String>,
        body: Body<ChecklistItemPatch>,
    ) -> Result<Changed<ChecklistItem>, Problem> {
        let item = ChecklistItemId(id_in_path(&item_id.0, WHAT)?);
        let lead = |now: &Details| body.value.steps(now, item);
        let outcome = change(&writer, &id.0, lead, &body.bytes).await;
        let executed = outcome.map_err(|problem| missing(problem, ITEM, WHAT))?;
        let changed = items(&executed).iter().find(|i| i.id == item);
        let changed = changed.ok_or_else(|| Problem::internal(&"a changed item is not there"))?;
        Changed::after(&executed, &ChecklistItem::from(changed))
    }

    /// Removes an item; changes nothing when it is not there.
    #[oai(
        path = "/tickets/:id/checklist/:item_id",
        method = "delete",
        operation_id = "remove_checklist_item"
    )]
    async fn remove(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        item_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let item = ChecklistItemId(id_in_path(&item_id.0, WHAT)?);
        let command = TicketCommand::RemoveChecklistItem { item };
        run(&writer, &id.0, command, &Bytes::new()).await
    }

    /// Puts the items in another order.
    #[oai(
        path = "/tickets/:id/checklist/order",
        method = "put",
        operation_id = "order_checklist"
    )]
    async fn order(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<ChecklistOrder>,
    ) -> Result<Changed<ChecklistItems>, Problem> {
        let wanted = body.value.item_ids.into_iter();
        let wanted = wanted.map(ChecklistItemId).collect();
        let command = TicketCommand::ReorderChecklist { items: wanted };
        let lead = |_: &Details| Ok(vec![command.clone().into()]);
        let outcome = change(&writer, &id.0, lead, &body.bytes).await;
        let executed = outcome.map_err(|problem| problem.renamed(&[("items", "item_ids")]))?;
        let items = items(&executed).iter().map(ChecklistItem::from).collect();
        Changed::after(&executed, &ChecklistItems { items })
    }
}

/// The checklist after a change.
fn items(executed: &Executed<ticket::Ticket>) -> &[ticket::ChecklistItem] {
    let details = executed.loaded.state.details.as_deref();
    details.map(|t| t.checklist.as_slice()).unwrap_or_default()
}

impl ChecklistItemPatch {
    fn steps(&self, now: &Details, item: ChecklistItemId) -> Result<Vec<Step>, TicketError> {
        if !now.checklist.iter().any(|i| i.id == item) {
            let wrong = FieldError::new(ITEM, "names no item of this checklist");
            return Err(TicketError::Invalid(vec![wrong]));
        }
        let text = self.text.clone();
        let reword = text.map(|text| TicketCommand::RewordChecklistItem { item, text });
        let check = self
            .done
            .map(|done| TicketCommand::CheckChecklistItem { item, done });
        Ok(reword.into_iter().chain(check).map(Step::from).collect())
    }
}

impl From<&ticket::ChecklistItem> for ChecklistItem {
    fn from(item: &ticket::ChecklistItem) -> Self {
        Self {
            id: item.id.0,
            text: item.text.clone(),
            done: item.done,
        }
    }
}

impl Example for NewChecklistItem {
    fn example() -> Self {
        let text = "Order a new toner".to_owned();
        Self { text }
    }
}

impl Example for ChecklistItemPatch {
    fn example() -> Self {
        Self {
            done: Some(true),
            ..Self::default()
        }
    }
}

impl Example for ChecklistOrder {
    fn example() -> Self {
        Self {
            item_ids: vec![example_id(0xc2), example_id(0xc1)],
        }
    }
}

impl Example for ChecklistItem {
    fn example() -> Self {
        Self {
            id: example_id(0xc1),
            text: "Order a new toner".to_owned(),
            done: false,
        }
    }
}
