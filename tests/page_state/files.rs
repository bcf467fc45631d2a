//! Files of the reader's own: where each goes, who gets it, and when it is forgotten.

use std::sync::Arc;

use emberlab::app::conduct::{SideEffect, Then};
use emberlab::app::door::{Way, way};
use emberlab::app::file_text;
use emberlab::app::i18n::Locale;
use emberlab::app::link::{Report, Role};
use emberlab::data::own::{Content, OwnFile};
use emberlab::file_kind::{FileKind, MOST_BYTES};
use emberlab::lessons::{LESSONS, automl_titanic, cnn_mnist, vgg_cifar10, xor};
use emberlab::protocol::{Answer, Fault, GpuReport};

use crate::scripted::Page;

fn own(name: &str, content: Content) -> OwnFile {
    OwnFile { name: name.to_owned(), content }
}

fn images(name: &str, count: u64) -> OwnFile {
    own(name, Content::Images { count, shape: [1, 28, 28] })
}

fn labels(name: &str, count: u64) -> OwnFile {
    own(name, Content::Labels { count })
}

fn use_file(page: &mut Page, name: &str) {
    page.conductor.use_file(name.to_owned(), Arc::from([1, 2]));
}

/// The trainer has answered for a file and keeps these.
fn answer(page: &mut Page, answered: &str, files: &[OwnFile]) -> Option<SideEffect> {
    page.answer(Ok(Answer::OwnFiles { answered: answered.to_owned(), files: files.to_vec() }))
}

fn restart(page: &mut Page) -> Vec<String> {
    page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, emberlab::protocol::Death::Gone));
    page.conductor.restart(&mut page.view);
    page.ready(GpuReport::NoWebGpu);
    page.told()
}

#[test]
fn files_of_the_readers_own_reach_every_trainer() {
    let mut page = Page::prepared();
    use_file(&mut page, "digits.gz");
    assert_eq!(answer(&mut page, "digits.gz", &[images("digits.gz", 5)]), Some(SideEffect::UseOwn));
    page.conductor.reset(&mut page.view, &page.wanted, Then::Wait);
    page.prepare(2);
    assert_eq!(page.told(), ["cpu: UseFile", "cpu: Prepare 2 from 0 bytes"]);
    assert_eq!(restart(&mut page), ["cpu: ended", "cpu: spawned", "cpu: UseFile", "cpu: Prepare 2 from 0 bytes"]);
    // The lesson is not told again to train on them: the reader may have chosen other data.
    assert_eq!(answer(&mut page, "digits.gz", &[images("digits.gz", 5)]), None);
}

#[test]
fn what_a_trainer_refuses_is_forgotten() {
    let mut page = Page::prepared();
    use_file(&mut page, "good.gz");
    use_file(&mut page, "bad.gz");
    answer(&mut page, "good.gz", &[images("good.gz", 5)]);
    page.answer(Err(Fault::TooFewImages { file: "bad.gz".to_owned(), found: 0 }));
    assert_eq!(answer(&mut page, "bad.gz", &[images("good.gz", 5)]), None);
    assert_eq!(page.view.own_files.len(), 1);
    page.told();
    let told = restart(&mut page);
    assert_eq!(told.iter().filter(|deed| deed.contains("UseFile")).count(), 1, "{told:?}");
}

#[test]
fn a_file_in_the_place_of_another_is_sent_alone() {
    let mut page = Page::prepared();
    for (name, count) in [("train-a.gz", 5), ("train-b.gz", 6)] {
        use_file(&mut page, name);
        answer(&mut page, name, &[images(name, count)]);
    }
    page.told();
    let told = restart(&mut page);
    assert_eq!(told.iter().filter(|deed| deed.contains("UseFile")).count(), 1, "{told:?}");
}

#[test]
fn a_file_that_ends_the_worker_is_not_sent_again() {
    let mut page = Page::prepared();
    use_file(&mut page, "good.gz");
    answer(&mut page, "good.gz", &[images("good.gz", 5)]);
    use_file(&mut page, "poison.gz");
    page.told();
    page.conductor.hear(&mut page.view, Report::Died(Role::Trainer, emberlab::protocol::Death::Gone));
    let left_out = Fault::FileLeftOut { file: "poison.gz".to_owned() };
    assert!(page.view.faults.contains(&left_out), "{:?}", page.view.faults);
    page.conductor.restart(&mut page.view);
    page.ready(GpuReport::NoWebGpu);
    assert_eq!(page.told(), ["cpu: ended", "cpu: spawned", "cpu: UseFile", "cpu: Prepare 1 from 0 bytes"]);
}

#[test]
fn files_that_the_reader_removes_are_not_sent_again() {
    let mut page = Page::prepared();
    use_file(&mut page, "digits.gz");
    answer(&mut page, "digits.gz", &[images("digits.gz", 5)]);
    page.conductor.forget_files(&mut page.view);
    assert_eq!(
        (page.view.own_files.len(), page.told()),
        (0, vec!["cpu: UseFile".to_owned(), "cpu: ForgetFiles".to_owned()])
    );
    assert_eq!(restart(&mut page), ["cpu: ended", "cpu: spawned", "cpu: Prepare 1 from 0 bytes"]);
}

#[test]
fn the_kind_of_a_file_and_the_lesson_decide_its_way() {
    let cnn = |kind| way(LESSONS, &cnn_mnist::MANIFEST, "f", kind, 1_000);
    for kind in [FileKind::Torch, FileKind::LegacyTorch, FileKind::Safetensors] {
        assert_eq!(cnn(kind), Ok(Way::Load));
    }
    assert_eq!((cnn(FileKind::IdxImages), cnn(FileKind::IdxLabels)), (Ok(Way::Own), Ok(Way::Own)));
    assert_eq!(way(LESSONS, &vgg_cifar10::MANIFEST, "f", FileKind::CifarBatch, 3_073), Ok(Way::Own));
    assert_eq!(way(LESSONS, &automl_titanic::MANIFEST, "f", FileKind::Text, 1_000), Ok(Way::Own));
    let elsewhere = |lesson, kind| match way(LESSONS, lesson, "f", kind, 1_000) {
        Err(Fault::WrongKind { lesson, .. }) => lesson,
        other => panic!("{other:?}"),
    };
    assert_eq!(elsewhere(&cnn_mnist::MANIFEST, FileKind::Text), "automl-titanic");
    assert_eq!(elsewhere(&cnn_mnist::MANIFEST, FileKind::CifarBatch), "vgg-cifar10");
    assert_eq!(elsewhere(&vgg_cifar10::MANIFEST, FileKind::IdxImages), "softmax-fashion");
    assert_eq!(elsewhere(&xor::MANIFEST, FileKind::Torch), "softmax-fashion");
    assert_eq!(elsewhere(&cnn_mnist::MANIFEST, FileKind::Picture), "");
}

#[test]
fn large_files_are_refused_by_their_size() {
    let fault = |kind, bytes| way(LESSONS, &cnn_mnist::MANIFEST, "f", kind, bytes).map_err(|fault| fault.code());
    assert_eq!(fault(FileKind::IdxImages, MOST_BYTES), Ok(Way::Own));
    assert_eq!(fault(FileKind::IdxImages, MOST_BYTES + 1), Err("file-too-large"));
    assert_eq!(fault(FileKind::Torch, 2_000_000_000), Err("file-too-large"));
    let table = way(LESSONS, &automl_titanic::MANIFEST, "f", FileKind::Text, 200_000_000);
    assert_eq!(table.map_err(|fault| fault.code()), Err("file-too-large"));
}

#[test]
fn a_pointer_of_git_lfs_is_called_so() {
    let fault = way(LESSONS, &cnn_mnist::MANIFEST, "net.pt", FileKind::LfsPointer, 131).unwrap_err();
    let text = emberlab::app::text::fault(Locale::en, LESSONS, &fault);
    assert!(text.starts_with("net.pt is a Git LFS pointer, not the weights: "), "{text}");
}

#[test]
fn the_page_says_what_trains_what_tests_and_what_is_left_aside() {
    let lines = |files: &[OwnFile]| file_text::of_own_files(Locale::en, LESSONS, files, &cnn_mnist::MANIFEST);
    let mut files = vec![images("train-i", 600), labels("train-l", 600)];
    assert_eq!(
        lines(&files),
        [
            "Training: train-i, train-l (480 images).",
            "Testing: 120 more of them, drawn by the seed and kept out of training."
        ]
    );
    files.extend([images("t10k-i", 200), labels("t10k-l", 200), images("other", 7)]);
    assert_eq!(
        lines(&files),
        ["Training: train-i, train-l (600 images).", "Testing: t10k-i, t10k-l (200 images).", "Not used: other."]
    );
    assert_eq!(lines(&files[..1])[0], "Received so far: train-i.");
    assert!(lines(&[]).is_empty());
    let table = [own("a.csv", Content::Table)];
    assert_eq!(file_text::of_own_files(Locale::zh, LESSONS, &table, &automl_titanic::MANIFEST), ["已有：a.csv。"]);
}
