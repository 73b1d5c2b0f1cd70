//! Organisations: whom customers belong to, and the mail domains that tell so.

mod change;
mod history;
mod list;
mod lookup;
mod view;

use crate::answer::{Changed, Created, Shown};
use crate::customers::{self, CustomerList};
use crate::history::{History, Wanted};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use change::{NewOrganisation, OrganisationPatch};
use domain::organisation::OrganisationCommand;
use list::Filter;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use view::{Organisation, OrganisationList};

pub(crate) struct Organisations;

#[OpenApi(tag = "Tag::Organisations")]
impl Organisations {
    /// Makes an organisation.
    ///
    /// New customers whose address has one of its mail domains are put into it.
    #[oai(
        path = "/organisations",
        method = "post",
        operation_id = "create_organisation"
    )]
    async fn create(
        &self,
        writer: Writer,
        body: Body<NewOrganisation>,
    ) -> Result<Created<Organisation>, Problem> {
        change::create(&writer, body).await
    }

    /// Lists organisations by name.
    #[oai(
        path = "/organisations",
        method = "get",
        operation_id = "list_organisations"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Words that are all found in the name or a domain.
        q: Query<Option<String>>,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same filters.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<OrganisationList>, Problem> {
        let filter = Filter {
            text: q.0,
            include_retired: include_retired.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        list::list(&reader, filter).await
    }

    /// One organisation.
    #[oai(
        path = "/organisations/:id",
        method = "get",
        operation_id = "get_organisation"
    )]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Organisation>, Problem> {
        let id = lookup::id(&id.0)?;
        let loaded = lookup::loaded(&reader, id).await?;
        reader.wait_for("customers").await?;
        let customers = reader.state.app.read.customers_in(id).await?;
        let organisation = Organisation::of(id, &loaded, customers)?;
        Ok(Shown::new(&organisation)?.version(loaded.version))
    }

    /// Changes what is given and leaves the rest.
    #[oai(
        path = "/organisations/:id",
        method = "patch",
        operation_id = "change_organisation"
    )]
    async fn change(
        &self,
        writer: Writer,
        id: Path<String>,
        body: Body<OrganisationPatch>,
    ) -> Result<Changed<Organisation>, Problem> {
        let command = OrganisationCommand::Change(Box::new(body.value.into()));
        change::run(&writer, lookup::id(&id.0)?, command, &body.bytes).await
    }

    /// Retires an organisation: its customers stay in it, its domains are free for others.
    #[oai(
        path = "/organisations/:id",
        method = "delete",
        operation_id = "retire_organisation"
    )]
    async fn retire(
        &self,
        writer: Writer,
        id: Path<String>,
    ) -> Result<Changed<Organisation>, Problem> {
        let id = lookup::id(&id.0)?;
        change::run(
            &writer,
            id,
            OrganisationCommand::Retire,
            &bytes::Bytes::new(),
        )
        .await
    }

    /// Brings a retired organisation back, with its domains if nobody took them meanwhile.
    #[oai(
        path = "/organisations/:id/restore",
        method = "post",
        operation_id = "restore_organisation"
    )]
    async fn restore(
        &self,
        writer: Writer,
        id: Path<String>,
    ) -> Result<Changed<Organisation>, Problem> {
        let id = lookup::id(&id.0)?;
        change::run(
            &writer,
            id,
            OrganisationCommand::Restore,
            &bytes::Bytes::new(),
        )
        .await
    }

    /// The customers of an organisation.
    #[oai(
        path = "/organisations/:id/customers",
        method = "get",
        operation_id = "list_organisation_customers"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "the document knows each query parameter by an argument of its own"
    )]
    async fn customers(
        &self,
        reader: Reader,
        id: Path<String>,
        /// Words that are all found in the name, an address or a phone number.
        q: Query<Option<String>>,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        /// The order; by name unless told otherwise.
        sort: Query<Option<customers::Sort>>,
        /// Most items of the page; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
        /// `next_cursor` of the page before, with the same filters and order.
        cursor: Query<Option<String>>,
    ) -> Result<Shown<CustomerList>, Problem> {
        let id = lookup::id(&id.0)?;
        lookup::loaded(&reader, id).await?;
        let filter = customers::Filter {
            text: q.0,
            organisation: Some(id.0),
            include_retired: include_retired.0,
            sort: sort.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        customers::list(&reader, filter).await
    }

    /// Everything that happened to an organisation, oldest first.
    #[oai(
        path = "/organisations/:id/history",
        method = "get",
        operation_id = "organisation_history"
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
