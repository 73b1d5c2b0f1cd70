//! Automation rules: when something happened and the ticket looks so, then do this.

mod action;
mod patch;
mod simulate;
mod simulated;
mod timer;
mod view;
mod when;

use crate::answer::Shown;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::settings::{Record, Resource, resource};
use domain::Catalog;
use domain::automation;
use domain::catalog::Settings;
use patch::RulePatch;
use simulate::NewRuleSimulation;
use simulated::RuleSimulation;
use view::{NewRule, Rule};

resource! {
    Rules of automation::Rule, tag "Tag::Rules", writer Writer,
    at "/rules" "/rules/:id" "/rules/:id/history";
    /// A page of rules, in the order in which they run.
    page RuleList of Rule;
    /// Lists rules, in the order in which they run.
    list "list_rules";
    /// Makes a rule. It acts on what happens from now on.
    create "create_rule" from NewRule;
    /// One rule.
    get "get_rule";
    /// Replaces a rule; brings a retired one back.
    replace "replace_rule";
    /// Changes what is given and leaves the rest; brings a retired rule back.
    change "change_rule" from RulePatch;
    /// What happened to a rule, oldest first.
    history "rule_history";
    /// Retires a rule: it never runs again.
    retire "retire_rule";
    {
        /// Tries rules on tickets of the past: what would have set them off.
        ///
        /// Nothing is recorded and nothing is sent. All events of the tickets are read, so that it takes
        /// a while over many of them.
        #[oai(
            path = "/rules/simulate",
            method = "post",
            operation_id = "simulate_rules"
        )]
        async fn simulate(
            &self,
            reader: Reader,
            body: Body<NewRuleSimulation>,
        ) -> Result<Shown<RuleSimulation>, Problem> {
            Shown::new(&body.value.run(&reader).await?)
        }
    }
}

impl Resource for automation::Rule {
    type View = Rule;
    type New = NewRule;
    type Patch = RulePatch;
    type Order = i32;
    const PATH: &'static str = "rules";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.rules
    }

    fn view(&self, record: Record, catalog: &Catalog) -> Rule {
        Rule::of(self, record, catalog)
    }

    fn order(&self) -> i32 {
        self.position
    }

    fn made(new: &NewRule, reader: &Reader) -> Result<Self, Problem> {
        new.to_rule(reader)
    }

    fn changed(&self, patch: &RulePatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }
}
