//! Python beside the lessons' engine, in the same browser in turns: a training step, a small operation, prints.

use std::time::Duration;

use serde_json::json;

use crate::host::Host;
use crate::median;
use crate::page::Page;
use crate::report::{Trouble, ensure};

const ROUNDS: usize = 3;
/// Steps of the engine between two looks at its counter; an epoch, at whose end it looks at test images, has more.
const STEPS: u64 = 60;
const PROGRAM: &str = "notebook/en/bench.py";

/// A lesson, and the same net in PyTorch: a program that prints the milliseconds of its middle step.
pub struct Pair {
    pub name: &'static str,
    query: &'static str,
    net: &'static str,
    /// At most so many times the engine's step.
    goal: f64,
}

pub const PAIRS: [Pair; 2] = [
    Pair {
        name: "MLP 784-256-10, batch 256",
        query: "lesson/mlp-fashion/?batch=256&eval=0&limit=30000&epochs=100&backend=cpu&program=layers&run=1",
        net: "net = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x, y = torch.rand(256, 784), torch.randint(10, (256,))",
        goal: 1.15,
    },
    Pair {
        name: "CNN of cnn-mnist, batch 50",
        query: "lesson/cnn-mnist/?batch=50&eval=0&limit=6000&epochs=100&points=100&backend=cpu&run=1",
        net: "net = nn.Sequential(
    nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(32 * 7 * 7, 10),
)
optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
x, y = torch.rand(50, 1, 28, 28), torch.randint(10, (50,))",
        goal: 1.1,
    },
];

const LOOP: &str = "
loss_function, millis = nn.CrossEntropyLoss(), []
for step in range(70):
    start = time.perf_counter()
    loss = loss_function(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    millis.append(1000 * (time.perf_counter() - start))
print(sorted(millis[10:])[30])";

/// Steps in turns.
pub async fn steps(page: &Page<'_>, host: &Host, pair: &Pair) -> Result<String, Trouble> {
    let program = format!("import time\nimport torch\nfrom torch import nn\n\n{}{LOOP}", pair.net);
    let (mut engine, mut python) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        engine.push(of_engine(page, pair.query).await?);
        python.push(number(&run(page, host, &program).await?)?);
    }
    let (engine, python) = (median(engine), median(python));
    let (ratio, goal) = (python / engine, pair.goal);
    Ok(format!("engine {engine:.2} ms, Python {python:.2} ms: {ratio:.2} times (goal: at most {goal})"))
}

async fn of_engine(page: &Page<'_>, query: &str) -> Result<f64, Trouble> {
    page.open(query).await?;
    let look = "return [Number.parseInt(document.querySelector('[data-testid=\"step-count\"]').textContent), performance.now()]";
    page.until("training", 120, |now| now.steps() > 20).await?;
    let (first, start): (u64, f64) = page.ask(look, json!([])).await?;
    page.until("more steps", 120, |now| now.steps() > first + STEPS).await?;
    let (last, end): (u64, f64) = page.ask(look, json!([])).await?;
    Ok((end - start) / (last - first) as f64)
}

/// Microseconds that each of these takes, called from Python.
const OPERATIONS: [&str; 6] = ["a + b", "a * 2", "a[0]", "a.sum()", "w + b", "a.shape"];

pub async fn operations(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    let mut program =
        "import timeit\nimport torch\n\na, b, w = torch.ones(3), torch.ones(3), torch.ones(3, requires_grad=True)\n"
            .to_owned();
    for operation in OPERATIONS {
        // The best of five: what is on top is another program's.
        let timed = format!("timeit.repeat('{operation}', globals=globals(), number=5000, repeat=5)");
        program += &format!("print('{operation}', round(min({timed}) / 5000 * 1e6, 2))\n");
    }
    let printed = run(page, host, &program).await?;
    Ok(format!("{} microseconds (goal: at most 4)", printed.trim().replace('\n', ", ")))
}

/// Types a program into the first cell, runs it, and waits for what it prints.
const FIRST_OUTPUT: &str = r#"
    const [number, done] = arguments, at = id => document.querySelector(`[data-testid="${id}"]`);
    const source = at('cell-1-source');
    source.value = `print(${number})`;
    source.dispatchEvent(new Event('input', { bubbles: true }));
    const start = performance.now();
    at('notebook-run-all').click();
    const look = () => at('cell-1-text')?.textContent.includes(number) ? done(performance.now() - start) : setTimeout(look, 10);
    look();
"#;

/// From a click to the first output, in a browser that has nothing of Python yet; then after the page is loaded again.
pub async fn first_output(page: &Page<'_>) -> Result<String, Trouble> {
    let mut millis = Vec::new();
    // The second time, what was printed before is still there.
    for number in [4_201, 4_202] {
        page.open("notebook/").await?;
        page.until_there("cell-1-source").await?;
        millis.push(page.ask_later::<f64>(FIRST_OUTPUT, json!([number])).await?);
    }
    Ok(format!("{:.0} ms, then {:.0} ms from the cache (goals: 3,000 and 1,500)", millis[0], millis[1]))
}

const PRINTS: &str = "import time
for second in range(5):
    start = time.time()
    for line in range(1000):
        print(second, line)
    time.sleep(max(0, start + 1 - time.time()))";

const LONG_TASKS: &str = "window.long = []; new PerformanceObserver(list => window.long.push(...list.getEntries()\
    .map(entry => entry.duration))).observe({ type: 'longtask' });";

/// A thousand lines a second: what the page's own thread has to do for them.
pub async fn prints(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    run(page, host, "print(1)").await?;
    begin(page, host, PRINTS).await?;
    page.ask::<()>(LONG_TASKS, json!([])).await?;
    page.click("notebook-run-all").await?;
    ended(page).await?;
    let long: Vec<f64> = page.ask("return window.long", json!([])).await?;
    let longest = long.iter().copied().fold(0.0, f64::max);
    Ok(format!("{} tasks over 50 ms, the longest {longest:.0} ms", long.len()))
}

/// What a program of one cell prints.
pub async fn run(page: &Page<'_>, host: &Host, program: &str) -> Result<String, Trouble> {
    begin(page, host, program).await?;
    page.click("notebook-run-all").await?;
    ended(page).await?;
    page.text("cell-1-text").await
}

async fn begin(page: &Page<'_>, host: &Host, program: &str) -> Result<(), Trouble> {
    host.serve_instead(PROGRAM, program.as_bytes().to_vec());
    page.open(&format!("notebook/?open={PROGRAM}")).await?;
    let name = "return document.querySelector('[data-testid=\"notebook-name\"]')?.value ?? ''";
    for _ in 0..300 {
        let state = page.attribute("notebook-status", "data-state").await.ok().flatten();
        if page.ask::<String>(name, json!([])).await? == "bench" && state.as_deref() == Some("idle") {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(Trouble("the program is not opened".to_owned()))
}

async fn ended(page: &Page<'_>) -> Result<(), Trouble> {
    for _ in 0..3000 {
        let state = page.attribute("notebook-status", "data-state").await?;
        match state.as_deref() {
            Some("done") => return Ok(()),
            Some("failed") => return Err(Trouble(page.text("cell-1-mistake").await?)),
            _ => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    Err(Trouble("the program has not ended".to_owned()))
}

fn number(text: &str) -> Result<f64, Trouble> {
    let found = text.trim().parse::<f64>().ok();
    ensure(found.is_some(), || format!("no number: {text}"))?;
    Ok(found.unwrap_or(f64::NAN))
}
