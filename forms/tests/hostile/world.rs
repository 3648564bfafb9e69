//! A form with a field of each type, and answers to it.

#![allow(
    dead_code,
    reason = "shared by several test programs, each of which uses a part"
)]

use forms::author::load;
use forms::date::Date;
use forms::form::Form;
use forms::{Answers, Context, NoDatasets};
use std::collections::BTreeMap;

const FORM: &str = r#"formDefinition: "1.0"
id: vn.test
version: 1.0.0
languages: [vi]
title: T
pages:
- id: page
  title: P
  fields:
  - {id: t, type: text, maxLength: 300, label: T}
  - {id: n, type: integer, label: N}
  - {id: b, type: boolean, label: B}
  - {id: missing, type: boolean, label: M}
  - {id: c, type: choice, label: C, options: [{value: a, label: A}, {value: b, label: B}, {value: c, label: C}]}
  - {id: d, type: date, label: D}
  - {id: pd, type: partialDate, label: PD}
  - {id: e, type: decimal, scale: 3, label: E}
  - {id: money, type: money, label: M}
  - {id: at, type: dateTime, label: A}
  - {id: hour, type: time, label: H}
  - {id: place, type: location, label: L}
  - {id: several, type: choices, maxItems: 3, label: S, options: [{value: a, label: A}, {value: b, label: B}, {value: c, label: C}]}
  - {id: f, type: file, accept: [application/pdf], maxSize: 1MiB, label: F}
  - {id: g, type: group, label: G, fields: [{id: a, type: integer, label: A}, {id: s, type: text, maxLength: 50, label: S}]}
  - {id: r, type: repeat, maxItems: 9, label: R, fields: [{id: s, type: text, maxLength: 200, label: S}, {id: v, type: integer, label: V}]}
"#;

pub(crate) struct World {
    pub(crate) form: Form,
    /// Everything at its largest, a little, nothing.
    pub(crate) answers: [Answers; 3],
    pub(crate) today: Date,
}

impl World {
    pub(crate) fn new() -> Self {
        let files = BTreeMap::from([("definition.yaml".to_owned(), FORM.to_owned())]);
        let form = load("", &files, &BTreeMap::new()).unwrap().form;
        let mut all = Answers::new();
        for (path, raw) in [
            ("n", "9007199254740992"),
            ("b", "yes"),
            ("c", "a"),
            ("d", "29/02/2000"),
            ("pd", "//1950"),
            ("g.a", "-3"),
            ("e", "-1234567.125"),
            ("money", "9000000"),
            ("at", "31/12/9999 06:30"),
            ("hour", "23:59"),
            ("place", "21.327;103.9188"),
            ("several", "a\nb\nc"),
        ] {
            all.set(path, raw);
        }
        all.set("t", "ệ".repeat(300));
        for item in 0..9 {
            all.add_item("r", &format!("i{item}"));
            all.set(format!("r.i{item}.s"), "ệ".repeat(200));
            all.set(format!("r.i{item}.v"), "5");
        }
        let mut some = Answers::new();
        for (path, raw) in [("n", "1"), ("b", "no"), ("t", "ab"), ("pd", "01/02/2013")] {
            some.set(path, raw);
        }
        some.add_item("r", "i1");
        World {
            form,
            answers: [all, some, Answers::new()],
            today: Date::new(2026, 11, 23).unwrap(),
        }
    }

    pub(crate) fn context(&self) -> Context<'static> {
        Context {
            today: self.today,
            channel: "online",
            agency: "A",
            province: "14",
            datasets: &NoDatasets,
        }
    }
}
