//! The name somebody meant.

/// The known name that is nearest to what was written, where one is near: at
/// most a third of its letters, and three, are to be changed. Letters are
/// compared without regard to case; of equals the first.
pub(crate) fn nearest<'n>(
    written: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let letters: Vec<char> = written.to_lowercase().chars().take(64).collect();
    let most = (letters.len() / 3).clamp(1, 3);
    let near = known
        .into_iter()
        .map(|name| (distance(&letters, name), name))
        .filter(|(distance, _)| *distance <= most && *distance < letters.len());
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters are to be changed, put in, left out or swapped with their
/// neighbour (Damerau and Levenshtein's measure, adjacent swaps only).
fn distance(left: &[char], right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().take(64).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let mut least = (row[j + 1] + 1).min(next[j] + 1);
            least = least.min(row[j] + usize::from(a != b));
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let known = ["student", "merit", "martyrRelative", "none"];
        assert_eq!(nearest("studnet", known), Some("student"));
        assert_eq!(nearest("Merit", known), Some("merit"));
        assert_eq!(nearest("martyrelative", known), Some("martyrRelative"));
        assert_eq!(nearest("elderly", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("nune", known), Some("none"));
        assert_eq!(nearest("b", ["a"]), None);
    }
}
