"""Perceptrons with hidden layers: weights by Glorot and Bengio (2010), steps by Adam (Kingma and Ba, 2015) or with momentum."""

import math
import warnings

import numpy
import torch

from .base import BaseEstimator, ClassifierMixin, RegressorMixin, check_fitted, classes_of, given_back, in_numpy, keep, random_state_of, refuse, table
from .exceptions import ConvergenceWarning
from .model_selection import train_test_split

# What a unit does, and the slope at what it gave.
_ACTIVATIONS = {
    "identity": (lambda z: z, lambda a: 1.0),
    "logistic": (torch.sigmoid, lambda a: a * (1 - a)),
    "tanh": (torch.tanh, lambda a: 1 - a * a),
    "relu": (torch.relu, lambda a: (a > 0).double()),
}


class _Adam:
    def __init__(self, model, parameters):
        self._model, self._time = model, 0
        self._means, self._squares = ([torch.zeros_like(one) for one in parameters] for _ in range(2))

    def step(self, parameters, gradients):
        first, second = self._model.beta_1, self._model.beta_2
        self._time += 1
        rate = self._model.learning_rate_init * math.sqrt(1 - second**self._time) / (1 - first**self._time)
        for own, gradient, mean, square in zip(parameters, gradients, self._means, self._squares):
            mean.mul_(first).add_(gradient, alpha=1 - first)
            square.mul_(second).addcmul_(gradient, gradient, value=1 - second)
            own.addcdiv_(mean, square.sqrt().add_(self._model.epsilon), value=-rate)

    def end_epoch(self, seen):
        """Its rates do not depend on it."""

    def gives_up(self):
        return True


class _Momentum:
    def __init__(self, model, parameters):
        self._model, self._rate = model, model.learning_rate_init
        self._speeds = [torch.zeros_like(one) for one in parameters]

    def step(self, parameters, gradients):
        keep = self._model.momentum
        for own, gradient, speed in zip(parameters, gradients, self._speeds):
            speed.mul_(keep).sub_(gradient, alpha=self._rate)
            own.add_(speed * keep - self._rate * gradient if self._model.nesterovs_momentum else speed)

    def end_epoch(self, seen):
        if self._model.learning_rate == "invscaling":
            self._rate = self._model.learning_rate_init / (seen + 1) ** self._model.power_t

    def gives_up(self):
        if self._model.learning_rate != "adaptive" or self._rate <= 1e-6:
            return True
        self._rate /= 5
        return False


class _Perceptron(BaseEstimator):
    def _learned(self, X, y, last, stratify):
        refuse(self, activation=tuple(_ACTIVATIONS), solver=("adam", "sgd"), warm_start=(False,), learning_rate=("constant", "invscaling", "adaptive"))
        hidden = [self.hidden_layer_sizes] if isinstance(self.hidden_layer_sizes, int) else list(self.hidden_layer_sizes)
        sizes = [X.size(1), *hidden, y.size(1)]
        self.n_features_in_, self.n_outputs_, self.n_layers_, self.out_activation_ = X.size(1), y.size(1), len(sizes), last
        state = random_state_of(self.random_state)
        drawn = [self._drawn(state, *pair) for pair in zip(sizes, sizes[1:])]
        self._weights, self._biases = [one[0] for one in drawn], [one[1] for one in drawn]
        held = None
        if self.early_stopping:
            rows = numpy.arange(X.size(0))
            fit, held = (one._tensor for one in train_test_split(rows, random_state=state, test_size=self.validation_fraction, stratify=stratify))
            X, y, held = X[fit], y[fit], (X[held], y[held])
        self._descended(X, y, held, state)
        self.coefs_, self.intercepts_ = [in_numpy(one) for one in self._weights], [in_numpy(one) for one in self._biases]
        return self

    def _drawn(self, state, inputs, outputs):
        bound = math.sqrt((2.0 if self.activation == "logistic" else 6.0) / (inputs + outputs))
        return state.uniform(-bound, bound, (inputs, outputs))._tensor, state.uniform(-bound, bound, outputs)._tensor

    def _descended(self, X, y, held, state):
        parameters = self._weights + self._biases
        steps = (_Adam if self.solver == "adam" else _Momentum)(self, parameters)
        order, rows = numpy.arange(X.size(0)), X.size(0)
        batch = min(200, rows) if self.batch_size == "auto" else max(1, min(self.batch_size, rows))
        self.loss_curve_, self.validation_scores_ = [], [] if held else None
        best, least, waited, kept = -math.inf, math.inf, 0, None
        for epoch in range(1, self.max_iter + 1):
            if self.shuffle:
                lots = numpy.arange(rows)
                state.shuffle(lots)
                order = order[lots]
            total = 0.0
            for places in order._tensor.split(batch):
                loss, gradients = self._way_back(X[places], y[places])
                total += loss * len(places)
                steps.step(parameters, gradients)
            self.n_iter_, self.loss_ = epoch, total / rows
            self.loss_curve_.append(self.loss_)
            if self.verbose:
                print(f"Iteration {epoch}, loss = {self.loss_:.8f}")
            if held:
                score = self._judged(*held)
                self.validation_scores_.append(score)
                if self.verbose:
                    print(f"Validation score: {score:f}")
                waited = waited + 1 if score < best + self.tol else 0
                if score > best:
                    best, kept = score, [one.clone() for one in parameters]
            else:
                waited = waited + 1 if self.loss_ > least - self.tol else 0
                least = min(least, self.loss_)
            steps.end_epoch(epoch * rows)
            if waited > self.n_iter_no_change:
                if steps.gives_up():
                    if self.verbose:
                        what = "Validation score" if held else "Training loss"
                        print(f"{what} did not improve more than tol={self.tol:f} for {self.n_iter_no_change} consecutive epochs. Stopping.")
                    break
                waited = 0
            if epoch == self.max_iter:
                warnings.warn(
                    f"Stochastic Optimizer: Maximum iterations ({self.max_iter}) reached and the optimization hasn't converged yet.", ConvergenceWarning, stacklevel=4
                )
        if held:
            self._weights, self._biases = kept[: len(self._weights)], kept[len(self._weights) :]
        self.best_validation_score_, self.best_loss_ = (best, None) if held else (None, least)

    def _forward(self, X):
        """What every layer gives."""
        layers, act = [X], _ACTIVATIONS[self.activation][0]
        for place, (weight, bias) in enumerate(zip(self._weights, self._biases)):
            z = layers[-1] @ weight + bias
            layers.append(act(z) if place + 2 < self.n_layers_ else {"identity": lambda z: z, "logistic": torch.sigmoid, "softmax": lambda z: z.softmax(1)}[self.out_activation_](z))
        return layers

    def _way_back(self, X, y):
        layers, rows, slope = self._forward(X), X.size(0), _ACTIVATIONS[self.activation][1]
        loss = self._loss(y, layers[-1]) + 0.5 * self.alpha * sum(one.square().sum().item() for one in self._weights) / rows
        error, weights, biases = layers[-1] - y, [], []
        for place in range(self.n_layers_ - 2, -1, -1):
            weights.insert(0, (layers[place].t() @ error + self.alpha * self._weights[place]) / rows)
            biases.insert(0, error.mean(0))
            if place:
                error = (error @ self._weights[place].t()) * slope(layers[place])
        return loss, weights + biases

    def _said(self, X):
        check_fitted(self, "coefs_")
        X = table(X)
        if X.size(1) != self.n_features_in_:
            raise ValueError(f"X has {X.size(1)} features, but {type(self).__name__} is expecting {self.n_features_in_} features as input.")
        return self._forward(X)[-1]


class MLPClassifier(ClassifierMixin, _Perceptron):
    def __init__(self, hidden_layer_sizes=(100,), activation="relu", *, solver="adam", alpha=0.0001, batch_size="auto", learning_rate="constant", learning_rate_init=0.001, power_t=0.5, max_iter=200,
                 shuffle=True, random_state=None, tol=1e-4, verbose=False, warm_start=False, momentum=0.9, nesterovs_momentum=True, early_stopping=False, validation_fraction=0.1, beta_1=0.9, beta_2=0.999,
                 epsilon=1e-8, n_iter_no_change=10, max_fun=15000):  # fmt: skip
        """`max_fun` concerns a solver that is not here."""
        keep(self, locals())

    def fit(self, X, y):
        self._classes, places = classes_of(y)
        self.classes_ = given_back(self._classes)
        is_binary = len(self._classes) == 2
        truth = places.double().unsqueeze(1) if is_binary else torch.nn.functional.one_hot(places, len(self._classes)).double()
        return self._learned(table(X), truth, "logistic" if is_binary else "softmax", places.tolist() if is_binary else None)

    def _loss(self, y, chances):
        chances = chances.clamp(2.220446049250313e-16, 1 - 2.220446049250313e-16)
        costs = y * chances.log()
        if self.n_outputs_ == 1:
            costs = costs + (1 - y) * (1 - chances).log()
        return -costs.sum().item() / y.size(0)

    def _places(self, said):
        return (said[:, 0] > 0.5).long() if self.n_outputs_ == 1 else said.argmax(1)

    def _judged(self, X, y):
        return (self._places(self._forward(X)[-1]) == (y[:, 0].long() if self.n_outputs_ == 1 else y.argmax(1))).double().mean().item()

    def predict(self, X):
        return given_back([self._classes[place] for place in self._places(self._said(X)).tolist()])

    def predict_proba(self, X):
        said = self._said(X)
        return in_numpy(torch.cat([1 - said, said], 1) if self.n_outputs_ == 1 else said)


class MLPRegressor(RegressorMixin, _Perceptron):
    def __init__(self, hidden_layer_sizes=(100,), activation="relu", *, solver="adam", alpha=0.0001, batch_size="auto", learning_rate="constant", learning_rate_init=0.001, power_t=0.5, max_iter=200,
                 shuffle=True, random_state=None, tol=1e-4, verbose=False, warm_start=False, momentum=0.9, nesterovs_momentum=True, early_stopping=False, validation_fraction=0.1, beta_1=0.9, beta_2=0.999,
                 epsilon=1e-8, n_iter_no_change=10, max_fun=15000):  # fmt: skip
        """`max_fun` concerns a solver that is not here."""
        keep(self, locals())

    def fit(self, X, y):
        answers = numpy.asarray(getattr(y, "values", y))._tensor.double()
        self._is_single = answers.dim() == 1
        return self._learned(table(X), answers.reshape(answers.size(0), -1), "identity", None)

    def _loss(self, y, said):
        return (y - said).square().mean().item() / 2

    def _judged(self, X, y):
        from .metrics import r2_score

        return r2_score(in_numpy(y), in_numpy(self._forward(X)[-1]))

    def predict(self, X):
        said = self._said(X)
        return in_numpy(said.squeeze(1) if self._is_single else said)


def __getattr__(name):
    raise AttributeError(f"sklearn.neural_network.{name} is not here: MLPClassifier and MLPRegressor are. It would run in scikit-learn.")
