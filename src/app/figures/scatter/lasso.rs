//! A lasso around points of an embedding, the buttons on the picture, and the list of what was caught.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::image_of;
use crate::figures::images::ImageGrid;
use crate::i18n::*;
use plot::scatter::{IMAGE_PX, View};

/// Images of what was caught that are shown.
const MOST_SHOWN: usize = 60;
const COLUMNS: usize = 15;
/// A hand that moves less has not moved.
const STRIDE_PX: f64 = 3.0;

#[derive(Clone, Copy, Default)]
pub struct Lasso {
    /// The next stroke on the picture is a lasso.
    pub is_on: RwSignal<bool>,
    /// Of the stroke in hand, in pixels.
    pub path: RwSignal<Vec<(f64, f64)>>,
    /// Points, in order.
    pub caught: RwSignal<Arc<[u32]>>,
}

impl Lasso {
    pub fn is_drawing(self) -> bool {
        self.path.with_untracked(|path| !path.is_empty())
    }

    pub fn begin(self, at: (f64, f64)) {
        self.caught.set(Arc::default());
        self.path.set(vec![at]);
    }

    pub fn go_on(self, at: (f64, f64)) {
        let last = self.path.with_untracked(|path| path.last().copied());
        if last.is_none_or(|last| (last.0 - at.0).hypot(last.1 - at.1) >= STRIDE_PX) {
            self.path.update(|path| path.push(at));
        }
    }

    pub fn end(self, inside: impl FnOnce(&[(f64, f64)]) -> Vec<u32>) {
        self.caught.set(self.path.with_untracked(|path| inside(path)).into());
        self.path.set(Vec::new());
    }

    pub fn let_go(self) {
        self.path.set(Vec::new());
        self.caught.set(Arc::default());
    }
}

/// Nearer, farther, all of it, the lasso.
#[component]
pub fn Tools(view: RwSignal<View>, lasso: Lasso) -> impl IntoView {
    let i18n = use_i18n();
    let key = move |key: &'static str| move |_| view.update(|view| *view = view.keyed(key).unwrap_or(*view));
    view! {
        <div class="embedding-tools">
            <button aria-label=move || t_string!(i18n, plot.zoom_in) title=move || t_string!(i18n, plot.zoom_in) on:click=key("+")>
                "+"
            </button>
            <button
                aria-label=move || t_string!(i18n, plot.zoom_out)
                title=move || t_string!(i18n, plot.zoom_out)
                disabled=move || view.with(View::is_whole)
                on:click=key("-")
            >
                "−"
            </button>
            <button
                data-testid="embedding-lasso"
                aria-pressed=move || lasso.is_on.get().to_string()
                title=move || t_string!(i18n, plot.lasso_help)
                on:click=move |_| lasso.is_on.update(|is_on| *is_on = !*is_on)
            >
                {t!(i18n, plot.lasso)}
            </button>
        </div>
    }
}

/// How many of which class were caught, and some of their images.
#[component]
pub fn Caught(
    lasso: Lasso,
    labels: Signal<Arc<[u8]>>,
    images: Signal<Arc<[u8]>>,
    classes: &'static [&'static str],
) -> impl IntoView {
    let i18n = use_i18n();
    // Points of other images are others.
    Effect::watch(move || labels.track(), move |(), _, _| lasso.let_go(), false);
    let count = Memo::new(move |_| lasso.caught.with(|caught| caught.len()));
    let by_class = Memo::new(move |_| labels.with(|labels| lasso.caught.with(|caught| by_class(caught, labels))));
    let words = move || {
        let name = |class: usize| classes.get(class).copied().unwrap_or("?");
        let words = |(class, points): &(usize, Vec<u32>)| format!("{}: {}", name(*class), points.len());
        by_class.with(|found| found.iter().rev().map(words).collect::<Vec<_>>().join(", "))
    };
    let pixels = Signal::derive(move || -> Arc<[f32]> {
        let pixel = |&value: &u8| f32::from(value) / 255.0;
        images.with(|images| {
            let image = |&point: &u32| image_of(images, point as usize).iter().map(pixel).collect::<Vec<_>>();
            let points = |found: &Vec<(usize, Vec<u32>)>| -> Arc<[f32]> {
                found.iter().flat_map(|(_, points)| points).take(MOST_SHOWN).flat_map(image).collect()
            };
            by_class.with(points)
        })
    });
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="embedding-caught" data-testid="embedding-caught" data-count=move || count.get().to_string()>
                <p>
                    <b>{move || t_string!(i18n, plot.caught, count = count.get())}</b>
                    " "
                    {words}
                    <button on:click=move |_| lasso.let_go()>{t!(i18n, plot.let_go)}</button>
                </p>
                <ImageGrid
                    images=pixels
                    shape=Signal::stored((IMAGE_PX, IMAGE_PX))
                    columns=COLUMNS
                    zoom=1.0
                    name=Signal::derive(move || t_string!(i18n, plot.caught, count = count.get()).to_string())
                />
            </div>
        </Show>
    }
}

/// What was caught by its class, the rarest class first: those are the ones to look at.
fn by_class(caught: &[u32], labels: &[u8]) -> Vec<(usize, Vec<u32>)> {
    let mut found = BTreeMap::<usize, Vec<u32>>::new();
    for &point in caught {
        if let Some(&class) = labels.get(point as usize) {
            found.entry(class.into()).or_default().push(point);
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, points)| points.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_class_comes_first() {
        let found = by_class(&[0, 2, 3, 5, 9], &[7, 7, 7, 1, 1, 4]);
        assert_eq!(found, [(1, vec![3]), (4, vec![5]), (7, vec![0, 2])]);
    }
}
