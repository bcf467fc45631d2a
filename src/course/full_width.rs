//! What readers type, with the signs of any keyboard: full-width digits and signs, decimal commas, spaces between thousands.

/// The plain sign for one of full width, as a Chinese keyboard gives it: `（` is `(`, `。` is `.`, `×` is `*`. Every other
/// character is itself. One stays one, so that places in a text stay what they are.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '、' => ',',
        '。' | '｡' => '.',
        '×' | '·' => '*',
        '÷' => '/',
        '−' | '–' | '—' => '-',
        '【' => '[',
        '】' => ']',
        other => other,
    }
}

/// [`narrow`] for all characters of a text.
pub fn narrowed(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// A real number: `0.01`, `0,01`, `０。０１`, `+1e-2`, `1 234.5`, `1.234,5`. A lone comma is the decimal sign.
pub fn real(text: &str) -> Option<f64> {
    let text = plain(text);
    let (number, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
    let decimal = number.chars().rfind(|c| matches!(c, '.' | ',')).filter(|sign| number.matches(*sign).count() == 1);
    let (whole, fraction) = decimal.and_then(|sign| number.split_once(sign)).unwrap_or((number, ""));
    let whole = match (decimal, whole.contains(',')) {
        (Some('.'), _) | (None, true) => ungrouped(whole, ',')?,
        (Some(_), _) | (None, false) => ungrouped(whole, '.')?,
    };
    format!("{whole}.{fraction}{exponent}").parse().ok()
}

/// A whole number: `1000`, `１０００`, `1,000`, `+1 000`, `1e3`.
pub fn whole(text: &str) -> Option<u64> {
    let text = plain(text);
    match text.contains(['e', 'E']) {
        true => real(&text).filter(|value| value.fract() == 0.0 && (0.0..MOST_EXACT).contains(value)).map(|v| v as u64),
        false => ungrouped(&text, ',')?.parse().ok(),
    }
}

/// From here on not every whole number is an f64.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

fn plain(text: &str) -> String {
    narrowed(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Without the signs between thousands; `None` where they stand elsewhere.
fn ungrouped(number: &str, sign: char) -> Option<String> {
    let mut groups = number.split(sign);
    let first = groups.next()?;
    let are_thousands = groups.clone().all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()));
    let begins = groups.clone().next().is_none() || matches!(first.trim_start_matches(['+', '-']).len(), 1..=3);
    (are_thousands && begins).then(|| number.replace(sign, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundredth_in_every_way_of_typing_it() {
        let ways = "0.01|0,01|0。01|０.０１|０．０１|０，０１|,01|.01|，０１|+0.01|＋0.01|0.010|1e-2|1E-2|１e-2|１ｅ－２|1e−2| 0.01 |\u{a0}0,01|\u{3000}0.01";
        for way in ways.split('|') {
            assert_eq!(real(way), Some(0.01), "{way}");
        }
    }

    #[test]
    fn thousands_are_told_from_decimals() {
        for (text, value) in [
            ("1 234.5", Some(1234.5)),
            ("1\u{202f}234,5", Some(1234.5)),
            ("1,234.5", Some(1234.5)),
            ("1.234,5", Some(1234.5)),
            ("1,234,567", Some(1_234_567.0)),
            ("1.234.567", Some(1_234_567.0)),
            ("1,234", Some(1.234)),
            ("-2,5", Some(-2.5)),
            ("5.", Some(5.0)),
            ("1,23,4", None),
            ("1.2.3", None),
            ("1,2.3,4", None),
            (",", None),
            ("", None),
            ("1e", None),
            ("1x", None),
        ] {
            assert_eq!(real(text), value, "{text}");
        }
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        for (text, value) in [
            ("1000", Some(1000)),
            ("１０００", Some(1000)),
            ("1,000", Some(1000)),
            ("1，000，000", Some(1_000_000)),
            ("+1\u{202f}000", Some(1000)),
            ("1e3", Some(1000)),
            ("18446744073709551615", Some(u64::MAX)),
            ("1.000", None),
            ("10,00", None),
            ("1,5", None),
            ("1.5e0", None),
            ("-1", None),
            ("", None),
        ] {
            assert_eq!(whole(text), value, "{text}");
        }
    }
}
