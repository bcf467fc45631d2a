//! The settings of a run: one schema feeds the page's controls, the address and the tests.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::backend::{Backend, BackendChoice};
use super::{Text, full_width};
use fault::{Allowed, Fault};

/// One setting: its key in the address, its words, its range and default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    pub key: &'static str,
    pub label: Text,
    pub help: Text,
    /// Shown after the value; empty for a plain number.
    pub unit: &'static str,
    pub domain: Domain,
    /// Takes effect on the run in hand; all others need a reset.
    pub live: bool,
}

/// The values a setting may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// Whole numbers from `min` to `max`.
    Integer { min: u64, max: u64, default: u64 },
    /// Real numbers from `min` to `max`, on a logarithmic slider.
    Real { min: f64, max: f64, default: f64 },
    /// One of these; the first is the default.
    Choice { options: &'static [&'static str] },
    /// Any text, edited in the lesson's own figure: a program, points placed by hand.
    Text { default: &'static str, max_chars: usize },
}

/// One setting's value; choices and texts are words. Equality is what the address compares with the default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Integer(u64),
    Real(f64),
    Choice(String),
}

/// A value for every setting of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, Value>);

impl Settings {
    /// Every setting at its default.
    pub fn defaults(schema: &[Setting]) -> Self {
        let mut settings = BTreeMap::new();
        // One by one: a map that is collected sorts first, and each kind of map would bring a sort of 6 KB into the page.
        settings.extend(schema.iter().map(|setting| (setting.key.to_owned(), setting.domain.default_value())));
        Self(settings)
    }

    /// Reads `key=value` pairs. Keys that are no setting are skipped; values out of range keep the default and are
    /// reported.
    pub fn from_pairs<'a>(
        schema: &[Setting],
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Vec<Fault>) {
        let mut settings = Self::defaults(schema);
        let mut faults = Vec::new();
        for (key, text) in pairs {
            match settings.set(schema, key, text) {
                Ok(()) => {}
                Err(fault) => faults.push(fault),
            }
        }
        (settings, faults)
    }

    /// Sets one value from its text. A key that is no setting changes nothing.
    pub fn set(&mut self, schema: &[Setting], key: &str, text: &str) -> Result<(), Fault> {
        if let Some(setting) = schema.iter().find(|setting| setting.key == key) {
            self.0.insert(key.to_owned(), setting.parse(text)?);
        }
        Ok(())
    }

    /// The pairs that differ from the defaults, and always the seed: what an address holds.
    pub fn to_pairs(&self, schema: &[Setting]) -> Vec<(&'static str, String)> {
        schema
            .iter()
            .filter_map(|setting| {
                let value = self.0.get(setting.key)?;
                let differs = *value != setting.domain.default_value();
                (differs || setting.key == "seed").then(|| (setting.key, value.to_string()))
            })
            .collect()
    }

    /// The keys whose values differ between two runs and that only a reset brings into effect.
    pub fn changed_keys(&self, other: &Self, schema: &[Setting]) -> Vec<&'static str> {
        schema
            .iter()
            .filter(|setting| !setting.live && self.0.get(setting.key) != other.0.get(setting.key))
            .map(|setting| setting.key)
            .collect()
    }

    /// The value under `key`, if the lesson has such a setting.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// How many at least work on a run with these settings: a GPU works alone.
    pub fn workers(&self, backend: Backend) -> usize {
        match backend {
            Backend::Cpu => self.integer("workers").max(1) as usize,
            Backend::Gpu => 1,
        }
    }

    /// A whole number, chosen ones too; 0 where the lesson has no such setting.
    pub fn integer(&self, key: &str) -> u64 {
        match self.0.get(key) {
            Some(Value::Integer(value)) => *value,
            Some(Value::Real(value)) => *value as u64,
            Some(Value::Choice(value)) => value.parse().unwrap_or(0),
            None => 0,
        }
    }

    /// A real number, chosen ones too; 0 where the lesson has no such setting.
    pub fn real(&self, key: &str) -> f64 {
        match self.0.get(key) {
            Some(Value::Real(value)) => *value,
            Some(Value::Integer(value)) => *value as f64,
            Some(Value::Choice(value)) => value.parse().unwrap_or(0.0),
            None => 0.0,
        }
    }

    /// A choice; empty where the lesson has no such setting.
    pub fn choice(&self, key: &str) -> &str {
        self.text(key)
    }

    /// A text; empty where the lesson has no such setting.
    pub fn text(&self, key: &str) -> &str {
        match self.0.get(key) {
            Some(Value::Choice(value)) => value,
            Some(Value::Integer(_) | Value::Real(_)) | None => "",
        }
    }

    /// The setting `backend`.
    pub fn backend(&self) -> BackendChoice {
        match self.choice("backend") {
            "cpu" => BackendChoice::Cpu,
            "gpu" => BackendChoice::Gpu,
            _ => BackendChoice::Auto,
        }
    }
}

impl Setting {
    /// Whole numbers in a range.
    pub const fn integer(key: &'static str, range: RangeInclusive<u64>, default: u64) -> Self {
        Self::new(key, Domain::Integer { min: *range.start(), max: *range.end(), default })
    }

    /// Real numbers in a range, on a logarithmic slider.
    pub const fn real(key: &'static str, range: RangeInclusive<f64>, default: f64) -> Self {
        Self::new(key, Domain::Real { min: *range.start(), max: *range.end(), default })
    }

    /// One of these; the first is the default.
    pub const fn choice(key: &'static str, options: &'static [&'static str]) -> Self {
        Self::new(key, Domain::Choice { options })
    }

    /// Any text, edited in the lesson's own figure.
    pub const fn text(key: &'static str, default: &'static str, max_chars: usize) -> Self {
        Self::new(key, Domain::Text { default, max_chars })
    }

    const fn new(key: &'static str, domain: Domain) -> Self {
        const NONE: Text = Text { en: "", zh: "" };
        Self { key, label: NONE, help: NONE, unit: "", domain, live: false }
    }

    pub const fn label(self, en: &'static str, zh: &'static str) -> Self {
        Self { label: Text { en, zh }, ..self }
    }

    pub const fn help(self, en: &'static str, zh: &'static str) -> Self {
        Self { help: Text { en, zh }, ..self }
    }

    /// Shown after the value.
    pub const fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// Takes effect on the run in hand.
    pub const fn live(self) -> Self {
        Self { live: true, ..self }
    }

    /// Reads a value as readers type it, see [`full_width`], checking the range.
    pub fn parse(&self, text: &str) -> Result<Value, Fault> {
        let text = text.trim();
        let value = match self.domain {
            Domain::Integer { min, max, .. } => {
                full_width::whole(text).filter(|value| (min..=max).contains(value)).map(Value::Integer)
            }
            Domain::Real { min, max, .. } => {
                full_width::real(text).filter(|value| (min..=max).contains(value)).map(Value::Real)
            }
            Domain::Choice { options } => {
                let plain = full_width::narrowed(text);
                options.contains(&plain.as_str()).then_some(Value::Choice(plain))
            }
            Domain::Text { max_chars, .. } => {
                (text.chars().count() <= max_chars).then(|| Value::Choice(text.to_owned()))
            }
        };
        value.ok_or_else(|| Fault::BadSetting {
            key: self.key.to_owned(),
            found: text.to_owned(),
            expected: self.domain.allowed(),
        })
    }

    /// Edited in the lesson's own figure, not in the settings panel.
    pub fn is_text(&self) -> bool {
        matches!(self.domain, Domain::Text { .. })
    }
}

impl Domain {
    /// Its values, for whoever gave another one.
    pub fn allowed(&self) -> Allowed {
        match *self {
            Self::Integer { min, max, .. } => Allowed::Integer { min, max },
            Self::Real { min, max, .. } => Allowed::Real { min, max },
            Self::Choice { options } => {
                Allowed::OneOf { options: options.iter().map(|option| (*option).to_owned()).collect() }
            }
            Self::Text { max_chars, .. } => Allowed::Text { max_chars },
        }
    }

    pub fn default_value(&self) -> Value {
        match self {
            Self::Integer { default, .. } => Value::Integer(*default),
            Self::Real { default, .. } => Value::Real(*default),
            Self::Choice { options } => Value::Choice(options.first().copied().unwrap_or_default().to_owned()),
            Self::Text { default, .. } => Value::Choice((*default).to_owned()),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Real(value) => write!(f, "{value}"),
            Self::Choice(value) => f.write_str(value),
        }
    }
}
