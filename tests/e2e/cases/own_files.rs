//! Files that readers bring: each is what its bytes say, goes to its place or is refused in a sentence, and nothing dies of it.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::host::Host;
use crate::page::{LESSON, Page, Snapshot};
use crate::report::{Trouble, ensure};

/// The folder of this run's files; removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Trouble> {
        let folder = std::env::temp_dir().join(format!("emberlab-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Trouble> {
        std::fs::write(self.path(name), bytes)?;
        Ok(self.path(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of it is the system's to remove.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Two pairs in an order of no sense: the smaller one tests, because of its name; then the larger one alone.
pub async fn pairs(page: &Page<'_>) -> Result<String, Trouble> {
    let folder = Folder::new()?;
    page.open(&format!("{LESSON}?seed=1&epochs=2&lr=0.01&batch=20&backend=cpu&data=own")).await?;
    page.until_fault("own-files", 60).await?;
    let mut said = Vec::new();
    for (name, count) in [("t10k", 200), ("train", 600)] {
        let labels = folder.write(&format!("{name}-labels-idx1-ubyte.gz"), &pack(&labels(count)))?;
        let images = folder.write(&format!("{name}-images-idx3-ubyte.gz"), &pack(&images(count)))?;
        choose(page, "own-input", &[labels, images]).await?;
        page.until_text("own-names", &format!("{name}-labels-idx1-ubyte.gz")).await?;
        // One pair alone: a part of it tests.
        page.until_text("own-names", if name == "t10k" { "(160 images)" } else { "(600 images)" }).await?;
        said.push(page.text("own-names").await?);
    }
    ensure(said[0].contains("40 more"), || format!("nothing is held out: {}", said[0]))?;
    ensure(said[1].contains("(200 images)"), || format!("the test pair does not test: {}", said[1]))?;
    page.click("reset").await?;
    page.until("the reader's own data", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    let end = page.until("two epochs", 120, |now| now.is("done")).await?;
    let accuracy = end.metric("test-accuracy")?;
    ensure(end.steps() == 60, || format!("600 images in batches of 20, twice: {end:?}"))?;
    ensure(accuracy > 0.95, || format!("the own test images are of the same kind: {accuracy}"))?;
    Ok(format!("“{}”: {accuracy} of 200", said[1]))
}

/// As `pigz -i` and `cat` write them.
pub async fn members(page: &Page<'_>) -> Result<String, Trouble> {
    let folder = Folder::new()?;
    let images = images(50);
    let members: Vec<u8> = images.chunks(images.len() / 3 + 1).flat_map(pack).collect();
    page.open(&format!("{LESSON}?seed=1&backend=cpu&data=own&epochs=2")).await?;
    page.until_fault("own-files", 60).await?;
    let files = [folder.write("images.gz", &members)?, folder.write("labels.gz", &pack(&labels(50)))?];
    choose(page, "own-input", &files).await?;
    page.until_text("own-names", "(40 images)").await?;
    page.click("reset").await?;
    page.until("images of three members", 60, |now| now.is("ready")).await?;
    step(page).await?;
    Ok("three members are read as one file".to_owned())
}

/// A folder of pictures for each class, dark ink on white paper, twice as large as the net's images.
pub async fn pictures(page: &Page<'_>) -> Result<String, Trouble> {
    let folder = Folder::new()?;
    type Ink = fn(u32, u32) -> bool;
    let classes: [(&str, Ink); 2] = [("level", is_level), ("upright", |x, y| is_level(y, x))];
    for (class, is_ink) in classes {
        std::fs::create_dir_all(folder.path("bars").join(class))?;
        for number in 0..20 {
            folder
                .write(&format!("bars/{class}/{number}.bmp"), &bitmap(|x, y| is_ink(x + number % 5, y + number % 5)))?;
        }
    }
    page.open(&format!("{LESSON}?seed=1&epochs=5&lr=0.01&batch=4&backend=cpu&data=own")).await?;
    page.until_fault("own-files", 60).await?;
    choose(page, "own-folder", &[folder.path("bars")]).await?;
    page.until_text("own-names", "(32 images)").await?;
    let said = page.text("own-names").await?;
    ensure(said.contains("0 = level, 1 = upright"), || format!("the classes are not named: {said}"))?;
    page.click("reset").await?;
    page.until("the reader's pictures", 60, |now| now.is("ready")).await?;
    page.click("run").await?;
    let end = page.until("five epochs", 120, |now| now.is("done")).await?;
    let accuracy = end.metric("test-accuracy")?;
    ensure(accuracy > 0.8, || format!("level bars are not told from upright ones: {accuracy}"))?;
    Ok(format!("“{said}”: {accuracy} of 8"))
}

/// Weights are weights, whatever they are called, and change no setting.
pub async fn weights(page: &Page<'_>, host: &Host) -> Result<String, Trouble> {
    let bytes = std::fs::read(host.fixture("cnn_mnist.pt"))?;
    for name in ["checkpoint.pth.tar", "NET.PT", "pytorch_model.bin", "weights"] {
        page.prepare("seed=1&backend=cpu").await?;
        drop_on(page, ".lesson", name, &bytes).await?;
        let reads = |now: &Snapshot| now.metric("test-accuracy").is_ok_and(|accuracy| (accuracy - 0.963).abs() < 1e-9);
        page.until(name, 60, |now| now.steps() == 0 && reads(now)).await?;
        let query = page.settled_address().await?;
        ensure(!query.contains("data="), || format!("{name} changed a setting: {query}"))?;
    }
    Ok("four names, one net: 0.963 each time".to_owned())
}

/// What no lesson on images reads is called what it is; the page goes on.
pub async fn refused(page: &Page<'_>) -> Result<String, Trouble> {
    let pickle = b"\x80\x02}q\x01(U\x0bbatch_labelq\x02U\x15training batch 1 of 5".to_vec();
    let tar = [b"cifar-10-batches-bin/".as_slice(), &[0; 236], b"ustar\x0000", &[0; 200]].concat();
    let cases: [(&str, Vec<u8>, &str, &str); 11] = [
        ("digit.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "wrong-kind", "is a single picture"),
        (
            "net.pt",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n".to_vec(),
            "wrong-kind",
            "not the weights",
        ),
        ("net.safetensors", b"version https://git-lfs.github.com/spec/v1\n".to_vec(), "wrong-kind", "Git LFS pointer"),
        ("train-images.gz", b"<!doctype html><title>404</title>".to_vec(), "wrong-kind", "is a web page"),
        ("data_batch_1", pickle, "wrong-kind", "Python version"),
        ("cifar-10-binary.tar.gz", pack(&tar), "wrong-kind", "archive (tar)"),
        ("table.csv", b"a,b\n1,2\n".to_vec(), "wrong-kind", "can."),
        ("net.pt.gz", pack(&zip()), "wrong-kind", "compressed with gzip"),
        ("empty", Vec::new(), "wrong-kind", "is empty"),
        ("noise", vec![7, 0, 200, 9, 3], "wrong-kind", "not a file that the lessons can read"),
        ("none-images.gz", pack(&images(0)), "too-few-images", "too few images (0)"),
    ];
    page.prepare("seed=1&backend=cpu").await?;
    for (name, bytes, code, words) in &cases {
        // Beside the lesson's article, where nothing lies below the file.
        let is_kept = drop_on(page, "body", name, bytes).await?;
        ensure(is_kept, || format!("{name} would have been opened by the browser"))?;
        let text = page.until_fault(code, 30).await?.fault_text.unwrap_or_default();
        ensure(text.contains(words) && text.contains(name), || format!("{name}: {text}"))?;
        let query = page.settled_address().await?;
        ensure(!query.contains("data="), || format!("{name} changed a setting: {query}"))?;
    }
    step(page).await?;
    page.open("").await?;
    page.until_there("lesson-link-xor").await?;
    let is_kept = drop_on(page, "body", "digit.png", b"\x89PNG\r\n\x1a\n").await?;
    ensure(is_kept, || "a file dropped on the course's first page is opened by the browser".to_owned())?;
    Ok(format!("{} files that lessons do not read are called what they are", cases.len()))
}

/// Files too large for any memory: refused by their size, or after the first part of what they unpack to.
pub async fn huge(page: &Page<'_>) -> Result<String, Trouble> {
    let folder = Folder::new()?;
    let sparse = |name: &str, beginning: &[u8], bytes: u64| -> Result<PathBuf, Trouble> {
        let path = folder.write(name, beginning)?;
        File::options().write(true).open(&path)?.set_len(bytes)?;
        Ok(path)
    };
    let thousand: Vec<u8> = pack(&vec![0; 10_000_000]);
    let first = pack(&header(0x803, &[3_800_000, 28, 28]));
    let many_members = [first, thousand.repeat(300)].concat();
    let files = [
        (sparse("two-gigabytes-images", &header(0x803, &[2_700_000, 28, 28]), 2_100_000_000)?, "file-too-large"),
        (sparse("two-gigabytes.pt", &zip(), 2_000_000_000)?, "file-too-large"),
        (sparse("two-gigabytes", &[0], 2_000_000_000)?, "wrong-kind"),
        (folder.write("three-gigabytes-images.gz", &many_members)?, "file-too-large"),
        (two_million(&folder)?, "file-too-large"),
    ];
    page.prepare("seed=1&backend=cpu").await?;
    for (file, code) in &files {
        choose(page, "load-input", std::slice::from_ref(file)).await?;
        let text = page.until_fault(code, 120).await?.fault_text.unwrap_or_default();
        ensure(text.trim().split(' ').count() > 5, || format!("no sentence: {text}"))?;
        page.click("step").await?;
        page.until("a step after it", 60, |now| now.is("paused")).await?;
    }
    Ok(format!("{} files, {} steps between them", files.len(), page.now().await?.steps()))
}

/// The count and the zeros of two million images, 1.5 MB packed.
fn two_million(folder: &Folder) -> Result<PathBuf, Trouble> {
    let path = folder.path("two-million-images.gz");
    let mut packer = GzEncoder::new(File::create(&path)?, Compression::fast());
    packer.write_all(&header(0x803, &[2_000_000, 28, 28]))?;
    for _ in 0..2_000 {
        packer.write_all(&[0; 784_000])?;
    }
    packer.finish()?;
    Ok(path)
}

async fn step(page: &Page<'_>) -> Result<(), Trouble> {
    page.click("step").await?;
    page.until("a step", 60, |now| now.is("paused") && now.steps() == 1).await?;
    Ok(())
}

async fn choose(page: &Page<'_>, id: &str, files: &[PathBuf]) -> Result<(), Trouble> {
    page.until_there(id).await?;
    let input = page.driver().query(By::Css(format!("[data-testid={id}]"))).first().await?;
    let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    Ok(input.send_keys(paths.join("\n")).await?)
}

/// Drops a file on an element; says whether the page has kept the browser from opening it.
async fn drop_on(page: &Page<'_>, selector: &str, name: &str, bytes: &[u8]) -> Result<bool, Trouble> {
    let script = "
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(arguments[2])], arguments[1]));
        const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
        const place = document.querySelector(arguments[0]);
        const over = place.dispatchEvent(new DragEvent('dragover', options));
        return !place.dispatchEvent(new DragEvent('drop', options)) && !over;
    ";
    page.ask(script, json!([selector, name, bytes])).await
}

/// The beginning of what `torch.save` writes.
fn zip() -> Vec<u8> {
    let entry = b"net/data.pkl";
    [b"PK\x03\x04".as_slice(), &[0; 22], &[entry.len() as u8, 0], &[0; 2], entry, &[1; 40]].concat()
}

fn is_level(_x_px: u32, y_px: u32) -> bool {
    (24..32).contains(&y_px)
}

/// A picture of 56 x 56 pixels, black where there is ink: two headers, then blue, green and red of each pixel.
fn bitmap(is_ink: impl Fn(u32, u32) -> bool) -> Vec<u8> {
    const SIDE_PX: u32 = 56;
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>();
    let bytes = 54 + 3 * SIDE_PX * SIDE_PX;
    let planes_and_depth = 1 | (24 << 16);
    let pixels =
        (0..SIDE_PX * SIDE_PX).flat_map(|place| [if is_ink(place % SIDE_PX, place / SIDE_PX) { 0 } else { 255 }; 3]);
    let header = words(&[bytes, 0, 54, 40, SIDE_PX, SIDE_PX, planes_and_depth, 0, 0, 0, 0, 0, 0]);
    b"BM".iter().copied().chain(header).chain(pixels).collect()
}

fn header(magic: u32, sizes: &[u32]) -> Vec<u8> {
    [&[magic], sizes].concat().iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// Ten kinds of images that are easy to tell apart: a bar for each class.
fn images(count: u32) -> Vec<u8> {
    let image = |number: u32| {
        let class = number % 10;
        (0..784).map(move |place| if place / 28 / 2 == class + 2 { 200 + (number * 7 % 50) as u8 } else { 0 })
    };
    [header(0x803, &[count, 28, 28]), (0..count).flat_map(image).collect()].concat()
}

fn labels(count: u32) -> Vec<u8> {
    [header(0x801, &[count]), (0..count).map(|number| (number % 10) as u8).collect()].concat()
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("writing to memory succeeds")
}
