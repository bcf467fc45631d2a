//! Every fault, reason and state has words in both languages.

use emberlab::app::door;
use emberlab::app::i18n::Locale;
use emberlab::app::kept::Note;
use emberlab::app::text;
use emberlab::automl::model::ModelError;
use emberlab::automl::search::SearchError;
use emberlab::automl::table::TableError;
use emberlab::fault::Allowed;
use emberlab::file_kind::FileKind;
use emberlab::lessons::LESSONS;
use emberlab::protocol::{
    Backend, BackendReason, BackendReport, Cause, Death, Difference, Diverging, Fault, GpuFault, GpuReport, Helper,
    NotSaved, RunState, StorageError,
};
use emberlab::torch_file::{Quantity, TorchFileError};

fn faults() -> Vec<Fault> {
    let file = "a/b.gz".to_owned();
    let plain = vec![
        Fault::BadMagic { file: file.clone(), expected: 2051, found: 7 },
        Fault::WrongLength { file: file.clone(), expected_bytes: 5, found_bytes: 3 },
        Fault::CountMismatch { images: file.clone(), labels: file.clone(), image_count: 5, label_count: 3 },
        Fault::LabelOutOfRange { file: file.clone(), index: 3, label: 11, last: 9 },
        Fault::WrongImageSize {
            file: file.clone(),
            found: "3 x 32 x 30".to_owned(),
            expected: "1 x 28 x 28".to_owned(),
        },
        Fault::HtmlInstead { file: file.clone() },
        Fault::Checksum { file: file.clone(), expected: "aa".to_owned(), found: "bb".to_owned() },
        Fault::OwnFiles,
        Fault::FileTooLarge { file: file.clone(), most_bytes: 5_000_000, is_unpacked: false },
        Fault::FileTooLarge { file: file.clone(), most_bytes: 5_000_000, is_unpacked: true },
        Fault::UnreadFile { file: file.clone() },
        Fault::FileLeftOut { file: file.clone() },
        Fault::TooFewImages { file: file.clone(), found: 1 },
        Fault::PictureFolders { found: 1, most: 10 },
        Fault::TooManyPictures { found: 20, most: 10 },
        Fault::LeftAside { file: file.clone(), count: 3 },
        Fault::BadExpression { key: "expr".to_owned(), at: 3, found: "?".to_owned() },
        Fault::NoPoints,
        Fault::OwnTable,
        Fault::NoModel,
        Fault::Search(SearchError::NothingValidated),
        Fault::Search(SearchError::OtherSearch),
        Fault::Search(SearchError::TooFewFolds { folds: 1 }),
        Fault::Search(SearchError::RareClass { class: "a".to_owned(), rows: 2, needed: 6, folds: 5 }),
        Fault::NoSuchData { name: "cifar".to_owned() },
        Fault::NoSuchLesson { id: "x".to_owned() },
        Fault::BadSetting {
            key: "batch".to_owned(),
            found: "0".to_owned(),
            expected: Allowed::Real { min: 1.0, max: 2.0 },
        },
        Fault::BadSetting { key: "x".to_owned(), found: "0".to_owned(), expected: Allowed::Text { max_chars: 2 } },
        Fault::BadSetting {
            key: "x".to_owned(),
            found: "0".to_owned(),
            expected: Allowed::OneOf { options: vec!["a".to_owned(), "b".to_owned()] },
        },
        Fault::diverged(3, Diverging::Loss, f32::NAN),
        Fault::diverged(3, Diverging::TestLoss, f32::NAN),
        Fault::diverged(3, Diverging::Features, f32::INFINITY),
        Fault::diverged(3, Diverging::Weights, f32::NEG_INFINITY),
        Fault::WorkerDied { death: Death::Gone, again: false },
        Fault::WorkerDied { death: Death::NotStarted, again: true },
        Fault::WorkerDied { death: Death::Error { detail: "The browser has its own words".to_owned() }, again: false },
        Fault::HelperDied { helper: Helper::Predictor, death: Death::Gone },
        Fault::HelperDied { helper: Helper::Embedder, death: Death::Gone },
        Fault::KeptRuns(StorageError::Full),
        Fault::KeptRuns(StorageError::Forbidden),
        Fault::KeptRuns(StorageError::Newer),
        Fault::KeptRuns(StorageError::Blocked),
        Fault::KeptRuns(StorageError::Broken { name: "n".to_owned() }),
        Fault::TextMissing { file: "text.json".to_owned(), detail: Cause::Status { status: 404 } },
        Fault::Storage(StorageError::Full),
        Fault::Storage(StorageError::Forbidden),
        Fault::Storage(StorageError::Newer),
        Fault::Storage(StorageError::Blocked),
        Fault::Storage(StorageError::Broken { name: "n".to_owned() }),
    ];
    let with_causes = causes().into_iter().flat_map(|detail| {
        let file = "a/b.gz".to_owned();
        [
            Fault::Unpack { file: file.clone(), detail: detail.clone() },
            Fault::Network { file, detail: detail.clone() },
            GpuFault::SelfTest { detail: detail.clone() }.into(),
            GpuFault::Lost { detail: detail.clone(), step: 3 }.into(),
            GpuFault::Start { detail: detail.clone() }.into(),
            Fault::BadMessage { detail },
        ]
    });
    let plain = plain.into_iter().chain(with_causes);
    let searched = plain.chain(model_faults().into_iter().map(|error| Fault::Search(SearchError::Model(error))));
    searched
        .chain(table_faults().into_iter().map(Fault::Table))
        .chain(weights_faults().into_iter().map(Fault::Weights))
        .chain(KINDS.into_iter().map(|kind| door::wrong_kind(LESSONS, "a/b.gz", kind)))
        .chain(not_saved().into_iter().map(|detail| Fault::NotACheckpoint { file: "a/b.gz".to_owned(), detail }))
        .chain(differences().into_iter().map(|difference| Fault::CheckpointMismatch { differences: vec![difference] }))
        .collect()
}

fn causes() -> Vec<Cause> {
    vec![
        "The browser has its own words".into(),
        "".into(),
        Cause::Damaged,
        Cause::Status { status: 404 },
        Cause::NoAnswer { seconds: 30 },
        Cause::LossDiffers { difference: 0.5, largest: 1e-6 },
        Cause::GradientDiffers { place: 2, difference: 0.5, largest: 1e-6 },
        Cause::WrongProduct { size: 64 },
        Cause::NoGpuInside,
        Cause::Length { found: 3, expected: 5 },
        Cause::NoAnimation,
    ]
}

fn model_faults() -> Vec<ModelError> {
    let family = || "forest".to_owned();
    vec![
        ModelError::NoExamples,
        ModelError::CountMismatch { rows: 3, answers: 2 },
        ModelError::ClassOutOfRange { class: 3, class_count: 2 },
        ModelError::NotFinite,
        ModelError::NoProbabilities { family: family() },
        ModelError::FailedBefore { family: family() },
        ModelError::Failed { family: family(), detail: "the library has its own words".to_owned() },
    ]
}

const KINDS: [FileKind; 22] = [
    FileKind::Folder,
    FileKind::Torch,
    FileKind::LegacyTorch,
    FileKind::Safetensors,
    FileKind::IdxImages,
    FileKind::IdxColourImages,
    FileKind::IdxLabels,
    FileKind::CifarBatch,
    FileKind::Cifar100Batch,
    FileKind::CifarPickle,
    FileKind::Pickle,
    FileKind::Text,
    FileKind::Gzip,
    FileKind::Office,
    FileKind::Numpy,
    FileKind::Zip,
    FileKind::Tar,
    FileKind::WebPage,
    FileKind::LfsPointer,
    FileKind::Picture,
    FileKind::Empty,
    FileKind::Unknown,
];

fn table_faults() -> Vec<TableError> {
    let name = || "fare".to_owned();
    vec![
        TableError::Empty,
        TableError::NoRows,
        TableError::NotText,
        TableError::TooLarge { megabytes: 300 },
        TableError::TooManyRows { rows: 200_000 },
        TableError::Ragged { line: 3, found: 2, expected: 4 },
        TableError::Quotes { line: 3 },
        TableError::Unreadable { line: 3, detail: "the library has its own words".to_owned() },
        TableError::SameName { name: name() },
        TableError::TooWide { columns: 200 },
        TableError::MissingTarget { target: name(), columns: vec![name()] },
        TableError::OneClass { target: name(), class: name() },
        TableError::TooManyClasses { target: name(), classes: 30 },
        TableError::EmptyTarget { target: name() },
        TableError::NoFeatures,
        TableError::MissingColumn { column: name() },
        TableError::NotANumber { column: name(), row: 3, found: name() },
    ]
}

fn weights_faults() -> Vec<TorchFileError> {
    let name = || "fc.bias".to_owned();
    vec![
        TorchFileError::NotWeights,
        TorchFileError::BadSafetensors { detail: name() },
        TorchFileError::TorchScript,
        TorchFileError::BadArchive { detail: name() },
        TorchFileError::NoPickle,
        TorchFileError::Compressed { entry: name() },
        TorchFileError::BigEndian,
        TorchFileError::TooLarge { what: Quantity::PickleBytes, most: 2 },
        TorchFileError::TooLarge { what: Quantity::PickleSteps, most: 2 },
        TorchFileError::TooLarge { what: Quantity::Tensors, most: 2 },
        TorchFileError::TooLarge { what: Quantity::Numbers, most: 2 },
        TorchFileError::NotFinite { tensors: vec![(name(), 3)] },
        TorchFileError::Overflow { loss: "NaN".to_owned() },
        TorchFileError::PickleEnds { offset: 3 },
        TorchFileError::Opcode { name: name(), offset: 3 },
        TorchFileError::Global { name: name(), offset: 3 },
        TorchFileError::WholeModule { class: name(), offset: 3 },
        TorchFileError::BadPickle { offset: 3, detail: name() },
        TorchFileError::NoStorage { tensor: name(), entry: name() },
        TorchFileError::OutsideStorage { tensor: name(), needed: 3, found: 2 },
        TorchFileError::NoStateDict,
        TorchFileError::SeveralStateDicts { paths: vec![name()] },
        TorchFileError::Unfilled { names: vec![name()] },
        TorchFileError::NoSuchTensor { name: name() },
        TorchFileError::WrongShape { name: name(), wanted: vec![2], from: name(), found: vec![3] },
    ]
}

fn not_saved() -> Vec<NotSaved> {
    let name = || "fc.bias".to_owned();
    vec![
        NotSaved::NoHeader,
        NotSaved::Damaged,
        NotSaved::NoEntry,
        NotSaved::OtherVersion { found: 2, known: 1 },
        NotSaved::OtherNumbers { tensor: name(), found: "F64".to_owned() },
    ]
}

fn differences() -> Vec<Difference> {
    let name = || "fc.bias".to_owned();
    vec![
        Difference::Lesson { saved: "xor".to_owned(), here: "cnn-mnist".to_owned() },
        Difference::Missing { name: name() },
        Difference::Unknown { name: name() },
        Difference::Shape { name: name(), found: vec![2], needed: vec![3] },
        Difference::Step { step: 9, last: 3 },
        Difference::Fault(Box::new(Fault::NoPoints)),
    ]
}

#[test]
fn what_a_file_says_is_not_mixed_with_the_other_language() {
    for difference in differences() {
        let fault = Fault::CheckpointMismatch { differences: vec![difference.clone(), difference] };
        let zh = text::fault(Locale::zh, LESSONS, &fault);
        // Names and ids may stay as they are; words may not.
        for english in [" is ", " has ", "saved", "points", "step"] {
            assert!(!zh.contains(english), "{zh}");
        }
    }
    for (fault, cause) in not_saved().into_iter().map(|cause| (cause.to_string(), cause)) {
        let zh = text::fault(Locale::zh, LESSONS, &Fault::NotACheckpoint { file: "x".to_owned(), detail: cause });
        assert!(!zh.contains(&fault), "{zh}");
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn faults_speak_both_languages_to_their_last_word() {
    for fault in faults() {
        let (en, zh) = (text::fault(Locale::en, LESSONS, &fault), text::fault(Locale::zh, LESSONS, &fault));
        assert!(!en.contains("{{") && !is_chinese(&en) && en.ends_with('.'), "{en}");
        assert!(!zh.contains("{{") && is_chinese(&zh) && zh.ends_with('。'), "{zh}");
        assert_eq!(english_words_in_a_row(&zh), None, "{zh}");
    }
}

/// Three words of letters alone with blanks between them are a piece of a sentence. Names, commands and what others said,
/// in quotation marks, are left out.
fn english_words_in_a_row(text: &str) -> Option<String> {
    let mut own = COMMANDS.iter().fold(text.to_owned(), |text, command| text.replace(command, "；"));
    while let Some((before, after)) = own.split_once('“').map(|(before, rest)| (before, rest.split_once('”'))) {
        own = format!("{before}；{}", after.expect("quotation marks come in pairs").1);
    }
    let is_word = |part: &&str| part.len() > 1 && part.chars().all(|c| c.is_ascii_alphabetic());
    let words: Vec<&str> = own.split(' ').map(|word| word.trim_matches(|c: char| ",.;:()".contains(c))).collect();
    words.windows(3).find(|three| three.iter().all(is_word)).map(|three| three.join(" "))
}

/// What readers type, or read in a file, in any language.
const COMMANDS: [&str; 4] = ["cargo xtask data", "git lfs pull", "torch.load", "torch.save"];

#[test]
fn pieces_of_english_sentences_are_found() {
    assert_eq!(english_words_in_a_row("文件无法解压：it is damaged or cut short。"), Some("is damaged or".to_owned()));
    assert_eq!(english_words_in_a_row("GPU 无法启动（“no adapter was found”）。"), None);
    assert_eq!(english_words_in_a_row("请用 cargo xtask data 取得它。"), None);
}

#[test]
fn a_bad_setting_names_its_range_in_the_readers_language() {
    let expected = Allowed::Integer { min: 1, max: 1000 };
    let fault = Fault::BadSetting { key: "batch".to_owned(), found: "0".to_owned(), expected };
    assert!(text::fault(Locale::en, LESSONS, &fault).contains("a whole number from 1 to 1000"));
    assert!(text::fault(Locale::zh, LESSONS, &fault).contains("1 到 1000 之间的整数"));
}

#[test]
fn a_value_that_is_refused_at_its_control_says_what_is_kept() {
    let expected = Allowed::Integer { min: 1, max: 9 };
    let fault = Fault::BadSetting { key: "x".to_owned(), found: "0".to_owned(), expected };
    let text = text::bad_value(Locale::en, LESSONS, &fault);
    assert_eq!(text, "0 is not a whole number from 1 to 9. The last value is kept.");
    assert!(is_chinese(&text::bad_value(Locale::zh, LESSONS, &fault)));
}

#[test]
fn backends_and_states_speak_both_languages() {
    let adapter = || "A".to_owned();
    let unusable = [
        GpuReport::NoWebGpu,
        GpuReport::InsecureContext,
        GpuReport::NoAdapter,
        GpuReport::NoAnswer,
        GpuReport::MissingFeature { adapter: adapter(), feature: "f".to_owned() },
        GpuReport::Software { adapter: adapter() },
        GpuReport::Usable { adapter: adapter() },
    ];
    let reasons = unusable.into_iter().map(BackendReason::Unusable).chain([
        BackendReason::Asked,
        BackendReason::SmallNet,
        BackendReason::Failed(GpuFault::SelfTest { detail: "d".into() }),
        BackendReason::Failed(GpuFault::Start { detail: "d".into() }),
        BackendReason::Failed(GpuFault::Lost { detail: "d".into(), step: 3 }),
    ]);
    for reason in reasons {
        let report = BackendReport { backend: Backend::Cpu, adapter: String::new(), reason };
        let (en, zh) = (text::reason(Locale::en, &report), text::reason(Locale::zh, &report));
        assert!(!en.is_empty() && !is_chinese(&en) && is_chinese(&zh), "{en} {zh}");
    }
    for state in [
        RunState::Idle,
        RunState::Loading,
        RunState::Ready,
        RunState::Compiling,
        RunState::Running,
        RunState::Paused,
        RunState::Done,
        RunState::Failed,
    ] {
        assert!(is_chinese(&text::state(Locale::zh, state, None)), "{state:?}");
    }
}

#[test]
fn notes_on_kept_runs_speak_both_languages() {
    let notes = [
        Note::Copied,
        Note::MadeRoom(vec![("xor".to_owned(), 40), ("gone".to_owned(), 7)]),
        Note::OtherFile("train.csv".to_owned()),
    ];
    for note in notes {
        let (en, zh) = (text::kept_note(Locale::en, LESSONS, &note), text::kept_note(Locale::zh, LESSONS, &note));
        assert!(!en.contains("{{") && !is_chinese(&en) && en.ends_with('.'), "{en}");
        assert!(!zh.contains("{{") && is_chinese(&zh) && zh.ends_with('。'), "{zh}");
    }
}

#[test]
fn sizes_are_in_units_that_fit() {
    assert_eq!([0, 1, 999_999, 1_000_000, 2_640_000].map(text::size), ["0 kB", "1 kB", "1000 kB", "1.0 MB", "2.6 MB"]);
}

#[test]
fn time_reads_like_a_clock() {
    assert_eq!(text::duration(Locale::en, 42.4), "42 s");
    assert_eq!(text::duration(Locale::en, 125.0), "2 min 5 s");
    assert_eq!(text::duration(Locale::zh, 125.0), "2 分 5 秒");
}
