//! What an operation can ask of whoever calls it, and what the document says of that.

use crate::problem::{Kind, Problem};
use domain::{Access, Permission};

/// What an operation asks of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Any member or integration: what everybody needs to work at all.
    Staff,
    /// A customer, in the portal. Nobody of the staff.
    Portal,
    /// One of these, for some tickets at least. Which tickets, each answer sees to.
    AnyOf(&'static [Permission]),
}

impl Need {
    pub fn check(self, access: &Access) -> Result<(), Problem> {
        let met = match self {
            Self::Staff => !access.is_portal(),
            Self::Portal => access.is_portal(),
            Self::AnyOf(any) => {
                !access.is_portal() && any.iter().any(|permission| access.allows(*permission))
            }
        };
        if met {
            return Ok(());
        }
        let detail = match self {
            Self::AnyOf([only]) => only.refusal(),
            _ => "your roles do not allow this; ask an administrator",
        };
        Err(Problem::new(Kind::Forbidden, detail))
    }
}

impl Need {
    /// What the document says of it.
    pub fn sentence(self) -> String {
        match self {
            Self::Staff => "Needs no permission: any member or integration may ask.".to_owned(),
            Self::Portal => "For customers who are signed in to the portal.".to_owned(),
            Self::AnyOf([only]) => format!("Needs `{}`.", only.as_str()),
            Self::AnyOf(any) => {
                let any: Vec<_> = any.iter().map(|p| format!("`{}`", p.as_str())).collect();
                format!("Needs one of {}.", any.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_passes_nowhere_here() {
        let customer = Access::customer([], None, &domain::Catalog::default());
        assert!(Need::Staff.check(&customer).is_err());
        assert!(
            Need::AnyOf(&[Permission::ReadTickets])
                .check(&customer)
                .is_err()
        );
    }
}
