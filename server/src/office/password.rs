//! Passwords: argon2id as OWASP advises (19 MiB, two passes, one lane), away
//! from the threads that answer requests, a few at a time.

use crate::config::Hidden;
use crate::id;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// Characters a password has at least.
pub const SHORTEST: usize = 12;
/// Bytes that are looked at: longer is wrong at once, or hashing could be made slow.
pub const LONGEST: usize = 512;

/// Hashes computed at one time: each holds 19 MiB.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A hash of nobody's password: random bytes that no password is known to give,
/// of the same cost as every other. Kept ready, because making one at the start
/// would hold 19 MiB for a server that may see no officer.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$PhR4rmE+dqn+uCSUdwHCUw$nwbZss21j0Tw1Q7S9nvCrioyNvQB3eUwqJwBPZKnmxc";

fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("the parameters are within argon2's");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password, as a PHC string with a salt of its own.
pub async fn hash(password: Hidden) -> Hidden {
    on_own_thread(move || made(password.expose())).await
}

fn made(password: &str) -> Hidden {
    let salt = id::random::<16>();
    let hash: PasswordHash = argon2()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .expect("argon2 takes a password of any length");
    Hidden::new(hash.to_string())
}

/// Whether the password is the one hashed as `kept`. Without one, a hash of
/// nobody's is compared, so that an unknown login takes as long as a known one.
pub async fn matches(password: Hidden, kept: Option<Hidden>) -> bool {
    on_own_thread(move || {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| Hidden::new(NOBODY));
        let same = PasswordHash::new(kept.expose()).is_ok_and(|kept| {
            argon2()
                .verify_password(password.expose().as_bytes(), &kept)
                .is_ok()
        });
        same && known
    })
    .await
}

async fn on_own_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let permit = AT_ONCE.acquire().await;
    let done = tokio::task::spawn_blocking(work).await;
    drop(permit);
    done.expect("hashing does not panic")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let hash = hash(Hidden::new("đúng mật khẩu")).await;
        assert!(hash.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(matches(Hidden::new("đúng mật khẩu"), Some(hash.clone())).await);
        for wrong in ["", "dung mat khau", "đúng mật khẩu "] {
            assert!(!matches(Hidden::new(wrong), Some(hash.clone())).await);
        }
        assert!(!matches(Hidden::new("x"), Some(Hidden::new("no hash"))).await);
        assert!(!matches(Hidden::new("đúng mật khẩu"), None).await);
    }

    #[tokio::test]
    async fn nobody_costs_what_everybody_costs() {
        let cost = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        let made = hash(Hidden::new("a password")).await;
        assert_eq!(cost(NOBODY), cost(made.expose()));
        assert!(PasswordHash::new(NOBODY).is_ok(), "it is compared in full");
        assert_eq!(NOBODY.len(), made.expose().len());
    }
}
