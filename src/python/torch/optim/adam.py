"""Adam (Kingma and Ba, 2015) and its kin."""

import math

from _ember.bridge import operation

from .. import _creation
from ._settings import check, check_betas, like, settings_of
from .optimizer import Optimizer

_adam = operation("adam")


class Adam(Optimizer):
    is_decoupled = False

    def __init__(
        self,
        params,
        lr=1e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        amsgrad=False,
        *,
        foreach=None,
        maximize=False,
        capturable=False,
        differentiable=False,
        fused=False,
    ):
        check(lr, epsilon=eps, weight_decay=weight_decay)
        check_betas(betas)
        settings = settings_of(
            lr=lr,
            betas=betas,
            eps=eps,
            weight_decay=weight_decay,
            amsgrad=amsgrad,
            maximize=maximize,
            foreach=foreach,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
        )
        super().__init__(params, settings)

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), exp_avg=like(parameter), exp_avg_sq=like(parameter))
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = like(parameter)
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
        check(lr, epsilon=eps, weight_decay=weight_decay)
        check_betas(betas)
        kept = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, amsgrad=amsgrad, foreach=foreach, maximize=maximize, capturable=capturable)
        Optimizer.__init__(self, params, settings_of(**kept))


class Adamax(Optimizer):
    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False, differentiable=False):
        check(lr, epsilon=eps, weight_decay=weight_decay)
        check_betas(betas)
        super().__init__(
            params, settings_of(differentiable, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach, maximize=maximize)
        )

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), exp_avg=like(parameter), exp_inf=like(parameter))
        state["step"] += 1
        gradient = -gradient if group["maximize"] else gradient
        if group["weight_decay"]:
            gradient = gradient + parameter * group["weight_decay"]
        beta1, beta2 = group["betas"]
        state["exp_avg"].mul_(beta1).add_(gradient * (1 - beta1))
        state["exp_inf"].copy_((state["exp_inf"] * beta2).maximum(gradient.abs() + group["eps"]))
        rate = group["lr"] / (1 - beta1 ** state["step"].item())
        parameter.sub_(state["exp_avg"] / state["exp_inf"] * rate)


class NAdam(Optimizer):
    """Adam with Nesterov's look ahead (Dozat, 2016)."""

    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, foreach=None):
        check(lr, epsilon=eps, weight_decay=weight_decay, momentum_decay=momentum_decay)
        check_betas(betas)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, momentum_decay=momentum_decay, foreach=foreach))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), mu_product=_creation.tensor(1.0), exp_avg=like(parameter), exp_avg_sq=like(parameter))
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
        check(lr, epsilon=eps, weight_decay=weight_decay)
        check_betas(betas)
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach))

    def update(self, parameter, gradient, state, group):
        if not state:
            state.update(step=_creation.tensor(0.0), exp_avg=like(parameter), exp_avg_sq=like(parameter))
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
