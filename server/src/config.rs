//! What the program is told at start: from the environment, else from the TOML
//! file that `TOKHAI_CONFIG` names. One table ([`settings::SETTINGS`]) says
//! every name, what it wants and what it is without; README and `tokhai help`
//! print it. A wrong or missing value stops the start with one sentence.

mod delivery;
mod demo;
mod settings;

pub use delivery::{SmsHook, SmtpRelay, SmtpTls};
pub use settings::{SETTINGS, Setting};

use crate::seal::Sealer;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Text that is never printed and is wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(Zeroizing<String>);

impl Hidden {
    /// Hides a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text, for whoever must use it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(..)")
    }
}

/// The default agencies' account at VNPAY.
#[derive(Clone, Debug)]
pub struct VnpayAccount {
    /// Merchant code.
    pub tmn_code: String,
    /// The secret that signs.
    pub secret: Hidden,
}

/// The configuration. `Debug` prints no secret.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub addr: SocketAddr,
    /// Public origin, without a slash at the end.
    pub public_url: String,
    /// Folder of the database and the files.
    pub data: PathBuf,
    /// Folder of the catalogue.
    pub catalogue: PathBuf,
    /// Folder of the built client.
    pub assets: PathBuf,
    /// Folder of files served as they are.
    pub public: PathBuf,
    /// Seals what a person gave.
    pub sealer: Sealer,
    /// Signs the sandbox's callbacks; derived from the seal key.
    pub sandbox_secret: Hidden,
    /// The bearer token of the first agency's API client.
    pub api_token: Option<Hidden>,
    /// VNPAY's pay page.
    pub vnpay_pay_url: String,
    /// VNPAY's merchant API.
    pub vnpay_api_url: String,
    /// VNPAY's account; `None`: not enabled.
    pub vnpay: Option<VnpayAccount>,
    /// Whether the sandbox gateway is enabled.
    pub sandbox: bool,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// The password of the demonstration's officers, whose accounts `tokhai demo`
    /// alone makes; no setting names it.
    pub demo_officers: Option<Hidden>,
    /// Days a draft is kept after its last save.
    pub draft_days: u32,
    /// Hours a file that belongs to nothing is kept.
    pub orphan_hours: u32,
    /// Folder of messages that no other courier takes.
    pub mailbox: PathBuf,
    /// Where e-mail goes out.
    pub smtp: Option<SmtpRelay>,
    /// Where text messages go out.
    pub sms: Option<SmsHook>,
    /// The one proxy whose `X-Forwarded-For` is believed.
    pub trusted_proxy: Option<IpAddr>,
    /// Whether callers are limited (off only for load tests).
    pub limited: bool,
}

impl Config {
    /// From this process's environment.
    ///
    /// # Errors
    /// One sentence that names the variable and says what it wants.
    pub fn read(demo: bool) -> Result<Self, String> {
        let values = settings::Values::of_process(demo)?;
        if demo {
            let data = PathBuf::from(values.text("TOKHAI_DATA")?);
            let kept = demo::keep(&data)?;
            let password = kept.iter().find(|(name, _)| name == demo::PASSWORD);
            let password = password.map(|(_, password)| Hidden::new(password));
            let mut config = Self::from_values(&values.with(kept))?;
            config.demo_officers = password;
            return Ok(config);
        }
        Self::from_values(&values)
    }

    fn from_values(values: &settings::Values) -> Result<Self, String> {
        let sealer = values.parsed("TOKHAI_SEAL_KEY", Sealer::parse)?;
        let data = PathBuf::from(values.text("TOKHAI_DATA")?);
        let config = Self {
            addr: values.parsed("TOKHAI_ADDR", |text| text.parse().ok())?,
            public_url: values.parsed("TOKHAI_PUBLIC_URL", origin)?,
            catalogue: values.folder("TOKHAI_CATALOGUE")?,
            assets: PathBuf::from(values.text("TOKHAI_ASSETS")?),
            public: PathBuf::from(values.text("TOKHAI_PUBLIC")?),
            sandbox_secret: sandbox_secret(&sealer),
            sealer,
            api_token: values.optional("TOKHAI_API_TOKEN", |text| {
                (text.len() >= 16).then(|| Hidden::new(text))
            })?,
            vnpay_pay_url: values.parsed("TOKHAI_VNPAY_PAY_URL", web_url)?,
            vnpay_api_url: values.parsed("TOKHAI_VNPAY_API_URL", web_url)?,
            vnpay: vnpay(values)?,
            demo: values.switch("TOKHAI_DEMO")?,
            demo_officers: None,
            sandbox: values.switch("TOKHAI_SANDBOX")?,
            draft_days: values.parsed("TOKHAI_DRAFT_DAYS", |text| {
                text.parse().ok().filter(|days| (1..=365).contains(days))
            })?,
            orphan_hours: values.parsed("TOKHAI_ORPHAN_HOURS", |text| {
                text.parse().ok().filter(|hours| (1..=720).contains(hours))
            })?,
            mailbox: values
                .text("TOKHAI_MAILBOX")
                .map(PathBuf::from)
                .unwrap_or_else(|_| data.join("mailbox")),
            smtp: delivery::smtp(values)?,
            sms: delivery::sms(values)?,
            trusted_proxy: values.optional("TOKHAI_TRUSTED_PROXY", |text| text.parse().ok())?,
            limited: values.switch("TOKHAI_LIMITS")?,
            data,
        };
        Ok(config)
    }

    /// What a folder is tried with (`tokhai preview`): everything in `data`, under a key of
    /// its own, the sandbox alone, nobody limited. Only where the client is built may be set.
    ///
    /// # Errors
    /// One sentence about `TOKHAI_CONFIG`.
    pub fn of_preview(addr: SocketAddr, data: &Path, folder: &Path) -> Result<Self, String> {
        let process = settings::Values::of_process(false)?;
        let own = [
            ("TOKHAI_ADDR", addr.to_string()),
            ("TOKHAI_PUBLIC_URL", format!("http://{addr}")),
            ("TOKHAI_DATA", data.display().to_string()),
            ("TOKHAI_CATALOGUE", folder.display().to_string()),
            ("TOKHAI_SEAL_KEY", hex::encode(crate::id::random::<32>())),
            ("TOKHAI_SANDBOX", "on".to_owned()),
            ("TOKHAI_LIMITS", "off".to_owned()),
            ("TOKHAI_ASSETS", process.text("TOKHAI_ASSETS")?),
            ("TOKHAI_PUBLIC", process.text("TOKHAI_PUBLIC")?),
        ];
        let own = own.map(|(name, value)| (name.to_owned(), value));
        Self::from_values(&settings::Values::default().with(own))
    }

    /// A configuration for tests: everything in `folder`, the sandbox enabled,
    /// no limits, an API token.
    pub fn for_tests(folder: &Path, catalogue: &Path, token: &str) -> Self {
        let key = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        let values = settings::Values::default().with(vec![
            ("TOKHAI_DATA".to_owned(), folder.display().to_string()),
            (
                "TOKHAI_CATALOGUE".to_owned(),
                catalogue.display().to_string(),
            ),
            (
                "TOKHAI_PUBLIC_URL".to_owned(),
                "https://tokhai.example".to_owned(),
            ),
            ("TOKHAI_SEAL_KEY".to_owned(), key.to_owned()),
            ("TOKHAI_API_TOKEN".to_owned(), token.to_owned()),
            ("TOKHAI_SANDBOX".to_owned(), "on".to_owned()),
            ("TOKHAI_LIMITS".to_owned(), "off".to_owned()),
        ]);
        match Self::from_values(&values) {
            Ok(config) => config,
            Err(why) => panic!("the tests' configuration: {why}"),
        }
    }

    /// Every setting as text, for `tokhai help`.
    pub fn table() -> String {
        SETTINGS
            .iter()
            .map(|setting| {
                format!(
                    "  {:<26}{}{}\n",
                    setting.name,
                    setting.wants,
                    setting.without()
                )
            })
            .collect()
    }

    /// Every setting as a Markdown table, for the README.
    pub fn markdown() -> String {
        let head = "| setting | what it is | without it |\n|---|---|---|\n".to_owned();
        SETTINGS.iter().fold(head, |text, setting| {
            let default = match setting.default {
                Some("") => "nothing".to_owned(),
                Some(value) => format!("`{value}`"),
                None => "must be given".to_owned(),
            };
            format!(
                "{text}| `{}` | {} | {default} |\n",
                setting.name, setting.wants
            )
        })
    }
}

/// Both or neither.
fn vnpay(values: &settings::Values) -> Result<Option<VnpayAccount>, String> {
    let code = |text: &str| {
        (text.len() == 8 && text.bytes().all(|b| b.is_ascii_alphanumeric()))
            .then(|| text.to_owned())
    };
    let secret = |text: &str| (text.len() >= 16).then(|| Hidden::new(text));
    let tmn_code = values.optional("TOKHAI_VNPAY_TMN_CODE", code)?;
    let secret = values.optional("TOKHAI_VNPAY_HASH_SECRET", secret)?;
    match (tmn_code, secret) {
        (Some(tmn_code), Some(secret)) => Ok(Some(VnpayAccount { tmn_code, secret })),
        (None, None) => Ok(None),
        (Some(_), None) => Err(
            "TOKHAI_VNPAY_HASH_SECRET is missing although TOKHAI_VNPAY_TMN_CODE is given"
                .to_owned(),
        ),
        (None, Some(_)) => Err(
            "TOKHAI_VNPAY_TMN_CODE is missing although TOKHAI_VNPAY_HASH_SECRET is given"
                .to_owned(),
        ),
    }
}

/// The sandbox signs with a secret of its own that no configuration names.
fn sandbox_secret(sealer: &Sealer) -> Hidden {
    Hidden::new(hex::encode(sealer.derive("sandbox gateway")))
}

/// `https://host[:port]` or `http://…`, without a path.
fn origin(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let plain = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b));
    plain.then(|| text.to_owned())
}

fn web_url(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    (!rest.is_empty() && !rest.contains(['?', '#', ' '])).then(|| text.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> settings::Values {
        let mut all = vec![
            ("TOKHAI_DATA".to_owned(), "/tmp/x".to_owned()),
            (
                "TOKHAI_CATALOGUE".to_owned(),
                env!("CARGO_MANIFEST_DIR").to_owned(),
            ),
            (
                "TOKHAI_PUBLIC_URL".to_owned(),
                "https://tokhai.example/".to_owned(),
            ),
            ("TOKHAI_SEAL_KEY".to_owned(), "00".repeat(32)),
        ];
        all.extend(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        settings::Values::default().with(all)
    }

    #[test]
    fn defaults_do() {
        let config = Config::from_values(&values(&[])).unwrap();
        assert_eq!(config.public_url, "https://tokhai.example");
        assert_eq!(config.addr.port(), 3000);
        assert!(config.limited && !config.demo && !config.sandbox && config.vnpay.is_none());
    }

    #[test]
    fn one_sentence_names_what_is_wrong() {
        for (name, value) in [
            ("TOKHAI_ADDR", "nowhere"),
            ("TOKHAI_PUBLIC_URL", "tokhai.example"),
            ("TOKHAI_PUBLIC_URL", "https://a/b"),
            ("TOKHAI_SEAL_KEY", "short"),
            ("TOKHAI_API_TOKEN", "short"),
            ("TOKHAI_VNPAY_TMN_CODE", "TOOLONGCODE"),
            ("TOKHAI_VNPAY_HASH_SECRET", "abcdefghijklmnopqrstuvwxyz"),
            ("TOKHAI_DRAFT_DAYS", "0"),
            ("TOKHAI_SANDBOX", "maybe"),
            ("TOKHAI_CATALOGUE", "/does/not/exist"),
        ] {
            let error = Config::from_values(&values(&[(name, value)])).unwrap_err();
            assert!(
                error.contains("TOKHAI_") && !error.contains('\n'),
                "{name}: {error}"
            );
        }
    }

    #[test]
    fn no_secrets_out() {
        let secret = "SECRETSECRETSECRETSECRET";
        let pairs = [
            ("TOKHAI_VNPAY_TMN_CODE", "ABCD1234"),
            ("TOKHAI_VNPAY_HASH_SECRET", secret),
            ("TOKHAI_API_TOKEN", secret),
        ];
        let config = Config::from_values(&values(&pairs)).unwrap();
        let printed = format!("{config:?}");
        assert!(!printed.contains(secret), "{printed}");
        let wrong = Config::from_values(&values(&[("TOKHAI_SEAL_KEY", secret)])).unwrap_err();
        assert!(!wrong.contains(secret), "{wrong}");
    }

    #[test]
    fn the_readme_has_the_table() {
        let readme = include_str!("../../README.md");
        let between = readme
            .split("<!-- settings -->")
            .nth(1)
            .and_then(|rest| rest.split("<!-- /settings -->").next());
        assert_eq!(
            between.unwrap().trim(),
            Config::markdown().trim(),
            "run `tokhai help --markdown` and put it into README.md"
        );
    }
}
