//! Which parts of docket run in a process.

use std::{fmt, str::FromStr};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};

/// A part that can run in a process of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Answers HTTP.
    Api,
    /// Publishes the log to NATS.
    Relay,
    /// Keeps the read models.
    Projections,
    /// Runs rules, timers and deliveries.
    Automation,
}

/// One role or more, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles(Vec<Role>);

impl Roles {
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    fn collect(names: &[&str]) -> Result<Self, String> {
        let names = names.iter().filter(|name| !name.trim().is_empty());
        let mut roles = names
            .map(|name| name.parse())
            .collect::<Result<Vec<Role>, _>>()?;
        roles.sort_unstable();
        roles.dedup();
        match roles.is_empty() {
            true => Err(format!("no role is named; there are {}", Self::default())),
            false => Ok(Self(roles)),
        }
    }
}

impl Role {
    const ALL: [Self; 4] = [Self::Api, Self::Relay, Self::Projections, Self::Automation];

    fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Relay => "relay",
            Self::Projections => "projections",
            Self::Automation => "automation",
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let name = name.trim();
        let known = Self::ALL.into_iter().find(|role| role.name() == name);
        known.ok_or_else(|| format!("unknown role \"{name}\"; there are {}", Roles::default()))
    }
}

impl FromStr for Roles {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        Self::collect(&list.split(',').collect::<Vec<_>>())
    }
}

impl Default for Roles {
    fn default() -> Self {
        Self(Role::ALL.to_vec())
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|role| role.name()).collect();
        f.write_str(&names.join(","))
    }
}

/// From "api,relay" or ["api", "relay"].
impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrList;

        impl<'de> Visitor<'de> for NameOrList {
            type Value = Roles;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of roles such as \"{}\"", Roles::default())
            }

            fn visit_str<E: Error>(self, list: &str) -> Result<Roles, E> {
                list.parse().map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Roles, A::Error> {
                let mut names: Vec<String> = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                Roles::collect(&names).map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_any(NameOrList)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_roles_is_read_in_any_order_and_each_once() {
        let roles: Roles = "relay, api,relay".parse().unwrap();
        assert_eq!(roles.to_string(), "api,relay");
        assert!(roles.has(Role::Relay) && !roles.has(Role::Automation));
    }

    #[test]
    fn an_unknown_role_is_refused_with_the_known_ones() {
        let refused = "api,web".parse::<Roles>().unwrap_err();
        assert_eq!(
            refused,
            "unknown role \"web\"; there are api,relay,projections,automation"
        );
        assert!(" ,".parse::<Roles>().is_err());
    }
}
