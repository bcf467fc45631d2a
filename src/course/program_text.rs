//! A lesson's settings in the text of its program: where the text gives a setting its value, another one is put.

use super::settings::Settings;

/// The same program with these settings. A value stands in one of two places: in an assignment at a line's beginning,
/// `seed, batch_size = 1, 32`, or as an argument's default. What is no number and no text there stays, and what Python's argument
/// does not allow.
pub fn with_settings(program: &str, settings: &Settings) -> String {
    placed(program, |key| settings.value(key).map(ToString::to_string))
}

fn placed(program: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let line =
        |line: &str| assigned(line, &value).or_else(|| by_default(line, &value)).unwrap_or_else(|| line.to_owned());
    program.split_inclusive('\n').map(line).collect()
}

/// What a program calls the setting of this key: itself, but for what Python's names cannot hold and for two long words.
fn key(name: &str) -> String {
    match name {
        "learning_rate" => "lr".to_owned(),
        "batch_size" => "batch".to_owned(),
        name => name.replace('_', "-"),
    }
}

fn assigned(line: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (names, rest) = line.split_once(" = ")?;
    let (values, end) = rest.split_at(rest.trim_end().len());
    let (names, values): (Vec<_>, Vec<_>) = (names.split(", ").collect(), values.split(", ").collect());
    let is_name = |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if names.len() != values.len() || !names.iter().all(is_name) {
        return None;
    }
    let new = |(name, old): (&&str, &&str)| value(&key(name)).and_then(|new| literal(old, &new));
    let new: Vec<_> = names.iter().zip(&values).map(|pair| new(pair).unwrap_or_else(|| (*pair.1).to_owned())).collect();
    Some(format!("{} = {}{end}", names.join(", "), new.join(", ")))
}

fn by_default(line: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (_, after) = line.split_once(".add_argument(\"--")?;
    let new = value(after.split('"').next()?)?;
    let (before, after) = line.split_once("default=")?;
    let old = after.split([',', ')']).next()?;
    let is_allowed = !before.contains("choices=[") || before.contains(&format!("\"{new}\""));
    is_allowed.then(|| Some(format!("{before}default={}{}", literal(old, &new)?, &after[old.len()..]))).flatten()
}

/// The new value as the old one is written; none where the old one is no literal, or is the same.
fn literal(old: &str, new: &str) -> Option<String> {
    if old.len() > 1 && old.starts_with('"') && old.ends_with('"') {
        return Some(format!("\"{new}\""));
    }
    (number(old)? != number(new)?).then(|| new.to_owned())
}

/// As Python reads it: `60_000`, or a fraction such as `1/8`.
fn number(text: &str) -> Option<f64> {
    let part = |text: &str| text.replace('_', "").parse::<f64>().ok();
    match text.split_once('/') {
        Some((above, below)) => Some(part(above)? / part(below)?),
        None => part(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_where_the_program_gives_them() {
        let value = |key: &str| match key {
            "lr" => Some("0.5".to_owned()),
            "batch" => Some("7".to_owned()),
            "data" => Some("fashion".to_owned()),
            "limit" => Some("60000".to_owned()),
            "seed" => Some("3".to_owned()),
            _ => None,
        };
        let put = |text: &str| placed(text, value);
        assert_eq!(put("seed, learning_rate, width = 1, 0.1, 10\n"), "seed, learning_rate, width = 3, 0.5, 10\n");
        assert_eq!(put("batch_size = 32"), "batch_size = 7");
        assert_eq!(placed("width = 1.0", |_| Some("1/8".to_owned())), "width = 1/8");
        assert_eq!(
            put("arguments.add_argument(\"--lr\", type=float, default=0.1)\n"),
            "arguments.add_argument(\"--lr\", type=float, default=0.5)\n"
        );
        let data = "a.add_argument(\"--data\", choices=[\"mnist\", \"fashion\"], default=\"mnist\")";
        assert_eq!(put(data), data.replace("default=\"mnist\"", "default=\"fashion\""));
        // The same number, however it is written; what is no literal; what is not at the line's beginning; what is not offered.
        for kept in [
            "a.add_argument(\"--limit\", default=60_000)",
            "seed = options.seed",
            "    seed = 1\n",
            "net(lr=0.1)",
            "a.add_argument(\"--data\", choices=[\"mnist\"], default=\"mnist\")",
            "x = {\"a\": 1, \"b\": 2}",
        ] {
            assert_eq!(put(kept), kept);
        }
    }
}
