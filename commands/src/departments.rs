//! A department and those who belong to it, saved in one append.

use crate::CommandError;
use domain::setting::{Department, Member, Setting, SettingCommand, SettingError};
use domain::{Aggregate, DepartmentId, FieldError, MemberId};
use eventstore::{ExecuteError, Transaction, Work};

/// Most members of one department.
const MOST: usize = 500;

/// Saves a department and says who belongs to it. The catalog of the request must have the
/// department already as it will be (see `Settings::assume`), so that members may name it.
#[derive(Clone, Debug)]
pub struct SaveDepartment<F> {
    pub id: DepartmentId,
    /// From the department as it stands, if there is one.
    pub wanted: F,
    /// All who belong to it from now on.
    pub members: Vec<MemberId>,
}

type Tx<'a> = Transaction<'a, CommandError>;
type Outcome<T> = Result<T, ExecuteError<CommandError>>;

impl<F> Work for SaveDepartment<F>
where
    F: Fn(Option<&Department>) -> Result<SettingCommand<Department>, SettingError> + Send + Sync,
{
    type Primary = Setting<Department>;
    type Error = CommandError;

    async fn run(&self, tx: &mut Tx<'_>) -> Outcome<()> {
        let now = tx.load::<Setting<Department>>(self.id.0).await?;
        let command = (self.wanted)(now.state.value.as_ref()).map_err(refused)?;
        let wrong = self.wrong_members(tx);
        if !wrong.is_empty() {
            return Err(refused(together(&now.state, &command, tx, wrong)));
        }
        tx.decide::<Setting<Department>>(self.id.0, &[command])
            .await?;
        for member in self.concerned(tx) {
            self.settle(tx, member).await?;
        }
        Ok(())
    }
}

impl<F> SaveDepartment<F> {
    fn wrong_members(&self, tx: &Tx<'_>) -> Vec<FieldError> {
        let catalog = tx.context().catalog;
        if self.members.len() > MOST {
            let detail = format!("must have at most {MOST} entries");
            return vec![FieldError::new("member_ids", detail)];
        }
        let unknown = (self.members.iter()).filter(|id| catalog.member(**id).is_none());
        let error = |id| {
            let detail = format!("there is no member {id} in service");
            FieldError::new("member_ids", detail)
        };
        unknown.map(error).collect()
    }

    /// Those who belong to it now and those who shall.
    fn concerned(&self, tx: &Tx<'_>) -> Vec<MemberId> {
        let members = tx.context().catalog.members.iter();
        let belongs = |m: &Member| m.department_ids.contains(&self.id);
        let belonging = members.filter(|e| e.active().is_some_and(belongs));
        let mut all: Vec<_> = belonging.map(|e| MemberId(e.id)).collect();
        all.extend(&self.members);
        all.sort_unstable();
        all.dedup();
        all
    }

    async fn settle(&self, tx: &mut Tx<'_>, id: MemberId) -> Outcome<()> {
        let now = tx.load::<Setting<Member>>(id.0).await?;
        let Some(mut member) = now.state.value.clone().filter(|_| !now.state.retired) else {
            return Ok(()); // retired meanwhile
        };
        let (belongs, shall) = (
            member.department_ids.contains(&self.id),
            self.members.contains(&id),
        );
        match (belongs, shall) {
            (false, true) => member.department_ids.push(self.id),
            (true, false) => member.department_ids.retain(|d| *d != self.id),
            _ => return Ok(()),
        }
        let save = SettingCommand::Save(member);
        let decided = tx.decide::<Setting<Member>>(id.0, &[save]).await;
        decided.map(drop).map_err(|error| of_member(id, error))
    }
}

/// What is wrong with the department is told together with the members that are not there.
fn together(
    now: &Setting<Department>,
    command: &SettingCommand<Department>,
    tx: &Tx<'_>,
    wrong: Vec<FieldError>,
) -> SettingError {
    let mut fields = match now.decide(command, &tx.context()) {
        Err(SettingError::Invalid(fields)) => fields,
        Err(other) => return other,
        Ok(_) => Vec::new(),
    };
    fields.extend(wrong);
    SettingError::Invalid(fields)
}

/// A member who cannot be saved is a wrong entry of the list.
fn of_member(id: MemberId, error: ExecuteError<CommandError>) -> ExecuteError<CommandError> {
    match error {
        ExecuteError::Refused(CommandError::Setting(SettingError::Invalid(fields))) => {
            let told = fields.iter().map(|e| format!("{} {}", e.field, e.detail));
            let told = told.collect::<Vec<_>>().join("; ");
            let detail = format!("member {id} cannot be changed: {told}");
            refused(SettingError::Invalid(vec![FieldError::new(
                "member_ids",
                detail,
            )]))
        }
        other => other,
    }
}

fn refused(error: SettingError) -> ExecuteError<CommandError> {
    ExecuteError::Refused(error.into())
}
