//! Code that is fetched when it is first needed: a lesson's scene with the others of its chapter, and sheets that few open.

use std::pin::Pin;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
pub use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::i18n::*;
use super::run_context::use_run_context;
use super::scene::Scene;
use course::Manifest;
use protocol::Fault;

/// Fetches the code, then makes what it makes; that finds the run by [`use_run_context`].
pub type Figure<T = AnyView> = fn() -> Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// `figure!(kept_sheet, sheet)`: what `sheet` draws, its code in the file `kept_sheet`; `figure!(first_nets, view::figure, Scene)`
/// where it makes something else than a view. Lessons that are read one after the other share a file.
#[macro_export]
macro_rules! figure {
    ($file:ident, $figure:path) => {
        $crate::figure!($file, $figure, ::leptos::prelude::AnyView)
    };
    ($file:ident, $figure:path, $made:ty) => {{
        #[$crate::figure::wasm_split($file, fallible)]
        fn figure() -> Result<$made, $crate::figure::SplitLoaderError> {
            Ok($figure())
        }
        || ::std::boxed::Box::pin(figure())
    }};
}

/// The scenes of all lessons, by the lesson's id. Context.
pub type Figures = &'static [(&'static str, Figure<Scene>)];

/// A part of a scene on its way to its place on the page.
#[derive(Clone, Copy, Default)]
pub struct Place(RwSignal<Option<SendWrapper<AnyView>>>);

impl Place {
    fn put(self, part: Option<AnyView>) {
        // The browser has one thread.
        self.0.set(part.map(SendWrapper::new));
    }
}

/// What has been put into this place; a view stands in one place only, so it is taken from there.
#[component]
pub fn Part(place: Place) -> impl IntoView {
    move || {
        place.0.track();
        place.0.try_update_untracked(Option::take).flatten().map(SendWrapper::take)
    }
}

/// Where the parts of a scene go that do not stand on the stage's middle.
#[derive(Clone, Copy, Default)]
pub struct Places {
    pub has_arrived: RwSignal<bool>,
    pub numbers: Place,
    pub questions: Place,
    pub rest: Place,
}

/// The lesson's lead figure; the scene's other parts are put in their places.
#[component]
pub fn LeadFigure(lesson: &'static Manifest, places: Places) -> impl IntoView {
    let figures: Figures = expect_context();
    let figure = figures.iter().find(|(id, _)| *id == lesson.id);
    figure.map(|&(_, figure)| {
        fetched(figure, lesson.id, move |Scene { lead, numbers, questions, rest }| {
            places.numbers.put(Some(numbers));
            places.questions.put(questions);
            places.rest.put(Some(rest));
            places.has_arrived.set(true);
            lead
        })
    })
}

/// Context: counts how often the reader has asked again for code that did not come. Whatever is missing is asked for then.
#[derive(Clone, Copy, Default)]
pub struct AskedAgain(RwSignal<u32>);

/// What a figure draws, once its code is there.
#[component]
pub fn Fetched(
    figure: Figure,
    /// What a fault calls it.
    name: &'static str,
) -> impl IntoView {
    fetched(figure, name, |view| view)
}

/// What `show` makes of what the code makes, once it is there; until then, if it does not come, a way to ask again.
fn fetched<T: 'static>(
    figure: Figure<T>,
    name: &'static str,
    show: impl Fn(T) -> AnyView + Clone + Send + 'static,
) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let missing = Fault::PartMissing { part: name.to_owned() };
    let AskedAgain(asked) = expect_context();
    let (tries, is_missing) = (RwSignal::new(0_u32), StoredValue::new(false));
    let again = move |_| asked.update(|asked| *asked += 1);
    let dismissed = missing.clone();
    Effect::new(move || {
        asked.track();
        if is_missing.get_value() {
            is_missing.set_value(false);
            context.dismiss(&dismissed);
            tries.update(|tries| *tries += 1);
        }
    });
    move || {
        tries.track();
        // The browser has one thread.
        let (figure, show) = (SendWrapper::new(figure()), show.clone());
        let missing = missing.clone();
        Suspend::new(async move {
            match figure.await {
                Ok(made) => show(made),
                Err(_) => {
                    is_missing.set_value(true);
                    context.report(missing);
                    view! {
                        <button class="button" data-testid="fetch-again" on:click=again>
                            {t!(i18n, fault.again)}
                        </button>
                    }
                    .into_any()
                }
            }
        })
    }
}
