//! Inviting members, and what they do with the invitation.

use crate::audit::Cause;
use crate::passwords::Who;
use crate::tokens::{self, Purpose};
use crate::{Accounts, AccountsError, Issued, NewPassword};
use domain::MemberId;
use domain::account::AccountEvent;

impl Accounts {
    /// Sends a member a letter with which they can set their first password.
    pub async fn invite(&self, who: &Who, cause: &Cause) -> Result<Issued, AccountsError> {
        if self.has_password(who.member).await? {
            let there = "they have a password already; they can ask for another by mail";
            return Err(AccountsError::Conflict(there));
        }
        let event = AccountEvent::Invited { member: who.member };
        self.send_link(who, Purpose::Invitation, (event, cause))
            .await
    }

    /// A link with which a member can set a password, to be handed over by whoever runs the
    /// program; nothing is mailed.
    pub async fn invitation_link(
        &self,
        member: MemberId,
        cause: &Cause,
    ) -> Result<Issued, AccountsError> {
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        let purpose = Purpose::Invitation;
        let issued = tokens::issue(&transaction, member, purpose, &self.public_url).await?;
        let event = AccountEvent::Invited { member };
        self.audit.record(member, vec![event], cause).await?;
        transaction.commit().await?;
        Ok(issued)
    }

    /// Whose invitation the token is, while it is good.
    pub async fn invited(&self, token: &str) -> Result<Option<MemberId>, AccountsError> {
        let mut connection = self.pool.get().await?;
        let transaction = connection.transaction().await?;
        tokens::owner(&transaction, token, Purpose::Invitation).await
    }

    /// Sets a first password by an invitation's token. A second factor stays in force.
    pub async fn accept_invitation(&self, new: NewPassword<'_>) -> Result<MemberId, AccountsError> {
        self.set_by_token(new, Purpose::Invitation, |member| {
            vec![
                AccountEvent::InvitationAccepted { member },
                AccountEvent::PasswordSet { member },
            ]
        })
        .await
    }

    /// Whether the member has ever set a password.
    pub async fn has_password(&self, member: MemberId) -> Result<bool, AccountsError> {
        Ok(self.password_hash(member).await?.is_some())
    }
}
