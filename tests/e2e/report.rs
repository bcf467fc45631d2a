//! What the cases found, printed as they end, and counted; what failed is printed once more at the end.

use std::fmt::{self, Display};
use std::future::Future;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use thirtyfour::error::WebDriverError;

/// Longer than any case takes; a page that hangs must not hang the tests.
const LONGEST_CASE: Duration = Duration::from_secs(900);

/// Why a case failed, in a sentence.
#[derive(Debug)]
pub struct Trouble(pub String);

/// Counts cases.
#[derive(Default)]
pub struct Report {
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    passed: u32,
    failures: Vec<String>,
    skipped: u32,
}

impl Report {
    /// Runs one case and prints what it measured.
    pub async fn case<T: Display>(&self, name: &str, case: impl Future<Output = Result<T, Trouble>>) -> Option<T> {
        let start = Instant::now();
        let late = |_| Err(Trouble(format!("not done after {} s", LONGEST_CASE.as_secs())));
        let outcome = tokio::time::timeout(LONGEST_CASE, case).await.unwrap_or_else(late);
        let seconds = start.elapsed().as_secs_f64();
        match &outcome {
            Ok(measured) => {
                println!("test {name} ... ok ({seconds:.1} s): {measured}");
                self.count(|counts| counts.passed += 1);
            }
            Err(trouble) => self.failed(format!("test {name} ... FAILED ({seconds:.1} s): {trouble}")),
        }
        outcome.ok()
    }

    /// Whatever a group of cases needs; when it cannot be had, that is a failure of its own.
    pub async fn setting(&self, group: impl Future<Output = Result<(), Trouble>>) {
        if let Err(trouble) = group.await {
            self.failed(format!("test setting ... FAILED: {trouble}"));
        }
    }

    /// Says why a case cannot run here.
    pub fn skip(&self, name: &str, reason: &str) {
        println!("test {name} ... skipped: {reason}");
        self.count(|counts| counts.skipped += 1);
    }

    /// The last lines, and the process' answer.
    pub fn close(self) -> ExitCode {
        let Counts { passed, failures, skipped } = self.counts.into_inner().expect("no case panics while counting");
        let failed = failures.len();
        if failed > 0 {
            println!("\nfailures:\n{}", failures.join("\n"));
        }
        let verdict = if failed == 0 && passed > 0 { "ok" } else { "FAILED" };
        println!(
            "\ntest result: {verdict}. {passed} passed; {failed} failed; {skipped} ignored; 0 measured; 0 filtered out"
        );
        if verdict == "ok" { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn failed(&self, line: String) {
        println!("{line}");
        self.count(|counts| counts.failures.push(line));
    }

    fn count(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.counts.lock().expect("no case panics while counting"));
    }
}

/// Fails with a sentence unless `holds`.
pub fn ensure(holds: bool, sentence: impl FnOnce() -> String) -> Result<(), Trouble> {
    if holds { Ok(()) } else { Err(Trouble(sentence())) }
}

impl Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<WebDriverError> for Trouble {
    fn from(error: WebDriverError) -> Self {
        let text = error.to_string();
        // Drivers add their own call stack.
        let reason = text.split("Stacktrace:").next().unwrap_or_default();
        Self(format!("the browser's driver: {}", reason.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}
