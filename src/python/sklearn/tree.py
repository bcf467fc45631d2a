"""Decision trees (Breiman and others, 1984), node by node as scikit-learn grows them."""


from ._trees import Structure, Task, columns_of, mean_of, tree
from .base import BaseEstimator, ClassifierMixin, RegressorMixin, check_fitted, classes_of, given_back, in_numpy, keep, numbers_of, random_state_of, refuse, weights_of


class _Tree(BaseEstimator):
    def _learned(self, task):
        refuse(self, splitter=("best",))
        self._trees = tree(task, self, random_state_of(self.random_state))
        return self._shown(task.features)

    def _shown(self, features):
        self.n_features_in_, self.max_features_, self.n_outputs_ = features, features, 1
        self.tree_ = Structure(self._trees, features)
        return self

    feature_importances_ = property(lambda self: mean_of(self._trees.gains(self.n_features_in_)))

    def apply(self, X):
        check_fitted(self, "tree_")
        return in_numpy(self._trees.leaves(columns_of(X)).squeeze(1))

    def _said(self, X):
        check_fitted(self, "tree_")
        columns = columns_of(X)
        if columns.size(0) != self.n_features_in_:
            raise ValueError(f"X has {columns.size(0)} features, but {type(self).__name__} is expecting {self.n_features_in_} features as input.")
        return self._trees.values[self._trees.leaves(columns).squeeze(1)]

    def get_depth(self):
        check_fitted(self, "tree_")
        return self.tree_.max_depth

    def get_n_leaves(self):
        check_fitted(self, "tree_")
        return self.tree_.n_leaves


class DecisionTreeClassifier(ClassifierMixin, _Tree):
    def __init__(self, *, criterion="gini", splitter="best", max_depth=None, min_samples_split=2, min_samples_leaf=1, min_weight_fraction_leaf=0.0, max_features=None, random_state=None,
                 max_leaf_nodes=None, min_impurity_decrease=0.0, class_weight=None, ccp_alpha=0.0):  # fmt: skip
        keep(self, locals())

    def fit(self, X, y, sample_weight=None):
        self._classes, places = classes_of(y)
        self.classes_, self.n_classes_ = given_back(self._classes), len(self._classes)
        return self._learned(Task(X, places, weights_of(self.class_weight, self._classes, places, sample_weight), max(self.n_classes_, 2)))

    def predict_proba(self, X):
        said = self._said(X)[:, : self.n_classes_]
        return in_numpy(said / said.sum(1, True))

    def predict(self, X):
        return given_back([self._classes[place] for place in self._said(X).argmax(1).tolist()])


class DecisionTreeRegressor(RegressorMixin, _Tree):
    def __init__(self, *, criterion="squared_error", splitter="best", max_depth=None, min_samples_split=2, min_samples_leaf=1, min_weight_fraction_leaf=0.0, max_features=None, random_state=None,
                 max_leaf_nodes=None, min_impurity_decrease=0.0, ccp_alpha=0.0):  # fmt: skip
        keep(self, locals())

    def fit(self, X, y, sample_weight=None):
        return self._learned(Task(X, numbers_of(y), sample_weight))

    def predict(self, X):
        return in_numpy(self._said(X).squeeze(1))


def export_text(decision_tree, *, feature_names=None, max_depth=10, spacing=3, decimals=2, show_weights=False):
    check_fitted(decision_tree, "tree_")
    own, trees, lines = decision_tree.tree_, decision_tree._trees, []
    names = list(feature_names) if feature_names is not None else [f"feature_{place}" for place in range(own.n_features)]
    is_class = hasattr(decision_tree, "classes_")

    def write(node, depth):
        indent = ("|" + " " * spacing) * depth + "|" + "-" * spacing
        value = trees.values[node].tolist()
        if own.feature[node] < 0:
            said = f"class: {decision_tree._classes[value.index(max(value))]}" if is_class else f"value: [{value[0]:.{decimals}f}]"
            counts = f"weights: [{', '.join(f'{one:.{decimals}f}' for one in value)}] " if is_class and show_weights else ""
            lines.append(f"{indent} {counts}{said}")
        elif depth > max_depth:
            below = _height(own, node)
            lines.append(f"{indent} truncated branch of depth {below}")
        else:
            for sign, child in (("<=", own.children_left[node]), ("> ", own.children_right[node])):
                lines.append(f"{indent} {names[own.feature[node]]} {sign} {own.threshold[node]:.{decimals}f}")
                write(int(child), depth + 1)

    write(0, 0)
    return "\n".join(lines) + "\n"


def _height(tree, node):
    return 1 if tree.feature[node] < 0 else 1 + max(_height(tree, int(one[node])) for one in (tree.children_left, tree.children_right))


def __getattr__(name):
    raise AttributeError(f"sklearn.tree.{name} is not here. It would run in scikit-learn.")
