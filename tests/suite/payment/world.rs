//! A small world of dues and attempts at two gateways, told what happens by
//! numbers. It keeps what a store keeps, settles with the real code, and knows
//! by itself what must be true of the money.

use std::collections::{BTreeMap, BTreeSet};

use server::payment::gateway::{Gateway, Refusal};
use server::payment::ledger::{self, Account, Posting};
use server::payment::sandbox::{self, Sandbox};
use server::payment::signature::{Secret, sha512};
use server::payment::state::{
    AttemptState, CURRENCY, Callback, Known, ObligationState, Report, Verdict, settle,
};
use server::payment::vnpay::{self, Merchant, Vnpay, sign};

/// The gateways of every world.
pub(crate) struct Gateways {
    pub(crate) vnpay: Vnpay,
    pub(crate) sandbox: Sandbox,
}

/// Two merchant accounts at VNPAY: one agency's money is not another's.
const MERCHANTS: [(&str, &str); 2] = [("AGENCY01", "first secret"), ("AGENCY02", "second secret")];

impl Gateways {
    pub(crate) fn new() -> Gateways {
        let merchants = MERCHANTS.map(|(code, secret)| Merchant {
            tmn_code: code.to_owned(),
            secret: Secret::new(secret),
        });
        Gateways {
            vnpay: super::vectors::vnpay(merchants.into()),
            sandbox: Sandbox::new("http://localhost", Secret::new("a secret")),
        }
    }

    /// The query by which a gateway says this; `forged` signs with a secret of
    /// somebody else.
    pub(crate) fn say(&self, callback: &Callback, forged: bool) -> String {
        if callback.gateway == sandbox::NAME {
            let forger = Sandbox::new("http://localhost", Secret::new("guess"));
            return if forged { forger } else { self.sandbox.clone() }.sign(callback);
        }
        let secret = MERCHANTS
            .iter()
            .find(|(code, _)| !forged && *code == callback.merchant)
            .map_or("guess", |(_, secret)| secret);
        let text = sign::hash_data(&vnpay_fields(callback));
        format!(
            "{text}&vnp_SecureHash={}",
            sha512(&Secret::new(secret), &text)
        )
    }

    pub(crate) fn read(&self, gateway: &str, query: &str) -> Result<Callback, Refusal> {
        match gateway {
            sandbox::NAME => self.sandbox.read_callback(query),
            _ => self.vnpay.read_callback(query),
        }
    }
}

fn vnpay_fields(callback: &Callback) -> BTreeMap<String, String> {
    let (code, status) = match callback.report {
        Report::Captured => ("00", "00"),
        Report::Failed { cancelled: false } => ("51", "02"),
        Report::Failed { cancelled: true } => ("24", "02"),
        Report::Pending => ("00", "01"),
        Report::Review => ("00", "07"),
    };
    // An amount the model cannot write is half a đồng.
    let amount = callback
        .amount
        .map_or("1000050".to_owned(), |dong| format!("{dong}00"));
    [
        ("vnp_TmnCode", callback.merchant.as_str()),
        ("vnp_TxnRef", &callback.txn_ref),
        ("vnp_Amount", &amount),
        ("vnp_CurrCode", &callback.currency),
        (
            "vnp_TransactionNo",
            callback.gateway_txn.as_deref().unwrap_or("0"),
        ),
        ("vnp_ResponseCode", code),
        ("vnp_TransactionStatus", status),
        ("vnp_OrderInfo", "Le phi: 1/2"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

struct Due {
    amount: i64,
    state: ObligationState,
}

struct Attempt {
    due: usize,
    gateway: &'static str,
    merchant: &'static str,
    state: AttemptState,
}

/// One movement of money, as a gateway numbers it.
type Movement = (&'static str, String, String);

/// What was reached, over all worlds: a test that reaches little proves little.
#[derive(Default)]
pub(crate) struct Reached(pub(crate) BTreeSet<String>);

impl Reached {
    fn note(&mut self, what: impl std::fmt::Debug) {
        let mut name = format!("{what:?}");
        if let Some(end) = name.find([' ', '(', '{']) {
            name.truncate(end);
        }
        if !self.0.contains(&name) {
            self.0.insert(name);
        }
    }
}

/// The state of everything.
pub(crate) struct World<'a> {
    gateways: &'a Gateways,
    dues: Vec<Due>,
    attempts: Vec<Attempt>,
    posted: BTreeSet<Movement>,
    ledger: Vec<(usize, Posting)>,
    /// What the gateways truly took, counted without looking at any verdict.
    taken: BTreeMap<Movement, i64>,
    sent_back: i64,
}

impl<'a> World<'a> {
    pub(crate) fn new(gateways: &'a Gateways) -> World<'a> {
        let due = |amount| Due {
            amount,
            state: ObligationState::Due,
        };
        let mut world = World {
            gateways,
            dues: vec![due(10_000), due(8_000)],
            attempts: Vec::new(),
            posted: BTreeSet::new(),
            ledger: Vec::new(),
            taken: BTreeMap::new(),
            sent_back: 0,
        };
        world.start(0);
        world.start(1);
        world
    }

    /// One event, read from the bits of a number.
    pub(crate) fn step(&mut self, event: u32, reached: &mut Reached) {
        let pick = event >> 4;
        match event & 15 {
            0..=9 => self.callback(pick, reached),
            10 => self.start(pick),
            11 => self.expire_attempt(pick),
            12 => self.oblige(pick, ObligationState::Expired),
            13 if pick & 2 == 0 => self.oblige(pick, ObligationState::Due),
            13 => self.oblige(pick, ObligationState::Waived),
            14 => self.oblige(pick, ObligationState::Refunding),
            _ if pick & 2 == 0 => self.oblige(pick, ObligationState::Refunded),
            _ => self.refuse_refund(pick),
        }
        for due in &self.dues {
            reached.note(("due", due.state).1);
        }
    }

    /// Another attempt at a due, whatever its state: a store would refuse some
    /// of them, money does not ask.
    fn start(&mut self, pick: u32) {
        if self.attempts.len() < 6 {
            let (gateway, merchant) = match pick >> 1 & 3 {
                0 => (vnpay::NAME, MERCHANTS[0].0),
                1 => (vnpay::NAME, MERCHANTS[1].0),
                _ => (sandbox::NAME, sandbox::MERCHANT),
            };
            self.attempts.push(Attempt {
                due: pick as usize % self.dues.len(),
                gateway,
                merchant,
                state: AttemptState::Started,
            });
        }
    }

    fn expire_attempt(&mut self, pick: u32) {
        let i = pick as usize % self.attempts.len();
        let attempt = &mut self.attempts[i];
        if AttemptState::legal(attempt.state, AttemptState::Expired) {
            attempt.state = AttemptState::Expired;
        }
    }

    /// A move of an obligation by a clock or a person, where it is legal.
    fn oblige(&mut self, pick: u32, to: ObligationState) {
        let i = pick as usize % self.dues.len();
        let Due { amount, state } = self.dues[i];
        if !ObligationState::legal(state, to) {
            return;
        }
        let postings = match to {
            ObligationState::Refunding => ledger::refund_approved(amount),
            ObligationState::Refunded => {
                self.sent_back += amount;
                self.attempts
                    .iter()
                    .find(|attempt| attempt.due == i && attempt.state == AttemptState::Paid)
                    .and_then(|paid| ledger::refund_sent(paid.gateway, paid.merchant, amount))
            }
            _ => Some(Vec::new()),
        };
        self.dues[i].state = to;
        self.post(i, postings.expect("a posting"));
    }

    fn refuse_refund(&mut self, pick: u32) {
        let i = pick as usize % self.dues.len();
        if self.dues[i].state == ObligationState::Refunding {
            self.dues[i].state = ObligationState::Paid;
            let postings = ledger::refund_refused(self.dues[i].amount);
            self.post(i, postings.expect("a posting"));
        }
    }

    /// A gateway says something about an attempt: perhaps true, perhaps late,
    /// twice, of a wrong amount, or forged.
    fn callback(&mut self, pick: u32, reached: &mut Reached) {
        let i = (pick & 7) as usize % self.attempts.len();
        let said = self.speech(i, pick >> 3);
        let forged = pick >> 20 & 15 == 15;
        let query = self.gateways.say(&said, forged);
        let read = self.gateways.read(said.gateway, &query);
        if forged {
            assert_eq!(read, Err(Refusal::BadSignature), "callback_signed");
            return;
        }
        let read = read.expect("a signed callback is read");
        assert_eq!(read, said, "a callback says what was said");
        self.settle(&read, reached);
    }

    fn speech(&self, i: usize, bits: u32) -> Callback {
        let attempt = &self.attempts[i];
        let due = self.dues[attempt.due].amount;
        let report = match bits & 7 {
            0..=2 => Report::Captured,
            3 => Report::Failed { cancelled: false },
            4 => Report::Failed { cancelled: true },
            5 => Report::Pending,
            6 => Report::Review,
            _ => Report::Captured,
        };
        let amount = match bits >> 3 & 15 {
            0..=9 => Some(due),
            10 => Some(due - 1),
            11 => Some(due + 1),
            12 => Some(18_000 - due),
            13 => Some(0),
            14 => Some(9_999_999_999),
            _ => None,
        };
        let wrong = bits >> 7 & 31;
        Callback {
            gateway: attempt.gateway,
            merchant: match (wrong, attempt.gateway) {
                (31, vnpay::NAME) => MERCHANTS.map(|m| m.0)
                    [usize::from(attempt.merchant == MERCHANTS[0].0)]
                .to_owned(),
                (31, _) => "ANOTHER".to_owned(),
                _ => attempt.merchant.to_owned(),
            },
            txn_ref: if wrong == 30 {
                "T99".to_owned()
            } else {
                format!("T{i}")
            },
            currency: if wrong == 29 { "USD" } else { CURRENCY }.to_owned(),
            amount,
            // Few numbers, shared by all attempts: repetitions and mix-ups.
            gateway_txn: match bits >> 12 & 7 {
                7 => None,
                n => Some(format!("{}", 14 + n)),
            },
            paid_at: None,
            report,
        }
    }

    /// What a store does with a callback, in one transaction.
    fn settle(&mut self, callback: &Callback, reached: &mut Reached) {
        let found = self.find(callback);
        let movement = callback
            .gateway_txn
            .clone()
            .map(|number| (callback.gateway, callback.merchant.clone(), number));
        let known = found.map(|i| {
            let attempt = &self.attempts[i];
            Known {
                attempt: attempt.state,
                obligation: self.dues[attempt.due].state,
                gateway: attempt.gateway.to_owned(),
                merchant: attempt.merchant.to_owned(),
                amount: self.dues[attempt.due].amount,
                currency: CURRENCY.to_owned(),
                posted: movement.as_ref().is_some_and(|m| self.posted.contains(m)),
            }
        });
        let verdict = settle(known.as_ref(), callback);
        reached.note(&verdict);
        self.witness(callback, known.as_ref(), movement.clone());
        if let (Some(change), Some(i), Some(known)) = (verdict.change(), found, known) {
            reached.note(change.attempt);
            reached.note(change.task);
            if let Some(task) = change.task {
                reached.note(task);
            }
            let moved = change.attempt != known.attempt;
            assert!(
                !moved || AttemptState::legal(known.attempt, change.attempt),
                "legal_moves"
            );
            let moved = change.obligation != known.obligation;
            assert!(
                !moved || ObligationState::legal(known.obligation, change.obligation),
                "legal_moves"
            );
            assert!(
                known.obligation != ObligationState::Paid || !moved,
                "paid_stays_paid: no callback leaves paid"
            );
            let due = self.attempts[i].due;
            self.attempts[i].state = change.attempt;
            self.dues[due].state = change.obligation;
            if !change.postings.is_empty() {
                assert!(
                    self.posted.insert(movement.expect("a number")),
                    "credit_once"
                );
                self.post(due, change.postings.clone());
            }
        } else {
            assert!(!matches!(verdict, Verdict::Applied(_)));
        }
    }

    fn find(&self, callback: &Callback) -> Option<usize> {
        let i: usize = callback.txn_ref.strip_prefix('T')?.parse().ok()?;
        (i < self.attempts.len()).then_some(i)
    }

    /// The world's own count: the first word about a movement that names our
    /// attempt, account and currency and a real amount is money taken.
    fn witness(&mut self, callback: &Callback, known: Option<&Known>, movement: Option<Movement>) {
        let (Some(known), Some(movement)) = (known, movement) else {
            return;
        };
        let ours = known.merchant == callback.merchant && callback.currency == CURRENCY;
        let amount = callback.amount.filter(|amount| *amount > 0);
        if let (true, Report::Captured, Some(amount)) = (ours, callback.report, amount) {
            self.taken.entry(movement).or_insert(amount);
        }
    }

    fn post(&mut self, due: usize, postings: Vec<Posting>) {
        assert_eq!(ledger::sum(&postings), Some(0), "double entry");
        self.ledger
            .extend(postings.into_iter().map(|posting| (due, posting)));
    }

    fn balance(&self, due: Option<usize>, of: impl Fn(&Account) -> bool) -> i64 {
        self.ledger
            .iter()
            .filter(|(at, posting)| due.is_none_or(|due| due == *at) && of(&posting.account))
            .map(|(_, posting)| posting.amount)
            .sum()
    }

    /// What must be true after every step.
    pub(crate) fn check(&self) {
        assert_eq!(self.balance(None, |_| true), 0, "the ledger's sum");
        let held = self.balance(None, |account| matches!(account, Account::Gateway { .. }));
        let taken: i64 = self.taken.values().sum();
        assert_eq!(
            held,
            taken - self.sent_back,
            "every đồng taken is posted once"
        );
        for (i, due) in self.dues.iter().enumerate() {
            let credited = -self.balance(Some(i), |account| *account == Account::Due);
            let paid = due.state == ObligationState::Paid;
            assert_eq!(credited, if paid { due.amount } else { 0 }, "credit_once");
            let paying = self
                .attempts
                .iter()
                .filter(|attempt| attempt.due == i && attempt.state == AttemptState::Paid)
                .count();
            let was_paid = matches!(
                due.state,
                ObligationState::Paid | ObligationState::Refunding | ObligationState::Refunded
            );
            assert_eq!(paying, usize::from(was_paid), "paid by exactly one attempt");
        }
        let suspense = self.balance(None, |account| *account == Account::Suspense);
        assert!(suspense <= 0, "suspense only receives here");
    }
}
