"""Trees of the core: what their settings mean, how they grow, what they say."""

import math

import numpy
import torch
from torch._held import maybe, wrap

from _ember.bridge import operation, results

from .base import in_numpy, refuse, table

_tree, _forest, _boosting, _votes, _leaves = map(operation, ("tree", "forest", "boosting", "tree_votes", "tree_leaves"))

CRITERIA = {"gini": 0, "entropy": 1, "log_loss": 1, "squared_error": 2, "friedman_mse": 3}


def columns_of(X):
    """A table [rows, columns] as trees read it: column by column, in single precision."""
    return table(X).float().t().contiguous()


class Task:
    """What is learned: a table, a number or a class's place for each row, what each row weighs."""

    def __init__(self, X, answers, sample_weight=None, width=1):
        self.columns, self.answers, self.width = columns_of(X), answers.double(), width
        self.rows, self.features = self.columns.size(1), self.columns.size(0)
        if self.rows != answers.numel():
            raise ValueError(f"Found input variables with inconsistent numbers of samples: [{self.rows}, {answers.numel()}]")
        self.weights = torch.ones(self.rows, dtype=torch.float64) if sample_weight is None else torch.as_tensor(numpy.asarray(sample_weight)._tensor).double()

    def grown(self, run, model, *more):
        run(self.columns._handle, self.answers._handle, self.weights._handle, self.width, *self._rules(model), *more)
        return Trees(*map(wrap, results()))

    def _rules(self, model):
        allowed = ("gini", "entropy", "log_loss") if self.width > 1 else ("squared_error", "friedman_mse")
        refuse(model, criterion=allowed, max_leaf_nodes=(None,), ccp_alpha=(0.0,))
        share = lambda value, of: value if isinstance(value, int) else math.ceil(value * of)
        split_rows, leaf_rows = max(2, share(model.min_samples_split, self.rows)), share(model.min_samples_leaf, self.rows)
        for name in ("max_depth", "min_samples_leaf"):
            if getattr(model, name) is not None and getattr(model, name) <= 0:
                raise ValueError(f"The '{name}' parameter of {type(model).__name__} must be an int in the range [1, inf). Got {getattr(model, name)!r} instead.")
        weight = model.min_weight_fraction_leaf * self.weights.sum().item()
        return (CRITERIA[model.criterion], self._tried(model.max_features), *maybe(model.max_depth), split_rows, leaf_rows, weight, model.min_impurity_decrease)

    def _tried(self, most):
        """How many columns a split may choose from."""
        if most is None:
            return self.features
        if isinstance(most, str):
            return max(1, int({"sqrt": math.sqrt, "log2": math.log2, "auto": math.sqrt}[most](self.features)))
        return min(most, self.features) if isinstance(most, int) else max(1, int(most * self.features))


def tree(task, model, state):
    return task.grown(_tree, model, int(state.randint(2**31 - 1)))


def forest(task, model, seeds, draws):
    return task.grown(_forest, model, len(seeds), *seeds, *maybe(draws))


def boosting(task, model, loss, draws, state, raw):
    return task.grown(_boosting, model, loss, model.n_estimators, model.learning_rate, *maybe(draws), state._number, raw._handle)


class Trees:
    """Nodes [nodes, 7] (column, threshold, left, right, impurity, rows, weight), what each says, and where each tree begins."""

    def __init__(self, nodes, values, starts):
        self.nodes, self.values, self.starts = nodes, values, starts

    def __len__(self):
        return self.starts.numel()

    def part(self, first, count=1):
        """Some of the trees."""
        ends = [*self.starts.tolist(), self.nodes.size(0)]
        rows = slice(ends[first], ends[first + count])
        return Trees(self.nodes[rows].contiguous(), self.values[rows].contiguous(), self.starts[first : first + count] - ends[first])

    def shares(self):
        """The same with shares of classes for their weights."""
        return Trees(self.nodes, self.values / self.values.sum(1, True), self.starts)

    def votes(self, columns, sums, scale=1.0):
        """The sums [rows, columns], and what the trees say added to them, tree by tree."""
        return wrap(_votes(columns._handle, self.nodes._handle, self.values._handle, self.starts._handle, scale, sums._handle))

    def leaves(self, columns):
        return wrap(_leaves(columns._handle, self.nodes._handle, self.values._handle, self.starts._handle))

    def gains(self, features):
        """What the splits of each column gained, [trees, columns]."""
        places = torch.arange(self.nodes.size(0))
        own = torch.searchsorted(self.starts, places, right=True) - 1
        first = self.starts[own]
        column, _, left, right, impurity, _, weight = self.nodes.unbind(1)
        inner = column >= 0
        cost = weight * impurity
        rest = cost[inner] - cost[(first + left.long())[inner]] - cost[(first + right.long())[inner]]
        found = torch.zeros(len(self) * features, dtype=torch.float64).index_add(0, own[inner] * features + column.long()[inner], rest / weight[first[inner]])
        return found.reshape(len(self), features)


def mean_of(gains):
    """Of the trees that have a split, as shares."""
    gains = gains[gains.sum(1) > 0]
    if not gains.numel():
        return in_numpy(torch.zeros(gains.size(1), dtype=torch.float64))
    mean = gains.mean(0)
    return in_numpy(mean / mean.sum())


class Structure:
    """One tree's nodes by the names that scikit-learn gives them (`tree_`)."""

    def __init__(self, trees, features):
        column, threshold, left, right, impurity, rows, weight = map(in_numpy, trees.nodes.unbind(1))
        self.feature, self.children_left, self.children_right, self.n_node_samples = (one.astype(int) for one in (column, left, right, rows))
        self.threshold, self.impurity, self.weighted_n_node_samples = threshold, impurity, weight
        self.value, self.node_count, self.n_features = in_numpy(trees.values.unsqueeze(1)), trees.nodes.size(0), features
        self.n_leaves = int((self.feature < 0).sum())
        depths = [0] * self.node_count
        for node, pair in enumerate(zip(self.children_left.tolist(), self.children_right.tolist())):
            for child in pair:
                if child > 0:
                    depths[child] = depths[node] + 1
        self.max_depth = max(depths)

