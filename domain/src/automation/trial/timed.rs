//! The moments that would have set rules off while nothing happened to a ticket.

use super::{Firing, Occasion, RuleTicket, Timer, Walk};
use crate::Actor;
use crate::automation::Ready;
use crate::condition::TIMER;
use jiff::Timestamp;

impl Walk<'_> {
    /// Lets time go by until `to`: what is due by then, and was not before, sets rules off. What was
    /// due earlier does so where the ticket has come to look so since.
    pub(super) fn pass(&mut self, to: Timestamp) {
        let Ok(details) = self.ticket.open() else {
            return;
        };
        let mut found = Vec::new();
        for (place, tried, ready) in &self.trial.rules {
            match &tried.rule.timer {
                None => {}
                Some(Timer::Schedule(schedule)) if !self.is_closed(details) => {
                    let mut at = self.updated_at.max(self.trial.window.from);
                    while let Some(next) = schedule.next(at).filter(|next| *next <= to) {
                        found.extend(self.asked(*place, ready, next));
                        at = next;
                    }
                }
                Some(timer) => {
                    let due = timer.due(&self.moments, details, self.trial.catalog);
                    let due = due.filter(|due| *due <= to);
                    let due = due.filter(|due| !self.fired.contains(&(*place, *due)));
                    found.extend(due.and_then(|due| self.asked(*place, ready, due)));
                }
            }
        }
        for firing in found {
            if self.fired.insert((firing.rule, firing.at)) {
                self.firings.push(firing);
            }
        }
    }

    fn asked(&self, rule: usize, ready: &Ready<'_>, at: Timestamp) -> Option<Firing> {
        let details = self.ticket.open().ok()?;
        if !self.trial.window.has(at) {
            return None;
        }
        let occasion = Occasion {
            event: None,
            by: Actor::SYSTEM,
            at,
            before: None,
        };
        let asked = RuleTicket::new(details, self.around(), &occasion, self.trial.catalog);
        let matched = ready.found(&asked)?;
        Some(Firing {
            rule,
            at,
            on: TIMER.to_owned(),
            matched,
            real: false,
        })
    }
}
