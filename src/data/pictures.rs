//! Folders of pictures as images and labels: a class a folder. Knows paths and pixels; decoding is the browser's.

use super::dataset::ImageShape;
use super::idx::{Images, write_images, write_labels};
use super::own::is_test_name;
use fault::Fault;

/// More are not decoded: at some milliseconds each they already take a minute.
pub const MOST_PICTURES: usize = 10_000;

/// Which class each picture belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Album {
    /// By label.
    pub classes: Vec<(u8, String)>,
    /// Of each path.
    pub places: Vec<Place>,
}

/// A picture's label, and whether it lies below a folder of test images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub label: u8,
    pub is_test: bool,
}

/// Sorts pictures by the folders they lie in, `pets/cat/1.jpg`, or `pets/test/cat/2.jpg`. Folders called by a label keep it, the
/// others are numbered in the order of their names.
///
/// # Errors
/// [`Fault::PictureFolders`] for fewer than two folders, or more than the net has classes, [`Fault::TooManyPictures`].
pub fn sort(paths: &[String], most_classes: usize) -> Result<Album, Fault> {
    if paths.len() > MOST_PICTURES {
        return Err(Fault::TooManyPictures { found: paths.len() as u64, most: MOST_PICTURES as u64 });
    }
    let folders = |path: &str| path.split('/').rev().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let class = |path: &str| folders(path).into_iter().next().unwrap_or_default();
    let mut names: Vec<String> = paths.iter().map(|path| class(path)).collect();
    names.sort_unstable();
    names.dedup();
    if !(2..=most_classes).contains(&names.len()) {
        return Err(Fault::PictureFolders { found: names.len() as u64, most: most_classes as u64 });
    }
    let numbers: Option<Vec<usize>> =
        names.iter().map(|name| name.parse().ok().filter(|&number| number < most_classes)).collect();
    let has_twins =
        numbers.as_ref().is_some_and(|numbers| (1..numbers.len()).any(|at| numbers[..at].contains(&numbers[at])));
    let numbers = numbers.filter(|_| !has_twins).unwrap_or_else(|| (0..names.len()).collect());
    let mut classes: Vec<(u8, String)> = numbers.into_iter().map(|number| number as u8).zip(names).collect();
    classes.sort_unstable();
    let place = |path: &String| {
        let (class, above) = (class(path), folders(path));
        let label = classes.iter().find(|(_, name)| *name == class).map_or(0, |(label, _)| *label);
        Place { label, is_test: above.iter().skip(1).any(|folder| is_test_name(folder)) }
    };
    let places = paths.iter().map(place).collect();
    Ok(Album { classes, places })
}

/// Pixels `[side, side, 4]` as the net reads an image: planes of red, green and blue, or light ink on a dark ground.
/// What is transparent is white.
pub fn values(rgba: &[u8], shape: ImageShape) -> Vec<u8> {
    let over_white = |pixel: &[u8], channel: usize| {
        let alpha = f32::from(pixel[3]) / 255.0;
        f32::from(pixel[channel]) * alpha + 255.0 * (1.0 - alpha)
    };
    if shape.channels == 3 {
        let plane = |channel| rgba.chunks_exact(4).map(move |pixel| over_white(pixel, channel).round() as u8);
        return (0..3).flat_map(plane).collect();
    }
    // Rec. 601, as Pillow's `convert("L")`.
    let luminance =
        |pixel: &[u8]| 0.299 * over_white(pixel, 0) + 0.587 * over_white(pixel, 1) + 0.114 * over_white(pixel, 2);
    let gray: Vec<u8> = rgba.chunks_exact(4).map(|pixel| luminance(pixel).round() as u8).collect();
    let side = shape.side_px;
    let is_border = |place: usize| [place / side, place % side].iter().any(|&at| at == 0 || at + 1 == side);
    let border: Vec<u32> =
        (0..gray.len()).filter(|&place| is_border(place)).map(|place| u32::from(gray[place])).collect();
    let is_light = border.iter().sum::<u32>() > 127 * border.len() as u32;
    if is_light { gray.into_iter().map(|value| 255 - value).collect() } else { gray }
}

/// Images and labels of an album's training or test part as two IDX files with their names, which say what each label is.
pub fn files(
    folder: &str,
    album: &Album,
    is_test: bool,
    shape: ImageShape,
    images: &[Vec<u8>],
) -> [(String, Vec<u8>); 2] {
    let chosen = || album.places.iter().zip(images).filter(|(place, _)| place.is_test == is_test);
    let labels: Vec<u8> = chosen().map(|(place, _)| place.label).collect();
    let pixels = chosen().flat_map(|(_, image)| image).copied().collect();
    let (count, channels, side_px) = (labels.len(), shape.channels, shape.side_px);
    let images = Images { count, channels, height_px: side_px, width_px: side_px, pixels };
    let part = if is_test { "test" } else { "train" };
    let classes: Vec<String> = album.classes.iter().map(|(label, name)| format!("{label} = {name}")).collect();
    [
        (format!("{part}-images of {folder}"), write_images(&images)),
        (format!("{part}-labels of {folder} ({})", classes.join(", ")), write_labels(&labels)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(paths: &[&str]) -> Result<Album, Fault> {
        sort(&paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>(), 10)
    }

    fn labels(album: &Album) -> Vec<u8> {
        album.places.iter().map(|place| place.label).collect()
    }

    #[test]
    fn a_folder_is_a_class() {
        let album = sorted(&["pets/dog/1.jpg", "pets/cat/1.jpg", "pets/dog/2.jpg"]).unwrap();
        assert_eq!(album.classes, [(0, "cat".to_owned()), (1, "dog".to_owned())]);
        assert_eq!(labels(&album), [1, 0, 1]);
        // Folders that were chosen side by side.
        assert_eq!(labels(&sorted(&["b/1.png", "a/1.png"]).unwrap()), [1, 0]);
    }

    #[test]
    fn folders_called_by_a_label_keep_it() {
        assert_eq!(labels(&sorted(&["digits/7/1.png", "digits/3/1.png"]).unwrap()), [7, 3]);
        assert_eq!(labels(&sorted(&["digits/70/1.png", "digits/3/1.png"]).unwrap()), [1, 0]);
        assert_eq!(labels(&sorted(&["digits/07/1.png", "digits/7/1.png"]).unwrap()), [0, 1]);
    }

    #[test]
    fn a_test_folder_tests() {
        let album = sorted(&["pets/train/cat/1.jpg", "pets/test/cat/2.jpg", "pets/train/dog/1.jpg"]).unwrap();
        assert_eq!(album.places.iter().map(|place| place.is_test).collect::<Vec<_>>(), [false, true, false]);
        let images: Vec<Vec<u8>> = (0..3).map(|value| vec![value; 784]).collect();
        let [(name, bytes), (labels, label_bytes)] = files("pets", &album, true, ImageShape::GRAY, &images);
        assert_eq!((name.as_str(), labels.as_str()), ("test-images of pets", "test-labels of pets (0 = cat, 1 = dog)"));
        assert_eq!((bytes.len(), bytes[16], label_bytes[8..].to_vec()), (16 + 784, 1, vec![0]));
    }

    #[test]
    fn too_few_and_too_many_are_said() {
        let code = |outcome: Result<Album, Fault>| outcome.unwrap_err().code();
        assert_eq!(code(sorted(&["pets/1.jpg", "pets/2.jpg"])), "picture-folders");
        assert_eq!(code(sorted(&[])), "picture-folders");
        let many: Vec<String> = (0..11).map(|class| format!("pets/class {class}/1.jpg")).collect();
        assert_eq!(code(sort(&many, 10)), "picture-folders");
        assert_eq!(code(sort(&vec!["a/1.jpg".to_owned(); MOST_PICTURES + 1], 10)), "too-many-pictures");
    }

    #[test]
    fn dark_ink_on_paper_becomes_light_ink_and_colours_become_planes() {
        let shape = ImageShape { channels: 1, side_px: 3 };
        let pixel = |value: u8| [value, value, value, 255];
        let ink_on_paper: Vec<u8> = (0..9).flat_map(|place| pixel(if place == 4 { 10 } else { 250 })).collect();
        assert_eq!(values(&ink_on_paper, shape), [5, 5, 5, 5, 245, 5, 5, 5, 5]);
        let on_black: Vec<u8> = (0..9).flat_map(|place| pixel(if place == 4 { 200 } else { 0 })).collect();
        assert_eq!(values(&on_black, shape)[4], 200);
        let one = ImageShape { channels: 3, side_px: 1 };
        assert_eq!(values(&[1, 2, 3, 255], one), [1, 2, 3]);
        assert_eq!(values(&[1, 2, 3, 0], one), [255, 255, 255]);
    }
}
