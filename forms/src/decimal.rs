//! Exact decimal numbers: a whole number of units and how many of its digits
//! stand behind the point. Never a binary fraction: 0.1 + 0.2 is 0.3.
//!
//! ```
//! use forms::decimal::{Decimal, Rounding};
//!
//! let half = Decimal::parse("0.5").unwrap();
//! assert_eq!(half, Decimal::parse("0.50").unwrap());
//! assert_eq!(half.times(Decimal::from(3)).unwrap().to_text(), "1.5");
//! assert_eq!(half.round(Rounding::HalfEven), 0);
//! ```

use std::cmp::Ordering;

/// Digits behind the point, at most.
pub const SCALE: u8 = 9;

/// A decimal number of at most 64 bits of units and [`SCALE`] digits behind
/// the point. Numbers are equal, and ordered, by what they amount to; the
/// scale they were written with is kept for showing them.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    units: i64,
    scale: u8,
}

/// How a decimal becomes a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest; a half away from zero, as cashiers do.
    HalfUp,
    /// To the nearest; a half to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// To the next smaller.
    Floor,
    /// To the next larger.
    Ceiling,
}

/// The names authors write.
const ROUNDINGS: [(&str, Rounding); 6] = [
    ("halfUp", Rounding::HalfUp),
    ("halfEven", Rounding::HalfEven),
    ("up", Rounding::Up),
    ("down", Rounding::Down),
    ("floor", Rounding::Floor),
    ("ceiling", Rounding::Ceiling),
];

impl Rounding {
    /// The way of a name: `halfUp`, `halfEven`, `up`, `down`, `floor`, `ceiling`.
    pub fn by_name(name: &str) -> Option<Rounding> {
        ROUNDINGS.iter().find(|row| row.0 == name).map(|row| row.1)
    }
}

fn ten_to(power: u8) -> i64 {
    10_i64.pow(u32::from(power.min(18)))
}

impl Decimal {
    /// `units` with the last `scale` digits behind the point; `None` beyond [`SCALE`].
    pub fn new(units: i64, scale: u8) -> Option<Decimal> {
        (scale <= SCALE).then_some(Decimal { units, scale })
    }

    /// Reads `-?\d+(\.\d{1,9})?`; `None` for anything else and beyond 64 bits.
    pub fn parse(text: &str) -> Option<Decimal> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, behind) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(behind) || behind.len() > usize::from(SCALE) {
            return None;
        }
        let scale = if digits.len() == whole.len() {
            0
        } else {
            behind.len() as u8
        };
        let mut units = 0_i64;
        for byte in digits.bytes().filter(|byte| *byte != b'.') {
            // Downwards, because the least number has no positive twin.
            units = units.checked_mul(10)?.checked_sub(i64::from(byte - b'0'))?;
        }
        if digits.len() == text.len() {
            units = units.checked_neg()?;
        }
        Some(Decimal { units, scale })
    }

    /// The number in all its digits, as many behind the point as its scale.
    pub fn to_text(self) -> String {
        let scale = usize::from(self.scale);
        let mut text = self.units.unsigned_abs().to_string();
        while text.len() <= scale {
            text.insert(0, '0');
        }
        if scale > 0 {
            text.insert(text.len() - scale, '.');
        }
        if self.units < 0 {
            text.insert(0, '-');
        }
        text
    }

    /// All digits as one whole number.
    pub fn units(self) -> i64 {
        self.units
    }

    /// How many of the digits stand behind the point.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The same number without zeros at the end.
    fn bare(mut self) -> Decimal {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }

    fn with_scale(self, scale: u8) -> Option<Decimal> {
        let more = scale.checked_sub(self.scale)?;
        let units = self.units.checked_mul(ten_to(more))?;
        Some(Decimal { units, scale })
    }

    /// The sum; `None` beyond 64 bits of units.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let (a, b) = (self.with_scale(scale)?, other.with_scale(scale)?);
        let units = a.units.checked_add(b.units)?;
        Some(Decimal { units, scale })
    }

    /// The difference; `None` beyond 64 bits of units.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let (a, b) = (self.with_scale(scale)?, other.with_scale(scale)?);
        let units = a.units.checked_sub(b.units)?;
        Some(Decimal { units, scale })
    }

    /// The product, exact; `None` where it has more than [`SCALE`] digits
    /// behind the point or more than 64 bits of units.
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        let (mut a, mut b) = (self, other);
        if a.scale + b.scale > SCALE {
            (a, b) = (a.bare(), b.bare());
        }
        let mut product = Decimal {
            units: a.units.checked_mul(b.units)?,
            scale: a.scale + b.scale,
        };
        if product.scale > SCALE {
            product = product.bare();
        }
        Decimal::new(product.units, product.scale)
    }

    /// The number with its sign turned; `None` beyond 64 bits of units.
    pub fn negated(self) -> Option<Decimal> {
        Decimal::from(0).minus(self)
    }

    /// The whole number it becomes.
    pub fn round(self, how: Rounding) -> i64 {
        let (floor, rest) = self.split();
        if rest == 0 {
            return floor;
        }
        let half = rest.cmp(&(ten_to(SCALE) / 2));
        let up = match how {
            Rounding::Floor => false,
            Rounding::Ceiling => true,
            Rounding::Up => self.units > 0,
            Rounding::Down => self.units < 0,
            Rounding::HalfUp if half.is_eq() => self.units > 0,
            Rounding::HalfEven if half.is_eq() => floor % 2 != 0,
            Rounding::HalfUp | Rounding::HalfEven => half.is_gt(),
        };
        floor + i64::from(up)
    }

    /// The next smaller whole number, and what is above it in units of 10⁻⁹.
    fn split(self) -> (i64, i64) {
        let one = ten_to(self.scale);
        let above = self.units.rem_euclid(one) * ten_to(SCALE - self.scale);
        (self.units.div_euclid(one), above)
    }
}

impl From<i64> for Decimal {
    fn from(units: i64) -> Decimal {
        Decimal { units, scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        self.split().cmp(&other.split())
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn reads_and_shows_as_written() {
        for text in [
            "0",
            "-7",
            "1.50",
            "0.000000001",
            "-0.5",
            "9223372036854775807",
            "-9223372036854775808",
            "-9223372036.854775808",
        ] {
            assert_eq!(decimal(text).to_text(), text);
        }
        assert_eq!(decimal("007.10").to_text(), "7.10");
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1.0000000000",
            "+1",
            "1e3",
            "1,5",
            " 1",
            "1.-5",
            "--1",
            "9223372036854775808",
            "-9223372036854775809",
            "１",
        ] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn is_equal_and_ordered_by_amount() {
        assert_eq!(decimal("1.50"), decimal("1.5"));
        assert_eq!(decimal("3.000"), Decimal::from(3));
        assert!(decimal("-1.5") < decimal("-1.49"));
        assert!(decimal("9223372036854775807") > decimal("9223372036.854775807"));
        assert!(decimal("-9223372036854775808") < decimal("-0.000000001"));
    }

    #[test]
    fn reckons_exactly_or_not_at_all() {
        let plus = |a: &str, b: &str| decimal(a).plus(decimal(b)).map(Decimal::to_text);
        let times = |a: &str, b: &str| decimal(a).times(decimal(b)).map(Decimal::to_text);
        assert_eq!(plus("0.1", "0.2").as_deref(), Some("0.3"));
        assert_eq!(plus("1.50", "2").as_deref(), Some("3.50"));
        assert_eq!(plus("9223372036854775807", "1"), None);
        assert_eq!(plus("9223372036854775807", "0.5"), None);
        assert_eq!(times("0.5", "3").as_deref(), Some("1.5"));
        assert_eq!(times("0.00005", "0.00002").as_deref(), Some("0.000000001"));
        assert_eq!(times("0.00001", "0.00001"), None);
        assert_eq!(times("1.500000000", "2.00").as_deref(), Some("3.0"));
        assert_eq!(times("9223372036854775807", "2"), None);
        assert_eq!(decimal("-9223372036854775808").negated(), None);
        assert_eq!(decimal("0.5").minus(decimal("1")), Some(decimal("-0.5")));
    }

    #[test]
    fn rounds_in_six_ways() {
        let expected: [(&str, [i64; 6]); 8] = [
            // half up, half even, up, down, floor, ceiling
            ("2.5", [3, 2, 3, 2, 2, 3]),
            ("3.5", [4, 4, 4, 3, 3, 4]),
            ("-2.5", [-3, -2, -3, -2, -3, -2]),
            ("-3.5", [-4, -4, -4, -3, -4, -3]),
            ("2.4", [2, 2, 3, 2, 2, 3]),
            ("-2.6", [-3, -3, -3, -2, -3, -2]),
            ("0.500000001", [1, 1, 1, 0, 0, 1]),
            ("7.00", [7, 7, 7, 7, 7, 7]),
        ];
        for (text, rounded) in expected {
            for ((name, how), rounded) in ROUNDINGS.iter().zip(rounded) {
                assert_eq!(decimal(text).round(*how), rounded, "{text} {name}");
                assert_eq!(Rounding::by_name(name), Some(*how));
            }
        }
        assert_eq!(Rounding::by_name("nearest"), None);
    }

    proptest! {
        /// Against 128-bit numbers of 10⁻¹⁸.
        #[test]
        fn agrees_with_wide_numbers(
            a in any::<i64>().prop_map(|n| n >> 20), b in any::<i64>().prop_map(|n| n >> 28),
            s in 0..=SCALE, t in 0..=SCALE,
        ) {
            let (x, y) = (Decimal::new(a, s).unwrap(), Decimal::new(b, t).unwrap());
            let wide = |d: Decimal| i128::from(d.units) * 10_i128.pow(18 - u32::from(d.scale));
            prop_assert_eq!(x.cmp(&y), wide(x).cmp(&wide(y)));
            prop_assert_eq!(Decimal::parse(&x.to_text()), Some(x));
            if let Some(sum) = x.plus(y) {
                prop_assert_eq!(wide(sum), wide(x) + wide(y));
            }
            if let Some(difference) = x.minus(y) {
                prop_assert_eq!(wide(difference), wide(x) - wide(y));
            }
            if let Some(product) = x.times(y) {
                let exact = i128::from(a) * i128::from(b) * 10_i128.pow(18 - u32::from(s + t));
                prop_assert_eq!(wide(product), exact);
            }
            let one = 10_i128.pow(18);
            prop_assert_eq!(i128::from(x.round(Rounding::Floor)), wide(x).div_euclid(one));
            prop_assert_eq!(i128::from(x.round(Rounding::Down)), wide(x) / one);
        }
    }
}
