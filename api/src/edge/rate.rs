//! How often somebody may ask: a budget per class of request, for each key and for each address.

mod budget;
mod class;

pub(crate) use budget::Budget;
pub(crate) use class::Class;

use super::address::ClientAddress;
use super::options::Networks;
use crate::problem::Problem;
use poem::Request;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;
use uuid::Uuid;

/// So many requests in so long; all of them may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub requests: NonZeroU32,
    pub per: Duration,
}

/// Budgets of one key or member; `None` is without limit.
#[derive(Clone, Debug)]
pub struct Rates {
    /// Attempts to sign in, of one address.
    pub sign_in: Option<Rate>,
    pub read: Option<Rate>,
    pub write: Option<Rate>,
    pub upload: Option<Rate>,
    pub export: Option<Rate>,
    /// Public forms sent from one address.
    pub form: Option<Rate>,
    /// How much more an address may ask than one key: offices share theirs.
    pub address_factor: NonZeroU32,
    /// Addresses, and keys used from there, that have no limit.
    pub exempt: Networks,
}

/// The budgets that are in use.
#[derive(Debug)]
pub(crate) struct Limiter {
    exempt: Networks,
    addresses: Budgets,
    principals: Budgets,
}

impl Limiter {
    pub fn new(rates: &Rates) -> Self {
        let factor = rates.address_factor;
        let of_address = |class| match class {
            Class::SignIn => rates.sign_in,
            Class::Form => rates.form,
            class => rates.of(class).map(|rate| rate.times(factor)),
        };
        let of_principal = |class| match class {
            Class::SignIn | Class::Form => None, // nobody is known yet
            class => rates.of(class),
        };
        Self {
            exempt: rates.exempt.clone(),
            addresses: Budgets::new(of_address),
            principals: Budgets::new(of_principal),
        }
    }

    /// Counts a request against its address.
    pub fn address(&self, class: Class, client: ClientAddress) -> Result<(), Problem> {
        match self.is_exempt(client) {
            true => Ok(()),
            false => self.addresses.spend(class, of_network(client.ip)),
        }
    }

    /// Counts a request against whom it was recognised to come from.
    pub fn recognised(&self, request: &Request, principal: Uuid) -> Result<(), Problem> {
        let class = Class::of(request.method(), request.uri().path());
        match request.extensions().get::<ClientAddress>() {
            Some(client) => self.principal(class, *client, principal),
            None => Ok(()), // it did not come through the edge
        }
    }

    fn principal(
        &self,
        class: Class,
        client: ClientAddress,
        principal: Uuid,
    ) -> Result<(), Problem> {
        match self.is_exempt(client) {
            true => Ok(()),
            false => self.principals.spend(class, principal.as_u128()),
        }
    }

    /// Behind a proxy that is not trusted, everybody has the proxy's address.
    fn is_exempt(&self, client: ClientAddress) -> bool {
        !client.hidden && self.exempt.contain(client.ip)
    }
}

/// One budget per class.
#[derive(Debug)]
struct Budgets([Option<Budget>; Class::ALL.len()]);

impl Budgets {
    fn new(rate: impl Fn(Class) -> Option<Rate>) -> Self {
        Self(Class::ALL.map(|class| rate(class).map(Budget::new)))
    }

    fn spend(&self, class: Class, key: u128) -> Result<(), Problem> {
        match &self.0[class as usize] {
            None => Ok(()),
            Some(budget) => budget.spend(key).map_err(Problem::too_many),
        }
    }
}

impl Rate {
    /// So many a minute.
    #[must_use]
    pub const fn per_minute(requests: NonZeroU32) -> Self {
        let per = Duration::from_secs(60);
        Self { requests, per }
    }

    fn times(self, factor: NonZeroU32) -> Self {
        let requests = self.requests.saturating_mul(factor);
        Self { requests, ..self }
    }
}

impl Rates {
    fn of(&self, class: Class) -> Option<Rate> {
        match class {
            Class::SignIn => self.sign_in,
            Class::Read => self.read,
            Class::Write => self.write,
            Class::Upload => self.upload,
            Class::Export => self.export,
            Class::Form => self.form,
        }
    }
}

impl Default for Rates {
    fn default() -> Self {
        let per_minute = |n| NonZeroU32::new(n).map(Rate::per_minute);
        let per_hour = |n| {
            let per = Duration::from_secs(3600);
            NonZeroU32::new(n).map(|requests| Rate { requests, per })
        };
        Self {
            sign_in: per_minute(60),
            read: per_minute(6_000),
            write: per_minute(3_000),
            upload: per_minute(600),
            export: per_minute(60),
            form: per_hour(20),
            address_factor: NonZeroU32::MIN.saturating_add(9),
            exempt: Networks::loopback(),
        }
    }
}

/// Of IPv6 the network counts: whoever has one address there has 2^64.
fn of_network(ip: IpAddr) -> u128 {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().to_bits(),
        IpAddr::V6(ip) => ip.to_bits() >> 64 << 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(ip: &str) -> ClientAddress {
        let ip = ip.parse().unwrap();
        ClientAddress { ip, hidden: false }
    }

    fn three_writes() -> Limiter {
        let write = NonZeroU32::new(3).map(Rate::per_minute);
        let address_factor = NonZeroU32::new(2).unwrap();
        Limiter::new(&Rates {
            write,
            address_factor,
            ..Rates::default()
        })
    }

    #[test]
    fn each_key_has_a_budget_of_its_own_for_each_class() {
        let limiter = three_writes();
        let (ana, ben) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let spend = |class, who| limiter.principal(class, from("203.0.113.1"), who);
        for _ in 0..3 {
            spend(Class::Write, ana).unwrap();
        }
        let refused = spend(Class::Write, ana).unwrap_err();
        assert!(
            refused
                .retry_after
                .is_some_and(|after| after.as_secs() < 21)
        );
        spend(Class::Write, ben).unwrap();
        spend(Class::Read, ana).unwrap();
    }

    #[test]
    fn an_address_has_more_and_an_ipv6_network_is_one_address() {
        let limiter = three_writes();
        let spend = |ip: &str| limiter.address(Class::Write, from(ip));
        for last in 0..6 {
            spend(&format!("2001:db8::{last}")).unwrap();
        }
        assert!(spend("2001:db8::99").is_err());
        assert!(spend("2001:db8:0:1::1").is_ok());
        for _ in 0..6 {
            spend("203.0.113.1").unwrap();
        }
        assert!(spend("::ffff:203.0.113.1").is_err());
        assert!(spend("203.0.113.2").is_ok());
    }

    #[test]
    fn this_machine_has_no_limit_unless_it_speaks_for_others() {
        let limiter = three_writes();
        let here = from("127.0.0.1");
        let proxy = ClientAddress {
            hidden: true,
            ..here
        };
        for _ in 0..100 {
            limiter.address(Class::Write, here).unwrap();
        }
        let spend = |_: &i32| limiter.address(Class::Write, proxy).is_err();
        assert_eq!((0..7).filter(spend).count(), 1);
    }
}
