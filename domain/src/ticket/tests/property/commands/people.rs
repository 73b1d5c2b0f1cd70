//! Random commands about people.

use super::*;

pub fn people() -> impl Strategy<Value = TicketCommand> {
    prop_oneof![
        3 => member().prop_map(|member| C::Assign { member }),
        3 => member().prop_map(|member| C::Unassign { member }),
        2 => member().prop_map(|member| C::Claim { member }),
        2 => member().prop_map(|member| C::Offer { member }),
        2 => (member(), member()).prop_map(|(from, to)| C::HandOver { from, to }),
        3 => (department(), prop::option::of(any_bool())).prop_map(
            |(department, keep_assignees)| C::Route { department, keep_assignees },
        ),
        2 => prop::option::of(a_customer()).prop_map(|customer| C::ChangeRequester {
            customer,
            organisation: None,
        }),
        2 => participant().prop_map(|who| C::AddCc { who }),
        1 => participant().prop_map(|who| C::RemoveCc { who }),
        2 => participant().prop_map(|who| C::Watch { who }),
        1 => participant().prop_map(|who| C::Unwatch { who }),
    ]
}

pub fn a_customer() -> impl Strategy<Value = CustomerId> {
    select(vec![DANA, ELI])
}

pub fn participants() -> impl Strategy<Value = Vec<Participant>> {
    let good = vec![
        Participant::Member(ANA),
        Participant::Member(BEN),
        Participant::Customer(DANA),
    ];
    prop::collection::vec(select(good), 0..4)
}

fn participant() -> impl Strategy<Value = Participant> {
    prop_oneof![
        member().prop_map(Participant::Member),
        a_customer().prop_map(Participant::Customer),
    ]
}
