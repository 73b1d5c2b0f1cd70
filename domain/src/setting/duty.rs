//! Who does a member's work at a moment: the member, or the substitute while they are away.

use crate::{Catalog, MemberId};
use jiff::Timestamp;

impl Catalog {
    /// Follows substitutes from `member` to somebody who is there at `now`. Where the way ends in
    /// nobody, in somebody out of service or in a circle, the work stays with `member`.
    #[must_use]
    pub fn on_duty(&self, member: MemberId, now: Timestamp) -> MemberId {
        let mut passed = vec![member];
        let mut current = member;
        loop {
            let Some(found) = self.member(current) else {
                return member;
            };
            let Some(away) = found.absence(now) else {
                return current;
            };
            match away.substitute {
                Some(substitute) if !passed.contains(&substitute) => {
                    passed.push(substitute);
                    current = substitute;
                }
                _ => return member,
            }
        }
    }
}
