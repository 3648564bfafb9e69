//! Names of people who do not exist, put together from common words.

use super::plan::{one, roll};

const FAMILY: [&str; 20] = [
    "Trần", "Lê", "Phạm", "Lò", "Quàng", "Cầm", "Hà", "Vì", "Hoàng", "Tòng", "Lường", "Đinh",
    "Bùi", "Mùa", "Giàng", "Sùng", "Thào", "Cà", "Bạc", "Đèo",
];
const OF_WOMEN: [&str; 6] = ["Ngọc", "Thu", "Minh", "Thanh", "Hồng", "Kim"];
const OF_MEN: [&str; 6] = ["Đức", "Minh", "Hữu", "Quang", "Xuân", "Thanh"];
const GIVEN: [&str; 48] = [
    "An", "Anh", "Bình", "Chi", "Chung", "Cường", "Dung", "Dũng", "Duyên", "Giang", "Hà", "Hải",
    "Hạnh", "Hiền", "Hoa", "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam",
    "Nga", "Ngân", "Nhung", "Phúc", "Phương", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thắng",
    "Thủy", "Tiến", "Toàn", "Trang", "Trung", "Tú", "Tuấn", "Tùng", "Tuyết", "Vân", "Việt", "Xuân",
    "Yến",
];

/// One in a hundred has one of these, so that there are names few people have.
const RARE: [&str; 10] = [
    "Ón", "Lả", "Pâng", "Khún", "Ỏm", "Dính", "Chống", "Pó", "Sộng", "Nủ",
];

/// The name of the person whose dossier has this number.
pub(super) fn name(number: u32) -> String {
    let woman = roll(number, "woman", 2) == 0;
    let family = match roll(number, "nguyen", 100) {
        0..32 => "Nguyễn",
        _ => FAMILY[one(number, "family", FAMILY.len())],
    };
    let middle = match (woman, roll(number, "common", 100)) {
        (true, 0..70) => "Thị",
        (false, 0..60) => "Văn",
        (true, _) => OF_WOMEN[one(number, "middle", OF_WOMEN.len())],
        (false, _) => OF_MEN[one(number, "middle", OF_MEN.len())],
    };
    let given = match roll(number, "rare", 100) {
        0 => RARE[one(number, "given", RARE.len())],
        _ => GIVEN[one(number, "given", GIVEN.len())],
    };
    // Every third has a second middle word.
    match roll(number, "double", 3) {
        0 => {
            let second = GIVEN[one(number, "second", GIVEN.len())];
            format!("{family} {middle} {second} {given}")
        }
        _ => format!("{family} {middle} {given}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_many_and_always_the_same() {
        let names: BTreeSet<String> = (0..10_000).map(name).collect();
        assert!(names.len() > 5_000, "{}", names.len());
        assert_eq!(name(7), name(7));
        assert!(names.iter().all(|name| name.split(' ').count() >= 3));
    }
}
