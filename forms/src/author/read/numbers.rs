//! What numbers may be.

use super::Reader;
use crate::author::source::{Kind, Node};
use crate::decimal::{Decimal, SCALE};
use crate::limits;
use crate::question::decimal::{self, Bounds};
use crate::question::integer;

/// Digits behind the comma when the definition says nothing.
const SCALE_BY_DEFAULT: u8 = 2;

impl Reader<'_> {
    pub(super) fn integer_options(&mut self, node: &Node) -> integer::Options {
        let options = integer::Options {
            minimum: self.whole(node, "minimum"),
            maximum: self.whole(node, "maximum"),
            exclusive_minimum: self.whole(node, "exclusiveMinimum"),
            exclusive_maximum: self.whole(node, "exclusiveMaximum"),
            multiple_of: self.whole(node, "multipleOf"),
        };
        self.sound(node, &options.bounds());
        options
    }

    /// Amounts are not below zero unless the definition says so.
    pub(super) fn money_options(&mut self, node: &Node) -> integer::Options {
        let mut options = self.integer_options(node);
        if options.minimum.is_none() && options.exclusive_minimum.is_none() {
            options.minimum = Some(0);
        }
        options
    }

    pub(super) fn decimal_options(&mut self, node: &Node) -> decimal::Options {
        let scale = node
            .get("scale")
            .and_then(|scale| self.number(scale, 1, i64::from(SCALE)));
        let bounds = Bounds {
            minimum: self.decimal(node, "minimum"),
            maximum: self.decimal(node, "maximum"),
            exclusive_minimum: self.decimal(node, "exclusiveMinimum"),
            exclusive_maximum: self.decimal(node, "exclusiveMaximum"),
            multiple_of: self.decimal(node, "multipleOf"),
        };
        self.sound(node, &bounds);
        decimal::Options {
            scale: scale.map_or(SCALE_BY_DEFAULT, |scale| scale as u8),
            bounds,
        }
    }

    fn whole(&mut self, node: &Node, key: &str) -> Option<i64> {
        node.get(key)
            .and_then(|found| self.number(found, -limits::WHOLE_NUMBER, limits::WHOLE_NUMBER))
    }

    /// `0.5`, which YAML leaves as it is written.
    fn decimal(&mut self, node: &Node, key: &str) -> Option<Decimal> {
        let found = node.get(key)?;
        let number = match &found.kind {
            Kind::Int(number) => Some(Decimal::from(*number)),
            Kind::Text { text, .. } => Decimal::parse(text),
            _ => None,
        };
        if number.is_none() {
            self.fault(
                found.place,
                "a number like 0.5 is needed here, with at most nine digits behind the point",
                "cần một số như 0.5 ở đây, tối đa chín chữ số sau dấu chấm",
            );
        }
        number
    }

    /// Bounds that some number keeps, and a step above zero.
    fn sound(&mut self, node: &Node, bounds: &Bounds) {
        let zero = Decimal::from(0);
        if bounds.multiple_of.is_some_and(|step| step <= zero) {
            self.fault(
                node.place,
                "`multipleOf` is above zero",
                "`multipleOf` phải lớn hơn 0",
            );
        }
        let (least, above) = (bounds.minimum, bounds.exclusive_minimum);
        let (most, below) = (bounds.maximum, bounds.exclusive_maximum);
        let crossed = least.zip(most).is_some_and(|(least, most)| least > most)
            || least
                .max(above)
                .zip(below)
                .is_some_and(|(least, below)| least >= below)
            || above.zip(most).is_some_and(|(above, most)| above >= most);
        if crossed {
            self.crossed(node);
        }
    }
}
