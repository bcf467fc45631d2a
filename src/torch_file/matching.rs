//! Which tensor of a file becomes which weight of a net, as a list that a page shows and a reader corrects.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::error::TorchFileError;
use super::{Note, StateDict, Tensor};

/// A weight of the net: its name, and its shape as PyTorch has it (a linear layer's weight is `[outputs, inputs]`).
pub type Wanted = (String, Vec<usize>);

/// The reader's choices: a weight of the net, and the tensor of the file for it.
pub type Overrides = BTreeMap<String, String>;

/// One place for each weight of the net, in its order, and what of the file fills none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    pub places: Vec<Place>,
    /// Tensors that could be weights: the file's net has layers that this one has not.
    pub unused: Vec<String>,
    /// Counters and the like: they change nothing.
    pub notes: Vec<Note>,
    /// See [`StateDict::objects`].
    pub objects: Vec<String>,
}

/// A weight of the net and what is to fill it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub wanted: String,
    pub shape: Vec<usize>,
    /// The tensor of the file.
    pub from: Option<String>,
    pub how: How,
}

/// Why a tensor was chosen, the surest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// The same name and shape.
    Exact,
    /// The same shape, and one name is the end of the other, as in `module.fc.bias`.
    Affix,
    /// The same shape; the first one left of the same kind (`weight`, `bias`), else of any. A guess.
    Shape,
    /// The reader's choice.
    Chosen,
    /// The name fits, the shape does not.
    ShapeDiffers { found: Vec<usize> },
    /// Nothing fits.
    Missing,
}

/// Finds a tensor for each weight: by name, then by the end of the name, then by shape in the order of the file.
pub fn match_names(dict: &StateDict, wanted: &[Wanted]) -> Matching {
    let empty =
        |(name, shape): &Wanted| Place { wanted: name.clone(), shape: shape.clone(), from: None, how: How::Missing };
    let mut table = Table { places: wanted.iter().map(empty).collect(), used: HashSet::new(), dict };
    table.by_name();
    table.by_affix();
    table.by_shape(|wanted, found| kind(wanted) == kind(found));
    table.by_shape(|_, _| true);
    table.finish()
}

impl Matching {
    /// The same with the reader's choices, which may also be of a wrong shape, and then say so.
    ///
    /// # Errors
    /// [`TorchFileError::NoSuchTensor`] for a name that the file, or the net, does not have.
    pub fn with(mut self, dict: &StateDict, overrides: &Overrides) -> Result<Self, TorchFileError> {
        for (wanted, from) in overrides {
            let unknown = |name: &str| TorchFileError::NoSuchTensor { name: name.to_owned() };
            let tensor = dict.tensors.iter().find(|tensor| tensor.name == *from).ok_or_else(|| unknown(from))?;
            let place = self.places.iter_mut().find(|place| place.wanted == *wanted).ok_or_else(|| unknown(wanted))?;
            place.fill(tensor, How::Chosen);
        }
        self.unused = unused(dict, &self.places);
        Ok(self)
    }

    /// Whether file and net are clearly the same: every name fits, and no layer of the file is without a place here.
    pub fn is_clear(&self) -> bool {
        self.unused.is_empty() && self.places.iter().all(|place| place.how == How::Exact)
    }

    /// Whether the file holds anything that no net needs.
    pub fn has_more(&self) -> bool {
        !self.notes.is_empty() || !self.objects.is_empty()
    }

    /// Whether every weight has a tensor of its shape.
    pub fn is_complete(&self) -> bool {
        self.places.iter().all(Place::is_filled)
    }
}

impl Place {
    /// Whether a tensor of the right shape is chosen.
    pub fn is_filled(&self) -> bool {
        match self.how {
            How::Exact | How::Affix | How::Shape | How::Chosen => self.from.is_some(),
            How::ShapeDiffers { .. } | How::Missing => false,
        }
    }

    fn fill(&mut self, tensor: &Tensor, how: How) {
        self.from = Some(tensor.name.clone());
        self.how = if tensor.shape == self.shape { how } else { How::ShapeDiffers { found: tensor.shape.clone() } };
    }
}

/// The tensors of the net, in its order and under its names. One tensor may fill several places.
///
/// # Errors
/// [`TorchFileError::Unfilled`], `NoSuchTensor`, `WrongShape` or `NotFinite`.
pub fn apply(dict: &StateDict, matching: &Matching) -> Result<Vec<Tensor>, TorchFileError> {
    let empty = matching.places.iter().filter(|place| place.from.is_none());
    let names: Vec<String> = empty.map(|place| place.wanted.clone()).collect();
    if !names.is_empty() {
        return Err(TorchFileError::Unfilled { names });
    }
    let by_name: HashMap<&str, &Tensor> = dict.tensors.iter().map(|tensor| (tensor.name.as_str(), tensor)).collect();
    let tensor = |place: &Place| {
        let from = place.from.as_deref().unwrap_or_default();
        let tensor = by_name.get(from).ok_or_else(|| TorchFileError::NoSuchTensor { name: from.to_owned() })?;
        if tensor.shape != place.shape {
            return Err(TorchFileError::WrongShape {
                name: place.wanted.clone(),
                wanted: place.shape.clone(),
                from: from.to_owned(),
                found: tensor.shape.clone(),
            });
        }
        Ok(Tensor { name: place.wanted.clone(), ..(*tensor).clone() })
    };
    let tensors: Vec<Tensor> = matching.places.iter().map(tensor).collect::<Result<_, _>>()?;
    check_finite(tensors.iter().map(|tensor| (tensor.name.as_str(), tensor.values.as_slice())))?;
    Ok(tensors)
}

/// Refuses weights of which some are no numbers.
///
/// # Errors
/// [`TorchFileError::NotFinite`]
pub fn check_finite<'a>(weights: impl Iterator<Item = (&'a str, &'a [f32])>) -> Result<(), TorchFileError> {
    let odd = |values: &[f32]| values.iter().filter(|value| !value.is_finite()).count() as u64;
    let tensors: Vec<_> =
        weights.map(|(name, values)| (name.to_owned(), odd(values))).filter(|odd| odd.1 > 0).collect();
    if tensors.is_empty() { Ok(()) } else { Err(TorchFileError::NotFinite { tensors }) }
}

struct Table<'a> {
    places: Vec<Place>,
    /// Indices into the file's tensors.
    used: HashSet<usize>,
    dict: &'a StateDict,
}

impl Table<'_> {
    fn by_name(&mut self) {
        let dict = self.dict;
        let index: HashMap<&str, usize> =
            dict.tensors.iter().enumerate().map(|(at, tensor)| (tensor.name.as_str(), at)).collect();
        for place in &mut self.places {
            if let Some(&at) = index.get(place.wanted.as_str()) {
                place.fill(&dict.tensors[at], How::Exact);
                self.used.insert(at);
            }
        }
    }

    /// Pairs of names of which one ends in the other, and neither in a third: `bias` alone could be any layer's.
    fn by_affix(&mut self) {
        let dict = self.dict;
        let open: Vec<usize> = (0..self.places.len()).filter(|&place| self.places[place].from.is_none()).collect();
        let mut partners: Vec<Vec<usize>> = vec![Vec::new(); dict.tensors.len()];
        let mut candidates = Vec::new();
        for place in open {
            let wanted = &self.places[place].wanted;
            let fits = |&at: &usize| !self.used.contains(&at) && is_affix(wanted, &dict.tensors[at].name);
            let found: Vec<usize> = (0..dict.tensors.len()).filter(fits).collect();
            found.iter().for_each(|&at| partners[at].push(place));
            candidates.push((place, found));
        }
        for (place, found) in candidates {
            if let &[at] = found.as_slice()
                && partners[at].len() == 1
            {
                self.places[place].fill(&dict.tensors[at], How::Affix);
                self.used.insert(at);
            }
        }
    }

    fn by_shape(&mut self, fits: impl Fn(&str, &str) -> bool) {
        for place in self.places.iter_mut().filter(|place| place.from.is_none()) {
            let found = self.dict.tensors.iter().enumerate().find(|(at, tensor)| {
                !self.used.contains(at) && tensor.shape == place.shape && fits(&place.wanted, &tensor.name)
            });
            if let Some((at, tensor)) = found {
                place.fill(tensor, How::Shape);
                self.used.insert(at);
            }
        }
    }

    fn finish(self) -> Matching {
        let (notes, objects) = (self.dict.notes.clone(), self.dict.objects.clone());
        Matching { unused: unused(self.dict, &self.places), places: self.places, notes, objects }
    }
}

fn unused(dict: &StateDict, places: &[Place]) -> Vec<String> {
    let used: HashSet<&str> = places.iter().filter_map(|place| place.from.as_deref()).collect();
    dict.tensors.iter().map(|tensor| &tensor.name).filter(|name| !used.contains(name.as_str())).cloned().collect()
}

/// Whether one name is the other with something and a dot before it.
fn is_affix(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
    long.strip_suffix(short).is_some_and(|before| before.ends_with('.'))
}

/// The last part of a name: `weight`, `bias`.
fn kind(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
