//! Who acts: every draft, dossier and file has an owner principal, and an
//! idempotency key is unique per principal.

/// A principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Its row id.
    pub id: String,
    /// What it is.
    pub kind: PrincipalKind,
}

/// What a principal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// A browser, known by its cookie.
    Cookie,
    /// A system that speaks for an agency.
    ApiClient,
}

impl PrincipalKind {
    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::ApiClient => "apiClient",
        }
    }

    /// The kind a stored word names.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Cookie, Self::ApiClient]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}
