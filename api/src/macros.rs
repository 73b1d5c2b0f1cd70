//! Macros: texts and actions that people apply to tickets with one click.

pub(crate) mod action;
mod view;

use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{Reader, Writer};
use crate::settings::{Record, Resource, resource};
use domain::catalog::Settings;
use domain::macros::{self, MacroScope};
use domain::{Catalog, MemberId, Permission};
use uuid::Uuid;
use view::{Macro, MacroPatch, NewMacro};

resource! {
    Macros of macros::Macro, tag "Tag::Macros", writer Writer,
    at "/macros" "/macros/:id" "/macros/:id/history";
    /// A page of macros, in their order.
    page MacroList of Macro;
    /// Lists the macros that the caller may apply; to administrators all.
    list "list_macros";
    /// Makes a macro. Members make their own, administrators also those of others and of all.
    create "create_macro" from NewMacro;
    /// One macro.
    get "get_macro";
    /// Replaces a macro; brings a retired one back.
    replace "replace_macro";
    /// Changes what is given and leaves the rest; brings a retired macro back.
    change "change_macro" from MacroPatch;
    /// What happened to a macro, oldest first.
    history "macro_history";
    /// Retires a macro: nobody can apply it any more.
    retire "retire_macro";
    {}
}

impl Resource for macros::Macro {
    type View = Macro;
    type New = NewMacro;
    type Patch = MacroPatch;
    type Order = (i32, String);
    const PATH: &'static str = "macros";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.macros
    }

    fn view(&self, record: Record, catalog: &Catalog) -> Macro {
        Macro::of(self, record, catalog)
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.name.clone())
    }

    fn made(new: &NewMacro, reader: &Reader) -> Result<Self, Problem> {
        new.to_macro(reader)
    }

    fn changed(&self, patch: &MacroPatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }

    fn is_for(&self, reader: &Reader) -> bool {
        let actor = reader.principal.actor();
        reader.access.allows(Permission::ChangeMacros)
            || Self::is_for(self, &actor, &reader.catalog)
    }

    fn may_change(
        _: Uuid,
        now: Option<&Self>,
        wanted: Option<&Self>,
        reader: &Reader,
    ) -> Result<(), Problem> {
        if now.is_some_and(|now| !Resource::is_for(now, reader)) {
            return Err(Problem::not_found("macro"));
        }
        let me = MemberId(reader.principal.me());
        let own = |found: &Self| found.scope == MacroScope::Member { id: me };
        if reader.access.allows(Permission::ChangeMacros) || now.into_iter().chain(wanted).all(own)
        {
            return Ok(());
        }
        let detail = "Macros that are not yours alone need settings.macros; make one whose \
                      scope is {\"type\": \"member\"} and your id.";
        Err(Problem::new(Kind::Forbidden, detail))
    }
}
