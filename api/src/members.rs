//! Members: the staff.

mod view;

use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Reader, Writer};
use crate::retire::{Place, retire};
use crate::settings::{Record, Resource, resource};
use domain::catalog::Settings;
use domain::setting::{self, SettingKind};
use domain::{Catalog, MemberId};
use poem_openapi::param::{Path, Query};
use uuid::Uuid;
use view::NewMember;
pub(crate) use view::{Away, Calendar, Member, MemberPatch, Time, Weekly};

resource! {
    Members of setting::Member, tag "Tag::Members", writer Writer,
    at "/members" "/members/:id" "/members/:id/history";
    /// A page of members, in their order.
    page MemberList of Member;
    /// Lists members.
    list "list_members";
    /// Makes a member.
    create "create_member" from NewMember;
    /// One member.
    get "get_member";
    /// Replaces a member; brings a retired one back.
    replace "replace_member";
    /// Changes what is given and leaves the rest; brings a retired member back.
    change "change_member" from MemberPatch;
    /// What happened to a member, oldest first.
    history "member_history";
    {
        /// Retires a member; their keys stop working, their history stays. Where open tickets are
        /// assigned to them, say with `move_tickets_to` who gets these; departments that they
        /// lead, members whose substitute they are, rules and macros that name them must be
        /// changed first. A 409 names all that is in the way.
        #[oai(path = "/members/:id", method = "delete", operation_id = "retire_member")]
        async fn retire(
            &self,
            writer: Writer,
            id: Path<String>,
            /// Id of the member who gets their open tickets.
            move_tickets_to: Query<Option<Uuid>>,
        ) -> Result<Changed<Member>, Problem> {
            let place = |id| Place::Member(MemberId(id));
            retire::<setting::Member>(&writer, &id.0, move_tickets_to.0, place).await
        }
    }
}

impl Resource for setting::Member {
    type View = Member;
    type New = NewMember;
    type Patch = MemberPatch;
    type Order = String;
    const PATH: &'static str = "members";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.members
    }

    fn view(&self, record: Record, _: &Catalog) -> Member {
        Member::of(self, record)
    }

    fn order(&self) -> String {
        self.name.to_lowercase()
    }

    fn made(new: &NewMember, _: &Reader) -> Result<Self, Problem> {
        new.to_member()
    }

    fn changed(&self, patch: &MemberPatch, _: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self)
    }

    fn may_change(
        id: Uuid,
        now: Option<&Self>,
        wanted: Option<&Self>,
        reader: &Reader,
    ) -> Result<(), Problem> {
        let substitute = wanted.and_then(|m| m.away).and_then(|away| away.substitute);
        if substitute == Some(MemberId(id)) {
            let detail = "must be somebody else";
            return Err(Problem::field("away.substitute_id", detail));
        }
        let Some(now) = now else {
            return Ok(());
        };
        // before anything is moved; the log holds the change to it once more
        let kept = Self::stands_by(id, now, wanted, &reader.catalog);
        kept.map(drop).map_err(|wrong| Problem::fields(vec![wrong]))
    }
}
