//! How random tickets stand by what is promised on them.

use super::world::{NOW, World};
use domain::Actor;
use domain::sla::{Moved, SlaState, Standing, StandingCommand, TicketStanding};
use domain::ticket::Ticket;
use eventstore::Execute;
use jiff::SignedDuration;
use uuid::Uuid;

impl World {
    /// How a ticket stands by what is promised on it, if it is there: another way each hour.
    pub async fn stands(&self, ticket: Uuid, hour: i64) {
        let loaded = self.store.load::<Ticket>(ticket).await.unwrap();
        if !loaded.exists() {
            return;
        }
        let at = |hours: i64| (hours % 4 > 0).then(|| NOW + SignedDuration::from_hours(hours));
        let moved = Moved {
            ticket: ticket.into(),
            ticket_version: loaded.version,
            seen_at: NOW + SignedDuration::from_hours(hour),
            standing: Standing {
                rest: SlaState::ALL[hour as usize % 5],
                warn_at: at(hour / 2),
                due_at: at(hour),
            },
        };
        let id = TicketStanding::id(ticket.into());
        let command = StandingCommand::Move(moved);
        let request =
            Execute::<TicketStanding>::new(id, command, Actor::SYSTEM, &self.catalog, NOW);
        self.store.execute(request).await.unwrap();
    }
}
