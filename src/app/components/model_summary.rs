//! The net's layers with output shapes and parameter counts, as the engine built them.

use leptos::prelude::*;

use crate::i18n::*;
use crate::run_context::use_run_context;
use protocol::LayerSummary;

/// Nothing before the net is built.
#[component]
pub fn ModelSummary() -> impl IntoView {
    let i18n = use_i18n();
    let layers =
        use_run_context().part(|view| view.summary.as_ref().map(|summary| summary.layers.clone()).unwrap_or_default());
    let table = move |layers: Vec<LayerSummary>| {
        let total: u64 = layers.iter().map(|layer| layer.parameters).sum();
        view! {
            <details class="model" translate="no" open data-testid="model-summary">
                <summary>
                    <h2>{t!(i18n, run.model)}</h2>
                </summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, run.layer)}</th>
                            <th scope="col">{t!(i18n, run.output)}</th>
                            <th scope="col">{t!(i18n, run.parameters)}</th>
                        </tr>
                    </thead>
                    <tbody>{layers.into_iter().map(row).collect::<Vec<_>>()}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" colspan="2">
                                {t!(i18n, run.total)}
                            </th>
                            <td>{total}</td>
                        </tr>
                    </tfoot>
                </table>
                <PythonLines />
            </details>
        }
    };
    move || Some(layers.get()).filter(|layers| !layers.is_empty()).map(table)
}

/// The three lines that open a saved net in PyTorch.
#[component]
fn PythonLines() -> impl IntoView {
    let i18n = use_i18n();
    let lesson = use_run_context().lesson.get_untracked().map_or("run", |lesson| lesson.id);
    let code = format!(
        "from safetensors.torch import load_file\nstate = {{n: t for n, t in load_file(\"emberlab-{lesson}-100.safetensors\").items()\n             if not n.startswith((\"optimizer.\", \"curves.\"))}}\nnet.load_state_dict(state)"
    );
    view! {
        <details class="model-python">
            <summary>{t!(i18n, weights.python)}</summary>
            <pre><code>{code}</code></pre>
        </details>
    }
}

fn row(layer: LayerSummary) -> impl IntoView {
    let output: Vec<_> = layer.output.iter().map(ToString::to_string).collect();
    view! {
        <tr>
            <th scope="row">{layer.name}</th>
            <td>{output.join(" × ")}</td>
            <td>{layer.parameters}</td>
        </tr>
    }
}
