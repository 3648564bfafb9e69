//! Officers: signing in, their desk, their accounts.
//!
//! - [`password`] argon2id · [`totp`] one-time codes · [`session`] the cookie
//! - [`desk`] answers what officers' pages ask for, [`author`] what authors' do
//! - [`accounts`] makes and closes accounts, also the demonstration's

pub mod accounts;
pub mod author;
pub mod desk;
pub mod password;
pub mod session;
pub mod totp;
