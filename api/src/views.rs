//! Views: ways to look at the ticket list that people keep.

mod counted;
mod view;

use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::settings::{self, Record, Resource, resource};
use domain::Catalog;
use domain::catalog::Settings;
use uuid::Uuid;
use view::{NewView, View, ViewPatch};

resource! {
    Views of domain::view::View, tag "Tag::Views", writer Writer,
    at "/views" "/views/:id" "/views/:id/history";
    /// A page of views, in their order.
    page ViewList of View;
    /// Lists the views that the caller sees: their own, their departments' and those of all.
    list "list_views" (
        /// With how many tickets each shows the caller now.
        counts: Option<bool> => counted::with_counts
    );
    /// Makes a view. One's own need no permission, those that others see need settings.views.
    create "create_view" from NewView;
    /// One view.
    get "get_view";
    /// Replaces a view; brings a retired one back.
    replace "replace_view";
    /// Changes what is given and leaves the rest; brings a retired view back.
    change "change_view" from ViewPatch;
    /// What happened to a view, oldest first.
    history "view_history";
    /// Retires a view: it is in nobody's list any more.
    retire "retire_view";
    {}
}

impl Resource for domain::view::View {
    type View = View;
    type New = NewView;
    type Patch = ViewPatch;
    type Order = (i32, String);
    const PATH: &'static str = "views";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.views
    }

    fn view(&self, record: Record, _: &Catalog) -> View {
        View::of(self, record)
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.name.clone())
    }

    fn made(new: &NewView, reader: &Reader) -> Result<Self, Problem> {
        new.to_view(reader)
    }

    fn changed(&self, patch: &ViewPatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(Self::built_in_id(text).0)
    }

    fn is_for(&self, reader: &Reader) -> bool {
        Self::is_for(self, &reader.access, &reader.catalog)
    }

    fn may_change(
        _: Uuid,
        now: Option<&Self>,
        _: Option<&Self>,
        reader: &Reader,
    ) -> Result<(), Problem> {
        match now.is_some_and(|now| !Resource::is_for(now, reader)) {
            true => Err(Problem::not_found("view")),
            false => Ok(()),
        }
    }

    /// A built-in one keeps its key.
    async fn replace(
        writer: &Writer,
        path: &str,
        body: &Body<NewView>,
    ) -> Result<Changed<View>, Problem> {
        let wanted = |now: &Self| {
            let made = Self::made(&body.value, writer)?;
            let key = now.key.clone();
            Ok(Self { key, ..made })
        };
        settings::change(writer, path, &body.bytes, wanted).await
    }
}
