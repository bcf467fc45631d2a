"""The other rules: how a gradient becomes a step."""

from _ember.bridge import operation

from .. import _creation
from ._settings import check, like, settings_of
from .optimizer import Optimizer, required

_sgd = operation("sgd")


class SGD(Optimizer):
    def __init__(self, params, lr=required, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, differentiable=False):
        check(lr, momentum=momentum, weight_decay=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        settings = settings_of(
            lr=lr,
            momentum=momentum,
            dampening=dampening,
            weight_decay=weight_decay,
            nesterov=nesterov,
            maximize=maximize,
            foreach=foreach,
            differentiable=differentiable,
        )
        super().__init__(params, settings)

    def update(self, parameter, gradient, state, group):
        momentum, buffer = group["momentum"], state.get("momentum_buffer")
        gradient = -gradient if group["maximize"] else gradient
        is_first = buffer is None
        if is_first:
            buffer = state["momentum_buffer"] = like(parameter) if momentum else None
        handle = buffer._handle if momentum else 0
        _sgd(parameter._handle, gradient._handle, handle, group["lr"], momentum, group["dampening"], group["weight_decay"], group["nesterov"], is_first)


class RMSprop(Optimizer):
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, foreach=None, maximize=False, differentiable=False):
        check(lr, epsilon=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        settings = settings_of(
            lr=lr,
            momentum=momentum,
            alpha=alpha,
            eps=eps,
            centered=centered,
            weight_decay=weight_decay,
            foreach=foreach,
            maximize=maximize,
            differentiable=differentiable,
        )
        super().__init__(params, settings)

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=0, square_avg=like(parameter))
            if group["momentum"] > 0:
                state["momentum_buffer"] = like(parameter)
            if group["centered"]:
                state["grad_avg"] = like(parameter)
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        alpha, square = group["alpha"], state["square_avg"]
        square.mul_(alpha).add_(gradient * gradient * (1 - alpha))
        if group["centered"]:
            mean = state["grad_avg"]
            mean.mul_(alpha).add_(gradient * (1 - alpha))
            spread = (square - mean * mean).sqrt_().add_(group["eps"])
        else:
            spread = square.sqrt().add_(group["eps"])
        if group["momentum"] > 0:
            buffer = state["momentum_buffer"]
            buffer.mul_(group["momentum"]).add_(gradient / spread)
            parameter.sub_(buffer * group["lr"])
        else:
            parameter.sub_(gradient / spread * group["lr"])


class Adagrad(Optimizer):
    def __init__(
        self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *, maximize=False, differentiable=False
    ):
        check(lr, lr_decay=lr_decay, weight_decay=weight_decay, initial_accumulator_value=initial_accumulator_value, epsilon=eps)
        settings = settings_of(
            differentiable,
            lr=lr,
            lr_decay=lr_decay,
            eps=eps,
            weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value,
            foreach=foreach,
            maximize=maximize,
        )
        super().__init__(params, settings)
        for group in self.param_groups:
            for parameter in group["params"]:
                self.state[parameter] = dict(step=_creation.tensor(0.0), sum=_creation.full_like(parameter, float(initial_accumulator_value)))

    def update(self, parameter, gradient, state, group):
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        rate = group["lr"] / (1 + (state["step"].item() - 1) * group["lr_decay"])
        state["sum"].add_(gradient * gradient)
        parameter.sub_(gradient / state["sum"].sqrt().add_(group["eps"]) * rate)


class Adadelta(Optimizer):
    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, maximize=False, differentiable=False):
        check(lr, epsilon=eps, weight_decay=weight_decay)
        super().__init__(
            params, settings_of(differentiable, lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize, foreach=foreach)
        )

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=0, square_avg=like(parameter), acc_delta=like(parameter))
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        rho, eps = group["rho"], group["eps"]
        state["square_avg"].mul_(rho).add_(gradient * gradient * (1 - rho))
        delta = (state["acc_delta"] + eps).sqrt_() / (state["square_avg"] + eps).sqrt_() * gradient
        state["acc_delta"].mul_(rho).add_(delta * delta * (1 - rho))
        parameter.sub_(delta * group["lr"])


class Rprop(Optimizer):
    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), *, foreach=None, maximize=False, differentiable=False):
        check(lr)
        super().__init__(params, settings_of(differentiable, lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=0, prev=like(parameter), step_size=_creation.full_like(gradient, group["lr"]))
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        (shrink, grow), (least, most) = group["etas"], group["step_sizes"]
        turn = (gradient * state["prev"]).sign()
        factor = _creation.ones_like(turn)
        factor[turn.gt(0)] = grow
        factor[turn.lt(0)] = shrink
        state["step_size"].mul_(factor).clamp_(least, most)
        gradient = gradient.clone()
        gradient[turn.lt(0)] = 0
        parameter.sub_(gradient.sign() * state["step_size"])
        state["prev"].copy_(gradient)


class ASGD(Optimizer):
    """Gradient descent that keeps the mean of its parameters (Polyak and Juditsky, 1992)."""

    def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False, differentiable=False):
        check(lr, weight_decay=weight_decay)
        super().__init__(
            params,
            settings_of(differentiable, lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay, foreach=foreach, maximize=maximize),
        )

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), eta=_creation.tensor(group["lr"]), mu=_creation.tensor(1.0), ax=like(parameter))
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        step, eta, mu = state["step"].item(), state["eta"].item(), state["mu"].item()
        parameter.mul_(1 - group["lambd"] * eta)
        parameter.sub_(gradient * eta)
        state["ax"].copy_(parameter if mu == 1 else state["ax"] + (parameter - state["ax"]) * mu)
        state["eta"] = _creation.tensor(group["lr"] / (1 + group["lambd"] * group["lr"] * step) ** group["alpha"])
        state["mu"] = _creation.tensor(1 / max(1, step - group["t0"]))
