//! What a program prints, compared with what it should print: words as they are, numbers to three digits.

/// The first line that is not the same, numbers in it taken as equal to three digits.
pub fn difference(expected: &str, found: &str) -> Option<String> {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let is_same = |a: &str, b: &str| {
        let ((words_a, numbers_a), (words_b, numbers_b)) = (parts(a), parts(b));
        let is_close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1.5e-3 * a.abs().max(b.abs()) + 2e-4;
        words_a == words_b && numbers_a.iter().zip(&numbers_b).all(is_close)
    };
    let lines = expected.len().max(found.len());
    (0..lines).find_map(|line| match (expected.get(line), found.get(line)) {
        (Some(a), Some(b)) if is_same(a, b) => None,
        (a, b) => Some(format!("line {}:\n{}\nnot\n{}", line + 1, b.unwrap_or(&"nothing"), a.unwrap_or(&"nothing"))),
    })
}

/// A line's words with a mark for each number, and the numbers.
fn parts(line: &str) -> (String, Vec<f64>) {
    let (mut words, mut numbers) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let is_part = |sign: char| sign.is_ascii_digit() || ".e+-".contains(sign);
        let end = rest[start..].find(|sign| !is_part(sign)).map_or(rest.len(), |end| start + end);
        let text = rest[start..end].trim_end_matches(['.', 'e', '+', '-']);
        words += &rest[..start];
        match text.parse() {
            Ok(number) => {
                numbers.push(number);
                words.push('#');
            }
            Err(_) => words += text,
        }
        rest = &rest[start + text.len()..];
    }
    (words + rest, numbers)
}
