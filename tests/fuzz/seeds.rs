//! What is damaged: small whole files of each format, and the words that the formats are made of.

use std::fs;
use std::path::Path;

use emberlab::course::settings::Settings;
use emberlab::data::idx::{Images, write_images, write_labels};
use emberlab::engine::checkpoint::{Checkpoint, Meta, VERSION, Values};
use emberlab::lessons::{self, LESSONS, autograd, tensors};
use emberlab::protocol::MetricPoint;

pub const IDX: &[&[u8]] = &[b"\0\0\x08\x01", b"\0\0\x08\x03", b"\0\0\x08\x04", b"<!doctype html>", b"\x1f\x8b"];
pub const CSV: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\r",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"sep=;\n",
    b"NA",
    b"1,5",
    b"1e308",
    b"\0",
    b"-",
    b"%",
    b"2024-01-02",
    b"\xc4\xe3",
    b"\xff",
];
pub const ZIP: &[&[u8]] =
    &[b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"data.pkl", b"/"];
pub const PICKLE: &[&[u8]] = &[
    b"\x80\x02",
    b"}",
    b"]",
    b"(",
    b")",
    b"t",
    b"u",
    b"s",
    b"a",
    b"e",
    b"b",
    b"R",
    b"Q",
    b".",
    b"N",
    b"\x85",
    b"\x86",
    b"\x87",
    b"q\0",
    b"h\0",
    b"K\x04",
    b"M\0\x01",
    b"J\xff\xff\xff\xff",
    b"\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f",
    b"\x8c\x01w",
    b"\x94",
    b"\x93",
    b"ctorch\nFloatStorage\n",
    b"ctorch\nHalfStorage\n",
    b"ctorch._utils\n_rebuild_tensor_v2\n",
    b"\x89",
    b"\x88",
    b"ctorch._utils\n_rebuild_parameter\n",
    b"ccollections\nOrderedDict\n",
    b"X\x01\0\0\0w",
    b"X\x01\0\0\x000",
];
pub const JSON: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b":",
    b",",
    b"\\u0000",
    b"\"F32\"",
    b"\"F64\"",
    b"\"BF16\"",
    b"\"I64\"",
    b"\"shape\":[",
    b"null",
    b"\"data_offsets\":[0,4]",
    b"\"__metadata__\":{",
    b"-1",
    b"\"curves.x\"",
    b"\"optimizer.first.w\"",
];
pub const PROGRAM: &[&[u8]] = &[
    b"(",
    b")",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b";",
    b"\n",
    b"=",
    b"+",
    b"-",
    b"*",
    b"/",
    b"@",
    b"^",
    b"**",
    b".",
    b":",
    b"a",
    b"x",
    b"y",
    b"no_grad",
    b"backward(",
    b"zero_grad(",
    b"sum(",
    b"mean(",
    b"randn(",
    b"dot(",
    b"relu(",
    b"log(",
    b"exp(",
    b"dim=",
    b"-1",
    b".reshape(",
    b".T",
    b".sum(",
    b"arange(",
    b"zeros(",
    b"ones(",
    b"full(",
    b"torch.",
    b"1e30",
    b"0",
    b"\xef\xbc\x88",
    b"\xef\xbc\x89",
    b"\xef\xbc\x8c",
    b"\xc3\x97",
    b"#",
    b"True",
    b"None",
    b"...",
    b".permute(",
    b".transpose(",
    b".unsqueeze(",
    b".expand(",
    b".cat(",
];
pub const POINTS: &[&[u8]] = &[b",", b";", b"none", b"-", b"0", b"1", b"NaN", b"inf", b"1e39", b"\xef\xbc\x8c", b" "];
pub const ADDRESS: &[&[u8]] = &[
    b"&",
    b"=",
    b"%",
    b"%00",
    b"%ff",
    b"+",
    b"#",
    b"?",
    b"/",
    b"lesson",
    b"index.html",
    b"seed=",
    b"lr=",
    b"batch=",
    b"epochs=",
    b"expr=",
    b"points=",
    b"run=1",
    b"lang=zh",
    b"data=",
    b"&amp;",
    b"1e-400",
    b"NaN",
    b"inf",
    b"0,01",
    b"%EF%BC%91",
    b"4294967295",
];

pub fn idx() -> Vec<Vec<u8>> {
    let images = |count, channels, side_px: usize| {
        let pixels = vec![7; count * channels * side_px * side_px];
        write_images(&Images { count, channels, height_px: side_px, width_px: side_px, pixels })
    };
    vec![images(2, 1, 3), images(1, 3, 2), images(2, 1, 28), write_labels(&[0, 1, 9]), b"<html></html>".to_vec()]
}

/// A record each, and two.
pub fn cifar() -> Vec<Vec<u8>> {
    vec![vec![7; 3073], vec![0; 2 * 3073]]
}

pub fn tables() -> Vec<Vec<u8>> {
    let titanic = read("static/data/titanic/titanic.csv");
    let lines: Vec<&[u8]> = titanic.split_inclusive(|byte| *byte == b'\n').take(40).collect();
    let small = [
        "a,b,c\n1,x,0\n2,y,1\n3,x,0\n4,y,1\n",
        "\u{feff}a;b\r\n1,5;ja\r\n2,5;nein\r\n",
        "\"a,1\"\tb\n\"x\"\"y\"\t1\nz\t2\n",
    ];
    let small = small.iter().map(|text| text.as_bytes().to_vec());
    small.chain([lines.concat(), read("static/data/titanic/titanic_unlabelled.csv")[..800].to_vec()]).collect()
}

pub fn torch_files() -> Vec<Vec<u8>> {
    let folder = root().join("tests/fixtures/torch_file");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the fixtures are there").flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).expect("the fixtures are there")).collect()
}

/// The programs of the fixtures: from their first instruction to the end of their entry.
pub fn pickles() -> Vec<Vec<u8>> {
    let pickle = |file: Vec<u8>| {
        let start = file.windows(2).position(|pair| matches!(pair, b"\x80\x02" | b"\x80\x04"))?;
        let rest = &file[start..];
        let end = rest.windows(4).position(|word| matches!(word, b"PK\x07\x08" | b"PK\x03\x04")).unwrap_or(rest.len());
        Some(rest[..end].to_vec())
    };
    torch_files().into_iter().filter_map(pickle).collect()
}

pub fn checkpoints() -> Vec<Vec<u8>> {
    let checkpoint = |lesson: &str, tensors: &[(&str, &[usize])]| {
        let settings =
            lessons::find(lesson).map_or_else(Settings::default, |lesson| Settings::defaults(lesson.settings));
        let meta = Meta { version: VERSION, lesson: lesson.to_owned(), settings, step: 3, optimizer_time: 3 };
        let values = |shape: &[usize]| Values { shape: shape.to_vec(), values: vec![0.5; shape.iter().product()] };
        let tensors = tensors.iter().map(|(name, shape)| ((*name).to_owned(), values(shape))).collect();
        let curves = (1..4).map(|step| MetricPoint::new("train-loss", step, 0.25)).collect();
        Checkpoint { meta, tensors, curves }.to_bytes()
    };
    let net: &[(&str, &[usize])] = &[("w", &[2, 3]), ("b", &[2]), ("optimizer.first.w", &[2, 3])];
    vec![checkpoint("xor", net), checkpoint("cnn-mnist", &[]), checkpoint("nowhere", &[("w", &[0])])]
}

/// The JSON of the same files.
pub fn headers() -> Vec<Vec<u8>> {
    let header = |file: Vec<u8>| {
        let (length, rest) = file.split_first_chunk().expect("each file begins with its header's length");
        rest[..u64::from_le_bytes(*length) as usize].to_vec()
    };
    checkpoints().into_iter().map(header).collect()
}

/// Of both lessons whose programs have one notation.
pub fn programs() -> Vec<Vec<u8>> {
    let default = Settings::defaults(tensors::MANIFEST.settings).text("expr").to_owned();
    let others = [
        "a = zeros(2, 3)\nb = ones(3)\na + b * 2",
        "torch.arange(12).reshape(3, 4).T[1:3, -1]",
        "x = [[1, 2], [3, 4.5]]\nx.sum(dim=0, keepdim=True) / x.mean()",
        "full((2, 2), 7).unsqueeze(0).permute(2, 1, 0)",
        "学 = -[1, 2].relu() ** 2; dot(学, linspace(0, 1, 2))",
    ];
    let all = others.into_iter().chain(autograd::programs::ALL).map(str::to_owned).chain([default]);
    all.map(String::into_bytes).collect()
}

pub fn points() -> Vec<Vec<u8>> {
    ["1,2,0;-1.5,0.25,1", "none", "", "6,6,1;0,0,0;-6,-6,1"].iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// What each lesson's own address looks like, and pages.
pub fn addresses() -> Vec<Vec<u8>> {
    let lessons = LESSONS.iter().map(|lesson| {
        let values = lesson.settings.iter().map(|setting| (setting.key, setting.domain.default_value().to_string()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(values).finish().into_bytes()
    });
    lessons.chain([b"/some/folder/lesson/cnn-mnist/index.html".to_vec(), b"run=1&lang=zh-CN&seed=7".to_vec()]).collect()
}

fn read(file: &str) -> Vec<u8> {
    fs::read(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
