//! The control for one setting, by its domain: a number, a number with a logarithmic slider, or a choice. Numbers are fields
//! of text: those of numbers hide what a Chinese keyboard types, and refuse a comma in one language and a point in another.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use crate::language::{Language, say, word};
use course::options::words;
use course::settings::{Domain, Setting, Value};

/// Positions of a slider.
const SLIDER_STEPS: f64 = 1000.0;

#[component]
pub fn SettingInput(
    setting: &'static Setting,
    id: String,
    /// The element that explains the setting.
    help_id: String,
    value: Memo<Option<Value>>,
    /// Takes the new value as text.
    set: Callback<String>,
) -> impl IntoView {
    let text = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    // Shown as it was read; what cannot be read stays to be mended.
    let typed = move |event: Event| {
        let found = event_target_value(&event);
        if let Ok(value) = setting.parse(&found) {
            event_target::<HtmlInputElement>(&event).set_value(&value.to_string());
        }
        set.run(found);
    };
    let testid = format!("setting-{}", setting.key);
    match setting.domain {
        Domain::Choice { options } => {
            let options: Vec<_> = options
                .iter()
                .map(|option| {
                    let words = word(words(option));
                    view! { <option value=*option selected=move || text() == *option>{words}</option> }
                })
                .collect();
            view! {
                <select
                    id=id
                    data-testid=testid
                    aria-describedby=help_id
                    prop:value=text
                    on:change=move |event| set.run(event_target_value(&event))
                >
                    {options}
                </select>
            }
            .into_any()
        }
        Domain::Integer { min, max, .. } => view! {
            <input
                id=id
                data-testid=testid
                aria-describedby=help_id
                inputmode="numeric"
                role="spinbutton"
                aria-valuemin=min.to_string()
                aria-valuemax=max.to_string()
                aria-valuenow=text
                prop:value=text
                on:change=typed
                on:keydown=move |event: KeyboardEvent| {
                    let Ok(Value::Integer(now)) = setting.parse(&event_target_value(&event)) else { return };
                    let next = match event.key().as_str() {
                        "ArrowUp" => now.saturating_add(1),
                        "ArrowDown" => now.saturating_sub(1),
                        _ => return,
                    };
                    event.prevent_default();
                    let next = next.clamp(min, max).to_string();
                    event_target::<HtmlInputElement>(&event).set_value(&next);
                    set.run(next);
                }
            />
        }
        .into_any(),
        Domain::Text { max_chars, .. } => view! {
            <input
                id=id
                data-testid=testid
                aria-describedby=help_id
                maxlength=max_chars.to_string()
                prop:value=text
                on:change=move |event| set.run(event_target_value(&event))
            />
        }
        .into_any(),
        Domain::Real { min, max, .. } => view! {
            <LogSlider setting min max value set />
            <input
                id=id
                data-testid=testid
                aria-describedby=help_id
                inputmode="decimal"
                prop:value=text
                on:change=typed
            />
        }
        .into_any(),
    }
}

/// Equal distances are equal factors.
#[component]
fn LogSlider(
    setting: &'static Setting,
    min: f64,
    max: f64,
    value: Memo<Option<Value>>,
    set: Callback<String>,
) -> impl IntoView {
    let language: Language = expect_context();
    let position = move || match value.get() {
        Some(Value::Real(value)) => position_of(value, min, max),
        Some(Value::Integer(_) | Value::Choice(_)) | None => 0.0,
    };
    let slide = move |event| {
        if let Ok(position) = event_target_value(&event).parse() {
            set.run(value_at(position, min, max).to_string());
        }
    };
    view! {
        <input
            type="range"
            min="0"
            max=SLIDER_STEPS.to_string()
            step="1"
            aria-label=move || say(language.locale.get(), setting.label)
            aria-valuetext=move || value.get().map(|value| value.to_string())
            prop:value=move || position().round().to_string()
            on:input=slide
        />
    }
}

fn position_of(value: f64, min: f64, max: f64) -> f64 {
    (value / min).ln() / (max / min).ln() * SLIDER_STEPS
}

/// Two significant digits, inside the range.
fn value_at(position: f64, min: f64, max: f64) -> f64 {
    let exact = min * (max / min).powf(position / SLIDER_STEPS);
    let rounded = format!("{exact:.1e}").parse().unwrap_or(exact);
    rounded.clamp(min, max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slider_and_value_agree() {
        assert_eq!(value_at(0.0, 1e-6, 10.0), 1e-6);
        assert_eq!(value_at(SLIDER_STEPS, 1e-6, 10.0), 10.0);
        for value in [1e-6, 0.001, 0.0025, 0.1, 3.0] {
            let there_and_back = value_at(position_of(value, 1e-6, 10.0).round(), 1e-6, 10.0);
            assert!((there_and_back / value - 1.0).abs() < 0.05, "{value} became {there_and_back}");
        }
    }
}
