//! How the numbers and dates of a column are written, and what they mean.

/// One way of writing for a whole column: what "1.234" or "3/4/2024" means, its other cells decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// 1,234.5
    Point,
    /// 1.234,5
    Comma,
    /// Days since 1970-01-01, hours as fractions.
    Date(DateOrder),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

/// A column is one of numbers, or of dates, when so large a share of its cells are.
const LEAST_SHARE: f64 = 0.95;
/// Numbers beyond this have squares that overflow: they are read as text.
const LARGEST_NUMBER: f64 = 1e100;
const DATES: [DateOrder; 3] = [DateOrder::YearMonthDay, DateOrder::MonthDayYear, DateOrder::DayMonthYear];
const CURRENCIES: [&str; 20] = [
    "€", "$", "£", "¥", "￥", "₹", "₩", "₽", "元", "USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF", "US$", "R$", "kr",
    "zł",
];
const GROUP_SPACES: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

impl Written {
    /// How these cells, none of which is missing, are written; `None` where they are texts. Where they do not say, they are
    /// written as the rest of the file, `otherwise`.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str> + Clone, otherwise: Self) -> Option<Self> {
        let count = |written: Self| cells.clone().filter(|cell| written.number(cell).is_some()).count();
        let all = cells.clone().count();
        let least = (LEAST_SHARE * all as f64).ceil() as usize;
        let point = count(Self::Point);
        if point == all && all > 0 && otherwise != Self::Comma {
            return Some(Self::Point);
        }
        let comma = count(Self::Comma);
        if point.max(comma) >= least.max(1) {
            return Some(match point.cmp(&comma) {
                std::cmp::Ordering::Greater => Self::Point,
                std::cmp::Ordering::Less => Self::Comma,
                std::cmp::Ordering::Equal if otherwise == Self::Comma => Self::Comma,
                std::cmp::Ordering::Equal => Self::Point,
            });
        }
        let dates = DATES.map(|order| (Self::Date(order), count(Self::Date(order))));
        let most = dates.iter().map(|(_, count)| *count).max().filter(|&most| most >= least.max(1))?;
        let mut best = dates.iter().filter(|(_, count)| *count == most).map(|(written, _)| *written);
        best.clone().find(|written| *written == otherwise).or_else(|| best.next())
    }

    /// How this cell is written, if only one way of writing numbers makes sense of it: "0.5", "1,5", "1.234,5", not "1,234".
    pub(super) fn of_one(cell: &str) -> Option<Self> {
        match (plain(cell, '.'), plain(cell, ',')) {
            (None, None) => None,
            (None, Some(_)) => Some(Self::Comma),
            (Some(_), _) => Some(Self::Point),
        }
    }

    /// Both ways make sense of the cell, and not the same.
    pub(super) fn is_ambiguous(cell: &str) -> bool {
        matches!((plain(cell, '.'), plain(cell, ',')), (Some(point), Some(comma)) if point != comma)
    }

    /// What a cell means, in this way of writing.
    pub(super) fn number(self, cell: &str) -> Option<f64> {
        match self {
            Self::Point => plain(cell, '.'),
            Self::Comma => plain(cell, ','),
            Self::Date(order) => days(cell, order),
        }
    }

    pub(super) fn is_date(self) -> bool {
        matches!(self, Self::Date(_))
    }
}

/// A number with a sign, a currency, groups of thousands and a per cent sign, all but the digits optional. Brackets are
/// accountants' minus.
fn plain(cell: &str, decimal: char) -> Option<f64> {
    let cell = cell.trim();
    if decimal == '.'
        && cell.starts_with(|first: char| first.is_ascii_digit())
        && let Ok(number) = cell.parse()
    {
        return Some(number).filter(|number: &f64| number.abs() <= LARGEST_NUMBER);
    }
    let (cell, is_bracketed) = match cell.strip_prefix('(').and_then(|cell| cell.strip_suffix(')')) {
        Some(inside) => (inside, true),
        None => (cell, false),
    };
    let (cell, is_negative) = unsigned(without_currency(cell));
    let (cell, is_negative_inside) = unsigned(without_currency(cell));
    let cell = cell.strip_suffix(['%', '％']).unwrap_or(cell).trim_end();
    let (body, exponent) = cell.split_at(cell.find(['e', 'E']).unwrap_or(cell.len()));
    let (whole, fraction) = body.split_once(decimal).unwrap_or((body, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(fraction) || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let number: f64 = format!("{}.{fraction}{exponent}", ungrouped(whole, decimal)?).parse().ok()?;
    let is_negative = is_negative ^ is_negative_inside ^ is_bracketed;
    Some(if is_negative { -number } else { number }).filter(|number| number.abs() <= LARGEST_NUMBER)
}

fn unsigned(cell: &str) -> (&str, bool) {
    match cell.strip_prefix(['-', '−', '+']) {
        Some(rest) => (rest.trim_start(), !cell.starts_with('+')),
        None => (cell, false),
    }
}

fn without_currency(cell: &str) -> &str {
    let front = CURRENCIES.iter().find_map(|sign| cell.strip_prefix(sign));
    let cell = front.unwrap_or(cell).trim_start();
    CURRENCIES.iter().find_map(|sign| cell.strip_suffix(sign)).unwrap_or(cell).trim_end()
}

/// The digits alone of "1,234,567": groups of three, all parted by the same sign; "0" before the decimal sign may be left
/// out.
fn ungrouped(whole: &str, decimal: char) -> Option<String> {
    let other = if decimal == '.' { ',' } else { '.' };
    let is_group_sign = |sign: &char| *sign == other || GROUP_SPACES.contains(sign);
    let Some(sign) = whole.chars().find(is_group_sign) else {
        let is_digits = whole.bytes().all(|byte| byte.is_ascii_digit());
        return is_digits.then(|| if whole.is_empty() { "0".to_owned() } else { whole.to_owned() });
    };
    let groups: Vec<&str> = whole.split(sign).collect();
    let (first, others) = groups.split_first()?;
    let is_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let fits = (1..=3).contains(&first.len()) && !first.starts_with('0') && others.iter().all(|group| group.len() == 3);
    (is_digits && fits).then(|| groups.concat())
}

/// Days since 1970-01-01 in the Gregorian calendar.
fn days(cell: &str, order: DateOrder) -> Option<f64> {
    let (date, time) = cell.trim().split_once(['T', ' ']).unwrap_or((cell.trim(), ""));
    let date = date.strip_suffix('日').unwrap_or(date);
    let parts: Vec<&str> = date.split(['-', '/', '.', '年', '月']).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = match order {
        DateOrder::YearMonthDay => (first, second, third),
        DateOrder::DayMonthYear => (third, second, first),
        DateOrder::MonthDayYear => (third, first, second),
    };
    if order == DateOrder::MonthDayYear && date.contains('.') {
        return None;
    }
    let is_digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_digits || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let (year, month, day) = (year.parse::<i64>().ok()?, month.parse::<i64>().ok()?, day.parse::<i64>().ok()?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let month_days = [31, if is_leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let most = *month_days.get(usize::try_from(month - 1).ok()?)?;
    if !(1..=most).contains(&day) {
        return None;
    }
    Some(day_number(year, month, day) as f64 + day_share(time)?)
}

/// `days_from_civil` of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013: years begin in March, so that the
/// leap day is the last.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// "18:00" and "18:00:00" are 0.75.
fn day_share(time: &str) -> Option<f64> {
    let time = time.trim().trim_end_matches('Z');
    if time.is_empty() {
        return Some(0.0);
    }
    let mut seconds = 0.0;
    let parts: Vec<&str> = time.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for (part, (most, unit)) in parts.iter().zip([(23.0, 3600.0), (59.0, 60.0), (60.99, 1.0)]) {
        let is_digits = part.starts_with(|first: char| first.is_ascii_digit());
        let value: f64 = part.parse().ok().filter(|value| is_digits && (0.0..=most).contains(value))?;
        seconds += value * unit;
    }
    Some(seconds / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_mean_what_people_mean() {
        let read = |cell| (Written::Point.number(cell), Written::Comma.number(cell));
        assert_eq!(read("12"), (Some(12.0), Some(12.0)));
        assert_eq!(read("1,234.5"), (Some(1234.5), None));
        assert_eq!(read("1.234,5"), (None, Some(1234.5)));
        assert_eq!(read("1,234"), (Some(1234.0), Some(1.234)));
        assert_eq!(read("0,123"), (None, Some(0.123)));
        assert_eq!(read("1 234 567"), (Some(1_234_567.0), Some(1_234_567.0)));
        assert_eq!(read("1\u{202f}234,5 €"), (None, Some(1234.5)));
        assert_eq!(read("12.5 %").0, Some(12.5));
        assert_eq!(read("-$1,200").0, Some(-1200.0));
        assert_eq!(read("$-5").0, Some(-5.0));
        assert_eq!(read("(3.5)").0, Some(-3.5));
        assert_eq!(read("−2").0, Some(-2.0));
        assert_eq!(read("1e3"), (Some(1000.0), Some(1000.0)));
        assert_eq!(read(".5").0, Some(0.5));
        for text in ["1,23,4", "12 34", "1.2.3", "inf", "NaN", "1e200", "--5x", "5 kg", "", "-", ".", "$", "e5"] {
            assert_eq!(read(text), (None, None), "{text}");
        }
    }

    #[test]
    fn columns_decide_what_a_cell_cannot() {
        let of = |cells: &[&'static str], otherwise| Written::of(cells.iter().copied(), otherwise);
        assert_eq!(of(&["1.234", "2.500"], Written::Point), Some(Written::Point));
        assert_eq!(of(&["1.234", "2.500"], Written::Comma), Some(Written::Comma));
        assert_eq!(of(&["1,234", "2,5"], Written::Point), Some(Written::Comma));
        assert_eq!(of(&["red", "2"], Written::Point), None);
        let mostly = [&["1"; 19][..], &["few"]].concat();
        assert_eq!(of(&mostly, Written::Point), Some(Written::Point));
        let date = |order| Some(Written::Date(order));
        assert_eq!(of(&["2024-01-31"], Written::Point), date(DateOrder::YearMonthDay));
        assert_eq!(of(&["3/4/2024", "3/14/2024"], Written::Point), date(DateOrder::MonthDayYear));
        assert_eq!(of(&["3/4/2024", "14/3/2024"], Written::Point), date(DateOrder::DayMonthYear));
        let otherwise = Written::Date(DateOrder::DayMonthYear);
        assert_eq!(of(&["3/4/2024"], otherwise), date(DateOrder::DayMonthYear));
    }

    #[test]
    fn dates_are_days() {
        let days = |cell, order| Written::Date(order).number(cell);
        assert_eq!(days("1970-01-01", DateOrder::YearMonthDay), Some(0.0));
        assert_eq!(days("2000-03-01", DateOrder::YearMonthDay), Some(11_017.0));
        assert_eq!(days("1969-12-31T18:00", DateOrder::YearMonthDay), Some(-0.25));
        assert_eq!(days("1970年1月2日", DateOrder::YearMonthDay), Some(1.0));
        assert_eq!(days("29.02.2024", DateOrder::DayMonthYear), Some(19_782.0));
        assert_eq!(days("29.02.2023", DateOrder::DayMonthYear), None);
        assert_eq!(days("2/29/2024 12:00:00", DateOrder::MonthDayYear), Some(19_782.5));
        assert_eq!(days("13/1/2024", DateOrder::MonthDayYear), None);
        assert_eq!(days("2024-01-01 25:00", DateOrder::YearMonthDay), None);
    }
}
