"""Writes trees.json: trees as scikit-learn 1.2 grows them, and the random words that they drew. Run with scikit-learn installed."""
import json
from pathlib import Path

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

ROWS = 40
lots = np.random.RandomState(0)
# Whole numbers that repeat, a constant column, one that is constant in parts, a column and its opposite.
columns = [lots.randint(0, 5, ROWS), lots.normal(size=ROWS), np.ones(ROWS), np.arange(ROWS) // 20, lots.randint(0, 2, ROWS)]
X = np.column_stack([*columns, 1 - columns[-1]]).astype(np.float32)
classes = (X[:, 0] + X[:, 4] + lots.randint(0, 2, ROWS)).astype(int) % 3
numbers = X[:, 1] + X[:, 4] + lots.normal(size=ROWS) * 0.3
weights = lots.uniform(0.5, 2.0, ROWS)
words = {}


def words_of(seed, count=12):
    words[seed] = np.frombuffer(np.random.RandomState(seed).bytes(4 * count), dtype="<u4").tolist()
    return seed


def nodes(tree):
    """Column, threshold, left, right, impurity, rows, weight, and what the node says."""
    own = tree.tree_
    parts = (own.feature, own.threshold, own.children_left, own.children_right, own.impurity, own.n_node_samples, own.weighted_n_node_samples)
    return [[float(part[place]) for part in parts] + own.value[place].reshape(-1).tolist() for place in range(own.node_count)]


def single(model, answers, weight=None):
    seed = words_of(model.random_state)
    model.fit(X, answers, weight)
    return {
        "seed": seed, "criterion": model.criterion, "columns": model.max_features_, "depth": model.max_depth, "split_rows": model.min_samples_split, "leaf_rows": model.min_samples_leaf,
        "gain": model.min_impurity_decrease, "weighted": weight is not None, "trees": [nodes(model)],
    }  # fmt: skip


cases = [
    single(DecisionTreeClassifier(random_state=1), classes),
    single(DecisionTreeClassifier(criterion="entropy", max_features=2, random_state=2), classes),
    single(DecisionTreeClassifier(max_features=1, min_samples_leaf=3, max_depth=4, random_state=3), classes, weights),
    single(DecisionTreeClassifier(min_impurity_decrease=0.03, random_state=4), classes),
    single(DecisionTreeRegressor(random_state=5, min_samples_split=6), numbers),
    single(DecisionTreeRegressor(criterion="friedman_mse", max_features=3, random_state=6, max_depth=3), numbers, weights),
]
forest = RandomForestClassifier(3, random_state=7, max_samples=30).fit(X, classes)
seeds = [words_of(tree.random_state, 120) for tree in forest.estimators_]


def boosted(model, answers):
    words_of(model.random_state, 12 if model.subsample == 1 else 200)
    model.fit(X, answers)
    return {"seed": model.random_state, "subsample": model.subsample, "classes": getattr(model, "n_classes_", 1), "trees": [nodes(tree) for tree in model.estimators_.reshape(-1)]}


boosting = [
    boosted(GradientBoostingClassifier(n_estimators=4, random_state=8), classes == 1),
    boosted(GradientBoostingClassifier(n_estimators=2, max_depth=2, subsample=0.6, random_state=9), classes),
    boosted(GradientBoostingRegressor(n_estimators=3, max_depth=2, random_state=10), numbers),
]
found = {
    "rows": ROWS, "table": X.T.reshape(-1).tolist(), "classes": classes.tolist(), "numbers": numbers.tolist(), "weights": weights.tolist(), "words": words, "single": cases,
    "forest": {"seeds": seeds, "trees": [nodes(tree) for tree in forest.estimators_]}, "boosting": boosting,
}  # fmt: skip
Path(__file__).with_suffix(".json").write_text(json.dumps(found))
