//! Legends: what a figure shows, by name. A click hides or shows it; pointing at a name shows it before all others.

use leptos::prelude::*;

pub use plot::sheet::Entry;

use super::canvas::page_theme;
use crate::i18n::*;
use crate::marks::Lit;
use plot::dash::Dash;
use plot::palette;
use plot::plane::Mark;
use plot::scatter::Emphasis;

#[component]
pub fn Legend(
    #[prop(into)] entries: Signal<Vec<Entry>>,
    /// Names that the reader has switched off.
    hidden: RwSignal<Vec<String>>,
    /// What stands behind the name of an entry, by its place.
    #[prop(optional)]
    value: Option<Callback<usize, Option<String>>>,
    /// A last entry of another kind.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (theme, lit) = (page_theme(), Lit::of_page());
    let entry = move |(index, Entry { label, mark, pale }): (usize, Entry)| {
        let [name, to_toggle, to_light, to_focus, to_ask] = [(); 5].map(|()| label.clone());
        let is_shown = move || hidden.with(|hidden| !hidden.contains(&label));
        let (class, dash) = match mark {
            Mark::Line { dash: Dash::Solid, .. } => ("chart-swatch", "solid"),
            Mark::Line { dash: Dash::Dashed, .. } => ("chart-swatch", "dashed"),
            Mark::Line { dash: Dash::Dotted, .. } => ("chart-swatch", "dotted"),
            Mark::Points { hollow: false, .. } | Mark::Dots { .. } => ("plane-dot", "none"),
            Mark::Points { hollow: true, .. } => ("plane-dot plane-ring", "none"),
        };
        let value = value.map(|value| view! { <span class="chart-value">{move || value.run(index)}</span> });
        view! {
            <li>
                <button
                    class="chart-curve"
                    class:chart-pale=pale
                    class:is-lit=move || lit.is(&to_ask)
                    aria-pressed=move || is_shown().to_string()
                    on:click=move |_| toggle(hidden, &to_toggle)
                    on:pointerenter=move |_| lit.set(Some(to_light.clone()))
                    on:pointerleave=move |_| lit.set(None)
                    on:focus=move |_| lit.set(Some(to_focus.clone()))
                    on:blur=move |_| lit.set(None)
                >
                    <span
                        class=class
                        style:border-top-style=dash
                        style:color=move || palette::css(mark.colour(theme.get().palette()))
                    ></span>
                    {name}
                    {value}
                </button>
            </li>
        }
    };
    view! {
        <ul class="chart-legend">
            <For each=move || entries.get().into_iter().enumerate() key=Clone::clone children=entry />
            {children.map(|children| children())}
        </ul>
    }
}

/// Without those that the reader has switched off.
pub fn shown_entries(entries: Memo<Vec<Entry>>, hidden: RwSignal<Vec<String>>) -> Signal<Vec<Entry>> {
    Signal::derive(move || {
        let mut entries = entries.get();
        hidden.with(|hidden| entries.retain(|entry| !hidden.contains(&entry.label)));
        entries
    })
}

/// Which classes of a scatter plot are seen.
#[derive(Clone, Copy, Default)]
pub struct Classes {
    hidden: RwSignal<Vec<usize>>,
    /// The class whose name is pointed at.
    highlighted: RwSignal<Option<usize>>,
}

impl Classes {
    /// By class.
    pub fn emphasis(self) -> Vec<Emphasis> {
        emphasis(&self.hidden.get(), self.highlighted.get())
    }

    /// Those that are not hidden, by name.
    pub fn entries(self, names: Signal<Vec<String>>) -> Signal<Vec<Entry>> {
        let entry = |(class, label): (usize, String)| {
            let mark = Mark::Points { class: Some(class as u8), hollow: false };
            Entry { label, mark, pale: false }
        };
        Signal::derive(move || {
            let names = names.get().into_iter().enumerate();
            self.hidden.with(|hidden| names.filter(|(class, _)| !hidden.contains(class)).map(entry).collect())
        })
    }
}

/// A button for each class.
#[component]
pub fn ClassLegend(
    /// In class order.
    #[prop(into)]
    names: Signal<Vec<String>>,
    classes: Classes,
    /// What a button does, for those who cannot see its colour.
    label: Callback<String, String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let theme = page_theme();
    let Classes { hidden, highlighted } = classes;
    let entry = move |(class, name): (usize, String)| {
        let is_shown = move || hidden.with(|hidden| !hidden.contains(&class));
        let shown = name.clone();
        view! {
            <button
                class="embedding-class"
                style:color=move || palette::css(theme.get().palette().class(class))
                aria-pressed=move || is_shown().to_string()
                aria-label=move || label.run(name.clone())
                on:click=move |_| toggle(hidden, &class)
                on:pointerenter=move |_| highlighted.set(Some(class))
                on:pointerleave=move |_| highlighted.set(None)
                on:focus=move |_| highlighted.set(Some(class))
                on:blur=move |_| highlighted.set(None)
            >
                {shown}
            </button>
        }
    };
    view! {
        <div class="embedding-legend" role="group" aria-label=move || t_string!(i18n, plot.embedding_classes)>
            <For each=move || names.get().into_iter().enumerate() key=Clone::clone children=entry />
        </div>
    }
}

fn toggle<T: Clone + PartialEq + Send + Sync + 'static>(hidden: RwSignal<Vec<T>>, name: &T) {
    hidden.update(|hidden| match hidden.iter().position(|known| known == name) {
        Some(index) => drop(hidden.remove(index)),
        None => hidden.push(name.clone()),
    });
}

/// Pointing at a class dims the others and shows it even when it is hidden.
fn emphasis(hidden: &[usize], highlighted: Option<usize>) -> Vec<Emphasis> {
    let of_class = |class: usize| match highlighted {
        Some(highlighted) if highlighted == class => Emphasis::Shown,
        Some(_) | None if hidden.contains(&class) => Emphasis::Hidden,
        Some(_) => Emphasis::Dimmed,
        None => Emphasis::Shown,
    };
    // A class is a byte.
    (0..256).map(of_class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointing_at_a_class_dims_the_others() {
        use Emphasis::{Dimmed, Hidden, Shown};
        assert_eq!(emphasis(&[1], None)[..3], [Shown, Hidden, Shown]);
        assert_eq!(emphasis(&[1], Some(0))[..3], [Shown, Hidden, Dimmed]);
        assert_eq!(emphasis(&[1], Some(1))[..3], [Dimmed, Shown, Dimmed]);
    }
}
