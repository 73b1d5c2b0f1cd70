//! One provider: where to send somebody, and what to make of them when they come back.

use crate::asking::Asking;
use crate::{Flow, Identity, OidcError, Options};
use data_encoding::BASE64URL_NOPAD;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreGenderClaim, CoreIdToken, CoreProviderMetadata,
    CoreTokenResponse,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
    UserInfoClaims,
};
use outgoing::Outgoing;
use secrecy::ExposeSecret;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long what a provider tells of itself is believed.
const BELIEVED: Duration = Duration::from_secs(3600);

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider. Cheap to clone; what it tells of itself is asked for when it is first needed.
#[derive(Clone, Debug)]
pub struct Provider {
    options: Arc<Options>,
    asking: Asking,
    /// Where it sends people back to.
    callback: String,
    told: Arc<Mutex<Option<(Instant, CoreProviderMetadata)>>>,
}

impl Provider {
    #[must_use]
    pub fn new(options: Options, outgoing: Outgoing, callback: &str) -> Self {
        Self {
            options: Arc::new(options),
            asking: Asking(outgoing),
            callback: callback.to_owned(),
            told: Arc::default(),
        }
    }

    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Where a browser is sent to sign in.
    pub async fn begin(&self, flow: &Flow) -> Result<String, OidcError> {
        let client = self.client(self.told().await?)?;
        let (state, nonce) = (flow.state.clone(), flow.nonce());
        let verifier = PkceCodeVerifier::new(flow.verifier());
        let mut request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        );
        for scope in &self.options.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let (url, _, _) = request.set_pkce_challenge(challenge).url();
        Ok(url.into())
    }

    /// Who came back with this code, for the flow with which they left.
    pub async fn finish(&self, flow: &Flow, code: &str) -> Result<Identity, OidcError> {
        let client = self.client(self.told().await?)?;
        let answer = self.exchange(&client, flow, code).await?;
        let id_token = answer
            .id_token()
            .ok_or_else(|| self.refused("it gave no identity token"))?;
        let client = match self.verify(&client, id_token, (&answer, flow)) {
            // signed with a key that is newer than what is known
            Err(Unverified::Signature) => {
                let client = self.client(self.ask().await?)?;
                let again = self.verify(&client, id_token, (&answer, flow));
                again.map_err(|problem| self.refused(&problem.to_string()))?;
                client
            }
            verified => {
                verified.map_err(|problem| self.refused(&problem.to_string()))?;
                client
            }
        };
        let claims = payload(id_token).ok_or_else(|| self.refused("its token cannot be read"))?;
        let more = match self.lacks(&claims) {
            true => {
                self.user_info(&client, answer.access_token(), &claims)
                    .await?
            }
            false => Map::new(),
        };
        Ok(Identity::of(&[&claims, &more], &self.options))
    }

    async fn exchange(
        &self,
        client: &Client,
        flow: &Flow,
        code: &str,
    ) -> Result<CoreTokenResponse, OidcError> {
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| self.broken(&error))?
            .set_pkce_verifier(PkceCodeVerifier::new(flow.verifier()));
        let answer = request.request_async(&self.asking).await;
        answer.map_err(|error| match error {
            openidconnect::RequestTokenError::ServerResponse(refusal) => {
                self.refused(refusal.error().as_ref())
            }
            error => self.broken(&error),
        })
    }

    /// Signature, issuer, audience, times, nonce, and that the access token belongs to it.
    fn verify(
        &self,
        client: &Client,
        id_token: &CoreIdToken,
        (answer, flow): (&CoreTokenResponse, &Flow),
    ) -> Result<(), Unverified> {
        let verifier = client.id_token_verifier();
        let claims = id_token.claims(&verifier, &Nonce::new(flow.nonce()))?;
        let Some(expected) = claims.access_token_hash() else {
            return Ok(());
        };
        let other = |error: &dyn std::fmt::Display| Unverified::Other(error.to_string());
        let algorithm = id_token.signing_alg().map_err(|error| other(&error))?;
        let key = id_token
            .signing_key(&verifier)
            .map_err(|error| other(&error))?;
        let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key)
            .map_err(|error| other(&error))?;
        match actual == *expected {
            true => Ok(()),
            false => Err(other(&"the access token is another's")),
        }
    }

    /// Whether the token alone does not tell what is needed; many providers keep it short.
    fn lacks(&self, claims: &Map<String, Value>) -> bool {
        let groups = &self.options.groups_claim;
        !claims.contains_key("email")
            || (!self.options.roles.is_empty() && !claims.contains_key(groups))
    }

    async fn user_info(
        &self,
        client: &Client,
        token: &AccessToken,
        claims: &Map<String, Value>,
    ) -> Result<Map<String, Value>, OidcError> {
        let subject = claims
            .get("sub")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let subject = openidconnect::SubjectIdentifier::new(subject.to_owned());
        let Ok(request) = client.user_info(token.clone(), Some(subject)) else {
            return Ok(Map::new()); // it has no such place
        };
        let told: Result<UserInfoClaims<Everything, CoreGenderClaim>, _> =
            request.request_async(&self.asking).await;
        let told = told.map_err(|error| self.broken(&error))?;
        match serde_json::to_value(told) {
            Ok(Value::Object(claims)) => Ok(claims),
            _ => Ok(Map::new()),
        }
    }

    /// What the provider tells of itself, as known or asked anew.
    async fn told(&self) -> Result<CoreProviderMetadata, OidcError> {
        if let Some((since, told)) = &*self.told.lock().await
            && since.elapsed() < BELIEVED
        {
            return Ok(told.clone());
        }
        self.ask().await
    }

    async fn ask(&self) -> Result<CoreProviderMetadata, OidcError> {
        let issuer = IssuerUrl::new(self.options.issuer.clone());
        let issuer = issuer.map_err(|error| self.broken(&error))?;
        let told = CoreProviderMetadata::discover_async(issuer, &self.asking).await;
        let told = told.map_err(|error| self.broken(&error))?;
        *self.told.lock().await = Some((Instant::now(), told.clone()));
        Ok(told)
    }

    fn client(&self, told: CoreProviderMetadata) -> Result<Client, OidcError> {
        let callback = RedirectUrl::new(self.callback.clone());
        let callback = callback.map_err(|error| self.broken(&error))?;
        let secret = self.options.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        let id = ClientId::new(self.options.client_id.clone());
        Ok(CoreClient::from_provider_metadata(told, id, secret).set_redirect_uri(callback))
    }

    fn refused(&self, problem: &str) -> OidcError {
        OidcError::Refused {
            provider: self.options.name.clone(),
            problem: problem.to_owned(),
        }
    }

    fn broken(&self, error: &dyn std::error::Error) -> OidcError {
        let cause = error
            .source()
            .map(|cause| format!(": {cause}"))
            .unwrap_or_default();
        OidcError::Provider {
            provider: self.options.name.clone(),
            problem: format!("{error}{cause}"),
        }
    }
}

/// Why an identity token does not count.
#[derive(Debug, thiserror::Error)]
enum Unverified {
    #[error("its token is not signed with a key of its own")]
    Signature,
    #[error("{0}")]
    Other(String),
}

impl From<ClaimsVerificationError> for Unverified {
    fn from(error: ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::SignatureVerification(_) => Self::Signature,
            other => Self::Other(other.to_string()),
        }
    }
}

/// Whatever else a provider tells.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct Everything(Map<String, Value>);

impl openidconnect::AdditionalClaims for Everything {}

/// What a token that was verified holds, beyond what its type knows.
fn payload(token: &CoreIdToken) -> Option<Map<String, Value>> {
    let token = token.to_string();
    let payload = BASE64URL_NOPAD
        .decode(token.split('.').nth(1)?.as_bytes())
        .ok()?;
    serde_json::from_slice(&payload).ok()
}
