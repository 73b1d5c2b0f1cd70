//! Whole lists and single ends of a schedule, which are changed relative to what is there.

use super::TicketPatch;
use crate::types::{MaybeUndefined, Moment};
use domain::MemberId;
use domain::ticket::{Details, Participant, TicketCommand};

impl TicketPatch {
    /// The commands that depend on the ticket as it stands.
    pub(super) fn relative(&self, now: &Details) -> Vec<TicketCommand> {
        let mut commands = Vec::new();
        self.assign(now, &mut commands);
        self.tag(now, &mut commands);
        self.copies(now, &mut commands);
        self.watched(now, &mut commands);
        self.schedule(now, &mut commands);
        commands
    }

    fn schedule(&self, now: &Details, commands: &mut Vec<TicketCommand>) {
        let ends = [&self.due_at, &self.window_from, &self.window_to];
        if ends.iter().any(|end| !end.is_undefined()) {
            commands.push(TicketCommand::Schedule {
                due_at: end(&self.due_at, now.due_at),
                window_from: end(&self.window_from, now.window_from),
                window_to: end(&self.window_to, now.window_to),
            });
        }
    }

    /// Those who leave go first, so that a full list can be exchanged.
    fn assign(&self, now: &Details, commands: &mut Vec<TicketCommand>) {
        let Some(wanted) = &self.assignee_ids else {
            return;
        };
        let leave = now.assignees.iter().filter(|m| !wanted.contains(&m.0));
        commands.extend(leave.map(|member| TicketCommand::Unassign { member: *member }));
        let join = wanted.iter().map(|id| MemberId(*id));
        commands.extend(join.map(|member| TicketCommand::Assign { member }));
    }

    fn tag(&self, now: &Details, commands: &mut Vec<TicketCommand>) {
        let Some(wanted) = &self.tags else {
            return;
        };
        let keys: Vec<_> = wanted.iter().map(|t| t.trim().to_lowercase()).collect();
        let leave = now.tags.iter().filter(|tag| !keys.contains(tag)).cloned();
        commands.extend(leave.map(|tag| TicketCommand::Untag { tag }));
        commands.extend(wanted.iter().cloned().map(|tag| TicketCommand::Tag { tag }));
    }

    fn copies(&self, now: &Details, commands: &mut Vec<TicketCommand>) {
        let Some(wanted) = &self.cc else {
            return;
        };
        let wanted: Vec<Participant> = wanted.iter().map(|who| (*who).into()).collect();
        let leave = now.cc.iter().filter(|who| !wanted.contains(who));
        commands.extend(leave.map(|who| TicketCommand::RemoveCc { who: *who }));
        // whoever gets copies because of a merged ticket is listed, but not added
        let there = now.copies();
        let join = wanted.iter().filter(|who| !there.contains(who));
        commands.extend(join.map(|who| TicketCommand::AddCc { who: *who }));
    }

    fn watched(&self, now: &Details, commands: &mut Vec<TicketCommand>) {
        let Some(wanted) = &self.watchers else {
            return;
        };
        let wanted: Vec<Participant> = wanted.iter().map(|who| (*who).into()).collect();
        let leave = now.watchers.iter().filter(|who| !wanted.contains(who));
        commands.extend(leave.map(|who| TicketCommand::Unwatch { who: *who }));
        commands.extend(wanted.iter().map(|who| TicketCommand::Watch { who: *who }));
    }
}

fn end(wanted: &MaybeUndefined<Moment>, now: Option<jiff::Timestamp>) -> Option<jiff::Timestamp> {
    match wanted {
        MaybeUndefined::Undefined => now,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(at) => Some(at.0),
    }
}
