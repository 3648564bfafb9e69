//! What the procedure is: everything its start page and its processing need.
//! A definition may leave any of it out; what citizens would miss is listed.

use super::Reader;
use crate::author::keys;
use crate::author::source::{Kind, Node};
use crate::form::{Base, LegalBasis, Limit, Paper, Privacy, Procedure, Text};

impl<'n> Reader<'n> {
    pub(super) fn procedure(&mut self, node: &'n Node) -> Option<Procedure> {
        if !self.takes(node, keys::Kind::Procedure) {
            return None;
        }
        let short = node.get("processingDays").is_some();
        for key in self.lacking(node, keys::Kind::Procedure) {
            if key == "limit" && short {
                continue;
            }
            self.lack(
                node.place,
                &format!("the procedure has no `{key}`"),
                &format!("thủ tục chưa có `{key}`"),
            );
        }
        let assurance = node.get("assurance");
        let level = node.get("agencyLevel");
        Some(Procedure {
            code: node
                .get("code")
                .and_then(|code| self.code(code))
                .unwrap_or_default(),
            service_level: node
                .get("serviceLevel")
                .and_then(|level| self.number(level, 3, 4))
                .unwrap_or(3) as u8,
            agency_level: level
                .and_then(|level| self.one_of(level, &keys::AGENCY_LEVELS))
                .unwrap_or("province")
                .to_owned(),
            summary: self.prose(node, "summary"),
            result: self.prose(node, "result"),
            who: self.prose(node, "who"),
            fee_note: self.prose(node, "feeNote"),
            life_events: match node.get("lifeEvents") {
                Some(events) => {
                    let list = self.list(events);
                    let known = list
                        .iter()
                        .filter_map(|event| self.one_of(event, &keys::LIFE_EVENTS));
                    known.map(str::to_owned).collect()
                }
                None => Vec::new(),
            },
            papers: node
                .get("papers")
                .map(|papers| self.papers(papers))
                .unwrap_or_default(),
            limit: self.limits(node),
            delivery: match node.get("delivery") {
                Some(delivery) => {
                    let list = self.list(delivery);
                    let ways = list
                        .iter()
                        .filter_map(|way| self.one_of(way, &keys::DELIVERY));
                    ways.map(str::to_owned).collect()
                }
                None => Vec::new(),
            },
            assurance: assurance
                .and_then(|level| self.one_of(level, &keys::ASSURANCE))
                .unwrap_or("none")
                .to_owned(),
            legal_basis: node
                .get("legalBasis")
                .map(|basis| self.legal_basis(basis))
                .unwrap_or_default(),
            privacy: node
                .get("privacy")
                .map(|privacy| self.privacy(privacy))
                .unwrap_or_default(),
            valid_from: node.get("validFrom").and_then(|date| self.iso_date(date)),
            valid_to: node.get("validTo").and_then(|date| self.iso_date(date)),
            illustrative: node
                .get("illustrative")
                .is_some_and(|yes| self.boolean(yes)),
        })
    }

    /// A national code, `2.000635`.
    fn code(&mut self, node: &Node) -> Option<String> {
        let code = self.string(node)?;
        let digits = |part: &str, count| {
            part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let fits = code
            .split_once('.')
            .is_some_and(|(head, tail)| digits(head, 1) && digits(tail, 6));
        if !fits {
            self.fault(
                node.place,
                "a procedure's code is like 2.000635",
                "mã thủ tục có dạng 2.000635",
            );
        }
        Some(code)
    }

    fn prose(&mut self, node: &'n Node, key: &str) -> Text {
        node.get(key)
            .and_then(|words| self.words(words))
            .unwrap_or_default()
    }

    fn papers(&mut self, node: &'n Node) -> Vec<Paper> {
        let mut papers = Vec::new();
        for (place, node) in self.list(node).iter().enumerate() {
            if !self.takes(node, keys::Kind::Paper) {
                continue;
            }
            let owner = format!("paper.{place}");
            let kind = node
                .get("kind")
                .and_then(|kind| self.one_of(kind, &keys::PAPER_KINDS));
            papers.push(Paper {
                name: self.needed_words(node, "name"),
                kind: kind.unwrap_or("copy").to_owned(),
                note: node.get("note").and_then(|note| self.words(note)),
                when: node
                    .get("when")
                    .and_then(|when| self.expression(when, Base::When, &owner)),
            });
        }
        papers
    }

    fn limits(&mut self, procedure: &'n Node) -> Vec<Limit> {
        let mut limits = Vec::new();
        if let Some(days) = procedure.get("processingDays") {
            // The short form: working days, always.
            if let Some(count) = self.number(days, 1, 1_000) {
                limits.push(Limit {
                    when: None,
                    count: count as u32,
                    unit: "workingDay".to_owned(),
                    cutoff: None,
                });
            }
        }
        let Some(node) = procedure.get("limit") else {
            return limits;
        };
        for node in self.list(node) {
            if !self.takes(node, keys::Kind::Limit) {
                continue;
            }
            let owner = format!("limit.{}", limits.len());
            let when = node
                .get("when")
                .and_then(|when| self.expression(when, Base::When, &owner));
            let (Some(count), Some(unit)) = (node.get("count"), node.get("unit")) else {
                self.missing(
                    node.place,
                    if node.get("count").is_none() {
                        "count"
                    } else {
                        "unit"
                    },
                );
                continue;
            };
            let count = self.number(count, 0, 1_000).unwrap_or(0) as u32;
            let unit = self
                .one_of(unit, &keys::UNITS)
                .unwrap_or("workingDay")
                .to_owned();
            let cutoff = node.get("cutoff").and_then(|cutoff| self.time(cutoff));
            limits.push(Limit {
                when,
                count,
                unit,
                cutoff,
            });
        }
        limits
    }

    /// `15:00`.
    fn time(&mut self, node: &Node) -> Option<String> {
        let text = self.string(node)?;
        let fits = text.split_once(':').is_some_and(|(hour, minute)| {
            let number = |part: &str, below: u8| {
                part.len() == 2
                    && part.bytes().all(|b| b.is_ascii_digit())
                    && part.parse::<u8>().is_ok_and(|n| n < below)
            };
            number(hour, 24) && number(minute, 60)
        });
        if !fits {
            self.fault(
                node.place,
                "a time is like \"15:00\"",
                "giờ viết như \"15:00\"",
            );
        }
        fits.then_some(text)
    }

    fn legal_basis(&mut self, node: &'n Node) -> Vec<LegalBasis> {
        let mut basis = Vec::new();
        for node in self.list(node) {
            if matches!(node.kind, Kind::Text { .. }) {
                basis.push(LegalBasis {
                    r#ref: self.string(node).unwrap_or_default(),
                    ..LegalBasis::default()
                });
            } else if self.takes(node, keys::Kind::LegalBasis) {
                basis.push(LegalBasis {
                    r#ref: self.needed_string(node, "ref"),
                    from: node.get("from").and_then(|date| self.iso_date(date)),
                    to: node.get("to").and_then(|date| self.iso_date(date)),
                    checked_on: node.get("checkedOn").and_then(|date| self.iso_date(date)),
                });
            }
        }
        basis
    }

    fn privacy(&mut self, node: &'n Node) -> Privacy {
        if !self.takes(node, keys::Kind::Privacy) {
            return Privacy::default();
        }
        for key in self.lacking(node, keys::Kind::Privacy) {
            self.lack(
                node.place,
                &format!("the privacy notice has no `{key}`"),
                &format!("thông báo dữ liệu cá nhân chưa có `{key}`"),
            );
        }
        Privacy {
            purpose: self.prose(node, "purpose"),
            holder: self.prose(node, "holder"),
            retention: self.prose(node, "retention"),
        }
    }
}
