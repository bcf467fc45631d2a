//! The graph of gradients: what an operation leaves behind, and the way back through it.
//!
//! Reverse-mode differentiation as in Paszke et al., "Automatic differentiation in PyTorch" (2017): each operation that a
//! gradient must pass leaves a node. Rules are written with operations on tensors, so that they leave nodes themselves when
//! asked to (`create_graph`).

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::dtype::Dtype;
use crate::error::{Kind, Outcome, TensorError, runtime};
use crate::print::type_name;
use crate::tensor::{Inner, Tensor};
use crate::view::{View, bracketed};

/// Where a gradient goes.
#[derive(Clone, Debug)]
pub enum Edge {
    Leaf(Tensor),
    /// An output of a node.
    Node(Rc<Node>, usize),
}

/// The vector-Jacobian product of an operation: from the gradients of its outputs (none where none arrived) to those of its
/// inputs (none where none is needed).
pub type Rule = Box<dyn Fn(&Saved<'_>, &[Option<Tensor>]) -> Outcome<Vec<Option<Tensor>>>>;

/// What a node does on the way back.
pub enum Work {
    Rule(Rule),
    /// A function of Python's, by its number.
    Python(u32),
}

/// An operation that a gradient passes.
pub struct Node {
    pub name: Cow<'static, str>,
    /// Later operations have larger numbers, so going down in numbers is going back.
    pub id: u64,
    pub edges: Vec<Option<Edge>>,
    pub work: Work,
    /// The dtype and shape of each output.
    outputs: Vec<(Dtype, Vec<usize>)>,
    kept: RefCell<Option<Vec<Kept>>>,
    retained: RefCell<Vec<(usize, Weak<Inner>)>>,
    hooks: RefCell<Vec<(usize, u32)>>,
}

/// A tensor that the rule needs.
struct Kept {
    view: View,
    version: u32,
    /// To see whether it was written since.
    versions: Rc<Cell<u32>>,
    whose: Whose,
}

#[derive(Clone, Copy)]
enum Whose {
    Input(usize),
    Output(usize),
}

/// What the rule may use: inputs and outputs that were kept.
pub struct Saved<'a> {
    node: &'a Rc<Node>,
}

thread_local! {
    static IS_RECORDING: Cell<bool> = const { Cell::new(true) };
    static NEXT_ID: Cell<u64> = const { Cell::new(1) };
    static GONE: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Functions of Python's whose nodes no graph holds any more, each said once.
pub fn gone() -> Vec<u32> {
    GONE.take()
}

pub fn is_recording() -> bool {
    IS_RECORDING.get()
}

/// Turns recording on or off, and says how it was.
pub fn set_recording(on: bool) -> bool {
    IS_RECORDING.replace(on)
}

/// Runs a piece of work with recording on or off.
pub fn recording<R>(on: bool, work: impl FnOnce() -> R) -> R {
    let before = set_recording(on);
    let result = work();
    set_recording(before);
    result
}

/// Whether an operation on these leaves a node.
pub fn is_tracked(inputs: &[&Tensor]) -> bool {
    is_recording() && inputs.iter().any(|input| input.requires_grad())
}

/// Of rules that compute with plain numbers: they leave no graph.
///
/// # Errors
/// While the way back is recorded itself.
pub fn no_second(what: &str) -> Outcome<()> {
    if is_recording() {
        let text = format!("create_graph=True: the second derivative of {what} is not here. It would run in PyTorch.");
        return Err(TensorError::new(Kind::NotHere, text));
    }
    Ok(())
}

/// What an operation leaves behind for the way back.
pub struct Record<'a> {
    pub name: &'static str,
    pub inputs: &'a [&'a Tensor],
    /// Inputs that the rule needs, by place.
    pub keep_inputs: &'a [usize],
    /// Outputs that the rule needs, by place.
    pub keep_outputs: &'a [usize],
}

impl Record<'_> {
    /// Ties the outputs to the inputs, if a gradient passes.
    pub fn tie(
        self,
        outputs: &[&Tensor],
        rule: impl Fn(&Saved<'_>, &[Option<Tensor>]) -> Outcome<Vec<Option<Tensor>>> + 'static,
    ) {
        if !is_tracked(self.inputs) {
            return;
        }
        let keep = |tensor: &Tensor, whose: Whose| Kept {
            view: tensor.view().clone(),
            version: tensor.version(),
            versions: tensor.versions(),
            whose,
        };
        let inputs = self.keep_inputs.iter().map(|&place| keep(self.inputs[place], Whose::Input(place)));
        let kept =
            inputs.chain(self.keep_outputs.iter().map(|&place| keep(outputs[place], Whose::Output(place)))).collect();
        let edges = self.inputs.iter().map(|input| input.edge().filter(|_| input.dtype().is_float())).collect();
        let node = Node::new(self.name.into(), edges, Work::Rule(Box::new(rule)), outputs, kept);
        for (place, output) in outputs.iter().enumerate().filter(|(_, output)| output.dtype().is_float()) {
            output.set_origin(node.clone(), place);
        }
    }
}

/// Ties a tensor to another that is the same but for the name of what made it.
pub fn tie_named(name: String, input: &Tensor, output: &Tensor) {
    if is_tracked(&[input]) {
        let rule: Rule = Box::new(|_, gradients| Ok(gradients.to_vec()));
        let node = Node::new(name.into(), vec![input.edge()], Work::Rule(rule), &[output], Vec::new());
        output.set_origin(node, 0);
    }
}

/// Ties the outputs of a function of Python's to its inputs.
pub fn tie_python(name: String, inputs: &[&Tensor], outputs: &[&Tensor], function: u32) {
    let edges = inputs.iter().map(|input| input.edge()).collect();
    let node = Node::new(name.into(), edges, Work::Python(function), outputs, Vec::new());
    for (place, output) in outputs.iter().enumerate() {
        output.set_origin(node.clone(), place);
    }
}

impl Node {
    fn new(
        name: Cow<'static, str>,
        edges: Vec<Option<Edge>>,
        work: Work,
        outputs: &[&Tensor],
        kept: Vec<Kept>,
    ) -> Rc<Self> {
        let id = NEXT_ID.replace(NEXT_ID.get() + 1);
        Rc::new(Self {
            name,
            id,
            edges,
            work,
            outputs: outputs.iter().map(|output| (output.dtype(), output.shape())).collect(),
            kept: RefCell::new(Some(kept)),
            retained: RefCell::default(),
            hooks: RefCell::default(),
        })
    }

    /// Zeros as the output at this place is.
    pub fn zeros(&self, output: usize) -> Tensor {
        let (dtype, shape) = &self.outputs[output];
        Tensor::full(0.0, *dtype, shape)
    }

    pub fn output_count(&self) -> usize {
        self.outputs.len()
    }

    pub(crate) fn retain(&self, output: usize, tensor: Weak<Inner>) {
        self.retained.borrow_mut().push((output, tensor));
    }

    pub(crate) fn retained(&self, output: usize) -> Vec<Tensor> {
        let retained = self.retained.borrow();
        retained
            .iter()
            .filter(|(place, _)| *place == output)
            .filter_map(|(_, tensor)| Tensor::upgrade(tensor))
            .collect()
    }

    pub(crate) fn add_hook(&self, output: usize, hook: u32) {
        self.hooks.borrow_mut().push((output, hook));
    }

    pub(crate) fn remove_hook(&self, hook: u32) {
        self.hooks.borrow_mut().retain(|(_, own)| *own != hook);
    }

    pub(crate) fn hooks(&self) -> Vec<(usize, u32)> {
        self.hooks.borrow().clone()
    }

    /// The gradients of the inputs.
    ///
    /// # Errors
    /// What the rule needs was freed or written since.
    pub fn back(self: &Rc<Self>, rule: &Rule, gradients: &[Option<Tensor>]) -> Outcome<Vec<Option<Tensor>>> {
        if self.kept.borrow().is_none() {
            return runtime(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.",
            );
        }
        rule(&Saved { node: self }, gradients)
    }

    /// Lets go of what was kept: there will be no second way back. A node that keeps nothing can be passed again.
    pub fn free(&self) {
        let mut kept = self.kept.borrow_mut();
        if kept.as_ref().is_some_and(|kept| !kept.is_empty()) {
            *kept = None;
        }
    }
}

impl Saved<'_> {
    /// Whether the input at this place wants a gradient.
    pub fn needs(&self, input: usize) -> bool {
        self.node.edges[input].is_some()
    }

    /// How many inputs the operation had.
    pub fn inputs(&self) -> usize {
        self.node.edges.len()
    }

    /// An input that was kept.
    ///
    /// # Errors
    /// It was written since.
    pub fn input(&self, place: usize) -> Outcome<Tensor> {
        self.unpacked(|whose| matches!(whose, Whose::Input(input) if input == place))
    }

    /// An output that was kept.
    ///
    /// # Errors
    /// It was written since.
    pub fn output(&self, place: usize) -> Outcome<Tensor> {
        self.unpacked(|whose| matches!(whose, Whose::Output(output) if output == place))
    }

    fn unpacked(&self, is_it: impl Fn(Whose) -> bool) -> Outcome<Tensor> {
        let kept = self.node.kept.borrow();
        let kept =
            kept.iter().flatten().find(|kept| is_it(kept.whose)).expect("a rule asks for what its operation kept");
        let now = kept.versions.get();
        if now != kept.version {
            let whose = match kept.whose {
                Whose::Output(output) => format!(", which is output {output} of {},", self.node.name),
                Whose::Input(input) => match &self.node.edges[input] {
                    Some(Edge::Node(node, output)) => format!(", which is output {output} of {},", node.name),
                    Some(Edge::Leaf(_)) | None => String::new(),
                },
            };
            return runtime(format!(
                "one of the variables needed for gradient computation has been modified by an inplace operation: [{} {}]{whose} is at version {now}; expected version {} instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True).",
                type_name(kept.view.dtype),
                bracketed(&kept.view.shape),
                kept.version
            ));
        }
        let tensor = Tensor::new(kept.view.clone());
        match kept.whose {
            Whose::Output(output) => tensor.set_origin(self.node.clone(), output),
            Whose::Input(input) => match &self.node.edges[input] {
                Some(Edge::Node(node, output)) => tensor.set_origin(node.clone(), *output),
                Some(Edge::Leaf(leaf)) => return Ok(leaf.clone()),
                None => {}
            },
        }
        Ok(tensor)
    }
}

impl Drop for Node {
    /// One after the other: a long chain would exhaust the stack.
    fn drop(&mut self) {
        if let Work::Python(function) = self.work {
            GONE.with_borrow_mut(|gone| gone.push(function));
        }
        let mut waiting: Vec<Rc<Self>> = Vec::new();
        let take = |edges: &mut Vec<Option<Edge>>, waiting: &mut Vec<Rc<Self>>| {
            waiting.extend(edges.drain(..).flatten().filter_map(|edge| match edge {
                Edge::Node(node, _) => Some(node),
                Edge::Leaf(_) => None,
            }));
        };
        take(&mut self.edges, &mut waiting);
        while let Some(node) = waiting.pop() {
            if let Some(mut node) = Rc::into_inner(node) {
                take(&mut node.edges, &mut waiting);
            }
        }
    }
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}>", self.name)
    }
}
