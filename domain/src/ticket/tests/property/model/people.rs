//! The model's people.

use super::*;
use crate::ticket::Participant;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    department: Option<DepartmentId>,
    assignees: BTreeSet<MemberId>,
    customer: Option<CustomerId>,
    is_stranger: bool,
    cc: BTreeSet<Participant>,
    watchers: BTreeSet<Participant>,
}

impl People {
    pub fn of(t: &Details) -> Self {
        Self {
            department: t.department,
            assignees: t.assignees.iter().copied().collect(),
            customer: t.customer,
            is_stranger: t.requester.is_some(),
            cc: t.cc.iter().copied().collect(),
            watchers: t.watchers.iter().copied().collect(),
        }
    }

    pub fn accept(&self, command: &TicketCommand) -> bool {
        match command {
            C::Assign { member } => self.takes(*member),
            C::Claim { member } => {
                let others = self.assignees.iter().filter(|m| *m != member);
                others.count() == 0 && self.takes(*member)
            }
            C::Offer { member } => !self.assignees.is_empty() || known(*member),
            C::HandOver { from, to } => self.assignees.contains(from) && from != to && known(*to),
            C::Route { department, .. } => self.department == *department || open_for(*department),
            C::AddCc { who } => self.cc.contains(who) || may_join(*who),
            C::Watch { who } => self.watchers.contains(who) || may_join(*who),
            _ => true,
        }
    }

    fn takes(&self, member: MemberId) -> bool {
        self.assignees.contains(&member) || known(member)
    }

    pub fn perform(&mut self, command: &TicketCommand) {
        match command {
            C::Create(new) => self.create(new),
            C::Assign { member } | C::Claim { member } => _ = self.assignees.insert(*member),
            C::Offer { member } if self.assignees.is_empty() => {
                self.assignees.insert(*member);
            }
            C::Unassign { member } => _ = self.assignees.remove(member),
            C::HandOver { from, to } => {
                self.assignees.remove(from);
                self.assignees.insert(*to);
            }
            C::Route {
                department,
                keep_assignees,
            } if self.department != *department => {
                self.department = *department;
                // Sales takes tickets over
                if !keep_assignees.unwrap_or(*department != Some(SALES)) {
                    self.assignees.clear();
                }
            }
            C::ChangeRequester { customer, .. } => {
                self.customer = *customer;
                self.is_stranger = false;
            }
            C::AddCc { who } => _ = self.cc.insert(*who),
            C::RemoveCc { who } => _ = self.cc.remove(who),
            C::Watch { who } => _ = self.watchers.insert(*who),
            C::Unwatch { who } => _ = self.watchers.remove(who),
            _ => {}
        }
    }

    fn create(&mut self, new: &CreateTicket) {
        *self = Self {
            department: new.department,
            assignees: new.assignees.iter().copied().collect(),
            customer: new.customer,
            is_stranger: new.requester.is_some(),
            cc: new.cc.iter().copied().collect(),
            watchers: new.watchers.iter().copied().collect(),
        };
    }
}

fn may_join(who: Participant) -> bool {
    match who {
        Participant::Member(member) => known(member),
        Participant::Customer(_) => true,
    }
}
