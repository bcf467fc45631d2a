//! The digit pad: draw with mouse, pen, finger or keys, and see what the net makes of it. What a drawing is, and how it
//! becomes a digit, is in [`digit`].

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::tachys::html::event::{Custom, on};
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, Element, KeyboardEvent, PointerEvent};

use crate::figures::canvas::{Canvas, Redraw};
use crate::figures::pointer::{capture, element};
use crate::i18n::*;
use digit::{Drawing, Hand, Normalised, PAD_PX, Point};

mod bars;
mod sheet;
mod stages;

use bars::Bars;
use stages::Stages;

/// How far an arrow key moves the pen; with Shift, and without.
const SMALL_STEP_PX: f32 = 2.0;
const STEP_PX: f32 = 10.0;

/// A pad for one digit. Testers put pixels on it by a `CustomEvent` named `emberlab-pixels` on the canvas, its `detail` a
/// `Uint8Array` (or array of numbers) of side x side values, ink 0 to 255.
#[component]
pub fn DigitPad(
    /// Called with the digit as the net reads it (f32 `[28, 28]`, 0 to 1), or `None` for an empty pad: whenever the drawing
    /// changed, at most once per animation frame.
    on_digit: Callback<Option<Arc<[f32]>>>,
    /// Probabilities of the digit in class order; ignored while the pad is empty.
    #[prop(into)]
    prediction: Signal<Option<Arc<[f32]>>>,
    /// Names of the classes, in class order.
    classes: &'static [&'static str],
    /// What automation finds pad and answer by.
    #[prop(default = ("digit-pad", "prediction"))]
    testids: (&'static str, &'static str),
) -> impl IntoView {
    let i18n = use_i18n();
    let pad = Pad::new(on_digit);
    let node = NodeRef::<html::Canvas>::new();
    let draw = move |surface: &mut _, look: &_| {
        pad.drawing.with(|drawing| sheet::draw(surface, look, drawing, pad.cursor.get()));
        Redraw::WhenChanged
    };
    let is_empty = move || pad.drawing.with(Drawing::is_empty);
    let answer = Signal::derive(move || pad.digit.with(Option::is_some).then(|| prediction.get()).flatten());
    let canvas = view! {
        <Canvas
            draw=draw
            node=node
            attr:data-testid=testids.0
            attr:class="digit-pad-canvas"
            attr:role="application"
            attr:tabindex="0"
            attr:aria-label=move || t_string!(i18n, pad.label)
            attr:aria-describedby="digit-pad-keys"
            on:pointerdown=move |event: PointerEvent| pad.press(&event)
            on:pointermove=move |event: PointerEvent| pad.move_pen(&event)
            on:pointerup=move |event: PointerEvent| pad.lift(pointer(&event))
            on:pointercancel=move |event: PointerEvent| pad.lift(pointer(&event))
            on:lostpointercapture=move |event: PointerEvent| pad.lift(pointer(&event))
            on:keydown=move |event: KeyboardEvent| pad.key(&event)
            on:blur=move |_| pad.leave()
        />
    };
    view! {
        <section class="digit-pad" aria-label=move || t_string!(i18n, pad.title)>
            <div class="digit-pad-left">
                <div class="digit-pad-sheet">
                    {canvas.add_any_attr(on(Custom::new("emberlab-pixels"), move |event: CustomEvent| pad.show(&event)))}
                    <p class="digit-pad-hint" hidden=move || !is_empty()>
                        {t!(i18n, pad.hint)}
                    </p>
                </div>
                <div class="digit-pad-buttons">
                    <button type="button" class="button" disabled=is_empty on:click=move |_| pad.change(Drawing::undo)>
                        {t!(i18n, pad.undo)}
                    </button>
                    <button
                        type="button"
                        class="button"
                        data-testid="digit-clear"
                        disabled=is_empty
                        on:click=move |_| pad.change(Drawing::clear)
                    >
                        {t!(i18n, pad.clear)}
                    </button>
                </div>
                <p id="digit-pad-keys" class="digit-pad-keys">
                    {t!(i18n, pad.keys)}
                </p>
            </div>
            <div class="digit-pad-right">
                <Bars testid=testids.1 answer=answer is_settled=move || !pad.drawing.with(Drawing::is_pen_down) classes=classes />
                <Stages digit=pad.digit />
            </div>
        </section>
    }
}

/// What the pad's handlers share.
#[derive(Clone, Copy)]
struct Pad {
    drawing: RwSignal<Drawing>,
    /// The drawing as of the last animation frame, normalised.
    digit: RwSignal<Option<Arc<Normalised>>>,
    /// Where the keyboard's pen is; none while the pad is used otherwise.
    cursor: RwSignal<Option<Point>>,
    is_frame_asked: StoredValue<bool>,
    on_digit: Callback<Option<Arc<[f32]>>>,
}

impl Pad {
    fn new(on_digit: Callback<Option<Arc<[f32]>>>) -> Self {
        Self {
            drawing: RwSignal::default(),
            digit: RwSignal::default(),
            cursor: RwSignal::default(),
            is_frame_asked: StoredValue::new(false),
            on_digit,
        }
    }

    /// Changes the drawing; the digit follows with the next animation frame.
    fn change(self, change: impl FnOnce(&mut Drawing)) {
        self.drawing.update(change);
        if self.is_frame_asked.get_value() {
            return;
        }
        self.is_frame_asked.set_value(true);
        request_animation_frame(move || {
            // The reader may have left the page since.
            let Some(digit) = self.drawing.try_with_untracked(Drawing::normalised) else { return };
            self.is_frame_asked.set_value(false);
            let digit = digit.map(Arc::new);
            self.digit.set(digit.clone());
            self.on_digit.run(digit.map(|digit| Arc::from(digit.centred)));
        });
    }

    fn press(self, event: &PointerEvent) {
        let (0, Some(pad)) = (event.button(), element(event)) else { return };
        capture(event);
        self.leave();
        self.change(|drawing| drawing.begin(pointer(event), place(&pad, event)));
    }

    fn move_pen(self, event: &PointerEvent) {
        let hand = pointer(event);
        if !self.drawing.with_untracked(|drawing| drawing.is_drawn_by(hand)) {
            return;
        }
        let Some(pad) = element(event) else { return };
        self.change(|drawing| moments(event).iter().for_each(|moment| drawing.extend(hand, place(&pad, moment))));
    }

    fn lift(self, hand: Hand) {
        if self.drawing.with_untracked(|drawing| drawing.is_drawn_by(hand)) {
            self.drawing.update(|drawing| drawing.end(hand));
        }
    }

    /// The keys' pen goes; a finger's stroke goes on.
    fn leave(self) {
        self.lift(Hand::Keys);
        self.cursor.set(None);
    }

    fn key(self, event: &KeyboardEvent) {
        let step_px = if event.shift_key() { SMALL_STEP_PX } else { STEP_PX };
        match event.key().as_str() {
            "ArrowLeft" => self.step(-step_px, 0.0),
            "ArrowRight" => self.step(step_px, 0.0),
            "ArrowUp" => self.step(0.0, -step_px),
            "ArrowDown" => self.step(0.0, step_px),
            " " => self.toggle_pen(),
            "Backspace" => self.change(Drawing::undo),
            _ => return,
        }
        event.prevent_default();
    }

    fn step(self, dx_px: f32, dy_px: f32) {
        let from = self.pen();
        let to = Point { x_px: (from.x_px + dx_px).clamp(0.0, PAD_PX), y_px: (from.y_px + dy_px).clamp(0.0, PAD_PX) };
        self.cursor.set(Some(to));
        if self.drawing.with_untracked(|drawing| drawing.is_drawn_by(Hand::Keys)) {
            self.change(|drawing| drawing.extend(Hand::Keys, to));
        }
    }

    fn toggle_pen(self) {
        let at = self.pen();
        self.cursor.set(Some(at));
        if self.drawing.with_untracked(|drawing| drawing.is_drawn_by(Hand::Keys)) {
            self.lift(Hand::Keys);
        } else {
            self.change(|drawing| drawing.begin(Hand::Keys, at));
        }
    }

    /// Where the keyboard's pen is; it starts in the upper middle, where most digits do.
    fn pen(self) -> Point {
        self.cursor.get_untracked().unwrap_or(Point { x_px: PAD_PX / 2.0, y_px: PAD_PX / 4.0 })
    }

    fn show(self, event: &CustomEvent) {
        let ink = js_sys::Uint8Array::new(&event.detail()).to_vec();
        self.change(|drawing| drawing.show(ink));
    }
}

fn pointer(event: &PointerEvent) -> Hand {
    Hand::Pointer(event.pointer_id())
}

/// Where on the pad an event happened.
fn place(pad: &Element, event: &PointerEvent) -> Point {
    let frame = pad.get_bounding_client_rect();
    let share = |at_px: i32, start_px: f64, length_px: f64| ((f64::from(at_px) - start_px) / length_px.max(1.0)) as f32;
    Point {
        x_px: PAD_PX * share(event.client_x(), frame.left(), frame.width()),
        y_px: PAD_PX * share(event.client_y(), frame.top(), frame.height()),
    }
}

/// The pen's places since the last event, where the browser tells them (only over https, and not everywhere), else the
/// event alone.
fn moments(event: &PointerEvent) -> Vec<PointerEvent> {
    let is_told = js_sys::Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false);
    let told = if is_told { event.get_coalesced_events() } else { js_sys::Array::new() };
    if told.length() == 0 { vec![event.clone()] } else { told.iter().map(JsCast::unchecked_into).collect() }
}
