//! The table of settings and where their values come from.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// One setting.
pub struct Setting {
    /// The environment variable; in the TOML file, lower case without `TOKHAI_`.
    pub name: &'static str,
    /// What it is and wants.
    pub wants: &'static str,
    /// What it is without; `None`: it must be given; empty: nothing.
    pub default: Option<&'static str>,
    /// Whether its value is never printed.
    pub secret: bool,
}

impl Setting {
    /// What it is without, in words.
    pub(super) fn without(&self) -> String {
        match self.default {
            None => " (must be given)".to_owned(),
            Some("") => String::new(),
            Some(value) => format!(" (default {value})"),
        }
    }
}

const fn plain(name: &'static str, wants: &'static str, default: Option<&'static str>) -> Setting {
    Setting {
        name,
        wants,
        default,
        secret: false,
    }
}

const fn secret(name: &'static str, wants: &'static str, default: Option<&'static str>) -> Setting {
    Setting {
        name,
        wants,
        default,
        secret: true,
    }
}

/// Every setting.
pub const SETTINGS: [Setting; 28] = [
    plain(
        "TOKHAI_CONFIG",
        "a TOML file with the settings below",
        Some(""),
    ),
    plain(
        "TOKHAI_ADDR",
        "address and port to listen on",
        Some("127.0.0.1:3000"),
    ),
    plain(
        "TOKHAI_PUBLIC_URL",
        "the origin people see, e.g. `https://tokhai.example`",
        None,
    ),
    plain("TOKHAI_DATA", "folder of the database and the files", None),
    plain(
        "TOKHAI_CATALOGUE",
        "folder of the procedures",
        Some("forms/catalogue"),
    ),
    plain(
        "TOKHAI_ASSETS",
        "folder of the built client",
        Some("target/site"),
    ),
    plain(
        "TOKHAI_PUBLIC",
        "folder of files served as they are",
        Some("public"),
    ),
    secret(
        "TOKHAI_SEAL_KEY",
        "64 hex digits that seal what people gave (`openssl rand -hex 32`); to change it `2:new,1:old`",
        None,
    ),
    secret(
        "TOKHAI_API_TOKEN",
        "bearer token of the first agency's API client, 16 characters or more",
        Some(""),
    ),
    plain(
        "TOKHAI_VNPAY_PAY_URL",
        "VNPAY's pay page",
        Some("https://sandbox.vnpayment.vn/paymentv2/vpcpay.html"),
    ),
    plain(
        "TOKHAI_VNPAY_API_URL",
        "VNPAY's merchant API",
        Some("https://sandbox.vnpayment.vn/merchant_webapi/api/transaction"),
    ),
    plain(
        "TOKHAI_VNPAY_TMN_CODE",
        "VNPAY merchant code, 8 letters and digits; enables VNPAY",
        Some(""),
    ),
    secret(
        "TOKHAI_VNPAY_HASH_SECRET",
        "VNPAY's secret for that code",
        Some(""),
    ),
    plain(
        "TOKHAI_SANDBOX",
        "`on` enables the sandbox gateway: no real money",
        Some("off"),
    ),
    plain(
        "TOKHAI_DEMO",
        "`on` says on every page that this is a demonstration",
        Some("off"),
    ),
    plain(
        "TOKHAI_DRAFT_DAYS",
        "days a draft is kept after its last save, 1 to 365",
        Some("30"),
    ),
    plain(
        "TOKHAI_ORPHAN_HOURS",
        "hours a file that belongs to nothing is kept, 1 to 720",
        Some("24"),
    ),
    plain(
        "TOKHAI_MAILBOX",
        "folder of messages that neither the relay nor the webhook below takes",
        Some(""),
    ),
    plain(
        "TOKHAI_SMTP_HOST",
        "the mail relay's name, which its certificate carries; enables e-mail",
        Some(""),
    ),
    plain(
        "TOKHAI_SMTP_PORT",
        "its port; without it 465, with `starttls` 587, with `off` 25",
        Some(""),
    ),
    plain(
        "TOKHAI_SMTP_TLS",
        "`tls` from the first byte, `starttls` (always required), `off` for a relay on this machine alone",
        Some("tls"),
    ),
    plain("TOKHAI_SMTP_USER", "user at the relay", Some("")),
    secret("TOKHAI_SMTP_PASSWORD", "that user's password", Some("")),
    plain(
        "TOKHAI_SMTP_FROM",
        "sender of e-mail: `address` or `Name <address>`",
        Some(""),
    ),
    plain(
        "TOKHAI_SMS_URL",
        "where text messages are posted: `https://…`, or `http://` on this machine; enables them",
        Some(""),
    ),
    secret(
        "TOKHAI_SMS_SECRET",
        "signs those posts: base64 of 24 to 64 bytes, `whsec_` before it or not",
        Some(""),
    ),
    plain(
        "TOKHAI_TRUSTED_PROXY",
        "address of the proxy whose `X-Forwarded-For` is believed",
        Some(""),
    ),
    plain(
        "TOKHAI_LIMITS",
        "`off` lifts the limits per address: for load tests alone",
        Some("on"),
    ),
];

/// Values by name.
#[derive(Clone, Default)]
pub(super) struct Values(BTreeMap<String, String>);

impl Values {
    /// The environment over the file over the demo's own.
    pub(super) fn of_process(demo: bool) -> Result<Self, String> {
        let environment: BTreeMap<String, String> = std::env::vars()
            .filter(|(name, value)| name.starts_with("TOKHAI_") && !value.is_empty())
            .collect();
        let mut values = BTreeMap::new();
        if demo {
            values.extend(super::demo::defaults());
        }
        if let Some(path) = environment.get("TOKHAI_CONFIG") {
            values.extend(file(path)?);
        }
        values.extend(environment);
        Ok(Self(values))
    }

    /// These and others; what is here already stays.
    pub(super) fn with(mut self, others: impl IntoIterator<Item = (String, String)>) -> Self {
        for (name, value) in others {
            self.0.insert(name, value);
        }
        self
    }

    /// The value, or the default.
    pub(super) fn text(&self, name: &str) -> Result<String, String> {
        let setting = SETTINGS.iter().find(|setting| setting.name == name);
        let value = self
            .0
            .get(name)
            .cloned()
            .or_else(|| setting.and_then(|s| s.default).map(str::to_owned));
        value
            .filter(|value| !value.is_empty())
            .ok_or_else(|| match setting {
                Some(setting) => format!("{name} is missing: it is {}", setting.wants),
                None => format!("{name} is no setting"),
            })
    }

    /// The value, read by `parse`.
    pub(super) fn parsed<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, String> {
        let text = self.text(name)?;
        parse(text.trim()).ok_or_else(|| self.wrong(name, &text))
    }

    /// The same where there may be none.
    pub(super) fn optional<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, String> {
        match self.text(name) {
            Ok(text) => parse(text.trim())
                .map(Some)
                .ok_or_else(|| self.wrong(name, &text)),
            Err(_) => Ok(None),
        }
    }

    /// `on` or `off`.
    pub(super) fn switch(&self, name: &str) -> Result<bool, String> {
        self.parsed(name, |text| match text {
            "on" | "1" | "true" => Some(true),
            "off" | "0" | "false" => Some(false),
            _ => None,
        })
    }

    /// A folder that is there.
    pub(super) fn folder(&self, name: &str) -> Result<PathBuf, String> {
        self.parsed(name, |text| {
            Some(PathBuf::from(text)).filter(|path| path.is_dir())
        })
    }

    /// One sentence; a secret's value is not in it.
    fn wrong(&self, name: &str, text: &str) -> String {
        let setting = SETTINGS.iter().find(|setting| setting.name == name);
        let (wants, secret) = setting.map_or(("", true), |setting| (setting.wants, setting.secret));
        if secret {
            format!("{name} is wrong: it is {wants}")
        } else {
            format!("{name} is wrong ({text}): it is {wants}")
        }
    }
}

/// The settings of a TOML file.
fn file(path: &str) -> Result<BTreeMap<String, String>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("TOKHAI_CONFIG: {path}: {e}"))?;
    let table: toml::Table =
        toml::from_str(&text).map_err(|e| format!("TOKHAI_CONFIG: {path}: {}", e.message()))?;
    let mut values = BTreeMap::new();
    for (key, value) in table {
        let name = format!("TOKHAI_{}", key.to_uppercase());
        if !SETTINGS.iter().any(|setting| setting.name == name) {
            return Err(format!("TOKHAI_CONFIG: {path}: {key} is no setting"));
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(switch) => (if switch { "on" } else { "off" }).to_owned(),
            _ => {
                return Err(format!(
                    "TOKHAI_CONFIG: {path}: {key} is neither text, number nor true or false"
                ));
            }
        };
        values.insert(name, text);
    }
    Ok(values)
}
