//! Changing a ticket: several steps, one append.

use super::{Asking, Outcome, Tx, decide, files, open, people, refused, seen};
use crate::CommandError;
use domain::customer::Contact;
use domain::ticket::{Details, NewMessage, Participant, Ticket, TicketCommand, TicketError};
use domain::{AttachmentId, CustomerId, FieldError, TicketId};
use eventstore::Work;

/// One step of a change, as it is asked for: people and files by what is known of them.
#[derive(Clone, Debug)]
pub enum Step {
    /// Customers named in it are looked up, and followed to where they were merged into.
    Do(TicketCommand),
    /// Who asks from now on; nobody when absent.
    Requester(Option<Asking>),
    /// Somebody outside who joins, matched by the e-mail address or made under this id.
    Invite {
        to: Circle,
        contact: Box<Contact>,
        new_id: CustomerId,
    },
    Post {
        message: Box<NewMessage>,
        attachments: Vec<AttachmentId>,
    },
    Attach(AttachmentId),
    /// A field that is known to be wrong already, told together with what the rules refuse.
    Wrong(FieldError),
}

/// Who hears of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circle {
    /// They get copies of what is said to the requester.
    Cc,
    /// They learn what becomes of it.
    Watchers,
}

impl Circle {
    /// The command by which somebody joins.
    #[must_use]
    pub fn join(self, who: Participant) -> TicketCommand {
        match self {
            Self::Cc => TicketCommand::AddCc { who },
            Self::Watchers => TicketCommand::Watch { who },
        }
    }

    /// The command by which somebody leaves.
    #[must_use]
    pub fn leave(self, who: Participant) -> TicketCommand {
        match self {
            Self::Cc => TicketCommand::RemoveCc { who },
            Self::Watchers => TicketCommand::Unwatch { who },
        }
    }
}

impl From<TicketCommand> for Step {
    fn from(command: TicketCommand) -> Self {
        Self::Do(command)
    }
}

/// Leads a ticket from where it stands to what is wanted.
#[derive(Clone, Debug)]
pub struct ChangeTicket<L> {
    pub id: TicketId,
    /// Asked anew when the ticket has moved on.
    pub lead: L,
}

impl<L> Work for ChangeTicket<L>
where
    L: Fn(&Details) -> Result<Vec<Step>, TicketError> + Send + Sync,
{
    type Primary = Ticket;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = seen(tx, self.id).await?;
        let steps = (self.lead)(open(&now)?).map_err(refused)?;
        let (commands, wrong) = resolve(tx, steps).await?;
        decide(tx, self.id, &commands, wrong).await?;
        Ok(())
    }
}

/// The steps as the ticket's own commands, and the fields that name what is not there.
pub(super) async fn resolve(
    tx: &mut Tx<'_>,
    steps: Vec<Step>,
) -> Outcome<(Vec<TicketCommand>, Vec<FieldError>)> {
    let (mut commands, mut wrong) = (Vec::new(), Vec::new());
    for step in steps {
        let command = match step {
            Step::Do(command) => people::resolve(tx, command, &mut wrong).await?,
            Step::Requester(asking) => {
                let (customer, organisation) = people::requester(tx, asking, &mut wrong).await?;
                TicketCommand::ChangeRequester {
                    customer,
                    organisation,
                }
            }
            Step::Invite {
                to,
                contact,
                new_id,
            } => match people::guest(tx, &contact, new_id, &mut wrong).await? {
                Some(customer) => to.join(Participant::Customer(customer)),
                None => continue,
            },
            Step::Post {
                mut message,
                attachments,
            } => {
                message.files = files::find(tx, &attachments, &mut wrong).await?;
                let command = TicketCommand::PostMessage(message);
                people::resolve(tx, command, &mut wrong).await?
            }
            Step::Wrong(error) => {
                wrong.push(error);
                continue;
            }
            Step::Attach(id) => match files::find(tx, &[id], &mut wrong).await?.pop() {
                Some(file) => TicketCommand::AttachFile { file },
                None => continue,
            },
        };
        commands.push(command);
    }
    Ok((commands, wrong))
}
