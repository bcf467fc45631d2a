"""The rules: how a gradient becomes a step."""

import math

from _ember.bridge import operation

from .. import _creation
from .optimizer import Optimizer, required

_sgd, _adam = operation("sgd"), operation("adam")


def _check(lr=None, **others):
    if lr is not None and lr is not required and not lr >= 0.0:
        raise ValueError(f"Invalid learning rate: {lr}")
    for name, value in others.items():
        if not value >= 0.0:
            raise ValueError(f"Invalid {name} value: {value}")


def _settings(**given):
    """What chooses between ways to the same numbers is kept as it is given; what would need more than is here is refused."""
    for name in ("differentiable", "capturable"):
        if given.get(name):
            raise NotImplementedError(f"{name}=True is not here: steps are not part of the graph of gradients.")
    if given.get("fused"):
        raise RuntimeError("FusedAdam requires all the params to be CUDA, floating point Tensor")
    return given


def _betas(betas):
    for place, beta in enumerate(betas):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {place}: {beta}")


def _like(parameter):
    return _creation.zeros_like(parameter).detach()


class SGD(Optimizer):
    def __init__(self, params, lr=required, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, differentiable=False):
        _check(lr, momentum=momentum, weight_decay=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        settings = _settings(lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov, maximize=maximize, foreach=foreach, differentiable=differentiable)
        super().__init__(params, settings)

    def update(self, parameter, gradient, state, group):
        momentum, buffer = group["momentum"], state.get("momentum_buffer")
        gradient = -gradient if group["maximize"] else gradient
        is_first = buffer is None
        if momentum and is_first:
            buffer = state["momentum_buffer"] = _like(parameter)
        handle = buffer._handle if momentum else 0
        _sgd(parameter._handle, gradient._handle, handle, group["lr"], momentum, group["dampening"], group["weight_decay"], group["nesterov"], is_first)


class Adam(Optimizer):
    is_decoupled = False

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, *, foreach=None, maximize=False, capturable=False, differentiable=False, fused=None):
        _check(lr, epsilon=eps, weight_decay=weight_decay)
        _betas(betas)
        settings = _settings(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, maximize=maximize, foreach=foreach, capturable=capturable, differentiable=differentiable, fused=fused)
        super().__init__(params, settings)

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), exp_avg=_like(parameter), exp_avg_sq=_like(parameter))
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = _like(parameter)
        gradient = -gradient if group["maximize"] else gradient
        state["step"] += 1
        most = state["max_exp_avg_sq"]._handle if group["amsgrad"] else 0
        _adam(
            parameter._handle, gradient._handle, state["exp_avg"]._handle, state["exp_avg_sq"]._handle, most,
            group["lr"], *group["betas"], group["eps"], group["weight_decay"], self.is_decoupled, state["step"].item(),
        )  # fmt: skip


class AdamW(Adam):
    is_decoupled = True

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False, *, maximize=False, foreach=None, capturable=False):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, foreach=foreach, maximize=maximize, capturable=capturable)


class RMSprop(Optimizer):
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, foreach=None, maximize=False, differentiable=False):
        _check(lr, epsilon=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        settings = _settings(lr=lr, momentum=momentum, alpha=alpha, eps=eps, centered=centered, weight_decay=weight_decay, foreach=foreach, maximize=maximize, differentiable=differentiable)
        super().__init__(params, settings)

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=0, square_avg=_like(parameter))
            if group["momentum"] > 0:
                state["momentum_buffer"] = _like(parameter)
            if group["centered"]:
                state["grad_avg"] = _like(parameter)
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
    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *, maximize=False, differentiable=False):
        _check(lr, lr_decay=lr_decay, weight_decay=weight_decay, initial_accumulator_value=initial_accumulator_value, epsilon=eps)
        settings = _settings(lr=lr, lr_decay=lr_decay, eps=eps, weight_decay=weight_decay, initial_accumulator_value=initial_accumulator_value, foreach=foreach, maximize=maximize, differentiable=differentiable)
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
        _check(lr, epsilon=eps, weight_decay=weight_decay)
        super().__init__(params, _settings(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize, foreach=foreach, differentiable=differentiable))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=0, square_avg=_like(parameter), acc_delta=_like(parameter))
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        rho, eps = group["rho"], group["eps"]
        state["square_avg"].mul_(rho).add_(gradient * gradient * (1 - rho))
        delta = (state["acc_delta"] + eps).sqrt_() / (state["square_avg"] + eps).sqrt_() * gradient
        state["acc_delta"].mul_(rho).add_(delta * delta * (1 - rho))
        parameter.sub_(delta * group["lr"])


class Adamax(Optimizer):
    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False, differentiable=False):
        _check(lr, epsilon=eps, weight_decay=weight_decay)
        _betas(betas)
        super().__init__(params, _settings(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach, maximize=maximize, differentiable=differentiable))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), exp_avg=_like(parameter), exp_inf=_like(parameter))
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        beta1, beta2 = group["betas"]
        state["exp_avg"].mul_(beta1).add_(gradient * (1 - beta1))
        state["exp_inf"].copy_((state["exp_inf"] * beta2).maximum(gradient.abs() + group["eps"]))
        rate = group["lr"] / (1 - beta1 ** state["step"].item())
        parameter.sub_(state["exp_avg"] / state["exp_inf"] * rate)


class Rprop(Optimizer):
    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), *, foreach=None, maximize=False, differentiable=False):
        _check(lr)
        super().__init__(params, _settings(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize, differentiable=differentiable))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=0, prev=_like(parameter), step_size=_creation.full_like(gradient, group["lr"]))
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


class NAdam(Optimizer):
    """Adam with Nesterov's look ahead (Dozat, 2016)."""

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, foreach=None):
        _check(lr, epsilon=eps, weight_decay=weight_decay, momentum_decay=momentum_decay)
        _betas(betas)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay, foreach=foreach))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), mu_product=_creation.tensor(1.0), exp_avg=_like(parameter), exp_avg_sq=_like(parameter))
        state["step"] += 1
        step, (beta1, beta2) = state["step"].item(), group["betas"]
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        now, ahead = (beta1 * (1.0 - 0.5 * 0.96 ** (count * group["momentum_decay"])) for count in (step, step + 1))
        state["mu_product"] *= now
        product = state["mu_product"].item()
        state["exp_avg"].mul_(beta1).add_(gradient * (1 - beta1))
        state["exp_avg_sq"].mul_(beta2).add_(gradient * gradient * (1 - beta2))
        spread = (state["exp_avg_sq"] / (1 - beta2**step)).sqrt().add_(group["eps"])
        parameter.sub_(gradient / spread * (group["lr"] * (1 - now) / (1 - product)))
        # PyTorch 1.13 has this step's factor in the next product once more.
        parameter.sub_(state["exp_avg"] / spread * (group["lr"] * ahead / (1 - product * now * ahead)))


class RAdam(Optimizer):
    """Adam whose early steps are held back while the spread is not known (Liu et al., 2019)."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None):
        _check(lr, epsilon=eps, weight_decay=weight_decay)
        _betas(betas)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), exp_avg=_like(parameter), exp_avg_sq=_like(parameter))
        state["step"] += 1
        step, (beta1, beta2) = state["step"].item(), group["betas"]
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        state["exp_avg"].mul_(beta1).add_(gradient * (1 - beta1))
        state["exp_avg_sq"].mul_(beta2).add_(gradient * gradient * (1 - beta2))
        mean, share = state["exp_avg"] / (1 - beta1**step), 1 - beta2**step
        most = 2 / (1 - beta2) - 1
        length = most - 2 * step * beta2**step / share
        if length > 5.0:
            spread = state["exp_avg_sq"].sqrt().add_(group["eps"])
            rest = math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
            mean = mean * (math.sqrt(share) * rest) / spread
        parameter.sub_(mean * group["lr"])


class ASGD(Optimizer):
    """Gradient descent that keeps the mean of its parameters (Polyak and Juditsky, 1992)."""

    def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False, differentiable=False):
        _check(lr, weight_decay=weight_decay)
        super().__init__(params, _settings(lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay, foreach=foreach, maximize=maximize, differentiable=differentiable))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), eta=_creation.tensor(group["lr"]), mu=_creation.tensor(1.0), ax=_like(parameter))
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
