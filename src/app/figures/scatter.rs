//! The embedding: every image a point, the points on the move, one of them enlarged under the pointer, a part of them seen from
//! near or caught with a lasso.

use std::cell::Cell;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent, WheelEvent};

use super::canvas::{Canvas, Redraw, Surface, look, now_millis, page_theme, prefers_reduced_motion};
use super::legend::{ClassLegend, Classes};
use super::pointer::{capture, place, point_at, wheel_px};
use crate::i18n::*;
use plot::bitmap::Bitmap;
use plot::grip::Grip;
use plot::motion::Motion;
use plot::pen::Look;
use plot::scatter::{Direction, Drawn, Emphasis, Focus, IMAGE_PX, Scatter, View, half_px};
use protocol::Placed;

mod controls;
mod lasso;

use controls::EmbeddingControls;
use lasso::{Caught, Lasso, Tools};

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

    let (view, grip) = (RwSignal::new(View::default()), StoredValue::new(Grip::default()));
    let lasso = Lasso::default();
    let bitmap = StoredValue::new_local(Bitmap::default());
    let has_keys = StoredValue::new(false);

    let draw = move |surface: &mut Surface, look: &Look| {
        let now = now_millis();
        let target = frame.with(|frame| frame.as_ref().map(|frame| frame.positions.clone()).unwrap_or_default());
        let (labels, images, emphasis) = (labels.get(), images.get(), emphasis.get());
        let focus = focus.get().map(|index| Focus { index, image: image_of(&images, index) });
        let (placed, view) = (drawn.get(), view.get());
        let (caught, path) = (lasso.caught.get(), lasso.path.get());
        let redraw = motion.try_update_value(|motion| {
            motion.retarget(&target, now, animate);
            let is_moving = motion.advance(now);
            let picture = Scatter {
                drawn: placed.as_ref().map(|Placed { x, y, neighbours }| Drawn { at: (*x, *y), neighbours }),
                focus,
                caught: &caught,
                lasso: &path,
                ..scatter(motion, &view, &labels, classes, &emphasis)
            };
            let still = bitmap.try_update_value(|bitmap| paint(&picture, bitmap, surface, look));
            if is_moving { Redraw::Soon } else { still.unwrap_or_default() }
        });
        redraw.unwrap_or_default()
    };
    let look_now = move || Some(look(&node.get_untracked()?, theme.get_untracked()));
    let with_scatter = move |act: &dyn Fn(&Scatter, &Look)| {
        if let Some(look) = look_now() {
            let (labels, emphasis) = (labels.get_untracked(), emphasis.get_untracked());
            motion
                .with_value(|motion| act(&scatter(motion, &view.get_untracked(), &labels, classes, &emphasis), &look));
        }
    };
    let find = move |choose: &dyn Fn(&Scatter, &Look) -> Option<usize>| {
        let found = Cell::new(None);
        with_scatter(&|scatter, look| found.set(choose(scatter, look)));
        found.get()
    };
    let from_middle = move |(x_px, y_px): (f64, f64)| {
        let look = look_now().unwrap_or_default();
        ((x_px - look.width_px / 2.0, y_px - look.height_px / 2.0), half_px(&look))
    };
    let on_down = move |event: PointerEvent| {
        if lasso.is_on.get_untracked() {
            capture(&event);
            focus.set(None);
            lasso.begin(place(&event));
        } else {
            point_at(focus, find(&|scatter, look| scatter.nearest(look, place(&event), REACH_PX)));
            let (at, _) = from_middle(place(&event));
            grip.update_value(|grip| grip.down(event.pointer_id(), at));
        }
    };
    let on_move = move |event: PointerEvent| {
        if lasso.is_drawing() {
            return lasso.go_on(place(&event));
        }
        let (at, half_px) = from_middle(place(&event));
        let gesture = grip.try_update_value(|grip| grip.moved(event.pointer_id(), at)).flatten();
        match gesture {
            Some(gesture) => {
                let moved = view.get_untracked().gripped(&gesture, half_px);
                if moved != view.get_untracked() {
                    capture(&event);
                    view.set(moved);
                }
            }
            None => point_at(focus, find(&|scatter, look| scatter.nearest(look, place(&event), REACH_PX))),
        }
    };
    let on_up = move |event: PointerEvent| {
        grip.update_value(|grip| grip.up(event.pointer_id()));
        if lasso.is_drawing() {
            with_scatter(&|scatter, look| lasso.end(|corners| scatter.inside(look, corners)));
        }
    };
    let on_wheel = move |event: WheelEvent| {
        // Else the page would stand still under a wheel that only wants to scroll past.
        if has_keys.get_value() || event.ctrl_key() {
            event.prevent_default();
            let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            let (at, half_px) = from_middle(at);
            view.update(|view| *view = view.wheeled(wheel_px(&event), at, half_px));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if let Some(moved) = view.get_untracked().keyed(&event.key()).filter(|_| is_plain) {
            event.prevent_default();
            return view.set(moved);
        }
        let direction = match event.key().as_str() {
            "ArrowLeft" => Direction::Left,
            "ArrowRight" => Direction::Right,
            "ArrowUp" => Direction::Up,
            "ArrowDown" => Direction::Down,
            "Escape" => {
                lasso.let_go();
                return focus.set(None);
            }
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
            data-points=move || frame.with(|frame| frame.as_ref().map(|frame| frame.positions.len() / 2))
            data-iteration=move || frame.with(|frame| frame.as_ref().map(|frame| frame.iteration.to_string()))
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
                    attr:class=move || if view.with(View::is_whole) && !lasso.is_on.get() { "" } else { "is-held" }
                    on:pointerdown=on_down
                    on:pointermove=on_move
                    on:pointerup=on_up
                    on:pointercancel=on_up
                    on:pointerleave=move |_| focus.set(None)
                    on:wheel=on_wheel
                    on:keydown=on_key
                    on:focus=move |_| has_keys.set_value(true)
                    on:blur=move |_| {
                        has_keys.set_value(false);
                        focus.set(None);
                    }
                />
                <Tools view lasso />
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
            <Caught lasso labels images classes />
            <EmbeddingControls frame paused perplexity learning_rate />
        </figure>
    }
}

fn scatter<'a>(
    motion: &'a Motion,
    view: &View,
    labels: &'a [u8],
    classes: &'a [&'a str],
    emphasis: &'a [Emphasis],
) -> Scatter<'a> {
    let (positions, frame, zoom) = (motion.positions(), view.of(motion.frame()), Some(view.zoom()));
    Scatter { positions, frame, labels, classes, emphasis, zoom, ..Scatter::default() }
}

/// Very many dots go through memory, letters straight onto the canvas.
fn paint(scatter: &Scatter, bitmap: &mut Bitmap, surface: &mut Surface, look: &Look) -> Redraw {
    if !scatter.is_dotted() {
        return Redraw::after(scatter.draw(surface, look));
    }
    let fine = bitmap.begin(look);
    Redraw::after(scatter.draw_points(bitmap, &fine));
    let image = bitmap.image();
    let corner = (image.width_px as i32, image.height_px as i32);
    Redraw::after(surface.stretch(&image, (0, 0), corner).and_then(|()| scatter.draw_rest(surface, look)))
}

fn image_of(images: &[u8], index: usize) -> &[u8] {
    let pixels = IMAGE_PX * IMAGE_PX;
    images.get(index * pixels..(index + 1) * pixels).unwrap_or_default()
}
