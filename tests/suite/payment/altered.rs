//! Altered callbacks: flipped bits, and garbage that must never panic.

use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, TestRunner};
use server::payment::gateway::Gateway;
use server::payment::state::{CURRENCY, Callback, Report};
use server::payment::{sandbox, vnpay};
use tests::random::{Random, count};

use super::vectors::{load, vnpay};
use super::world::Gateways;

/// A flipped bit is refused, or it says the very same thing: a hex letter of
/// the hash or of an escape in the other case, or the name of an empty field.
#[test]
fn callback_signed_every_bit_flip_of_every_vector() {
    let mut flips = 0;
    let mut same = 0;
    for ipn in load().vnpay_ipn {
        let gateway = vnpay(vec![ipn.config.merchant()]);
        let Ok(original) = gateway.read_callback(&ipn.query) else {
            continue;
        };
        for bit in 0..ipn.query.len() * 8 {
            let Some(flipped) = flip(&ipn.query, bit) else {
                continue;
            };
            flips += 1;
            if let Ok(read) = gateway.read_callback(&flipped) {
                same += 1;
                assert_eq!(read, original, "{} {flipped}", ipn.id);
            }
        }
    }
    assert!(flips > 30_000, "{flips}");
    assert!(same > 0 && same < flips / 20, "{same} of {flips}");
}

/// The same for callbacks made up, of both gateways: here nothing is empty, so
/// only a hex digit's case may differ. `TOKHAI_FLIPS`, 10^4 unless told.
#[test]
fn callback_signed_any_bit_flip_is_refused() {
    let gateways = Gateways::new();
    let config = Config {
        cases: count("TOKHAI_FLIPS", 10_000),
        failure_persistence: None,
        ..Config::default()
    };
    let cases = (callbacks(), any::<u32>());
    let result = TestRunner::new(config).run(&cases, |(callback, bit)| {
        let query = gateways.say(&callback, false);
        let bit = bit as usize % (query.len() * 8);
        assert_eq!(
            gateways.read(callback.gateway, &query),
            Ok(callback.clone())
        );
        if let Some(flipped) = flip(&query, bit)
            && let Ok(read) = gateways.read(callback.gateway, &flipped)
        {
            assert_eq!(read, callback);
            assert!(query.eq_ignore_ascii_case(&flipped), "{flipped}");
            assert!(query.as_bytes()[bit / 8].is_ascii_hexdigit(), "{flipped}");
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

fn callbacks() -> impl Strategy<Value = Callback> {
    let reports = [
        Report::Captured,
        Report::Failed { cancelled: false },
        Report::Failed { cancelled: true },
        Report::Pending,
        Report::Review,
    ];
    (
        any::<bool>(),
        1..9_999_999_999_i64,
        any::<u16>(),
        0..5_usize,
    )
        .prop_map(move |(real, amount, number, report)| {
            let (gateway, merchant) = if real {
                (vnpay::NAME, "AGENCY01")
            } else {
                (sandbox::NAME, sandbox::MERCHANT)
            };
            Callback {
                gateway,
                merchant: merchant.to_owned(),
                txn_ref: format!("HS-{number}"),
                currency: CURRENCY.to_owned(),
                amount: Some(amount),
                gateway_txn: Some(format!("1{number}")),
                paid_at: None,
                report: reports[report],
            }
        })
}

/// The text with one bit flipped; `None` where that is no text any more (a URL
/// with such a byte never gets as far as a handler).
fn flip(text: &str, bit: usize) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    String::from_utf8(bytes).ok()
}

/// Garbage from a seeded generator, half of it made of pieces of real
/// callbacks: no panic, and nothing is believed that was not signed.
/// `TOKHAI_GARBAGE` inputs, 2 × 10^4 unless told.
#[test]
fn callback_signed_garbage_is_refused_without_panic() {
    let gateways = Gateways::new();
    let said = [vnpay::NAME, sandbox::NAME].map(|gateway| Callback {
        gateway,
        merchant: if gateway == vnpay::NAME {
            "AGENCY02"
        } else {
            sandbox::MERCHANT
        }
        .to_owned(),
        txn_ref: "HS-1".to_owned(),
        currency: CURRENCY.to_owned(),
        amount: Some(10_000),
        gateway_txn: Some("14".to_owned()),
        paid_at: None,
        report: Report::Captured,
    });
    let queries = said.clone().map(|callback| gateways.say(&callback, false));
    let merchant = super::vectors::load().vnpay_merchant_api[0]
        .config
        .merchant();
    let mut random = Random(0x0070_6179_6d65_6e74);
    let mut believed = 0;
    for _ in 0..count("TOKHAI_GARBAGE", 20_000) {
        let text = garbage(&mut random, &queries);
        for callback in &said {
            if let Ok(read) = gateways.read(callback.gateway, &text) {
                assert_eq!(read, *callback, "{text}");
                believed += 1;
            }
        }
        let api = vnpay::merchant_api::read_query_answer(&merchant, "HS-1", &text);
        assert!(api.is_err(), "{text}");
        let api = vnpay::merchant_api::read_refund_answer(&merchant, "HS-1", &text);
        assert!(api.is_err(), "{text}");
    }
    assert!(believed > 0, "the pieces are close enough to the real ones");
}

fn garbage(random: &mut Random, queries: &[String; 2]) -> String {
    let query = &queries[random.below(2)];
    let mut pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
    for _ in 0..random.below(3) {
        let at = random.below(pairs.len());
        match random.below(6) {
            0 => pairs.swap(0, at),
            1 => pairs.push(pairs[at].clone()),
            2 => pairs.insert(at, noise(random)),
            3 => {
                pairs[at] = pairs[at].replacen('=', &noise(random), 1);
            }
            4 => pairs[at] = noise(random),
            _ if pairs.len() > 1 => {
                pairs.remove(at);
            }
            _ => {}
        }
    }
    pairs.join("&")
}

fn noise(random: &mut Random) -> String {
    const PIECES: [&str; 20] = [
        "%",
        "%0",
        "%zz",
        "%00",
        "%ff",
        "%C3%28",
        "+",
        "=",
        "&",
        "vnp_",
        "vnp_SecureHash=",
        "signature=",
        "amount",
        "\u{0}",
        "đ",
        "{\"vnp_Amount\":1e999}",
        "[[[[",
        "99999999999999999999",
        "-",
        "00",
    ];
    (0..random.below(5))
        .map(|_| PIECES[random.below(PIECES.len())])
        .collect()
}
