//! Small controls: a list to choose one from, and a tick box.

use leptos::prelude::*;

/// A list to choose one from.
#[component]
pub fn Choice<T>(
    #[prop(into)] testid: String,
    /// Each with its name in the document and its words.
    options: Vec<(T, String, Signal<String>)>,
    #[prop(into)] chosen: Signal<T>,
    choose: impl Fn(T) + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let options = StoredValue::new(options);
    let name =
        move || options.with_value(|options| Some(options.iter().find(|known| known.0 == chosen.get())?.1.clone()));
    let on_change = move |event| {
        let name = event_target_value(&event);
        let found =
            options.with_value(|options| options.iter().find(|known| known.1 == name).map(|known| known.0.clone()));
        if let Some(found) = found {
            choose(found);
        }
    };
    let entry = |(option, name, words): (T, String, Signal<String>)| {
        view! { <option value=name selected=move || chosen.get() == option>{words}</option> }
    };
    view! {
        <select data-testid=testid prop:value=name on:change=on_change>
            {options.get_value().into_iter().map(entry).collect_view()}
        </select>
    }
}

/// A labelled tick box.
#[component]
pub fn Tick(#[prop(into)] testid: String, #[prop(into)] label: Signal<String>, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label>
            <input
                type="checkbox"
                data-testid=testid
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            " "
            {label}
        </label>
    }
}
