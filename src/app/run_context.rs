//! Where the page's components meet the run: signals to read, wishes to send. Reports of the workers are taken in once per
//! animation frame, so that the page redraws at most that often.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos_use::use_interval_fn;

use super::components::download;
use super::conduct::{Conductor, SideEffect, Then};
use super::cores;
use super::figures::scatter::EmbeddingFrame;
use super::keeping::Keeper;
use super::link::{Report, WebWorkers};
use super::losses::Losses;
use super::run_view::RunView;
use super::site::Site;
use course::settings::Settings;
use course::{Course, Manifest};
use protocol::{EmbedEvent, Fault, Question, RunState};

/// Hidden pages get no animation frames: then a timer takes the reports in.
const HIDDEN_MILLIS: u64 = 250;

/// Context: the run on the page.
#[derive(Clone, Copy)]
pub struct RunContext {
    /// All lessons.
    pub course: Course,
    pub view: RwSignal<RunView>,
    /// The settings as the controls show them; the run's own are in `view`.
    pub settings: RwSignal<Settings>,
    pub lesson: RwSignal<Option<&'static Manifest>>,
    pub embedding: RwSignal<Option<EmbeddingFrame>>,
    /// Of the lesson's program in PyTorch, when the reader runs it.
    pub program_losses: RwSignal<Losses>,
    /// Kept runs, and what is kept of this one.
    pub keeper: Keeper,
    /// Pictures of the reader's that have been decoded, and all that are to be.
    pub reading: RwSignal<Option<(usize, usize)>>,
    /// The run in hand is the front page's.
    pub(super) is_shown_only: StoredValue<bool>,
    conductor: StoredValue<Option<Conductor>, LocalStorage>,
    reports: StoredValue<Vec<Report>, LocalStorage>,
}

/// What [`RunContext::provide`] put there.
pub fn use_run_context() -> RunContext {
    use_context().expect("the app provides it above all its components")
}

impl RunContext {
    /// Sets up the context and starts the first worker.
    pub fn provide(site: &Site, course: Course) -> Self {
        let context = Self {
            course,
            view: RwSignal::default(),
            settings: RwSignal::default(),
            lesson: RwSignal::new(None),
            embedding: RwSignal::new(None),
            program_losses: RwSignal::default(),
            keeper: Keeper::default(),
            reading: RwSignal::new(None),
            is_shown_only: StoredValue::new(false),
            conductor: StoredValue::new_local(None),
            reports: StoredValue::new_local(Vec::new()),
        };
        let factory = WebWorkers { site: site.clone(), on_report: Rc::new(move |report| context.receive(report)) };
        context.conductor.set_value(Some(Conductor::new(Box::new(factory), site.for_workers())));
        use_interval_fn(move || context.tick(), 1_000);
        context.watch_leaving();
        cores::watch(context);
        provide_context(context);
        context
    }

    /// A narrow part of the run, that notifies only when it changes.
    pub fn part<T>(self, read: impl Fn(&RunView) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.view.with(&read))
    }

    /// Opens a lesson; one that is open with the same settings is left as it is.
    pub fn open(self, lesson: &'static Manifest, settings: Settings, faults: Vec<Fault>, runs_at_once: bool) {
        self.begin(lesson, settings, faults, runs_at_once, false);
    }

    /// Has a lesson's net learn for who looks at the front page: nothing of it is kept.
    pub fn show(self, lesson: &'static Manifest, settings: Settings) {
        self.begin(lesson, settings, Vec::new(), true, true);
        self.run();
    }

    fn begin(
        self,
        lesson: &'static Manifest,
        settings: Settings,
        faults: Vec<Fault>,
        runs_at_once: bool,
        is_shown_only: bool,
    ) {
        let is_same = self.lesson.get_untracked().is_some_and(|open| open.id == lesson.id)
            && self.view.with_untracked(|view| view.has_run() && view.settings == settings);
        if !is_same {
            self.leave_run();
        }
        // What was left is kept by what it was itself.
        self.is_shown_only.set_value(is_shown_only);
        if !is_same {
            self.lesson.set(Some(lesson));
            self.settings.set(settings.clone());
            self.embedding.set(None);
            self.program_losses.set(Losses::default());
            let then = if runs_at_once { Then::Run } else { Then::Wait };
            self.act(|conductor, view| conductor.open(view, lesson, settings, then));
            self.look_for_kept();
        }
        for fault in faults {
            self.report(fault);
        }
    }

    /// The reader leaves the lesson.
    pub fn leave(self) {
        self.act(|conductor, view| conductor.rest(view));
    }

    pub fn run(self) {
        let wanted = self.settings.get_untracked();
        self.act(|conductor, view| conductor.run(view, &wanted));
    }

    pub fn pause(self) {
        self.act(|conductor, _| conductor.pause());
    }

    pub fn step(self) {
        let wanted = self.settings.get_untracked();
        self.act(|conductor, view| conductor.step(view, &wanted));
    }

    pub fn reset(self, then: Then) {
        let wanted = self.settings.get_untracked();
        self.act(|conductor, view| conductor.reset(view, &wanted, then));
    }

    /// Changes one setting; a live one takes effect on the run in hand.
    ///
    /// # Errors
    /// [`Fault::BadSetting`] when the value is out of range; nothing changes then.
    pub fn set(self, key: &str, text: &str) -> Result<(), Fault> {
        let Some(lesson) = self.lesson.get_untracked() else { return Ok(()) };
        let mut settings = self.settings.get_untracked();
        settings.set(lesson.settings, key, text)?;
        self.settings.set(settings.clone());
        if lesson.settings.iter().any(|setting| setting.live && setting.key == key) {
            self.act(|conductor, view| conductor.change(view, key, text.trim()));
        }
        Ok(())
    }

    /// Has the trainer do what one lesson alone needs, such as a measurement.
    pub fn ask(self, question: Question) {
        self.act(|conductor, _| conductor.ask(question, Arc::default()));
    }

    pub fn save(self) {
        self.keeper.ask_to_persist();
        if let Some(effect) = self.act(|conductor, view| conductor.save(view)) {
            self.bring_about(effect);
        }
    }

    /// Goes on from a file of the reader's.
    pub fn load(self, file: &str, bytes: Arc<[u8]>) {
        let wanted = self.settings.get_untracked();
        if let Some(settings) = self.act(|conductor, view| conductor.load(view, file, bytes, &wanted)) {
            self.settings.set(settings);
        }
    }

    /// Leaves the file that was opened.
    pub fn leave_weights(self) {
        self.view.update(|view| view.matched = None);
    }

    /// Takes a data file of the reader's own.
    pub fn use_file(self, name: String, bytes: Arc<[u8]>) {
        // A kept run may be waiting for it.
        if self.give_wanted(&name, &bytes) {
            return;
        }
        self.act(|conductor, _| conductor.use_file(name, bytes));
    }

    /// Forgets the reader's own data files.
    pub fn forget_files(self) {
        self.act(|conductor, view| conductor.forget_files(view));
    }

    /// The reader drew a digit (f32 `[28, 28]`, 0 to 1), or cleared the pad.
    pub fn draw(self, digit: Option<Arc<[f32]>>) {
        self.act(|conductor, view| conductor.draw(view, digit));
    }

    /// The reader's hand rests: time to look into the layers.
    pub fn inspect(self) {
        self.act(|conductor, view| conductor.inspect(view));
    }

    pub fn tune_embedding(self, perplexity: f64, learning_rate: f64) {
        self.act(|conductor, _| conductor.tune_embedding(perplexity, learning_rate));
    }

    pub fn pause_embedding(self, is_paused: bool) {
        self.act(|conductor, _| conductor.pause_embedding(is_paused));
    }

    /// Shows a fault.
    pub fn report(self, fault: Fault) {
        self.view.update(|view| view.report(fault));
    }

    /// The reader does something about all faults.
    pub fn clear_faults(self) {
        self.view.update(|view| view.faults.clear());
    }

    /// The reader has read a fault.
    pub fn dismiss(self, fault: &Fault) {
        self.view.update(|view| view.faults.retain(|shown| shown != fault));
    }

    /// Tells the conductor of something and shows what comes of it.
    pub fn act<T>(self, tell: impl FnOnce(&mut Conductor, &mut RunView) -> T) -> T {
        let mut outcome = None;
        self.view.update(|view| {
            self.conductor.update_value(|conductor| {
                outcome = conductor.as_mut().map(|conductor| tell(conductor, view));
            });
        });
        outcome.expect("the conductor is set before the context is handed out")
    }

    /// Reads what the conductor knows.
    pub(super) fn of_conductor<T>(self, read: impl FnOnce(&Conductor) -> T) -> T {
        self.conductor
            .with_value(|conductor| conductor.as_ref().map(read))
            .expect("the conductor is set before the context is handed out")
    }

    fn tick(self) {
        self.act(|conductor, view| conductor.tick(view));
        self.keep_newest();
    }

    fn receive(self, report: Report) {
        let was_empty = self.reports.with_value(Vec::is_empty);
        self.reports.update_value(|reports| reports.push(report));
        if was_empty {
            request_animation_frame(move || self.take_in());
            set_timeout(move || self.take_in(), Duration::from_millis(HIDDEN_MILLIS));
        }
    }

    fn take_in(self) {
        let mut reports = Vec::new();
        self.reports.update_value(|waiting| std::mem::swap(&mut reports, waiting));
        if reports.is_empty() {
            return;
        }
        let changes_view = reports.iter().any(|report| !is_frame(report));
        let mut effects = Vec::new();
        self.view.update_untracked(|view| {
            let before = view.state;
            self.conductor.update_value(|conductor| {
                let Some(conductor) = conductor else { return };
                effects.extend(reports.into_iter().filter_map(|report| conductor.hear(view, report)));
            });
            if view.state != before && is_rest(view.state) {
                effects.extend(view.checkpoint.clone().filter(|last| last.step > 0).map(SideEffect::Keep));
            }
        });
        if changes_view {
            self.view.notify();
        }
        for effect in effects {
            self.bring_about(effect);
        }
    }

    fn bring_about(self, effect: SideEffect) {
        match effect {
            SideEffect::Download(checkpoint) => {
                let lesson = self.lesson.get_untracked().map_or("run", |lesson| lesson.id);
                let name = format!("emberlab-{lesson}-{}.safetensors", checkpoint.step);
                download::save(&name, "application/octet-stream", &checkpoint.bytes);
            }
            SideEffect::Keep(checkpoint) => self.keep(checkpoint),
            SideEffect::Hand(name, bytes) => download::save_table(&name, &bytes),
            // The file was taken because the lesson can train on it.
            SideEffect::UseOwn => drop(self.set("data", "own")),
            SideEffect::Embedding(frame) => self.embedding.set(Some(frame)),
        }
    }
}

/// A run that rests is kept as it is, however recently it was kept before.
pub(super) fn is_rest(state: RunState) -> bool {
    matches!(state, RunState::Paused | RunState::Done)
}

fn is_frame(report: &Report) -> bool {
    matches!(report, Report::Embedder(EmbedEvent::Frame { .. }, _))
}
