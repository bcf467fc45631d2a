//! The README's pictures: the front page and three stages, some seconds into their runs.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::page::Page;
use crate::report::Trouble;
use crate::starter;

const SIZE_PX: (u32, u32) = (1280, 800);
const FOLDER: &str = "docs/pictures";

/// A page, and how long its net learns before it is looked at.
const PICTURES: [(&str, &str, u64); 4] = [
    ("home", "", 20),
    ("curve-fitting", "lesson/curve-fitting/?run=1", 5),
    ("optimizers", "lesson/optimizers/?run=1", 12),
    ("cnn-mnist", "lesson/cnn-mnist/?backend=cpu&limit=2000&epochs=3&eval=20&run=1", 25),
];

pub async fn take(page: &Page<'_>) -> Result<String, Trouble> {
    page.resize(SIZE_PX).await?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    std::fs::create_dir_all(&folder)?;
    for (name, path, seconds) in PICTURES {
        page.open(path).await?;
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let script = "
            const pad = document.querySelector('[data-testid=home-pad], [data-testid=digit-pad]');
            pad?.dispatchEvent(new CustomEvent('emberlab-pixels', { detail: Uint8Array.from(arguments[0]) }));";
        page.ask::<Option<()>>(script, json!([starter::test_digits(1).0])).await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        std::fs::write(folder.join(format!("{name}.png")), page.driver().screenshot_as_png().await?)?;
    }
    Ok(format!("{} pictures in {FOLDER}", PICTURES.len()))
}
