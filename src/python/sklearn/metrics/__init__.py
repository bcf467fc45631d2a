"""How good predictions are."""

import numpy
import torch

from ..base import in_numpy, listed

__all__ = ["accuracy_score", "confusion_matrix", "precision_score", "recall_score", "f1_score", "fbeta_score", "precision_recall_fscore_support", "classification_report", "roc_auc_score", "roc_curve", "auc", "log_loss",
           "precision_recall_curve", "average_precision_score", "balanced_accuracy_score", "matthews_corrcoef", "mean_squared_error", "mean_absolute_error", "r2_score", "silhouette_score", "pairwise_distances"]  # fmt: skip


def _numbers(values):
    return torch.tensor([float(value) for value in listed(values)], dtype=torch.float64)


def _weights(sample_weight, count):
    return torch.ones(count, dtype=torch.float64) if sample_weight is None else _numbers(sample_weight)


def _pair(y_true, y_pred):
    true, said = listed(y_true), listed(y_pred)
    if len(true) != len(said):
        raise ValueError(f"Found input variables with inconsistent numbers of samples: [{len(true)}, {len(said)}]")
    return true, said


def accuracy_score(y_true, y_pred, *, normalize=True, sample_weight=None):
    true, said = _pair(y_true, y_pred)
    weights = _weights(sample_weight, len(true))
    right = (weights * torch.tensor([float(a == b) for a, b in zip(true, said)], dtype=torch.float64)).sum()
    if normalize:
        return (right / weights.sum()).item()
    return int(right) if sample_weight is None else right.item()


def confusion_matrix(y_true, y_pred, *, labels=None, sample_weight=None, normalize=None):
    true, said = _pair(y_true, y_pred)
    names = sorted(set(true) | set(said)) if labels is None else listed(labels)
    place = {name: number for number, name in enumerate(names)}
    counts = torch.zeros(len(names), len(names), dtype=torch.int64 if sample_weight is None else torch.float64)
    for a, b, weight in zip(true, said, [1] * len(true) if sample_weight is None else listed(sample_weight)):
        if a in place and b in place:
            counts[place[a], place[b]] += weight
    if normalize is not None:
        counts = counts.double() / {"true": counts.sum(1, True), "pred": counts.sum(0, True), "all": counts.sum()}[normalize]
    return in_numpy(torch.nan_to_num(counts) if normalize else counts)


def balanced_accuracy_score(y_true, y_pred):
    return recall_score(y_true, y_pred, average="macro")


def matthews_corrcoef(y_true, y_pred):
    counts = confusion_matrix(y_true, y_pred)._tensor.double()
    true, said, right, total = counts.sum(1), counts.sum(0), counts.diagonal().sum(), counts.sum()
    spread = ((total**2 - (said * said).sum()) * (total**2 - (true * true).sum())).sqrt()
    return ((right * total - (true * said).sum()) / spread).item() if spread else 0.0


# Precision and recall.


def precision_recall_fscore_support(y_true, y_pred, *, beta=1.0, labels=None, pos_label=1, average=None, sample_weight=None, zero_division="warn"):
    true, said = _pair(y_true, y_pred)
    names = sorted(set(true) | set(said)) if labels is None else listed(labels)
    if average == "binary":
        if len(set(true) | set(said)) > 2:
            raise ValueError("Target is multiclass but average='binary'. Please choose another average setting, one of [None, 'micro', 'macro', 'weighted'].")
        if pos_label not in names and len(names) > 1:
            raise ValueError(f"pos_label={pos_label} is not a valid label. It should be one of {names}")
        names = [pos_label]
    weights = [1.0] * len(true) if sample_weight is None else listed(sample_weight)
    rows = []
    for name in names:
        right = sum(weight for a, b, weight in zip(true, said, weights) if a == b == name)
        rows.append((right, sum(weight for b, weight in zip(said, weights) if b == name), sum(weight for a, weight in zip(true, weights) if a == name)))
    if average == "micro":
        rows = [tuple(map(sum, zip(*rows)))]
    nothing = 0.0 if zero_division == "warn" else float(zero_division)
    precision = [_share(right, found, nothing, zero_division, "Precision") for right, found, _ in rows]
    recall = [_share(right, there, nothing, zero_division, "Recall") for right, _, there in rows]
    score = [
        (1 + beta**2) * p * r / (beta**2 * p + r) if beta**2 * p + r else nothing if not found + there else 0.0
        for p, r, (_, found, there) in zip(precision, recall, rows)
    ]
    support = [there for _, _, there in rows]
    if average is None:
        return numpy.array(precision), numpy.array(recall), numpy.array(score), numpy.array([int(one) if sample_weight is None else one for one in support])
    if average not in ("binary", "micro", "macro", "weighted"):
        raise ValueError("average has to be one of (None, 'micro', 'macro', 'weighted', 'binary')")
    shares = support if average == "weighted" else [1.0] * len(rows)
    mean = lambda values: sum(value * share for value, share in zip(values, shares)) / (sum(shares) or 1.0)
    return mean(precision), mean(recall), mean(score), None


def _share(part, whole, nothing, zero_division, name):
    if whole:
        return part / whole
    if zero_division == "warn":
        import warnings

        what = "predicted" if name == "Precision" else "true"
        warnings.warn(
            f"{name} is ill-defined and being set to 0.0 due to no {what} samples. Use `zero_division` parameter to control this behavior.", stacklevel=4
        )
    return nothing


def _scored(place):
    def run(y_true, y_pred, *, labels=None, pos_label=1, average="binary", sample_weight=None, zero_division="warn"):
        return precision_recall_fscore_support(
            y_true, y_pred, labels=labels, pos_label=pos_label, average=average, sample_weight=sample_weight, zero_division=zero_division
        )[place]

    return run


precision_score, recall_score, f1_score = map(_scored, range(3))


def fbeta_score(y_true, y_pred, *, beta, labels=None, pos_label=1, average="binary", sample_weight=None, zero_division="warn"):
    return precision_recall_fscore_support(
        y_true, y_pred, beta=beta, labels=labels, pos_label=pos_label, average=average, sample_weight=sample_weight, zero_division=zero_division
    )[2]


def classification_report(y_true, y_pred, *, labels=None, target_names=None, digits=2, output_dict=False, zero_division="warn"):
    true, said = _pair(y_true, y_pred)
    names = sorted(set(true) | set(said)) if labels is None else listed(labels)
    shown = [str(name) for name in names] if target_names is None else [str(name) for name in target_names]
    if len(shown) != len(names):
        raise ValueError(f"Number of classes, {len(names)}, does not match size of target_names, {len(shown)}. Try specifying the labels parameter")
    rows = list(zip(*(one.tolist() for one in precision_recall_fscore_support(true, said, labels=names, zero_division=zero_division))))
    total = sum(row[3] for row in rows)
    means = {
        f"{kind} avg": (*precision_recall_fscore_support(true, said, labels=names, average=kind, zero_division=zero_division)[:3], total)
        for kind in ("macro", "weighted")
    }
    accuracy = accuracy_score(true, said)
    if output_dict:
        keys = ("precision", "recall", "f1-score", "support")
        return {
            **{name: dict(zip(keys, row)) for name, row in zip(shown, rows)},
            "accuracy": accuracy,
            **{name: dict(zip(keys, row)) for name, row in means.items()},
        }
    width = max(max(map(len, shown)), len("weighted avg"), digits)
    line = lambda name, row: f"{name:>{width}} " + "".join(f" {value:>9.{digits}f}" for value in row[:3]) + f" {row[3]:>9}\n"
    text = f"{'':>{width}} " + "".join(f" {name:>9}" for name in ("precision", "recall", "f1-score", "support")) + "\n\n"
    text += "".join(line(name, row) for name, row in zip(shown, rows)) + "\n"
    text += f"{'accuracy':>{width}} " + " " * 21 + f"{accuracy:>9.{digits}f} {total:>9}\n"
    return text + "".join(line(name, row) for name, row in means.items())


# Curves.


def roc_curve(y_true, y_score, *, pos_label=None, sample_weight=None, drop_intermediate=True):
    hits, misses, limits = _counts(y_true, y_score, pos_label, sample_weight)
    if drop_intermediate and len(hits) > 2:
        bends = torch.cat([torch.tensor([True]), (torch.diff(misses, 2) != 0) | (torch.diff(hits, 2) != 0), torch.tensor([True])])
        hits, misses, limits = hits[bends], misses[bends], limits[bends]
    start = lambda one, first: torch.cat([torch.tensor([float(first)], dtype=torch.float64), one])
    hits, misses, limits = start(hits, 0), start(misses, 0), start(limits, limits[0] + 1)
    return in_numpy(misses / misses[-1]), in_numpy(hits / hits[-1]), in_numpy(limits)


def _counts(y_true, y_score, pos_label=None, sample_weight=None):
    """Of each score from the highest on, how many of both kinds are at it or above."""
    true = torch.tensor([one == (1 if pos_label is None else pos_label) for one in listed(y_true)])
    scores, order = _numbers(y_score).sort(descending=True)
    weights = _weights(sample_weight, len(true))[order]
    right = true[order].double() * weights
    ends = torch.cat([torch.diff(scores) != 0, torch.tensor([True])])
    hits = right.cumsum(0)[ends]
    return hits, weights.cumsum(0)[ends] - hits, scores[ends]


def auc(x, y):
    x, y = _numbers(x), _numbers(y)
    return (torch.diff(x) * (y[1:] + y[:-1]) / 2).sum().abs().item()


def roc_auc_score(y_true, y_score, *, average="macro", sample_weight=None, multi_class="raise"):
    names = sorted(set(listed(y_true)))
    if len(names) < 2:
        raise ValueError("Only one class present in y_true. ROC AUC score is not defined in that case.")
    if len(names) > 2:
        if multi_class != "ovr" or average not in ("macro", "weighted"):
            raise NotImplementedError("roc_auc_score of several classes is here with multi_class='ovr' and average='macro' or 'weighted'.")
        table = numpy.asarray(y_score)._tensor
        areas = [auc(*roc_curve([one == name for one in listed(y_true)], in_numpy(table[:, place]), pos_label=True)[:2]) for place, name in enumerate(names)]
        shares = [listed(y_true).count(name) if average == "weighted" else 1 for name in names]
        return sum(area * share for area, share in zip(areas, shares)) / sum(shares)
    return auc(*roc_curve(y_true, y_score, pos_label=names[1], sample_weight=sample_weight)[:2])


def precision_recall_curve(y_true, probas_pred, *, pos_label=None, sample_weight=None):
    hits, misses, limits = _counts(y_true, probas_pred, pos_label, sample_weight)
    precision, recall = hits / (hits + misses), hits / hits[-1]
    end = lambda one, last: in_numpy(torch.cat([one.flip(0), torch.tensor([last], dtype=torch.float64)]))
    return end(precision, 1.0), end(recall, 0.0), in_numpy(limits.flip(0))


def average_precision_score(y_true, y_score, *, pos_label=1, sample_weight=None):
    precision, recall, _ = precision_recall_curve(y_true, y_score, pos_label=pos_label, sample_weight=sample_weight)
    return -(torch.diff(recall._tensor) * precision._tensor[:-1]).sum().item()


def log_loss(y_true, y_pred, *, eps="auto", normalize=True, sample_weight=None, labels=None):
    names = sorted(set(listed(y_true if labels is None else labels)))
    chances = torch.as_tensor(numpy.asarray(y_pred)._tensor).double()
    chances = torch.stack([1 - chances, chances], 1) if chances.dim() == 1 else chances
    least = 2.220446049250313e-16 if eps == "auto" else eps
    chances = chances.clamp(least, 1 - least)
    chances = chances / chances.sum(1, True)
    places = torch.tensor([names.index(one) for one in listed(y_true)])
    costs, weights = -chances.gather(1, places.unsqueeze(1)).squeeze(1).log(), _weights(sample_weight, len(places))
    return ((costs * weights).sum() / (weights.sum() if normalize else 1.0)).item()


# Of numbers.


def _columns(y_true, y_pred):
    true, said = (torch.as_tensor(numpy.asarray(getattr(y, "values", y))._tensor).double() for y in (y_true, y_pred))
    if true.size(0) != said.size(0):
        raise ValueError(f"Found input variables with inconsistent numbers of samples: [{true.size(0)}, {said.size(0)}]")
    return true.reshape(true.size(0), -1), said.reshape(said.size(0), -1)


def mean_squared_error(y_true, y_pred, *, sample_weight=None, squared=True):
    true, said = _columns(y_true, y_pred)
    weights = _weights(sample_weight, true.size(0)).unsqueeze(1)
    found = ((true - said).square() * weights).sum(0) / weights.sum()
    return (found if squared else found.sqrt()).mean().item()


def mean_absolute_error(y_true, y_pred, *, sample_weight=None):
    true, said = _columns(y_true, y_pred)
    weights = _weights(sample_weight, true.size(0)).unsqueeze(1)
    return (((true - said).abs() * weights).sum(0) / weights.sum()).mean().item()


def r2_score(y_true, y_pred, *, sample_weight=None):
    true, said = _columns(y_true, y_pred)
    weights = _weights(sample_weight, true.size(0)).unsqueeze(1)
    mean = (weights * true).sum(0) / weights.sum()
    rest, whole = (weights * (true - said).square()).sum(0), (weights * (true - mean).square()).sum(0)
    return torch.where(whole == 0, torch.where(rest == 0, 1.0, 0.0), 1 - rest / torch.where(whole == 0, 1.0, whole)).mean().item()


def pairwise_distances(X, Y=None, metric="euclidean"):
    powers = {"euclidean": 2.0, "l2": 2.0, "manhattan": 1.0, "l1": 1.0, "cityblock": 1.0, "chebyshev": float("inf")}
    if metric not in powers:
        raise NotImplementedError(f"pairwise_distances(metric={metric!r}) is not here: {', '.join(powers)} are.")
    first = numpy.asarray(X)._tensor.double()
    return in_numpy(torch.cdist(first, first if Y is None else numpy.asarray(Y)._tensor.double(), powers[metric]))


def silhouette_score(X, labels, *, metric="euclidean"):
    distances, names = pairwise_distances(X, metric=metric)._tensor, listed(labels)
    members = torch.tensor([[float(one == name) for name in sorted(set(names))] for one in names], dtype=torch.float64)
    counts, sums = members.sum(0), distances @ members
    own = (sums * members).sum(1) / ((members * counts).sum(1) - 1).clamp(min=1)
    others = torch.where(members > 0, float("inf"), sums / counts).amin(1)
    found = (others - own) / torch.maximum(own, others)
    return torch.where((members * counts).sum(1) == 1, 0.0, found).mean().item()


SCORES = {
    "accuracy": lambda model, X, y: accuracy_score(y, model.predict(X)), "f1": lambda model, X, y: f1_score(y, model.predict(X)), "precision": lambda model, X, y: precision_score(y, model.predict(X)),
    "recall": lambda model, X, y: recall_score(y, model.predict(X)), "f1_macro": lambda model, X, y: f1_score(y, model.predict(X), average="macro"),
    "roc_auc": lambda model, X, y: roc_auc_score(y, model.predict_proba(X)[:, 1]), "neg_log_loss": lambda model, X, y: -log_loss(y, model.predict_proba(X)),
    "r2": lambda model, X, y: r2_score(y, model.predict(X)), "neg_mean_squared_error": lambda model, X, y: -mean_squared_error(y, model.predict(X)),
    "neg_mean_absolute_error": lambda model, X, y: -mean_absolute_error(y, model.predict(X)),
}  # fmt: skip


def jaccard_parts(y_true, y_pred):
    """The classes; how often both say each, either, and how often it is true."""
    counts = confusion_matrix(y_true, y_pred)._tensor
    names = sorted(set(listed(y_true)) | set(listed(y_pred)))
    hits = counts.diagonal()
    return names, hits.tolist(), (counts.sum(0) + counts.sum(1) - hits).tolist(), counts.sum(1).tolist()


from . import _displays, _further  # noqa: E402

for _module in (_further, _displays):
    _own = {_name: _value for _name, _value in vars(_module).items() if not _name.startswith("_") and getattr(_value, "__module__", "") == _module.__name__}
    globals().update(_own)
    __all__ += list(_own)


def __getattr__(name):
    if name == "pairwise":
        from importlib import import_module

        return import_module(".pairwise", __name__)
    raise AttributeError(f"sklearn.metrics.{name} is not here. It would run in scikit-learn.")
