//! Asks providers through the guard of all outgoing requests.

use bytes::Bytes;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use outgoing::{Outgoing, OutgoingError};
use std::pin::Pin;

/// How a provider is asked.
#[derive(Clone, Debug)]
pub(crate) struct Asking(pub Outgoing);

impl<'c> AsyncHttpClient<'c> for Asking {
    type Error = OutgoingError;
    /// Named, so that whoever waits for it may do so on any thread.
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OutgoingError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = self.0.send(request.map(Bytes::from)).await?;
            Ok(answer.map(|body| body.to_vec()))
        })
    }
}
