//! The way back: from outputs through the graph to the leaves, node by node, so that Python's own functions can take part.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::element::copied;
use crate::error::{Outcome, TensorError, runtime};
use crate::ops::arith;
use crate::tape::{Edge, Node, Work, recording};
use crate::tensor::Tensor;
use crate::view::{View, bracketed};

/// A way back that is being gone.
pub struct Backward {
    /// Nodes that gradients have reached, by their numbers.
    reached: BTreeMap<u64, Reached>,
    /// Leaves that gradients have reached, by where they are in memory.
    leaves: BTreeMap<usize, (Tensor, Tensor)>,
    here: Option<Reached>,
    /// Functions of Python's that wait for a gradient.
    hooks: VecDeque<Hook>,
    retain_graph: bool,
    create_graph: bool,
    /// What is asked for in place of the leaves' `.grad`, with what has come of it.
    wanted: Option<Vec<(Tensor, Option<Tensor>)>>,
    is_at_leaves: bool,
}

struct Reached {
    node: Rc<Node>,
    gradients: Vec<Option<Tensor>>,
    is_looked_at: bool,
}

enum Hook {
    Output(usize, u32),
    Leaf(usize, u32),
}

/// What is next on the way.
pub enum Turn {
    Done,
    /// A function of Python's looks at a gradient and may replace it: [`Backward::replace`].
    Hook {
        hook: u32,
        gradient: Tensor,
    },
    /// A function of Python's takes the place of a rule: [`Backward::answer`].
    Function {
        function: u32,
        gradients: Vec<Option<Tensor>>,
    },
}

/// What is asked of a way back.
pub struct Wish {
    pub retain_graph: bool,
    pub create_graph: bool,
    /// For `autograd.grad`: gradients of these are given back, `.grad` is left alone.
    pub wanted: Option<Vec<Tensor>>,
}

impl Backward {
    /// Begins at these outputs, each with its gradient or, for a single number, 1.
    ///
    /// # Errors
    /// An output without graph, or of many numbers without a gradient; a gradient of another shape.
    pub fn new(outputs: &[(Tensor, Option<Tensor>)], wish: Wish) -> Outcome<Self> {
        let mut backward = Self {
            reached: BTreeMap::new(),
            leaves: BTreeMap::new(),
            here: None,
            hooks: VecDeque::new(),
            retain_graph: wish.retain_graph,
            create_graph: wish.create_graph,
            wanted: wish.wanted.map(|wanted| wanted.into_iter().map(|tensor| (tensor, None)).collect()),
            is_at_leaves: false,
        };
        for (place, (output, gradient)) in outputs.iter().enumerate() {
            let gradient = match gradient {
                Some(gradient) if gradient.shape() != output.shape() => {
                    return runtime(format!(
                        "Mismatch in shape: grad_output[{place}] has a shape of torch.Size({}) and output[{place}] has a shape of torch.Size({}).",
                        bracketed(&gradient.shape()),
                        bracketed(&output.shape())
                    ));
                }
                Some(gradient) => gradient.clone(),
                None if output.count() == 1 => Tensor::full(1.0, output.dtype(), &output.shape()),
                None if output.requires_grad() => {
                    return runtime("grad can be implicitly created only for scalar outputs");
                }
                None => Tensor::full(1.0, output.dtype(), &[]),
            };
            let Some(edge) = output.edge() else {
                return runtime(format!(
                    "element {place} of tensors does not require grad and does not have a grad_fn"
                ));
            };
            backward.send(&edge, gradient)?;
        }
        Ok(backward)
    }

    /// Goes on until Python is asked for something, or to the end.
    ///
    /// # Errors
    /// Those of the rules.
    pub fn go_on(&mut self) -> Outcome<Turn> {
        let create_graph = self.create_graph;
        recording(create_graph, || {
            loop {
                if let Some(turn) = self.hook() {
                    return Ok(turn);
                }
                if let Some(turn) = self.step()? {
                    return Ok(turn);
                }
            }
        })
    }

    /// What a hook has made of the gradient it was shown; the gradient stays if it says nothing.
    pub fn replace(&mut self, gradient: Option<Tensor>) {
        let hook = self.hooks.pop_front();
        match (hook, gradient) {
            (Some(Hook::Output(output, _)), Some(gradient)) => {
                if let Some(here) = &mut self.here {
                    here.gradients[output] = Some(gradient);
                }
            }
            (Some(Hook::Leaf(key, _)), Some(gradient)) => {
                if let Some((_, own)) = self.leaves.get_mut(&key) {
                    *own = gradient;
                }
            }
            (Some(_) | None, _) => {}
        }
    }

    /// The gradients of the inputs of a function of Python's.
    ///
    /// # Errors
    /// Those of adding up.
    pub fn answer(&mut self, gradients: Vec<Option<Tensor>>) -> Outcome<()> {
        let Some(here) = self.here.take() else { return Ok(()) };
        let create_graph = self.create_graph;
        recording(create_graph, || self.pass_on(&here.node, gradients))
    }

    /// What came of the tensors that were asked for.
    pub fn wanted(self) -> Vec<Option<Tensor>> {
        self.wanted.into_iter().flatten().map(|(_, gradient)| gradient).collect()
    }

    fn hook(&self) -> Option<Turn> {
        let (hook, gradient) = match self.hooks.front()? {
            Hook::Output(output, hook) => (*hook, self.here.as_ref()?.gradients[*output].clone()?),
            Hook::Leaf(key, hook) => (*hook, self.leaves.get(key)?.1.clone()),
        };
        Some(Turn::Hook { hook, gradient })
    }

    /// One node further; at the end, the leaves.
    fn step(&mut self) -> Outcome<Option<Turn>> {
        if self.here.is_none() {
            self.here = self.reached.pop_last().map(|(_, reached)| reached);
        }
        let Some(here) = &mut self.here else { return self.arrive() };
        if !here.is_looked_at {
            here.is_looked_at = true;
            let has_gradient = |output: usize| here.gradients[output].is_some();
            let hooks = here.node.hooks().into_iter().filter(|(output, _)| has_gradient(*output));
            self.hooks.extend(hooks.map(|(output, hook)| Hook::Output(output, hook)));
            return Ok(None);
        }
        for (output, gradient) in here.gradients.iter().enumerate() {
            let Some(gradient) = gradient else { continue };
            for tensor in here.node.retained(output) {
                accumulate(&tensor, gradient.clone(), self.create_graph)?;
            }
            for (tensor, own) in self.wanted.iter_mut().flatten() {
                if tensor.origin().is_some_and(|(node, place)| Rc::ptr_eq(&node, &here.node) && place == output) {
                    *own = Some(gradient.clone());
                }
            }
        }
        match &here.node.work {
            Work::Python(function) => {
                let gradients = (0..here.node.output_count())
                    .map(|output| Some(here.gradients[output].clone().unwrap_or_else(|| here.node.zeros(output))));
                Ok(Some(Turn::Function { function: *function, gradients: gradients.collect() }))
            }
            Work::Rule(rule) => {
                let gradients = here.node.back(rule, &here.gradients)?;
                let node = here.node.clone();
                self.here = None;
                self.pass_on(&node, gradients)?;
                if !self.retain_graph {
                    node.free();
                }
                Ok(None)
            }
        }
    }

    fn pass_on(&mut self, node: &Rc<Node>, gradients: Vec<Option<Tensor>>) -> Outcome<()> {
        for (edge, gradient) in node.edges.iter().zip(gradients) {
            if let (Some(edge), Some(gradient)) = (edge, gradient) {
                self.send(edge, gradient)?;
            }
        }
        Ok(())
    }

    fn send(&mut self, edge: &Edge, gradient: Tensor) -> Outcome<()> {
        match edge {
            Edge::Node(node, output) => {
                let reached = self.reached.entry(node.id).or_insert_with(|| Reached {
                    node: node.clone(),
                    gradients: vec![None; node.output_count()],
                    is_looked_at: false,
                });
                let own = &mut reached.gradients[*output];
                *own = Some(sum(own.take(), gradient)?);
            }
            Edge::Leaf(leaf) => {
                let before = self.leaves.remove(&leaf.key()).map(|(_, gradient)| gradient);
                self.leaves.insert(leaf.key(), (leaf.clone(), sum(before, gradient)?));
            }
        }
        Ok(())
    }

    /// The leaves: their hooks first, then their gradients.
    fn arrive(&mut self) -> Outcome<Option<Turn>> {
        if !self.is_at_leaves {
            self.is_at_leaves = true;
            let hooks = self
                .leaves
                .iter()
                .flat_map(|(key, (leaf, _))| leaf.hooks().into_iter().map(|hook| Hook::Leaf(*key, hook)));
            self.hooks = hooks.collect();
            return Ok(None);
        }
        for (_, (leaf, gradient)) in std::mem::take(&mut self.leaves) {
            match &mut self.wanted {
                Some(wanted) => {
                    for (_, own) in wanted.iter_mut().filter(|(tensor, _)| tensor.is_same(&leaf)) {
                        *own = Some(gradient.clone());
                    }
                }
                None => accumulate(&leaf, gradient, self.create_graph)?,
            }
        }
        Ok(Some(Turn::Done))
    }
}

fn sum(before: Option<Tensor>, gradient: Tensor) -> Result<Tensor, TensorError> {
    match before {
        Some(before) => arith::add(&before, &gradient),
        None => Ok(gradient),
    }
}

/// Adds to `.grad`, which is written in place unless it has a graph of its own.
fn accumulate(tensor: &Tensor, gradient: Tensor, create_graph: bool) -> Outcome<()> {
    match tensor.grad() {
        Some(before) if create_graph => tensor.set_grad(Some(arith::add(&before, &gradient)?)),
        Some(before) => arith::add_in_place(&before, &gradient)?,
        None if create_graph => tensor.set_grad(Some(gradient)),
        // A gradient that nobody else sees is taken as it is, any other copied: `.grad` is written later.
        None => {
            let is_whole =
                |view: &View| view.is_contiguous() && view.count() * view.dtype.size() == view.storage.len_bytes();
            let is_own = gradient.is_alone() && gradient.dtype() == tensor.dtype() && is_whole(&gradient.view());
            let own = if is_own { gradient.view().clone() } else { copied(&gradient.view(), tensor.dtype()) };
            tensor.set_grad(Some(Tensor::new(own)));
        }
    }
    Ok(())
}
