"""Measures drawn."""

import numpy

from . import auc, confusion_matrix, roc_curve


class ConfusionMatrixDisplay:
    def __init__(self, confusion_matrix, *, display_labels=None):
        self.confusion_matrix, self.display_labels = confusion_matrix, display_labels

    def plot(self, *, include_values=True, cmap="viridis", xticks_rotation="horizontal", values_format=None, ax=None, colorbar=True):
        from matplotlib import pyplot as plt

        counts = numpy.asarray(self.confusion_matrix)
        size = len(counts)
        labels = list(range(size)) if self.display_labels is None else list(self.display_labels)
        if ax is None:
            _, ax = plt.subplots()
        self.ax_, self.figure_ = ax, ax.figure
        self.im_ = ax.imshow(counts, interpolation="nearest", cmap=cmap)
        shades, middle = self.im_.cmap, (float(counts.max()) + float(counts.min())) / 2.0
        if include_values:
            for row in range(size):
                for column in range(size):
                    value = counts[row, column]
                    text = format(value.item(), values_format) if values_format else f"{value:d}" if counts.dtype.kind in "iu" else f"{value:.2g}"
                    ax.text(column, row, text, ha="center", va="center", color=shades(256 if value < middle else 0))
        if colorbar:
            self.figure_.colorbar(self.im_, ax=ax)
        ax.set(xticks=range(size), yticks=range(size), xticklabels=labels, yticklabels=labels, ylabel="True label", xlabel="Predicted label")
        ax.set_ylim((size - 0.5, -0.5))
        if xticks_rotation != "horizontal":
            ax.tick_params(axis="x", labelrotation=90 if xticks_rotation == "vertical" else xticks_rotation)
        return self

    @classmethod
    def from_predictions(cls, y_true, y_pred, *, labels=None, normalize=None, display_labels=None, **named):
        names = sorted(set(list(y_true)) | set(list(y_pred))) if labels is None else labels
        return cls(
            confusion_matrix(y_true, y_pred, labels=labels, normalize=normalize), display_labels=names if display_labels is None else display_labels
        ).plot(**named)

    @classmethod
    def from_estimator(cls, estimator, X, y, **named):
        return cls.from_predictions(y, estimator.predict(X), **named)


class RocCurveDisplay:
    def __init__(self, *, fpr, tpr, roc_auc=None, estimator_name=None):
        self.fpr, self.tpr, self.roc_auc, self.estimator_name = fpr, tpr, roc_auc, estimator_name

    def plot(self, ax=None, *, name=None, **named):
        from matplotlib import pyplot as plt

        if ax is None:
            _, ax = plt.subplots()
        name = self.estimator_name if name is None else name
        area = None if self.roc_auc is None else f"AUC = {self.roc_auc:0.2f}"
        label = f"{name} ({area})" if name and area else name or area
        (self.line_,) = ax.plot(self.fpr, self.tpr, **({"label": label} if label else {}), **named)
        ax.set(xlabel="False Positive Rate", ylabel="True Positive Rate")
        if label:
            ax.legend(loc="lower right")
        self.ax_, self.figure_ = ax, ax.figure
        return self

    @classmethod
    def from_predictions(cls, y_true, y_pred, *, name=None, **named):
        fpr, tpr, _ = roc_curve(y_true, y_pred)
        return cls(fpr=fpr, tpr=tpr, roc_auc=auc(fpr, tpr), estimator_name=name or "Classifier").plot(**named)

    @classmethod
    def from_estimator(cls, estimator, X, y, *, name=None, **named):
        scores = estimator.decision_function(X) if hasattr(estimator, "decision_function") else estimator.predict_proba(X)[:, 1]
        return cls.from_predictions(y, scores, name=name or type(estimator).__name__, **named)
