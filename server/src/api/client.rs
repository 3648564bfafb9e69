//! Who speaks: a bearer token of an agency's system, of which the store keeps the hash.

use super::problem::Problem;
use crate::App;
use crate::id;
use crate::store::ApiClient;
use axum::extract::FromRequestParts;
use http::header::AUTHORIZATION;
use http::request::Parts;
use std::sync::Arc;

/// A client that showed a valid token.
pub struct Client(pub ApiClient);

impl Client {
    /// As whoever reads dossiers.
    pub fn reader(&self) -> crate::store::Reader {
        crate::store::Reader::Agency {
            principal: self.0.principal.clone(),
            agency: self.0.agency.clone(),
        }
    }
}

impl FromRequestParts<Arc<App>> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let value = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let token = value
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(Problem::unauthorised)?;
        let client = app.store.api_client(id::token_hash(token)).await?;
        client.map(Client).ok_or_else(Problem::unauthorised)
    }
}
