//! The embedding: every test image a point, the points on the move, one of them enlarged under the pointer.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::canvas::{Canvas, Redraw, Surface, look, now_millis, page_theme, prefers_reduced_motion};
use super::legend::{ClassLegend, Classes};
use super::pointer::{place, point_at};
use crate::i18n::*;
use plot::motion::Motion;
use plot::pen::Look;
use plot::scatter::{Direction, Drawn, Emphasis, Focus, IMAGE_PX, Scatter};
use protocol::Placed;

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
    /// Where the digit on the pad belongs.
    pub drawn: Option<Placed>,
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
    /// What automation finds it by.
    #[prop(default = "embedding")]
    testid: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let theme = page_theme();
    let node = NodeRef::<html::Canvas>::new();
    let motion = StoredValue::new_local(Motion::default());
    let focus = RwSignal::new(None::<usize>);
    let seen = Classes::default();
    let emphasis = Memo::new(move |_| seen.emphasis());
    let drawn = Memo::new(move |_| frame.with(|frame| frame.as_ref().and_then(|frame| frame.drawn.clone())));
    let has_frame = Memo::new(move |_| frame.with(Option::is_some));
    let animate = !prefers_reduced_motion();

    let draw = move |surface: &mut Surface, look: &Look| {
        let now = now_millis();
        let target = frame.with(|frame| frame.as_ref().map(|frame| frame.positions.clone()).unwrap_or_default());
        let (labels, images, emphasis) = (labels.get(), images.get(), emphasis.get());
        let focus = focus.get().map(|index| Focus { index, image: image_of(&images, index) });
        let placed = drawn.get();
        let redraw = motion.try_update_value(|motion| {
            motion.retarget(&target, now, animate);
            let is_moving = motion.advance(now);
            let picture = Scatter {
                drawn: placed.as_ref().map(|Placed { x, y, neighbours }| Drawn { at: (*x, *y), neighbours }),
                ..scatter(motion, &labels, classes, &emphasis, focus)
            };
            let still = Redraw::after(picture.draw(surface, look));
            if is_moving { Redraw::Soon } else { still }
        });
        redraw.unwrap_or_default()
    };
    let find = move |choose: &dyn Fn(&Scatter, &Look) -> Option<usize>| {
        let look = look(&node.get_untracked()?, theme.get_untracked());
        let (labels, emphasis) = (labels.get_untracked(), emphasis.get_untracked());
        motion.with_value(|motion| choose(&scatter(motion, &labels, classes, &emphasis, None), &look))
    };
    let on_pointer = move |event: PointerEvent| {
        point_at(focus, find(&|scatter, look| scatter.nearest(look, place(&event), REACH_PX)));
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
            None if drawn.with(Option::is_some) => t_string!(i18n, plot.embedding_drawn).to_owned(),
            None => t_string!(i18n, plot.embedding_hint).to_owned(),
        }
    };
    let drawn_neighbours = move || {
        let class = |&point: &u32| labels.with(|labels| labels.get(point as usize).map(u8::to_string));
        let classes = drawn.get()?.neighbours.iter().filter_map(class).collect::<Vec<_>>();
        Some(classes.join(","))
    };

    view! {
        <figure
            class="embedding"
            data-testid=testid
            data-drawn-x=move || drawn.get().map(|placed| placed.x.to_string())
            data-drawn-y=move || drawn.get().map(|placed| placed.y.to_string())
            data-drawn-neighbours=drawn_neighbours
        >
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
            <ClassLegend
                names=Signal::stored(classes.iter().map(ToString::to_string).collect())
                classes=seen
                label=Callback::new(move |class: String| t_string!(i18n, plot.embedding_class, class))
            />
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
    Scatter { positions: motion.positions(), frame: motion.frame(), labels, classes, emphasis, focus, drawn: None }
}

fn image_of(images: &[u8], index: usize) -> &[u8] {
    let pixels = IMAGE_PX * IMAGE_PX;
    images.get(index * pixels..(index + 1) * pixels).unwrap_or_default()
}
