//! The payment vectors, and what we chose where they allow several answers.

use serde::Deserialize;
use serde_json::Value;
use server::payment::signature::Secret;
use server::payment::vnpay::{Config, Merchant, Vnpay};

/// The parts of the file that are about VNPAY.
#[derive(Deserialize)]
pub(crate) struct Vectors {
    pub(crate) vnpay_build: Vec<Build>,
    pub(crate) vnpay_ipn: Vec<Ipn>,
    pub(crate) vnpay_merchant_api: Vec<Api>,
}

/// A merchant account.
#[derive(Deserialize)]
pub(crate) struct Account {
    pub(crate) tmn_code: String,
    pub(crate) hash_secret: String,
}

/// A pay URL to build.
#[derive(Deserialize)]
pub(crate) struct Build {
    pub(crate) id: String,
    pub(crate) config: Account,
    pub(crate) input: BuildInput,
    pub(crate) expect: BuildExpect,
}

#[derive(Deserialize)]
pub(crate) struct BuildInput {
    pub(crate) amount_vnd: i64,
    pub(crate) txn_ref: String,
    pub(crate) order_info: String,
    pub(crate) order_type: String,
    pub(crate) locale: String,
    pub(crate) ip_addr: String,
    pub(crate) return_url: String,
    pub(crate) create_date: String,
    pub(crate) expire_date: String,
    pub(crate) bank_code: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct BuildExpect {
    pub(crate) hash_data: String,
    pub(crate) secure_hash: String,
    pub(crate) url: String,
}

/// A callback to answer.
#[derive(Deserialize)]
pub(crate) struct Ipn {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) config: Account,
    /// What must be known before.
    pub(crate) orders: Vec<Order>,
    /// To be sent exactly so.
    pub(crate) query: String,
    pub(crate) expect: IpnExpect,
}

#[derive(Deserialize)]
pub(crate) struct Order {
    pub(crate) txn_ref: String,
    pub(crate) amount_vnd: i64,
    /// `pending`, `paid`, `failed` or `expired`.
    pub(crate) state: String,
}

#[derive(Deserialize)]
pub(crate) struct IpnExpect {
    /// Any of these.
    pub(crate) rsp_code: Vec<String>,
    /// Any of these; `unchanged` is the state before.
    pub(crate) order_state: Vec<String>,
    /// `true`, `false`, or a sentence.
    pub(crate) paid: Value,
}

/// A message of the merchant API.
#[derive(Deserialize)]
pub(crate) struct Api {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) config: Account,
    /// Of a request.
    #[serde(default)]
    pub(crate) input: Value,
    /// Of an answer.
    #[serde(default)]
    pub(crate) body: Value,
    pub(crate) expect: Value,
}

/// Our choice where a vector allows several codes or states.
pub(crate) struct Choice {
    pub(crate) id: &'static str,
    pub(crate) code: &'static str,
    /// Of the attempt: `unchanged`, `paid`, `failed`, `review`.
    pub(crate) state: &'static str,
    pub(crate) why: &'static str,
}

/// One row per vector that leaves a choice.
pub(crate) const CHOICES: &[Choice] = &[
    Choice {
        id: "vnpay_ipn-o001",
        code: "04",
        state: "unchanged",
        why: "the signature is right, so it is the amount that is wrong: the first check that fails answers",
    },
    Choice {
        id: "vnpay_ipn-o002",
        code: "99",
        state: "unchanged",
        why: "no callback at all; VNPAY's own samples answer an empty request so",
    },
    Choice {
        id: "vnpay_ipn-o003",
        code: "00",
        state: "review",
        why: "the two codes contradict each other: only a person, or a later clear word, decides",
    },
    Choice {
        id: "vnpay_ipn-o005",
        code: "97",
        state: "unchanged",
        why: "of a field named twice, parsers differ about which counts: a doubtful signature is a bad one",
    },
    Choice {
        id: "vnpay_ipn-o006",
        code: "00",
        state: "review",
        why: "reversed (04): the bank took the money and VNPAY has no success, so someone must see it return",
    },
    Choice {
        id: "vnpay_ipn-o007",
        code: "04",
        state: "review",
        why: "signed money of another amount is recorded in suspense with a task",
    },
    Choice {
        id: "vnpay_ipn-o008",
        code: "97",
        state: "unchanged",
        why: "a field named twice",
    },
    Choice {
        id: "vnpay_ipn-o009",
        code: "00",
        state: "paid",
        why: "an empty field carries nothing, and refusing it would refuse real money",
    },
    Choice {
        id: "vnpay_ipn-o012",
        code: "00",
        state: "review",
        why: "the two codes contradict each other",
    },
    Choice {
        id: "vnpay_ipn-o014",
        code: "04",
        state: "unchanged",
        why: "as o001; nothing to post, since there is no such amount",
    },
    Choice {
        id: "vnpay_ipn-o017",
        code: "00",
        state: "paid",
        why: "late but exact money pays a due that nobody has paid: see settle",
    },
    Choice {
        id: "vnpay_ipn-o019",
        code: "04",
        state: "unchanged",
        why: "no whole number of đồng, so nothing can be posted; a task is opened",
    },
    Choice {
        id: "vnpay_ipn-o022",
        code: "97",
        state: "unchanged",
        why: "a field named twice",
    },
];

/// The code and the attempt's state we promise for a vector.
pub(crate) fn promised(ipn: &Ipn) -> (String, String) {
    if let Some(choice) = CHOICES.iter().find(|choice| choice.id == ipn.id) {
        return (choice.code.to_owned(), choice.state.to_owned());
    }
    let only = |list: &[String]| match list {
        [one] => one.clone(),
        _ => panic!("{}: several allowed, none chosen", ipn.id),
    };
    (only(&ipn.expect.rsp_code), only(&ipn.expect.order_state))
}

/// The file.
pub(crate) fn load() -> Vectors {
    serde_json::from_str(include_str!("../../cases/payment-vectors.json"))
        .expect("cases/payment-vectors.json")
}

impl Account {
    /// As the gateway's configuration has it.
    pub(crate) fn merchant(&self) -> Merchant {
        Merchant {
            tmn_code: self.tmn_code.clone(),
            secret: Secret::new(self.hash_secret.clone()),
        }
    }
}

/// A gateway with these accounts.
pub(crate) fn vnpay(merchants: Vec<Merchant>) -> Vnpay {
    let config = Config {
        pay_url: "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html".to_owned(),
        api_url: "https://sandbox.vnpayment.vn/merchant_webapi/api/transaction".to_owned(),
        merchants,
    };
    Vnpay::new(config).expect("a good configuration")
}
