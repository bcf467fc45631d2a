//! Workers that are slow, stuck or dead, and connections that are cut: nothing is lost, and what is waited for is said.

use std::time::Duration;

use serde_json::{Value, json};

use super::restart::REMEMBER_WORKERS;
use crate::browser::Browser;
use crate::host::Host;
use crate::page::Page;
use crate::report::{Trouble, ensure};

/// A step that is long is no death: the page says how long it takes, and ends it when asked to.
pub async fn long_step(page: &Page<'_>) -> Result<String, Trouble> {
    page.open("lesson/vgg-cifar10/?width=1&init=xavier&lr=0.1&batch=640&backend=cpu&eval=0").await?;
    page.until("the deep net", 120, |now| now.is("ready")).await?;
    page.click("run").await?;
    page.until_there("long-silence").await?;
    let words = page.text("long-silence").await?;
    page.click("stop").await?;
    page.until("the run where it was", 60, |now| now.is("ready") && now.steps() == 0).await?;
    ensure(page.attribute("long-silence", "data-testid").await?.is_none(), || {
        "it still says that it waits".to_owned()
    })?;
    Ok(format!("“{}”; stopped, ready again", words.replace('\n', " ")))
}

/// A worker whose code never arrives.
pub async fn stalled_code(browser: &Browser) -> Result<String, Trouble> {
    // A host of its own: nothing of it is kept yet.
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    let is_module = |name: &String| name.starts_with("engine_cpu-") && name.ends_with("_bg.wasm");
    let names = std::fs::read_dir(host.path(""))?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let module = names.into_iter().find(is_module).ok_or_else(|| Trouble("there is no engine in dist/".to_owned()))?;
    host.hold(&module);
    page.open("lesson/cnn-mnist/?backend=cpu&limit=500").await?;
    page.until_there("long-silence").await?;
    let words = page.text("long-silence").await?;
    host.mend();
    page.click("stop").await?;
    page.until("the lesson, once its code comes", 60, |now| now.is("ready")).await?;
    Ok(format!("“{}”", words.replace('\n', " ")))
}

/// The worker that reads digits is killed: it is said at once, and the next stroke starts another.
pub async fn dead_predictor(page: &Page<'_>) -> Result<String, Trouble> {
    page.inject(REMEMBER_WORKERS).await?;
    page.prepare("seed=1&limit=500&backend=cpu").await?;
    let draw = "
        const pad = document.querySelector('[data-testid=digit-pad]');
        const ink = new Uint8Array(28 * 28); ink.fill(255, 28 * 4 + 14, 28 * 4 + 16); ink.fill(255, 28 * 20 + 12, 28 * 20 + 16);
        pad.dispatchEvent(new CustomEvent('emberlab-pixels', { detail: ink }));
    ";
    page.ask::<Value>(draw, json!([])).await?;
    let answer = async |what: &str| -> Result<String, Trouble> {
        for _ in 0..300 {
            match page.attribute("prediction", "data-class").await? {
                Some(class) if !class.is_empty() => return Ok(class),
                Some(_) | None => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
        Err(Trouble(format!("no answer {what}")))
    };
    let first = answer("of the first worker").await?;
    page.ask::<Value>(
        "window.emberlabWorkers.filter(worker => worker.emberlabAddress.includes('engine_cpu')).at(-1).terminate()",
        json!([]),
    )
    .await?;
    let fault = page.until_fault("helper-died", 30).await?.fault_text.unwrap_or_default();
    page.click("digit-clear").await?;
    page.ask::<Value>("document.querySelector('[data-testid=fault] .button-quiet').click()", json!([])).await?;
    page.ask::<Value>(draw, json!([])).await?;
    let second = answer("of the second worker").await?;
    ensure(first == second, || format!("{first} before, {second} after"))?;
    Ok(format!("“{}”; both say {first}", fault.trim_end_matches('×').trim()))
}

/// The connection is cut in the middle of a run: the page says what it waits for, and the run goes on by itself.
pub async fn cut_connection(browser: &Browser) -> Result<String, Trouble> {
    let host = Host::start()?;
    let page = Page::new(browser, &host);
    if host.missing_data().is_some() {
        return Ok("skipped: the starter subset has one shard only".to_owned());
    }
    let catalog = host.catalog()?;
    let path = |kind: &str| {
        format!("data/{}", catalog["sets"]["mnist"]["train"][2][kind]["path"].as_str().unwrap_or_default())
    };
    host.refuse(&path("images"));
    page.prepare("seed=1&eval=0&batch=500&backend=cpu").await?;
    page.click("run").await?;
    let said = async |words: &str| -> Result<String, Trouble> {
        for _ in 0..1200 {
            let said = page.text("time-left").await?;
            if said.contains(words) {
                return Ok(said);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Trouble(format!("never says “{words}”: {:?}", page.now().await?)))
    };
    said("has not arrived").await?;
    let waits = said("The run is waiting").await?;
    let stands_at = page.now().await?.steps();
    ensure(stands_at > 0, || "nothing was trained on what had come".to_owned())?;
    host.mend();
    let now = page.until("the run to go on by itself", 60, |now| now.steps() > stands_at).await?;
    ensure(now.fault.is_none(), || format!("{:?}", now.fault_text))?;
    Ok(format!("“{waits}” at step {stands_at}, then went on by itself"))
}

/// Two hundred clicks, as fast as the page takes them.
pub async fn impatience(page: &Page<'_>) -> Result<String, Trouble> {
    page.prepare("seed=1&limit=2000&eval=0&backend=cpu").await?;
    page.console_errors().await?;
    // A fixed order that repeats none of its parts: multiples of a number prime to four.
    let script = "
        const done = arguments[arguments.length - 1];
        const buttons = ['run', 'pause', 'step', 'reset'];
        let count = 0;
        const press = () => {
            document.querySelector(`[data-testid=${buttons[(count * count * 7 + count * 3) % 11 % 4]}]`).click();
            count += 1;
            if (count < 200) setTimeout(press, count % 5 * 10); else done(count);
        };
        press();
    ";
    let clicks: u32 = page.ask_later(script, json!([])).await?;
    page.click("reset").await?;
    page.until("the lesson after all that", 60, |now| now.is("ready") && now.steps() == 0).await?;
    page.click("step").await?;
    let now = page.until("a step", 60, |now| now.is("paused") && now.steps() == 1).await?;
    let errors = page.console_errors().await?;
    ensure(errors.is_empty(), || format!("errors in the console: {errors:?}"))?;
    Ok(format!("{clicks} clicks, then one step: loss {:.3}", now.metric("train-loss")?))
}

/// A page that cannot be seen goes on training, and shows it once it can be.
pub async fn hidden(page: &Page<'_>) -> Result<String, Trouble> {
    page.prepare("seed=1&limit=20000&eval=0&backend=cpu").await?;
    page.click("run").await?;
    let before = page.until("some steps", 60, |now| now.steps() >= 5).await?.steps();
    let first = page.driver().window().await?;
    let second = page.driver().new_tab().await?;
    page.driver().switch_to_window(second).await?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    page.driver().close_window().await?;
    page.driver().switch_to_window(first).await?;
    let after = page.until("steps taken meanwhile", 10, |now| now.steps() > before + 20).await?;
    page.click("pause").await?;
    page.until("the pause", 30, |now| now.is("paused")).await?;
    Ok(format!("step {before} when it was hidden, {} five seconds later", after.steps()))
}
