//! Names in the order in which people count: `layers.2` before `layers.10`.

use std::cmp::Ordering;

/// Compares names part by part, runs of digits as numbers of any length.
pub fn by_numbers(left: &str, right: &str) -> Ordering {
    let (mut left_rest, mut right_rest) = (left.as_bytes(), right.as_bytes());
    loop {
        let (left_digits, right_digits) = (digits(left_rest), digits(right_rest));
        let order = match (left_digits, right_digits) {
            (0, _) | (_, 0) => left_rest.first().cmp(&right_rest.first()),
            _ => number(&left_rest[..left_digits]).cmp(&number(&right_rest[..right_digits])),
        };
        // `layers.02` and `layers.2` are two names.
        if order != Ordering::Equal || left_rest.is_empty() {
            return order.then_with(|| left.cmp(right));
        }
        left_rest = &left_rest[left_digits.max(1)..];
        right_rest = &right_rest[right_digits.max(1)..];
    }
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Of two numbers the longer one is larger, without zeros before it.
fn number(digits: &[u8]) -> (usize, &[u8]) {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    (digits.len() - zeros, &digits[zeros..])
}
