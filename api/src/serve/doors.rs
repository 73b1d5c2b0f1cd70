//! How many connections are open at once, altogether and from one address.

use crate::edge::EdgeOptions;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(super) struct Doors {
    room: Arc<Semaphore>,
    inside: Arc<Inside>,
    options: Arc<EdgeOptions>,
}

/// Connections by address, where that is limited.
#[derive(Default)]
struct Inside(Mutex<HashMap<IpAddr, usize>>);

/// One connection's; given back when dropped.
pub(super) struct Place {
    _room: OwnedSemaphorePermit,
    counted: Option<(IpAddr, Arc<Inside>)>,
}

impl Doors {
    pub fn new(options: &Arc<EdgeOptions>) -> Self {
        let most = options.limits.connections.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            room: Arc::new(Semaphore::new(most)),
            inside: Arc::default(),
            options: options.clone(),
        }
    }

    /// Waits until there is room; those who come meanwhile wait in the system's queue.
    pub async fn room(&self) -> OwnedSemaphorePermit {
        loop {
            if let Ok(room) = self.room.clone().acquire_owned().await {
                return room;
            }
            std::future::pending::<()>().await; // nobody closes it
        }
    }

    /// `None` when the address has as many as it may.
    pub fn enter(&self, room: OwnedSemaphorePermit, ip: IpAddr) -> Option<Place> {
        let ip = ip.to_canonical();
        let options = &self.options;
        let unlimited = options.proxies.trusted.contain(ip) || options.rates.exempt.contain(ip);
        let counted = match unlimited {
            true => None,
            false => {
                let most = options.limits.connections_per_address;
                self.inside
                    .enter(ip, most)
                    .then(|| (ip, self.inside.clone()))?
                    .into()
            }
        };
        Some(Place {
            _room: room,
            counted,
        })
    }
}

impl Inside {
    fn enter(&self, ip: IpAddr, most: usize) -> bool {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(ip).or_default();
        let fits = *count < most;
        *count += usize::from(fits);
        fits
    }

    fn leave(&self, ip: IpAddr) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = open.get_mut(&ip).map(|count| {
            *count -= 1;
            *count
        });
        if left == Some(0) {
            open.remove(&ip);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((ip, inside)) = &self.counted {
            inside.leave(*ip);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::Limits;

    fn two_each(most: usize) -> Doors {
        let limits = Limits {
            connections: most,
            connections_per_address: 2,
            ..Limits::default()
        };
        Doors::new(&Arc::new(EdgeOptions {
            limits,
            ..EdgeOptions::default()
        }))
    }

    #[tokio::test]
    async fn an_address_has_so_many_and_no_more_until_one_is_closed() {
        let doors = two_each(10);
        let ip: IpAddr = "203.0.113.1".parse().unwrap();
        let first = doors.enter(doors.room().await, ip).unwrap();
        let _second = doors.enter(doors.room().await, ip).unwrap();
        assert!(doors.enter(doors.room().await, ip).is_none());
        drop(first);
        assert!(doors.enter(doors.room().await, ip).is_some());
    }

    #[tokio::test]
    async fn who_has_left_is_forgotten() {
        let doors = two_each(10);
        let other: IpAddr = "203.0.113.2".parse().unwrap();
        drop(doors.enter(doors.room().await, other));
        assert!(doors.inside.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn beyond_the_most_everybody_waits() {
        let doors = two_each(1);
        let here: IpAddr = "127.0.0.1".parse().unwrap();
        let inside = doors.enter(doors.room().await, here).unwrap();
        assert_eq!(doors.room.available_permits(), 0);
        drop(inside);
        assert!(doors.enter(doors.room().await, here).is_some());
    }
}
