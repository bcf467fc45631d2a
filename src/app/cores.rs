//! How many of the machine's cores a run may take when nobody says.

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

use super::run_context::RunContext;

/// What the page can see of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    pub cores: usize,
    /// Nobody looks at the page.
    pub is_hidden: bool,
    pub is_on_battery: bool,
    /// A telephone or a tablet: half of its cores are slow, and it gets warm in the hand.
    pub is_handheld: bool,
}

/// More would have nothing to do: a step is cut into six parts.
const MOST: usize = 6;
const MOST_ON_A_HANDHELD: usize = 2;

impl Machine {
    /// One core is the page's. Half of the others, at most, where someone would mind.
    pub fn workers(self) -> usize {
        let free = self.cores.saturating_sub(1).clamp(1, MOST);
        let is_modest = self.is_hidden || self.is_on_battery;
        let most = if self.is_handheld { MOST_ON_A_HANDHELD } else { MOST };
        (if is_modest { free.div_ceil(2) } else { free }).min(most)
    }
}

#[wasm_bindgen]
extern "C" {
    type Navigator;
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Navigator;
    /// Chromium alone has it.
    #[wasm_bindgen(method, catch, js_name = getBattery)]
    fn battery(this: &Navigator) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    type Battery;
    #[wasm_bindgen(method, getter)]
    fn charging(this: &Battery) -> bool;
}

/// Keeps the workers told of how many they may be.
pub fn watch(context: RunContext) {
    let is_on_battery = RwSignal::new(false);
    let look = move || {
        let handheld = window().match_media("(hover: none) and (pointer: coarse)");
        let machine = Machine {
            cores: window().navigator().hardware_concurrency() as usize,
            is_hidden: document().hidden(),
            is_on_battery: is_on_battery.get_untracked(),
            is_handheld: handheld.ok().flatten().is_some_and(|query| query.matches()),
        };
        context.act(|conductor, _| conductor.limit_workers(machine.workers() as u32));
    };
    look();
    // The page outlives it.
    let _ = window_event_listener_untyped("visibilitychange", move |_| look());
    leptos::task::spawn_local(async move {
        let Ok(promise) = NAVIGATOR.with(Navigator::battery) else { return };
        let Ok(battery) = JsFuture::from(promise).await.map(JsCast::unchecked_into::<Battery>) else { return };
        let charging = battery.clone();
        let note = move || {
            is_on_battery.set(!charging.charging());
            look();
        };
        note();
        let on_change = Closure::<dyn FnMut()>::new(note).into_js_value();
        // Where it fails, the first look counts.
        let _ = battery.add_event_listener_with_callback("chargingchange", on_change.unchecked_ref());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: Machine = Machine { cores: 8, is_hidden: false, is_on_battery: false, is_handheld: false };

    #[test]
    fn the_page_keeps_a_core_and_nobody_is_disturbed() {
        assert_eq!(DESK.workers(), 6);
        assert_eq!(Machine { cores: 4, ..DESK }.workers(), 3);
        assert_eq!(Machine { cores: 64, ..DESK }.workers(), 6);
        assert_eq!(Machine { cores: 2, ..DESK }.workers(), 1);
        assert_eq!(Machine { cores: 0, ..DESK }.workers(), 1, "a browser that does not say");
        assert_eq!(Machine { is_hidden: true, ..DESK }.workers(), 3);
        assert_eq!(Machine { is_on_battery: true, ..DESK }.workers(), 3);
        assert_eq!(Machine { is_handheld: true, ..DESK }.workers(), 2);
        assert_eq!(Machine { is_handheld: true, cores: 2, ..DESK }.workers(), 1);
    }
}
