//! Making and closing accounts: `tokhai officer`, and the demonstration's own.

use super::{password, totp};
use crate::config::Hidden;
use crate::id;
use crate::store::officer::{MadeOfficer, NewOfficer, Role, reads, role_of};
use crate::store::{Store, StoreError};
use zeroize::Zeroizing;

/// Logins of the demonstration, their names, agencies and roles: two at the
/// province, one at a commune, and two who write definitions and approve each other's.
const DEMO: [(&str, &str, &str, &[Role]); 5] = [
    (
        "can-bo",
        "Cán bộ Sở Tư pháp (minh họa)",
        "DEMO-SL-002",
        &[Role::Receive, Role::Decide],
    ),
    (
        "cong-an",
        "Cán bộ Công an tỉnh (minh họa)",
        "DEMO-SL-001",
        &[Role::Receive, Role::Decide],
    ),
    (
        "xa",
        "Cán bộ xã Bắc Yên (minh họa)",
        "DEMO-SL-03856",
        &[Role::Receive, Role::Decide],
    ),
    (
        "soan-thao",
        "Người soạn biểu mẫu (minh họa)",
        "DEMO-SL-002",
        &[Role::Author],
    ),
    (
        "duyet",
        "Người duyệt biểu mẫu (minh họa)",
        "DEMO-SL-002",
        &[Role::Author],
    ),
];

/// Logins of the demonstration's accounts.
pub fn demo_logins() -> impl Iterator<Item = &'static str> {
    DEMO.into_iter().map(|(login, ..)| login)
}

/// Agencies of the demonstration's accounts that read dossiers, in the same order.
pub fn demo_agencies() -> impl Iterator<Item = &'static str> {
    let reading = DEMO
        .into_iter()
        .filter(|(.., roles)| roles.iter().any(|role| reads(*role)));
    reading.map(|(_, _, agency, _)| agency)
}

/// Makes the demonstration's accounts with this password, where they are not there.
///
/// # Errors
/// When the store does not answer.
pub async fn demonstrate(store: &dyn Store, given: &Hidden) -> Result<(), StoreError> {
    for (login, name, agency, roles) in DEMO {
        if store.credentials(login.to_owned()).await?.is_some() {
            continue;
        }
        let posts = roles.iter().map(|role| (agency.to_owned(), *role));
        store
            .add_officer(NewOfficer {
                login: login.to_owned(),
                name: name.to_owned(),
                password: password::hash(given.clone()).await,
                totp: None,
                posts: posts.collect(),
            })
            .await?;
    }
    Ok(())
}

/// A login as it is kept: lower case, `[a-z0-9._-]`, 1 to 64. `None`: none of ours.
pub fn login(typed: &str) -> Option<String> {
    let login = typed.trim().to_lowercase();
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    ((1..=64).contains(&login.len()) && login.bytes().all(plain)).then_some(login)
}

/// What `tokhai officer` is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Make an account.
    Add {
        /// Its login.
        login: String,
        /// The name shown.
        name: String,
        /// Agency and role.
        posts: Vec<(String, Role)>,
        /// Whether it wants one-time codes.
        totp: bool,
    },
    /// Close an account.
    Close {
        /// Its login.
        login: String,
    },
}

/// How `tokhai officer` is used.
pub const USAGE: &str =
    "usage: tokhai officer add LOGIN --name NAME --post AGENCY:ROLE[,ROLE]... [--totp]
       tokhai officer close LOGIN
roles: receive, decide, supervise, author, administer; the password is read from standard input";

impl Order {
    /// Reads the words after `tokhai officer`.
    ///
    /// # Errors
    /// What is wrong with them, in one sentence.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["close", typed] => Ok(Self::Close {
                login: named(typed)?,
            }),
            ["add", typed, rest @ ..] => Self::add(named(typed)?, rest),
            _ => Err(USAGE.to_owned()),
        }
    }

    fn add(login: String, mut rest: &[&str]) -> Result<Self, String> {
        let (mut name, mut posts, mut totp) = (String::new(), Vec::new(), false);
        loop {
            rest = match rest {
                [] => break,
                ["--totp", rest @ ..] => {
                    totp = true;
                    rest
                }
                ["--name", given, rest @ ..] => {
                    given.trim().clone_into(&mut name);
                    rest
                }
                ["--post", given, rest @ ..] => {
                    posts.extend(post(given)?);
                    rest
                }
                [other, ..] => return Err(format!("{other}: not understood\n{USAGE}")),
            };
        }
        if name.is_empty() || name.chars().count() > 200 {
            return Err("--name is missing: the name shown, up to 200 characters".to_owned());
        }
        if posts.is_empty() {
            return Err(
                "--post is missing: an agency's code and roles, e.g. DEMO-SL-002:receive,decide"
                    .to_owned(),
            );
        }
        Ok(Self::Add {
            login,
            name,
            posts,
            totp,
        })
    }
}

fn named(typed: &str) -> Result<String, String> {
    login(typed).ok_or_else(|| {
        format!("{typed}: a login has 1 to 64 letters a-z, digits, dots, dashes or underscores")
    })
}

/// `AGENCY:ROLE,ROLE`.
fn post(given: &str) -> Result<Vec<(String, Role)>, String> {
    let wrong = || format!("--post {given}: it is an agency's code, a colon and roles with commas");
    let (agency, roles) = given.split_once(':').ok_or_else(wrong)?;
    if agency.is_empty() || roles.is_empty() {
        return Err(wrong());
    }
    let one = |word: &str| {
        role_of(word)
            .map(|role| (agency.to_owned(), role))
            .ok_or_else(|| format!("--post {given}: {word} is no role"))
    };
    roles.split(',').map(one).collect()
}

/// Does it; what to tell whoever asked. `ask` reads the password.
///
/// # Errors
/// Why it was not done, in one sentence.
pub async fn run(
    store: &dyn Store,
    order: Order,
    ask: impl FnOnce() -> Result<Hidden, String>,
) -> Result<String, String> {
    match order {
        Order::Close { login } => {
            let closed = store.close_officer(login.clone()).await;
            if closed.map_err(|e| e.to_string())? {
                Ok(format!("{login} is closed and signed out"))
            } else {
                Err(format!("{login}: there is no open account of that name"))
            }
        }
        Order::Add {
            login,
            name,
            posts,
            totp: wanted,
        } => {
            let given = ask()?;
            fit(&given)?;
            let secret = wanted.then(|| Zeroizing::new(id::random::<{ totp::SECRET }>().to_vec()));
            let made = store
                .add_officer(NewOfficer {
                    login: login.clone(),
                    name,
                    password: password::hash(given).await,
                    totp: secret.clone(),
                    posts,
                })
                .await
                .map_err(|e| e.to_string())?;
            match made {
                MadeOfficer::Made => Ok(match secret {
                    Some(secret) => format!(
                        "{login} may sign in; enter this in an authenticator, it is shown once: {}",
                        totp::uri(&login, &secret)
                    ),
                    None => format!("{login} may sign in"),
                }),
                MadeOfficer::Taken => Err(format!("{login}: that login is taken")),
                MadeOfficer::NoAgency(agency) => Err(format!(
                    "{agency}: no such agency in the store; agencies come with the first start of the server"
                )),
            }
        }
    }
}

fn fit(password: &Hidden) -> Result<(), String> {
    if password.expose().chars().count() < password::SHORTEST {
        return Err(format!(
            "the password is too short: it has {} characters or more",
            password::SHORTEST
        ));
    }
    if password.expose().len() > password::LONGEST {
        return Err("the password is too long".to_owned());
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Order, String> {
        let words: Vec<String> = text.split(' ').map(|word| word.replace('_', " ")).collect();
        Order::parse(&words)
    }

    #[test]
    fn an_order_is_read() {
        let order =
            parse("add Nga.Lo --name Lò_Thị_Nga --post A:receive,decide --post B:supervise");
        let post = |agency: &str, role| (agency.to_owned(), role);
        assert_eq!(
            order,
            Ok(Order::Add {
                login: "nga.lo".into(),
                name: "Lò Thị Nga".into(),
                posts: vec![
                    post("A", Role::Receive),
                    post("A", Role::Decide),
                    post("B", Role::Supervise)
                ],
                totp: false,
            })
        );
        assert_eq!(parse("close xa"), Ok(Order::Close { login: "xa".into() }));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for text in [
            "",
            "close",
            "add",
            "add l",
            "add l --name N",
            "add l --post A:receive",
            "add l --name N --post A",
            "add l --name N --post A:",
            "add l --name N --post :receive",
            "add l --name N --post A:king",
            "add l --name N --post A:receive --force",
            "add lò --name N --post A:receive",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
