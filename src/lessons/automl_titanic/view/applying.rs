//! The winner at work: a table of the reader's own goes in, predictions come out.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::use_picture;
use crate::app::components::files::{chosen, read_table};
use crate::app::kit::*;
use crate::app::site::Site;
use crate::protocol::Question;

const TITLE: Text = Text { en: "Let the winner predict", zh: "让优胜者做预测" };
const NOTE: Text = Text {
    en: "A CSV file with the same columns as the table goes in, and another one with the predictions comes out. Nothing leaves this computer.",
    zh: "放入一个与表格列名相同的 CSV 文件，预测结果会以另一个文件返回。数据不会离开这台电脑。",
};
const CHOOSE: Text = Text { en: "Choose a CSV file", zh: "选择 CSV 文件" };
const UNLABELLED: Text =
    Text { en: "262 passengers whose fate is not in the table", zh: "表格中没有写明结局的 262 名乘客" };

#[component]
pub fn ApplyTo() -> impl IntoView {
    let context = use_run_context();
    let site: Site = expect_context();
    let picture = use_picture();
    let is_over = Memo::new(move |_| picture.with(|picture| !picture.values("finish").is_empty()));
    let choose = move |event: Event| {
        for file in chosen(&event) {
            context.clear_faults();
            spawn_local(async move {
                match read_table(context, &file).await {
                    Ok(bytes) => {
                        context.act(|conductor, _| conductor.ask(Question::ApplyTo { name: file.name() }, bytes))
                    }
                    Err(fault) => context.report(fault),
                }
            });
        }
    };
    view! {
        <section class="block" data-testid="apply">
            <h3>{word(TITLE)}</h3>
            <p class="note">{word(NOTE)}</p>
            <p>
                <label class="button" class:is-disabled=move || !is_over.get()>
                    {word(CHOOSE)}
                    <input
                        type="file"
                        accept=".csv,.tsv,.txt"
                        class="file-input"
                        data-testid="apply-input"
                        disabled=move || !is_over.get()
                        on:change=choose
                    />
                </label>
                " "
                <a href=site.file("data/titanic/titanic_unlabelled.csv") download="titanic_unlabelled.csv">
                    {word(UNLABELLED)}
                </a>
            </p>
        </section>
    }
}
