//! The embedding: every test image a point, the points on the move, one of them enlarged under the pointer.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use crate::i18n::*;
use plot::canvas::{Canvas, Redraw, Surface, look, now_millis, page_theme, prefers_reduced_motion};
use plot::motion::Motion;
use plot::palette;
use plot::pen::Look;
use plot::scatter::{Direction, Emphasis, Focus, IMAGE_PX, Scatter};

mod controls;

use controls::EmbeddingControls;

/// Where the points are after some iterations.
#[derive(Clone, Debug, PartialEq)]
pub struct EmbeddingFrame {
    /// `x0, y0, x1, y1, ...`
    pub positions: Arc<[f32]>,
    pub iteration: u64,
    pub kl_nats: f64,
    /// The training step whose features are shown.
    pub step: u64,
}

/// How far from a point the pointer still finds it.
const REACH_PX: f64 = 14.0;

/// A t-SNE picture of the first `positions.len() / 2` test images.
#[component]
pub fn EmbeddingView(
    #[prop(into)] frame: Signal<Option<EmbeddingFrame>>,
    /// Class of each point.
    #[prop(into)]
    labels: Signal<Arc<[u8]>>,
    /// Image of each point, `[points, 28, 28]`, 0 to 255.
    #[prop(into)]
    images: Signal<Arc<[u8]>>,
    classes: &'static [&'static str],
    paused: RwSignal<bool>,
    perplexity: RwSignal<f64>,
    learning_rate: RwSignal<f64>,
) -> impl IntoView {
    let i18n = use_i18n();
    let theme = page_theme();
    let node = NodeRef::<html::Canvas>::new();
    let motion = StoredValue::new_local(Motion::default());
    let focus = RwSignal::new(None::<usize>);
    let hidden = RwSignal::new(vec![false; classes.len()]);
    let highlighted = RwSignal::new(None::<usize>);
    let emphasis = Memo::new(move |_| emphasis(&hidden.get(), highlighted.get()));
    let has_frame = Memo::new(move |_| frame.with(Option::is_some));
    let animate = !prefers_reduced_motion();

    let draw = move |surface: &mut Surface, look: &Look| {
        let now = now_millis();
        let target = frame.with(|frame| frame.as_ref().map(|frame| frame.positions.clone()).unwrap_or_default());
        let (labels, images, emphasis) = (labels.get(), images.get(), emphasis.get());
        let focus = focus.get().map(|index| Focus { index, image: image_of(&images, index) });
        let is_moving = motion.try_update_value(|motion| {
            motion.retarget(&target, now, animate);
            let is_moving = motion.advance(now);
            if let Err(error) = scatter(motion, &labels, classes, &emphasis, focus).draw(surface, look) {
                leptos::logging::error!("{error}");
            }
            is_moving
        });
        if is_moving == Some(true) { Redraw::Soon } else { Redraw::WhenChanged }
    };
    let find = move |choose: &dyn Fn(&Scatter, &Look) -> Option<usize>| {
        let look = look(&node.get_untracked()?, theme.get_untracked());
        let (labels, emphasis) = (labels.get_untracked(), emphasis.get_untracked());
        motion.with_value(|motion| choose(&scatter(motion, &labels, classes, &emphasis, None), &look))
    };
    let on_pointer = move |event: PointerEvent| {
        let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let found = find(&|scatter, look| scatter.nearest(look, at, REACH_PX));
        focus.maybe_update(|focus| std::mem::replace(focus, found) != found);
    };
    let on_key = move |event: KeyboardEvent| {
        let direction = match event.key().as_str() {
            "ArrowLeft" => Direction::Left,
            "ArrowRight" => Direction::Right,
            "ArrowUp" => Direction::Up,
            "ArrowDown" => Direction::Down,
            "Escape" => return focus.set(None),
            _ => return,
        };
        event.prevent_default();
        let found = find(&|scatter, look| match focus.get_untracked() {
            Some(from) if from < scatter.len() => scatter.next(look, from, direction),
            Some(_) | None => scatter.nearest(look, (look.width_px / 2.0, look.height_px / 2.0), f64::INFINITY),
        });
        if found.is_some() {
            focus.set(found);
        }
    };
    let caption = move || {
        let label_of = |index: usize| labels.with(|labels| labels.get(index).copied());
        match focus.get().and_then(|index| Some((index, label_of(index)?))) {
            Some((index, label)) => {
                let class = classes.get(usize::from(label)).copied().unwrap_or("?");
                t_string!(i18n, plot.embedding_point, index = index, class = class)
            }
            None => t_string!(i18n, plot.embedding_hint).to_owned(),
        }
    };
    let legend = move |class: usize| {
        let is_shown = move || hidden.with(|hidden| !hidden[class]);
        view! {
            <button
                class="embedding-class"
                style:color=move || palette::css(theme.get().palette().class(class))
                aria-pressed=move || is_shown().to_string()
                aria-label=move || t_string!(i18n, plot.embedding_class, class = classes[class])
                on:click=move |_| hidden.update(|hidden| hidden[class] = !hidden[class])
                on:pointerenter=move |_| highlighted.set(Some(class))
                on:pointerleave=move |_| highlighted.set(None)
                on:focus=move |_| highlighted.set(Some(class))
                on:blur=move |_| highlighted.set(None)
            >
                {classes[class]}
            </button>
        }
    };

    view! {
        <figure class="embedding" data-testid="embedding">
            <div class="embedding-stage">
                <Canvas
                    draw
                    node
                    attr:tabindex="0"
                    attr:role="application"
                    attr:aria-label=move || t_string!(i18n, plot.embedding_keys)
                    on:pointermove=on_pointer
                    on:pointerdown=on_pointer
                    on:pointerleave=move |_| focus.set(None)
                    on:keydown=on_key
                    on:blur=move |_| focus.set(None)
                />
                <Show when=move || !has_frame.get()>
                    <p class="embedding-empty">{t!(i18n, plot.embedding_empty)}</p>
                </Show>
            </div>
            <div class="embedding-legend" role="group" aria-label=move || t_string!(i18n, plot.embedding_classes)>
                {(0..classes.len()).map(legend).collect_view()}
            </div>
            <figcaption aria-live="polite">{caption}</figcaption>
            <EmbeddingControls frame paused perplexity learning_rate />
        </figure>
    }
}

fn scatter<'a>(
    motion: &'a Motion,
    labels: &'a [u8],
    classes: &'a [&'a str],
    emphasis: &'a [Emphasis],
    focus: Option<Focus<'a>>,
) -> Scatter<'a> {
    Scatter { positions: motion.positions(), frame: motion.frame(), labels, classes, emphasis, focus }
}

fn emphasis(hidden: &[bool], highlighted: Option<usize>) -> Vec<Emphasis> {
    let of_class = |(class, is_hidden): (usize, &bool)| match highlighted {
        // A hidden class shows while its name is pointed at.
        Some(highlighted) if highlighted == class => Emphasis::Shown,
        Some(_) | None if *is_hidden => Emphasis::Hidden,
        Some(_) => Emphasis::Dimmed,
        None => Emphasis::Shown,
    };
    hidden.iter().enumerate().map(of_class).collect()
}

fn image_of(images: &[u8], index: usize) -> &[u8] {
    let pixels = IMAGE_PX * IMAGE_PX;
    images.get(index * pixels..(index + 1) * pixels).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointing_at_a_class_dims_the_others() {
        use Emphasis::{Dimmed, Hidden, Shown};
        assert_eq!(emphasis(&[false, true, false], None), [Shown, Hidden, Shown]);
        assert_eq!(emphasis(&[false, true, false], Some(0)), [Shown, Hidden, Dimmed]);
        assert_eq!(emphasis(&[false, true, false], Some(1)), [Dimmed, Shown, Dimmed]);
    }
}
