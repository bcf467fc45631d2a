//! A tensor: a view, its version, and its place in the graph of gradients.

use std::cell::{Cell, Ref, RefCell};
use std::rc::{Rc, Weak};

use crate::dtype::{Dtype, Part, Rank};
use crate::element::{self, store};
use crate::error::{Outcome, runtime};
use crate::storage::Storage;
use crate::tape::{Edge, Node};
use crate::view::View;

/// Cheap to clone: clones are the same tensor.
#[derive(Clone, Debug)]
pub struct Tensor(Rc<Inner>);

#[derive(Debug)]
pub struct Inner {
    view: RefCell<View>,
    /// Counts writes; shared by all views of one tensor.
    version: RefCell<Rc<Cell<u32>>>,
    meta: RefCell<Meta>,
}

#[derive(Debug, Default)]
struct Meta {
    requires_grad: bool,
    grad: Option<Tensor>,
    /// What made it, and as which of its outputs.
    origin: Option<(Rc<Node>, usize)>,
    retains_grad: bool,
    /// Python's functions that look at its gradient.
    hooks: Vec<u32>,
    /// A number of Python's, which gives way to every tensor in the choice of a dtype.
    is_number: bool,
    /// The tensor that it shows a part of.
    base: Option<Tensor>,
}

impl Tensor {
    pub fn new(view: View) -> Self {
        Self::with_version(view, Rc::default())
    }

    fn with_version(view: View, version: Rc<Cell<u32>>) -> Self {
        Self(Rc::new(Inner { view: RefCell::new(view), version: RefCell::new(version), meta: RefCell::default() }))
    }

    /// Numbers in row order, as `dtype`.
    pub fn from_f64(values: Vec<f64>, dtype: Dtype, shape: &[usize]) -> Self {
        Self::new(store(values, dtype, shape))
    }

    pub fn from_i64(values: Vec<i64>, dtype: Dtype, shape: &[usize]) -> Self {
        Self::new(store(values, dtype, shape))
    }

    /// A float of Python's.
    pub fn number(value: f64) -> Self {
        Self::scalar(value, true)
    }

    /// A number of Python's: a float, or a whole number.
    pub fn scalar(value: f64, is_float: bool) -> Self {
        let number = Self::new(store(vec![value], if is_float { Dtype::F64 } else { Dtype::I64 }, &[]));
        number.0.meta.borrow_mut().is_number = true;
        number
    }

    /// True or false of Python's.
    pub fn truth(value: bool) -> Self {
        let number = Self::from_i64(vec![value.into()], Dtype::Bool, &[]);
        number.0.meta.borrow_mut().is_number = true;
        number
    }

    /// One number many times, without a copy of it.
    pub fn full(value: f64, dtype: Dtype, shape: &[usize]) -> Self {
        let one = store(vec![value], dtype, &[]);
        Self::new(one.moved(shape.to_vec(), vec![0; shape.len()], 0))
    }

    /// The same numbers under a version of their own, outside the graph (`.data`).
    pub fn data(&self) -> Self {
        Self::new(self.view().clone())
    }

    /// The same numbers and the same version, outside the graph.
    pub fn detach(&self) -> Self {
        Self::with_version(self.view().clone(), self.0.version.borrow().clone())
    }

    /// Another window onto the same numbers; what it shows is recorded by the caller.
    pub fn window(&self, view: View) -> Self {
        let window = Self::with_version(view, self.0.version.borrow().clone());
        let base = self.0.meta.borrow().base.clone().unwrap_or_else(|| self.clone());
        window.0.meta.borrow_mut().base = Some(base);
        window
    }

    pub fn view(&self) -> Ref<'_, View> {
        self.0.view.borrow()
    }

    /// Replaces what is seen (`x.data = y`).
    pub fn set_view(&self, view: View) {
        *self.0.view.borrow_mut() = view;
    }

    /// Replaces bytes and window by another tensor's.
    pub fn set_data(&self, other: &Self) {
        self.set_view(other.view().clone());
    }

    pub fn dtype(&self) -> Dtype {
        self.view().dtype
    }

    pub fn shape(&self) -> Vec<usize> {
        self.view().shape.clone()
    }

    pub fn rank(&self) -> usize {
        self.view().rank()
    }

    pub fn count(&self) -> usize {
        self.view().count()
    }

    /// Its part in the choice of a result's dtype.
    pub fn part(&self) -> Part {
        let rank = match self.rank() {
            _ if self.0.meta.borrow().is_number => Rank::Number,
            0 => Rank::NoDimension,
            _ => Rank::Dimensions,
        };
        Part { dtype: self.dtype(), rank }
    }

    /// Numbers in row order.
    pub fn to_f64(&self) -> Vec<f64> {
        element::to_vec(&self.view())
    }

    pub fn to_i64(&self) -> Vec<i64> {
        element::to_vec(&self.view())
    }

    pub fn version(&self) -> u32 {
        self.0.version.borrow().get()
    }

    /// Where writes are counted.
    pub(crate) fn versions(&self) -> Rc<Cell<u32>> {
        self.0.version.borrow().clone()
    }

    /// One more write.
    pub fn bump(&self) {
        let version = self.0.version.borrow();
        version.set(version.get() + 1);
    }

    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Where it is in memory, for maps of tensors.
    pub fn key(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }

    pub(crate) fn downgrade(&self) -> Weak<Inner> {
        Rc::downgrade(&self.0)
    }

    pub(crate) fn upgrade(inner: &Weak<Inner>) -> Option<Self> {
        inner.upgrade().map(Self)
    }

    /// Whether gradients flow to or through it.
    pub fn requires_grad(&self) -> bool {
        let meta = self.0.meta.borrow();
        meta.requires_grad || meta.origin.is_some()
    }

    /// # Errors
    /// Only floats have gradients; only leaves can be told not to.
    pub fn set_requires_grad(&self, requires_grad: bool) -> Outcome<()> {
        if requires_grad && !self.dtype().is_float() {
            return runtime("only Tensors of floating point dtype can require gradients");
        }
        if !requires_grad && !self.is_leaf() {
            return runtime(
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
            );
        }
        self.0.meta.borrow_mut().requires_grad = requires_grad;
        Ok(())
    }

    pub fn is_leaf(&self) -> bool {
        self.0.meta.borrow().origin.is_none()
    }

    pub fn grad(&self) -> Option<Self> {
        self.0.meta.borrow().grad.clone()
    }

    pub fn set_grad(&self, grad: Option<Self>) {
        self.0.meta.borrow_mut().grad = grad;
    }

    /// What made it, and as which output.
    pub fn origin(&self) -> Option<(Rc<Node>, usize)> {
        self.0.meta.borrow().origin.clone()
    }

    pub fn set_origin(&self, node: Rc<Node>, output: usize) {
        let mut meta = self.0.meta.borrow_mut();
        if meta.retains_grad {
            node.retain(output, self.downgrade());
        }
        meta.origin = Some((node, output));
    }

    /// Leaves the graph, in place.
    pub fn leave_graph(&self) {
        let mut meta = self.0.meta.borrow_mut();
        meta.origin = None;
        meta.requires_grad = false;
    }

    /// The first leaf on the way back: nets that share no parameters are told apart by it.
    pub fn first_leaf(&self) -> Option<Self> {
        let mut edge = self.edge()?;
        loop {
            match edge {
                Edge::Leaf(leaf) => return Some(leaf),
                Edge::Node(node, _) => edge = node.edges.iter().flatten().next()?.clone(),
            }
        }
    }

    /// The way of a gradient to it; none if it needs none.
    pub fn edge(&self) -> Option<Edge> {
        let meta = self.0.meta.borrow();
        match &meta.origin {
            Some((node, output)) => Some(Edge::Node(node.clone(), *output)),
            None => meta.requires_grad.then(|| Edge::Leaf(self.clone())),
        }
    }

    pub fn base(&self) -> Option<Self> {
        self.0.meta.borrow().base.clone()
    }

    /// Keeps the gradient though it is no leaf.
    ///
    /// # Errors
    /// Where there will be none.
    pub fn retain_grad(&self) -> Outcome<()> {
        if !self.requires_grad() {
            return runtime("can't retain_grad on Tensor that has requires_grad=False");
        }
        if let Some((node, output)) = self.origin() {
            node.retain(output, self.downgrade());
            self.0.meta.borrow_mut().retains_grad = true;
        }
        Ok(())
    }

    pub fn retains_grad(&self) -> bool {
        self.0.meta.borrow().retains_grad
    }

    /// Python's functions that look at its gradient, oldest first.
    pub fn hooks(&self) -> Vec<u32> {
        self.0.meta.borrow().hooks.clone()
    }

    /// # Errors
    /// Where there will be no gradient.
    pub fn add_hook(&self, hook: u32) -> Outcome<()> {
        if !self.requires_grad() {
            return runtime("cannot register a hook on a tensor that doesn't require gradient");
        }
        self.0.meta.borrow_mut().hooks.push(hook);
        if let Some((node, output)) = self.origin() {
            node.add_hook(output, hook);
        }
        Ok(())
    }

    pub fn remove_hook(&self, hook: u32) {
        self.0.meta.borrow_mut().hooks.retain(|own| *own != hook);
        if let Some((node, _)) = self.origin() {
            node.remove_hook(hook);
        }
    }

    /// Whether nothing else sees its bytes.
    pub fn is_alone(&self) -> bool {
        let storage: &Rc<Storage> = &self.view().storage;
        Rc::strong_count(&self.0) == 1 && Rc::strong_count(storage) == 1
    }
}
