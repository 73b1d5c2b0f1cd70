//! Which policy holds for a ticket in a minute, and in which version.

use super::super::super::super::Applies;
use super::super::world::{History, Policy};
use super::{Held, Walk};

impl<'w> Walk<'w> {
    /// The first policy of those that hold in this minute that is for such a ticket.
    pub(super) fn matching(&self, history: &History) -> Option<Held<'w>> {
        let all = self.world.policies.iter().enumerate();
        let held = all.filter_map(|(id, versions)| self.held(id, versions, history));
        let held = held.filter(|(_, _, p)| p.policy.active && self.ticket.is_for(p.only));
        held.min_by_key(|(id, _, p)| (p.policy.position, *id))
    }

    /// Which version of a policy holds, as it is known when the ticket is asked about.
    fn held(
        &self,
        id: usize,
        versions: &'w [(i64, Option<Policy>)],
        history: &History,
    ) -> Option<Held<'w>> {
        let applies = |policy: &Option<Policy>| {
            policy
                .as_ref()
                .map_or(Applies::OpenFromNow, |p| p.policy.applies)
        };
        let mut holds = None;
        for (index, (since, policy)) in versions.iter().enumerate() {
            let open = || history.is_open_before(*since);
            let takes = match applies(policy) {
                _ if *since <= history.created => true,
                Applies::New => false,
                Applies::OpenFromNow => *since <= self.now && open(),
                Applies::OpenFromStart => *since <= history.now && open(),
            };
            if takes {
                holds = Some((index, policy));
            }
        }
        let (index, policy) = holds?;
        Some((id, i32::try_from(index).unwrap() + 1, policy.as_ref()?))
    }
}
