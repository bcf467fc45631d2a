"""Who survived the Titanic: several model families by k-fold scores, a threshold, and one look at the test rows."""
import argparse
import csv
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("folder", nargs="?", default="static/data", help="where titanic.csv is, in it or below")
arguments.add_argument("--seconds", type=float, default=60, help="the time that the search may take")
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()
NUMBERS, CATEGORIES = ["age", "sibsp", "parch", "fare"], ["pclass", "sex", "embarked", "title", "cabin"]


def read_table(name):
    """The columns above as [rows, columns], numbers first, missing ones as nan or "none"; and who survived, if told."""
    paths = sorted(Path(options.folder).glob(f"**/{name}"))
    if not paths:
        sys.exit(f"No {name} below {options.folder}: name the folder where it is.")
    with open(paths[0], newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = [[float(row[column] or "nan") for column in NUMBERS] for row in rows]
    # Of a cabin, the deck: its first letter.
    words = [[row[column][:1] if column == "cabin" else row[column] for column in CATEGORIES] for row in rows]
    words = [[word or "none" for word in row] for row in words]
    survived = [int(row["survived"]) for row in rows] if "survived" in rows[0] else []
    return np.hstack([np.array(numbers, dtype=object), np.array(words, dtype=object)]), np.array(survived)


def whole(model):
    """Preparation and model as one thing, so that medians, scales and categories come from the fitted rows alone."""
    numeric = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    categories = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=10)
    split = len(NUMBERS)
    columns = ColumnTransformer([("numbers", numeric, slice(0, split)), ("words", categories, slice(split, None))])
    return make_pipeline(columns, model)


seed = options.seed
candidates = {
    **{f"logistic regression, C = {c}": LogisticRegression(C=c, max_iter=1000) for c in (0.1, 1, 10)},
    **{f"{k} nearest neighbours": KNeighborsClassifier(k) for k in (5, 15, 31)},
    **{f"forest, leaves of {m} or more": RandomForestClassifier(200, min_samples_leaf=m, random_state=seed)
       for m in (1, 3, 6)},
    **{f"boosting, depth {d}": GradientBoostingClassifier(max_depth=d, random_state=seed) for d in (1, 2, 3)},
    **{f"MLP, {h} hidden, decay {a}": MLPClassifier((h,), alpha=a, max_iter=300, random_state=seed,
                                                    early_stopping=True, learning_rate_init=0.01)
       for h, a in ((16, 0.01), (64, 1.0))},
}

x, y = read_table("titanic.csv")
train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.2, stratify=y, random_state=seed)
folds = StratifiedKFold(5, shuffle=True, random_state=seed)
print(f"{len(train_y)} rows to learn from, {len(test_y)} put away; "
      f"always saying no is right for {1 - train_y.mean():.3f} of the rows")

# The search: train rows only. Each score is the mean of five folds, each judged by a model that has not seen it.
order = np.random.default_rng(seed).permutation(len(candidates))
board, start = [], time.perf_counter()
for name in np.array(list(candidates))[order]:
    if time.perf_counter() - start > options.seconds:
        print(f"time is up after {len(board)} of {len(candidates)} candidates")
        break
    scores = cross_val_score(whole(candidates[name]), train_x, train_y, cv=folds)
    board.append((scores.mean(), scores.std(ddof=1), str(name)))
board.sort(reverse=True)
for mean, spread, name in board:
    print(f"{mean:.3f}, spread of the folds {spread:.3f}  {name}")
name = board[0][2]
best = whole(candidates[name])

# The threshold: on probabilities that each row got from a model which had not seen it.
probabilities = cross_val_predict(best, train_x, train_y, cv=folds, method="predict_proba")[:, 1]
thresholds = np.arange(0.05, 0.96, 0.01)
f1 = [f1_score(train_y, probabilities >= threshold) for threshold in thresholds]
threshold = thresholds[int(np.argmax(f1))]
print(f"{name}: F1 is {f1_score(train_y, probabilities >= 0.5):.3f} at 0.50, best at {threshold:.2f}: {max(f1):.3f}; "
      f"ROC area {roc_auc_score(train_y, probabilities):.3f}")

# Importance: how much worse a fold is judged when one column is shuffled.
fit, held = next(iter(folds.split(train_x, train_y)))
fitted = whole(candidates[name]).fit(train_x[fit], train_y[fit])
importance = permutation_importance(fitted, train_x[held], train_y[held], n_repeats=20, random_state=seed)
for column in np.argsort(-importance.importances_mean):
    print(f"  {(NUMBERS + CATEGORIES)[column]:9} costs {importance.importances_mean[column]:+.3f} "
          f"+- {importance.importances_std[column]:.3f}")

# The test rows, looked at here and nowhere else.
best.fit(train_x, train_y)
said = best.predict_proba(test_x)[:, 1]
for limit in (0.5, threshold):
    answer = said >= limit
    accuracy = (answer == test_y).mean()
    error = np.sqrt(accuracy * (1 - accuracy) / len(test_y))
    print(f"test at {limit:.2f}: accuracy {accuracy:.3f} +- {error:.3f}, "
          f"precision {precision_score(test_y, answer):.3f}, recall {recall_score(test_y, answer):.3f}, "
          f"F1 {f1_score(test_y, answer):.3f}")
    (true_no, false_yes), (false_no, true_yes) = confusion_matrix(test_y, answer)
    print(f"  died: {true_no} right, {false_yes} wrong; survived: {true_yes} right, {false_no} wrong")

unlabelled, _ = read_table("titanic_unlabelled.csv")
lived = best.predict_proba(unlabelled)[:, 1] >= threshold
print(f"of {len(unlabelled)} passengers without an answer it says that {lived.sum()} survived")
