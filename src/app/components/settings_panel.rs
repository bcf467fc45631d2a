//! The lesson's settings, from its schema: each with label, help, unit and its own way back.

use leptos::prelude::*;

use super::files::OwnFiles;
use super::setting_input::SettingInput;
use crate::i18n::*;
use crate::language::{Language, say};
use crate::run_context::use_run_context;
use crate::text;
use course::Manifest;
use course::settings::{Domain, Setting};
use protocol::Fault;

/// Context: keys of the settings that the address keeps as they are.
#[derive(Clone, Debug)]
pub struct Locked(pub Vec<String>);

/// The settings that matter first, and between them and the others what else there is to decide before a run.
#[component]
pub fn SettingsPanel(
    lesson: &'static Manifest,
    /// Where it is a sheet: puts it away.
    close: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = |is_lead: bool| {
        let is_here = move |setting: &&'static Setting| {
            // Texts are edited in the lesson's figure.
            !matches!(setting.domain, Domain::Text { .. }) && lesson.lead.contains(&setting.key) == is_lead
        };
        let row = |setting| view! { <SettingRow setting is_lead /> };
        lesson.settings.iter().filter(is_here).map(row).collect::<Vec<_>>()
    };
    let settings = use_run_context().settings;
    let is_own = Memo::new(move |_| settings.with(|settings| settings.choice("data") == "own"));
    view! {
        <section class="settings" aria-labelledby="settings-title">
            <h2 id="settings-title">{t!(i18n, run.settings)}</h2>
            <button class="button button-quiet sheet-close" data-testid="settings-close" on:click=move |_| close()>
                {t!(i18n, run.close)}
            </button>
            {rows(true)}
            {children()}
            {rows(false)}
            {move || is_own.get().then(|| view! { <OwnFiles lesson /> })}
        </section>
    }
}

#[component]
fn SettingRow(setting: &'static Setting, is_lead: bool) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let language: Language = expect_context();
    let locale = language.locale;
    let Locked(locked) = expect_context();
    let is_locked = locked.iter().any(|key| key == setting.key);
    let fault = RwSignal::<Option<Fault>>::new(None);
    let value = Memo::new(move |_| context.settings.with(|settings| settings.value(setting.key).cloned()));
    let default = setting.domain.default_value();
    let default_text = default.to_string();
    let is_changed = Memo::new(move |_| value.get().is_some_and(|value| value != default));
    let set = Callback::new(move |text: String| fault.set(context.set(setting.key, &text).err()));
    let (input_id, help_id) = (format!("setting-{}", setting.key), format!("setting-{}-help", setting.key));
    let unit = move || match setting.unit {
        "steps" => t_string!(i18n, run.steps_unit),
        "steps/s" => t_string!(i18n, run.pace_unit),
        other => other,
    };
    let back = move || {
        let value = default_text.clone();
        let back_text = default_text.clone();
        is_changed.get().then(|| {
            let title = t_string!(i18n, run.reset_setting, value);
            view! {
                <button
                    class="button button-quiet"
                    title=title.clone()
                    aria-label=title
                    data-testid=format!("setting-{}-reset", setting.key)
                    on:click=move |_| set.run(back_text.clone())
                >
                    <span aria-hidden="true">"↺"</span>
                </button>
            }
        })
    };
    let complaint = move || {
        fault.get().map(|fault| {
            let code = fault.code();
            view! {
                <p class="setting-fault" translate="no" role="alert" data-code=code>
                    {move || text::bad_value(locale.get(), context.course, &fault)}
                </p>
            }
        })
    };
    view! {
        <fieldset class="setting" class:is-lead=is_lead class:is-changed=move || is_changed.get() disabled=is_locked>
            <label for=input_id.clone()>{move || say(locale.get(), setting.label)}</label>
            <div class="setting-value" translate="no">
                <SettingInput setting id=input_id help_id=help_id.clone() value set />
                <span class="unit">{unit}</span>
                {back}
            </div>
            <p class="setting-help" id=help_id>
                {move || say(locale.get(), setting.help)}
            </p>
            {complaint}
        </fieldset>
    }
}
