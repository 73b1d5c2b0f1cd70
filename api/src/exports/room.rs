//! How many exports are under way at once: each reads, writes and keeps an old view of the tables.

use crate::problem::{Kind, Problem};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// Most exports of this process at once.
const ALL: usize = 4;
/// Most of one member or key, so that nobody takes every place.
const OF_ONE: usize = 2;
/// When it may be worth to ask again.
const LATER: Duration = Duration::from_secs(10);

/// Who takes tickets out now.
#[derive(Debug, Default)]
pub(crate) struct Rooms(Mutex<HashMap<Uuid, usize>>);

/// A place, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    rooms: Arc<Rooms>,
    who: Uuid,
}

impl Rooms {
    /// A place for `who`; refused while too many are taken.
    pub(super) fn take(self: &Arc<Self>, who: Uuid) -> Result<Place, Problem> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.get(&who).is_some_and(|own| *own >= OF_ONE) {
            let detail = format!("{OF_ONE} exports of yours are under way; let one of them end.");
            return Err(full(detail));
        }
        if taken.values().sum::<usize>() >= ALL {
            let detail = format!("{ALL} exports are under way already; try again in a while.");
            return Err(full(detail));
        }
        *taken.entry(who).or_default() += 1;
        let rooms = self.clone();
        Ok(Place { rooms, who })
    }
}

fn full(detail: String) -> Problem {
    let mut problem = Problem::new(Kind::RateLimited, detail);
    problem.retry_after = Some(LATER);
    problem
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.rooms.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = taken.get(&self.who).map_or(0, |own| own - 1);
        match left {
            0 => taken.remove(&self.who),
            left => taken.insert(self.who, left),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_every_place_and_each_is_free_again() {
        let rooms = Arc::new(Rooms::default());
        let [ana, ben, cal] = [1, 2, 3].map(Uuid::from_u128);
        let of_ana: Vec<_> = (0..OF_ONE).map(|_| rooms.take(ana).unwrap()).collect();
        let refused = rooms.take(ana).unwrap_err();
        assert_eq!(refused.kind, Kind::RateLimited);
        assert!(refused.retry_after.is_some());
        let _of_ben = [rooms.take(ben).unwrap(), rooms.take(ben).unwrap()];
        assert!(rooms.take(cal).is_err());
        drop(of_ana);
        assert!(rooms.take(cal).is_ok());
        assert!(!rooms.0.lock().unwrap().contains_key(&ana));
    }
}
