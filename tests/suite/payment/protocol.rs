//! Every VNPAY vector against the protocol code: build, IPN, merchant API.

use serde_json::Value;
use server::payment::gateway::{Gateway, Outcome, RefundOutcome, StatusError};
use server::payment::ledger::balanced;
use server::payment::state::{AttemptState, CURRENCY, Known, ObligationState, Report, settle};
use server::payment::vnpay::{self, PayParameters, QueryRequest, RefundBody, merchant_api};

use super::vectors::{Api, Build, CHOICES, Ipn, load, promised, vnpay};

#[test]
fn pay_urls_are_built_byte_for_byte() {
    let vectors = load().vnpay_build;
    assert_eq!(vectors.len(), 16);
    for Build {
        id,
        config,
        input,
        expect,
    } in vectors
    {
        let pay = PayParameters {
            amount: input.amount_vnd,
            txn_ref: input.txn_ref,
            order_info: input.order_info,
            order_type: input.order_type,
            locale: input.locale,
            ip_addr: input.ip_addr,
            return_url: input.return_url,
            create_date: input.create_date,
            expire_date: input.expire_date,
            bank_code: input.bank_code,
        };
        let page = "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html";
        let url = vnpay::pay_url(page, &config.merchant(), &pay);
        assert_eq!(url, expect.url, "{id}");
        let rest = url.strip_prefix(&format!("{page}?")).unwrap_or_default();
        let (data, hash) = rest.split_once("&vnp_SecureHash=").unwrap_or_default();
        assert_eq!(data, expect.hash_data, "{id}");
        assert_eq!(hash, expect.secure_hash, "{id}");
    }
}

#[test]
fn callback_signed_every_ipn_vector_is_answered_as_promised() {
    let vectors = load().vnpay_ipn;
    assert_eq!(vectors.len(), 23);
    for ipn in &vectors {
        let (code, state, _) = answer(ipn, false);
        assert!(ipn.expect.rsp_code.contains(&code), "{} {code}", ipn.id);
        assert!(
            ipn.expect.order_state.contains(&state),
            "{} {state}",
            ipn.id
        );
        assert_eq!((code, state), promised(ipn), "{} {}", ipn.id, ipn.name);
    }
}

#[test]
fn credit_once_every_ipn_vector_again_changes_nothing() {
    for ipn in &load().vnpay_ipn {
        let (first, state, paid) = answer(ipn, false);
        let (second, state_again, paid_again) = answer(ipn, true);
        let expected = if first == "00" { "02" } else { &first };
        assert_eq!(second, expected, "{}", ipn.id);
        assert_eq!((state_again, paid_again), (state, paid), "{}", ipn.id);
    }
}

/// The answer to a vector's query, the attempt's state afterwards and whether
/// the due is paid; with `again` after the same query was settled once before.
fn answer(ipn: &Ipn, again: bool) -> (String, String, bool) {
    let gateway = vnpay(vec![ipn.config.merchant()]);
    let order = &ipn.orders[0];
    assert_eq!(ipn.orders.len(), 1, "{}", ipn.id);
    let before = match order.state.as_str() {
        "pending" => AttemptState::Started,
        "expired" => AttemptState::Expired,
        other => panic!("{}: {other}", ipn.id),
    };
    let mut known = Known {
        attempt: before,
        obligation: match before {
            AttemptState::Expired => ObligationState::Expired,
            _ => ObligationState::Due,
        },
        gateway: vnpay::NAME.into(),
        merchant: ipn.config.tmn_code.clone(),
        amount: order.amount_vnd,
        currency: CURRENCY.into(),
        posted: false,
    };
    let mut code = String::new();
    for _ in 0..if again { 2 } else { 1 } {
        let outcome: Outcome = gateway.read_callback(&ipn.query).map(|callback| {
            let found = (callback.txn_ref == order.txn_ref).then_some(&known);
            settle(found, &callback)
        });
        if let Ok(verdict) = &outcome
            && let Some(change) = verdict.change()
        {
            known.attempt = change.attempt;
            known.obligation = change.obligation;
            known.posted |= !change.postings.is_empty();
            assert!(balanced(&change.postings), "{}", ipn.id);
        }
        let answer = gateway.answer(&outcome);
        assert_eq!(answer.status, 200);
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        code = body["RspCode"].as_str().unwrap_or_default().to_owned();
    }
    let state = match known.attempt {
        after if after == before => "unchanged",
        AttemptState::Paid => "paid",
        AttemptState::Failed | AttemptState::Cancelled => "failed",
        AttemptState::Review => "review",
        AttemptState::Started | AttemptState::Expired => "pending",
    };
    let paid = known.obligation == ObligationState::Paid;
    assert_eq!(paid, known.attempt == AttemptState::Paid, "{}", ipn.id);
    if let Value::Bool(expected) = ipn.expect.paid {
        assert_eq!(paid, expected, "{}", ipn.id);
    }
    (code, state.to_owned(), paid)
}

#[test]
fn choices_are_made_only_where_a_vector_leaves_one() {
    let vectors = load().vnpay_ipn;
    for choice in CHOICES {
        let open = vectors.iter().any(|ipn| {
            ipn.id == choice.id
                && (ipn.expect.rsp_code.len() > 1 || ipn.expect.order_state.len() > 1)
        });
        assert!(open, "{}", choice.id);
        assert!(!choice.why.is_empty());
    }
}

#[test]
fn every_message_of_the_merchant_api() {
    let vectors = load().vnpay_merchant_api;
    assert_eq!(vectors.len(), 18);
    for api in &vectors {
        match api.kind.as_str() {
            "querydr_request" => query_request(api),
            "refund_request" => refund_request(api),
            "querydr_response" => assert_eq!(query_outcome(api), outcome(api), "{}", api.id),
            "refund_response" => assert_eq!(refund_outcome(api), outcome(api), "{}", api.id),
            other => panic!("{}: {other}", api.id),
        }
    }
}

fn text(api: &Api, name: &str) -> String {
    api.input[name].as_str().unwrap_or_default().to_owned()
}

fn query_request(api: &Api) {
    let merchant = api.config.merchant();
    let request = QueryRequest {
        request_id: text(api, "request_id"),
        txn_ref: text(api, "txn_ref"),
        transaction_date: text(api, "transaction_date"),
        create_date: text(api, "create_date"),
        ip_addr: text(api, "ip_addr"),
        order_info: text(api, "order_info"),
    };
    signed(api, &request.hash_data(&merchant), &request.body(&merchant));
}

fn refund_request(api: &Api) {
    let merchant = api.config.merchant();
    let request = RefundBody {
        request_id: text(api, "request_id"),
        transaction_type: text(api, "transaction_type"),
        txn_ref: text(api, "txn_ref"),
        amount: api.input["amount_vnd"].as_i64().unwrap_or_default(),
        transaction_no: api.input["transaction_no"].as_str().map(str::to_owned),
        transaction_date: text(api, "transaction_date"),
        create_by: text(api, "create_by"),
        create_date: text(api, "create_date"),
        ip_addr: text(api, "ip_addr"),
        order_info: text(api, "order_info"),
    };
    signed(api, &request.hash_data(&merchant), &request.body(&merchant));
}

fn signed(api: &Api, hash_data: &str, body: &Value) {
    assert_eq!(hash_data, api.expect["hash_data"], "{}", api.id);
    assert_eq!(
        body["vnp_SecureHash"], api.expect["secure_hash"],
        "{}",
        api.id
    );
    // What is hashed is what is sent, and nothing else.
    let sent = body.as_object().map(serde_json::Map::len);
    assert_eq!(sent, Some(hash_fields(api) + 1), "{}", api.id);
}

fn hash_fields(api: &Api) -> usize {
    match api.kind.as_str() {
        "querydr_request" => 9,
        _ => 13,
    }
}

fn outcome(api: &Api) -> String {
    let word = api.expect["outcome"].as_str().unwrap_or_default();
    let valid = api.expect["signature_valid"].as_bool();
    assert_eq!(valid, Some(word != "reject"), "{}", api.id);
    word.to_owned()
}

fn query_outcome(api: &Api) -> &'static str {
    let txn_ref = api.body["vnp_TxnRef"].as_str().unwrap_or_default();
    let merchant = api.config.merchant();
    match merchant_api::read_query_answer(&merchant, txn_ref, &api.body.to_string()) {
        Ok(callback) => {
            assert_eq!(callback.amount, Some(10_000), "{}", api.id);
            match callback.report {
                Report::Captured => "paid",
                Report::Failed { .. } => "failed",
                Report::Pending => "pending",
                Report::Review => "review",
            }
        }
        Err(StatusError::BadSignature) => "reject",
        Err(error) => panic!("{}: {error}", api.id),
    }
}

fn refund_outcome(api: &Api) -> &'static str {
    let txn_ref = api.body["vnp_TxnRef"].as_str().unwrap_or_default();
    let merchant = api.config.merchant();
    match merchant_api::read_refund_answer(&merchant, txn_ref, &api.body.to_string()) {
        Ok(RefundOutcome::Processing) => "refund_processing",
        Ok(RefundOutcome::Refunded) => "refunded",
        Ok(RefundOutcome::Refused) => "refund_refused",
        Ok(RefundOutcome::Unclear) => "review",
        Err(StatusError::BadSignature) => "reject",
        Err(error) => panic!("{}: {error}", api.id),
    }
}
