"""Further measures: of classes, of numbers, of groups."""

import math

import numpy
import torch

from ..base import listed
from . import _columns, _numbers, _pair, confusion_matrix, jaccard_parts


def cohen_kappa_score(y1, y2, *, labels=None, weights=None):
    counts = confusion_matrix(y1, y2, labels=labels)._tensor.double()
    expected = torch.outer(counts.sum(1), counts.sum(0)) / counts.sum()
    places = torch.arange(counts.size(0), dtype=torch.float64)
    apart = (places.unsqueeze(0) - places.unsqueeze(1)).abs()
    cost = {None: (apart > 0).double(), "linear": apart, "quadratic": apart**2}[weights]
    return (1 - (cost * counts).sum() / (cost * expected).sum()).item()


def hamming_loss(y_true, y_pred):
    first, second = numpy.asarray(listed(y_true)), numpy.asarray(listed(y_pred))
    return float((first != second).mean())


def zero_one_loss(y_true, y_pred, *, normalize=True):
    true, said = _pair(y_true, y_pred)
    wrong = sum(a != b for a, b in zip(true, said))
    return wrong / len(true) if normalize else wrong


def jaccard_score(y_true, y_pred, *, pos_label=1, average="binary"):
    names, hits, joined, counts = jaccard_parts(y_true, y_pred)
    each = [hit / whole if whole else 0.0 for hit, whole in zip(hits, joined)]
    if average == "binary":
        return each[names.index(pos_label)]
    if average is None:
        return numpy.array(each)
    if average == "micro":
        return sum(hits) / sum(joined)
    return sum(a * b for a, b in zip(each, counts)) / sum(counts) if average == "weighted" else sum(each) / len(each)


def brier_score_loss(y_true, y_prob, *, pos_label=1):
    chances = _numbers(y_prob)
    return (torch.tensor([float(one == pos_label) for one in listed(y_true)], dtype=torch.float64) - chances).square().mean().item()


def top_k_accuracy_score(y_true, y_score, *, k=2):
    scores, true = numpy.asarray(y_score)._tensor, listed(y_true)
    names = sorted(set(true))
    best = scores.argsort(1, descending=True)[:, :k].tolist()
    return sum(one in [names[place] for place in row] for one, row in zip(true, best)) / len(true)


# Of numbers.


def median_absolute_error(y_true, y_pred):
    return (_numbers(y_true) - _numbers(y_pred)).abs().quantile(0.5).item()


def max_error(y_true, y_pred):
    return (_numbers(y_true) - _numbers(y_pred)).abs().max().item()


def mean_absolute_percentage_error(y_true, y_pred):
    true, said = _numbers(y_true), _numbers(y_pred)
    return ((true - said).abs() / true.abs().clamp(min=2.220446049250313e-16)).mean().item()


def mean_squared_log_error(y_true, y_pred, *, squared=True):
    found = (_numbers(y_true).log1p() - _numbers(y_pred).log1p()).square().mean().item()
    return found if squared else math.sqrt(found)


def explained_variance_score(y_true, y_pred):
    true, said = _columns(y_true, y_pred)[:2]
    return (1 - (true - said).var(0, unbiased=False) / true.var(0, unbiased=False)).mean().item()


# Of groups.


def _table(first, second):
    return confusion_matrix([str(one) for one in listed(first)], [str(one) for one in listed(second)])._tensor.double()


def adjusted_rand_score(labels_true, labels_pred):
    first, second = listed(labels_true), listed(labels_pred)
    pairs = lambda values: sum(count * (count - 1) / 2 for count in values)
    both, a, b = {}, {}, {}
    for one, other in zip(first, second):
        for counts, key in ((both, (one, other)), (a, one), (b, other)):
            counts[key] = counts.get(key, 0) + 1
    together, own, others = pairs(both.values()), pairs(a.values()), pairs(b.values())
    expected = own * others / (len(first) * (len(first) - 1) / 2)
    return 1.0 if (own + others) / 2 == expected else (together - expected) / ((own + others) / 2 - expected)


def _information(labels_true, labels_pred):
    first, second = listed(labels_true), listed(labels_pred)
    count, both = len(first), {}
    for pair in zip(first, second):
        both[pair] = both.get(pair, 0) + 1
    shares = lambda values: {value: values.count(value) / count for value in set(values)}
    a, b = shares(first), shares(second)
    shared = sum(hits / count * math.log(hits / count / (a[one] * b[other])) for (one, other), hits in both.items())
    entropy = lambda parts: -sum(share * math.log(share) for share in parts.values())
    return max(shared, 0.0), entropy(a), entropy(b)


def mutual_info_score(labels_true, labels_pred):
    return _information(labels_true, labels_pred)[0]


def normalized_mutual_info_score(labels_true, labels_pred):
    shared, first, second = _information(labels_true, labels_pred)
    return 1.0 if not first and not second else shared / ((first + second) / 2) if first + second else 0.0


def homogeneity_score(labels_true, labels_pred):
    shared, first, _ = _information(labels_true, labels_pred)
    return shared / first if first else 1.0


def completeness_score(labels_true, labels_pred):
    return homogeneity_score(labels_pred, labels_true)


def v_measure_score(labels_true, labels_pred):
    first, second = homogeneity_score(labels_true, labels_pred), completeness_score(labels_true, labels_pred)
    return 2 * first * second / (first + second) if first + second else 0.0


def _groups(X, labels):
    rows, names = numpy.asarray(X)._tensor.double(), listed(labels)
    return rows, [rows[torch.tensor([one == name for one in names])] for name in sorted(set(names))]


def davies_bouldin_score(X, labels):
    _, groups = _groups(X, labels)
    means = torch.stack([group.mean(0) for group in groups])
    widths = torch.stack([(group - mean).norm(2, 1).mean() for group, mean in zip(groups, means)])
    apart = torch.cdist(means, means)
    apart.fill_diagonal_(math.inf)
    return ((widths.unsqueeze(0) + widths.unsqueeze(1)) / apart).amax(1).mean().item()


def calinski_harabasz_score(X, labels):
    rows, groups = _groups(X, labels)
    between = sum(len(group) * (group.mean(0) - rows.mean(0)).square().sum().item() for group in groups)
    within = sum((group - group.mean(0)).square().sum().item() for group in groups)
    return between * (len(rows) - len(groups)) / (within * (len(groups) - 1)) if within else 1.0
