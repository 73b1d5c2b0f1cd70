//! What must hold for the choices of a field when it is saved.

use crate::Catalog;
use crate::field::choice::{MAX_CHOICES, MAX_LEVELS};
use crate::field::{Choice, Field, FieldKind};
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::check_names;
use std::collections::HashSet;

pub(super) fn check(field: &Field, checks: &mut Checks, catalog: &Catalog) {
    let choices = field.kind.choices();
    let takes_choices = matches!(
        field.kind,
        FieldKind::Choice { .. }
            | FieldKind::MultiChoice { .. }
            | FieldKind::CascadingChoice { .. }
    );
    if takes_choices && choices.is_empty() {
        checks.fail("kind.choices", "must have at least one choice");
    }
    let mut tree = Tree {
        field,
        catalog,
        checks,
        count: 0,
    };
    tree.check(choices, "kind.choices", 1);
    if tree.count > MAX_CHOICES {
        let detail = format!("must be at most {MAX_CHOICES} over all levels");
        checks.fail("kind.choices", detail);
    }
}

/// Checks the levels of a field's choices.
struct Tree<'a> {
    field: &'a Field,
    catalog: &'a Catalog,
    checks: &'a mut Checks,
    count: usize,
}

impl Tree<'_> {
    fn check(&mut self, choices: &[Choice], at: &str, level: usize) {
        let mut keys = HashSet::new();
        for (index, choice) in choices.iter().enumerate() {
            self.count += 1;
            if self.count > MAX_CHOICES {
                return;
            }
            let at = format!("{at}[{index}]");
            self.checks.key(&format!("{at}.key"), &choice.key);
            if !keys.insert(choice.key.as_str()) {
                let detail = "is the key of another choice of this level already";
                self.checks.fail(&format!("{at}.key"), detail);
            }
            self.checks
                .line(&format!("{at}.name"), &choice.name, NAME_CHARS);
            check_names(self.checks, &format!("{at}.names"), &choice.names);
            if let Some(condition) = &choice.available_if {
                let at = format!("{at}.available_if");
                super::check_condition(self.field, condition, &at, self.checks, self.catalog);
            }
            self.check_below(choice, &at, level);
        }
    }

    fn check_below(&mut self, choice: &Choice, at: &str, level: usize) {
        let at = format!("{at}.choices");
        if choice.choices.is_empty() {
            return;
        }
        if !matches!(self.field.kind, FieldKind::CascadingChoice { .. }) {
            let detail = "must be left out: only a cascading_choice has further levels";
            self.checks.fail(&at, detail);
        } else if level == MAX_LEVELS {
            let detail = format!("must be left out: there are at most {MAX_LEVELS} levels");
            self.checks.fail(&at, detail);
        } else {
            self.check(&choice.choices, &at, level + 1);
        }
    }
}
