//! How a ticket comes in, and what is known of it.

use super::{Step, Teller};
use crate::demo::words::fill;
use domain::field::FieldValue;
use domain::ticket::{Channel, CreateTicket, TicketCommand};
use domain::{DepartmentId, FieldId, PriorityId};
use std::collections::BTreeMap;

/// Priorities by how urgent they are.
const PRIORITIES: [&str; 4] = ["low", "normal", "high", "urgent"];
/// How many of a hundred come in without a department.
const UNROUTED: i64 = 7;

impl Teller<'_> {
    pub(super) fn open(&mut self) {
        let ways = [
            Channel::Email,
            Channel::Web,
            Channel::Phone,
            Channel::Console,
        ];
        let channel = ways[self.dice.weighted(&[50, 27, 14, 9])];
        let told = matches!(channel, Channel::Phone | Channel::Console);
        let picked_up = self.hours().after(self.at, 0); // somebody must be there
        if told && picked_up < self.world.now {
            self.at = picked_up;
        }
        let routed = told || !self.dice.chance(UNROUTED);
        self.routed = routed;
        self.filled = told; // customers are not asked for what the form wants
        let opening = self.one_of(|t| &t.said.openings);
        let files = self.attaches(12);
        let mut tags = self.topic.tags.clone();
        if self.dice.chance(4) {
            tags.push("vip".to_owned());
        }
        let create = CreateTicket {
            subject: self.one_of(|t| &t.said.subjects),
            description: opening,
            customer: Some(self.asker.id),
            organisation: self.asker.profile.organisation,
            priority: Some(PriorityId::from_key(PRIORITIES[self.urgency])),
            department: routed.then_some(self.department),
            fields: if told { self.fields() } else { Vec::new() },
            tags,
            channel,
            ..CreateTicket::default()
        };
        let actor = if told { self.me() } else { self.customer() };
        self.steps.push(Step {
            at: self.at,
            actor,
            command: TicketCommand::Create(Box::new(create)),
            files,
        });
    }

    /// What the form of the department asks for.
    pub(super) fn fields(&mut self) -> Vec<(FieldId, Option<FieldValue>)> {
        let mut values: Vec<(&str, FieldValue)> = Vec::new();
        if let Some(device) = &self.topic.device {
            values.push(("device", text(device)));
            if ["printer", "laptop"].contains(&device.as_str()) {
                let number = self.dice.between(100_000, 999_999);
                values.push(("serial_number", text(format!("DT-{number}"))));
            }
            if device == "printer" {
                let code = self.dice.between(10, 999);
                values.push(("printer_error", text(format!("E-{code:04}"))));
            }
        }
        if let Some(request) = &self.topic.request {
            values.push(("request", text(request)));
            if request == "refund" {
                let amount = self.dice.between(1000, 90_000);
                #[expect(clippy::cast_precision_loss, reason = "far below what is lost")]
                let amount = FieldValue::number(amount as f64 / 100.0);
                values.extend(amount.map(|amount| ("refund_amount", amount)));
            }
        }
        if ["billing", "orders"].contains(&self.topic.department.as_str()) {
            values.push(("order_number", text(&self.gaps["order"])));
        }
        let in_house = ["it", "facilities"].contains(&self.topic.department.as_str());
        if in_house && self.dice.chance(80) {
            let house = if self.dice.chance(65) {
                "north"
            } else {
                "south"
            };
            let floor = format!("floor_{}", self.dice.between(1, 2));
            let place = vec![house.to_owned(), floor];
            values.push(("building", FieldValue::List(place)));
        }
        let values = values.into_iter();
        values
            .map(|(key, value)| (FieldId::from_key(key), Some(value)))
            .collect()
    }

    /// Another department than it belongs to, now and then.
    pub(super) fn wrong_department(&mut self) -> Option<DepartmentId> {
        if !self.dice.chance(4) {
            return None;
        }
        let other = ["support", "orders", "facilities"];
        let key = other[usize::from(self.topic.department == "support")];
        (key != self.topic.department)
            .then(|| DepartmentId(crate::demo::settings::id_of("department", key)))
    }

    /// What the sentences of this ticket speak of.
    pub(super) fn gaps(&mut self) -> BTreeMap<&'static str, String> {
        let words = self.world.words;
        let region = words.region(self.language);
        let texts = &words.texts[self.language];
        let dice = &mut self.dice;
        let when = self.at.to_zoned(region.hours().zone);
        let month = usize::try_from(when.month()).unwrap_or(1) - 1;
        let day = i64::from(when.weekday().to_monday_zero_offset());
        let later = usize::try_from((day + dice.between(1, 3)) % 7).unwrap_or_default();
        let before = usize::try_from((day + 6 + dice.between(0, 1)) % 7).unwrap_or_default();
        let tail = dice.between(10, 99);
        let employee = region.somebody(dice).0;
        let colleagues = self.world.cast.who(self.department, self.language);
        let others: Vec<_> = (colleagues.iter())
            .filter(|m| m.id != self.agent.id)
            .collect();
        let colleague = match others.as_slice() {
            [] => self.agent,
            others => **dice.pick(others),
        };
        BTreeMap::from([
            ("customer", self.asker.name.clone()),
            ("agent", self.agent.value.name.clone()),
            ("colleague", colleague.value.name.clone()),
            ("employee", employee),
            ("order", format!("SO-{}{tail}", dice.between(200, 899))),
            ("order_tail", tail.to_string()),
            (
                "invoice",
                format!("INV-{}-{tail}", dice.between(1000, 9999)),
            ),
            ("amount", region.money(dice.between(1500, 240_000))),
            ("floor", dice.between(1, 4).to_string()),
            (
                "room",
                format!("{}.{:02}", dice.between(1, 4), dice.between(1, 24)),
            ),
            ("day", texts.days[later].clone()),
            ("since", texts.days[before].clone()),
            ("month", region.months[month].clone()),
            ("year", (when.year() - 1).to_string()),
            ("product", dice.pick(&region.products).clone()),
            (
                "version",
                format!("4.{}.{}", dice.between(8, 19), dice.between(0, 6)),
            ),
            ("device", dice.pick(&words.people.devices).clone()),
        ])
    }

    /// A file's name in the language of whoever attaches it.
    pub(super) fn file_name(&self, place: usize) -> String {
        fill(&self.texts().files[place], &self.gaps)
    }
}

fn text(text: impl Into<String>) -> FieldValue {
    FieldValue::Text(text.into())
}
