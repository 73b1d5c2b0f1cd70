//! SLA policies: what is promised on which tickets, and by which hours it is measured.

mod examples;
mod patch;
mod simulate;
mod view;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::settings::{Record, Resource, resource};
use domain::Catalog;
use domain::catalog::Settings;
use domain::sla;
use patch::SlaPolicyPatch;
use simulate::{NewSlaSimulation, SlaSimulation};
use view::{NewSlaPolicy, SlaPolicy};

resource! {
    SlaPolicies of sla::SlaPolicy, tag "Tag::SlaPolicies", writer Writer,
    at "/sla_policies" "/sla_policies/:id" "/sla_policies/:id/history";
    /// A page of SLA policies, in the order in which they are tried.
    page SlaPolicyList of SlaPolicy;
    /// Lists SLA policies, in the order in which they are tried.
    list "list_sla_policies";
    /// Makes an SLA policy. `applies` says whether it holds for tickets that are open already.
    create "create_sla_policy" from NewSlaPolicy;
    /// One SLA policy.
    get "get_sla_policy";
    /// Replaces an SLA policy; brings a retired one back.
    replace "replace_sla_policy";
    /// Changes what is given and leaves the rest; `applies` is `new` unless given.
    change "change_sla_policy" from SlaPolicyPatch;
    /// What happened to an SLA policy, oldest first.
    history "sla_policy_history";
    /// Retires an SLA policy: from now on it holds for no ticket that is open, nor for new ones.
    retire "retire_sla_policy";
    {
        /// Tries a policy on tickets of the past, as if it had always been there.
        ///
        /// Nothing is recorded. What people and rules would have done otherwise because of other
        /// clocks is not guessed: the tickets are as they were.
        #[oai(
            path = "/sla_policies/simulate",
            method = "post",
            operation_id = "simulate_sla_policy"
        )]
        async fn simulate(
            &self,
            reader: Reader,
            body: Body<NewSlaSimulation>,
        ) -> Result<Shown<SlaSimulation>, Problem> {
            Shown::new(&body.value.run(&reader).await?)
        }
    }
}

impl Resource for sla::SlaPolicy {
    type View = SlaPolicy;
    type New = NewSlaPolicy;
    type Patch = SlaPolicyPatch;
    type Order = i32;
    const PATH: &'static str = "sla_policies";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.sla_policies
    }

    fn view(&self, record: Record, catalog: &Catalog) -> SlaPolicy {
        SlaPolicy::of(self, record, catalog)
    }

    fn order(&self) -> i32 {
        self.position
    }

    fn made(new: &NewSlaPolicy, reader: &Reader) -> Result<Self, Problem> {
        new.to_policy(reader)
    }

    fn changed(&self, patch: &SlaPolicyPatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }
}
