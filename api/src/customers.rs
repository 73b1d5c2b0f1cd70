//! Customers: who asks, what is known of them, and who turned out to be whom.

mod change;
mod history;
mod list;
mod lookup;
mod messages;
mod summary;
mod tickets;
mod view;

pub(crate) use list::{Filter, Sort, list};
pub(crate) use summary::{CustomerSummary, summaries, summary};
pub(crate) use view::CustomerList;

use crate::answer::{Changed, Created, Shown};
use crate::history::{History, Wanted};
use crate::messages::{Author, Order, RemoteImages};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::tickets::{Sort as TicketSort, TicketList};
use crate::types::Visibility;
use change::{CustomerMerge, CustomerPatch, NewCustomer};
use domain::customer::CustomerCommand;
use messages::CustomerMessageList;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use uuid::Uuid;
use view::Customer;

pub(crate) struct Customers;

#[OpenApi(tag = "Tag::Customers")]
impl Customers {
    /// Makes a customer.
    ///
    /// A name, an e-mail address or a phone is enough. An address belongs to one customer alone.
    /// Where `organisation_id` is left out, the customer is put into the organisation that the
    /// address's domain belongs to; null keeps them out of it.
    #[oai(path = "/customers", method = "post", operation_id = "create_customer")]
    async fn create(
        &self,
        writer: Writer,
        body: Body<NewCustomer>,
    ) -> Result<Created<Customer>, Problem> {
        change::create(&writer, body).await
    }

    /// Lists customers; those who were merged are not among them.
    #[oai(path = "/customers", method = "get", operation_id = "list_customers")]
    #[expect(
        clippy::too_many_arguments,
        reason = "the document knows each query parameter by an argument of its own"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Words that are all found in the name, an address or a phone number.
        q: Query<Option<String>>,
        /// Only those of this organisation.
        organisation_id: Query<Option<Uuid>>,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        /// The order; by name unless told otherwise.
        sort: Query<Option<Sort>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same filters and order.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<CustomerList>, Problem> {
        let filter = Filter {
            text: q.0,
            organisation: organisation_id.0,
            include_retired: include_retired.0,
            sort: sort.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        list(&reader, filter).await
    }

    /// One customer, in use, retired or merged: `merged_into` says who goes on for them.
    #[oai(path = "/customers/:id", method = "get", operation_id = "get_customer")]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Customer>, Problem> {
        let id = lookup::id(&id.0)?;
        let loaded = lookup::loaded(&reader, id).await?;
        let merged_into = lookup::last(&reader, &loaded).await?;
        let customer = Customer::of(id, &loaded, merged_into)?;
        Ok(Shown::new(&customer)?.version(loaded.version))
    }

    /// Changes what is given and leaves the rest; null takes a value away.
    #[oai(
        path = "/customers/:id",
        method = "patch",
        operation_id = "change_customer"
    )]
    async fn change(
        &self,
        writer: Writer,
        id: Path<String>,
        body: Body<CustomerPatch>,
    ) -> Result<Changed<Customer>, Problem> {
        change::change(&writer, lookup::id(&id.0)?, body).await
    }

    /// Retires a customer: their tickets stay theirs, their addresses are free for others.
    #[oai(
        path = "/customers/:id",
        method = "delete",
        operation_id = "retire_customer"
    )]
    async fn retire(&self, writer: Writer, id: Path<String>) -> Result<Changed<Customer>, Problem> {
        change::run(&writer, lookup::id(&id.0)?, CustomerCommand::Retire).await
    }

    /// Brings a retired customer back, with the addresses that nobody took meanwhile.
    #[oai(
        path = "/customers/:id/restore",
        method = "post",
        operation_id = "restore_customer"
    )]
    async fn restore(
        &self,
        writer: Writer,
        id: Path<String>,
    ) -> Result<Changed<Customer>, Problem> {
        change::run(&writer, lookup::id(&id.0)?, CustomerCommand::Restore).await
    }

    /// Merges a customer into another one, who goes on for both.
    ///
    /// Addresses and phones move, what the other lacks is filled in, and tickets count as the
    /// other's. The merged customer stays readable and says where they went.
    #[oai(
        path = "/customers/:id/merge",
        method = "post",
        operation_id = "merge_customer"
    )]
    async fn merge(
        &self,
        writer: Writer,
        id: Path<String>,
        body: Body<CustomerMerge>,
    ) -> Result<Changed<Customer>, Problem> {
        change::merge(&writer, lookup::id(&id.0)?, body).await
    }

    /// The tickets of a customer, and of all who were merged into them.
    #[oai(
        path = "/customers/:id/tickets",
        method = "get",
        operation_id = "list_customer_tickets"
    )]
    async fn tickets(
        &self,
        reader: Reader,
        id: Path<String>,
        /// The order; newest first unless told otherwise.
        sort: Query<Option<TicketSort>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, in the same order.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<TicketList>, Problem> {
        let wanted = tickets::Wanted {
            sort: sort.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        tickets::list(&reader, lookup::id(&id.0)?, wanted).await
    }

    /// What was said on the tickets of a customer, and of all who were merged into them, by time.
    ///
    /// A ticket that was merged into another one still counts for whoever asked on it; those of
    /// deleted tickets are left out. A page ends early when its bodies are very long.
    #[oai(
        path = "/customers/:id/messages",
        method = "get",
        operation_id = "list_customer_messages"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "the document knows each query parameter by an argument of its own"
    )]
    async fn messages(
        &self,
        reader: Reader,
        id: Path<String>,
        /// `customer`: customers' words; `staff`: those of members; `all`, as usual: also what
        /// rules and imports said.
        author: Query<Option<Author>>,
        /// Messages of this kind alone.
        visibility: Query<Option<Visibility>>,
        /// `desc`: newest first, as usual; `asc`: oldest first.
        order: Query<Option<Order>>,
        /// `allow` lets images of other servers be fetched; they learn who reads where and when.
        remote_images: Query<Option<RemoteImages>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same filters and order.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<CustomerMessageList>, Problem> {
        let wanted = messages::Wanted {
            author: author.0,
            visibility: visibility.0,
            order: order.0,
            images: remote_images.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        messages::list(&reader, lookup::id(&id.0)?, wanted).await
    }

    /// Everything that happened to a customer, oldest first.
    #[oai(
        path = "/customers/:id/history",
        method = "get",
        operation_id = "customer_history"
    )]
    async fn history(
        &self,
        reader: Reader,
        id: Path<String>,
        /// Most items of the page; 100 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<History>, Problem> {
        let wanted = Wanted {
            limit: limit.0,
            cursor: cursor.0,
        };
        history::list(&reader, lookup::id(&id.0)?, &wanted).await
    }
}
