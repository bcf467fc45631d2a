"""L-BFGS (Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 3.5): curvature from the last few steps."""

from .. import _functions
from ..autograd import enable_grad, no_grad
from .optimizer import Optimizer


class LBFGS(Optimizer):
    def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9, history_size=100, line_search_fn=None):
        if line_search_fn not in (None, "strong_wolfe"):
            raise RuntimeError("only 'strong_wolfe' is supported")
        max_eval = max_iter * 5 // 4 if max_eval is None else max_eval
        settings = dict(
            lr=lr,
            max_iter=max_iter,
            max_eval=max_eval,
            tolerance_grad=tolerance_grad,
            tolerance_change=tolerance_change,
            history_size=history_size,
            line_search_fn=line_search_fn,
        )
        super().__init__(params, settings)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def step(self, closure):
        with no_grad():
            return self._step(closure)

    def _step(self, closure):
        group, state = self.param_groups[0], self.state[self._params[0]]
        state.setdefault("n_iter", 0)
        self._evaluations = 0

        def evaluate():
            self._evaluations += 1
            state["func_evals"] = state.get("func_evals", 0) + 1
            with enable_grad():
                return closure()

        first = evaluate()
        loss, gradient = float(first), self._gradient()
        if gradient.abs().max().item() <= group["tolerance_grad"]:
            return first
        for _ in range(group["max_iter"]):
            state["n_iter"] += 1
            direction, rate = self._direction(state, gradient, group)
            before, before_gradient = loss, gradient
            slope = gradient.dot(direction).item()
            if slope > -group["tolerance_change"]:
                break
            if group["line_search_fn"] is None:
                self._move(rate, direction)
                if state["n_iter"] != group["max_iter"]:
                    loss, gradient = float(evaluate()), self._gradient()
            else:
                loss, gradient, rate = self._searched(evaluate, rate, direction, loss, gradient, slope, group["tolerance_change"])
            state.update(d=direction, t=rate, prev_flat_grad=before_gradient, prev_loss=before)
            step = direction * rate
            if (self._evaluations >= group["max_eval"] or gradient.abs().max().item() <= group["tolerance_grad"]
                    or step.abs().max().item() <= group["tolerance_change"] or abs(loss - before) < group["tolerance_change"]):  # fmt: skip
                break
        return first

    def _direction(self, state, gradient, group):
        """The way down, bent by the curvature that the last steps showed."""
        if state["n_iter"] == 1:
            state.update(old_dirs=[], old_stps=[], H_diag=1)
            return -gradient, min(1.0, 1.0 / gradient.abs().sum().item()) * group["lr"]
        change, step = gradient - state["prev_flat_grad"], state["d"] * state["t"]
        curvature = change.dot(step).item()
        if curvature > 1e-10:
            if len(state["old_dirs"]) == group["history_size"]:
                del state["old_dirs"][0], state["old_stps"][0]
            state["old_dirs"].append(change)
            state["old_stps"].append(step)
            state["H_diag"] = curvature / change.dot(change).item()
        kept = [(change, step, 1.0 / change.dot(step).item()) for change, step in zip(state["old_dirs"], state["old_stps"])]
        direction, shares = -gradient, []
        for change, step, weight in reversed(kept):
            shares.append(step.dot(direction).item() * weight)
            direction = direction - change * shares[-1]
        direction = direction * state["H_diag"]
        for (change, step, weight), share in zip(kept, reversed(shares)):
            direction = direction + step * (share - change.dot(direction).item() * weight)
        return direction, group["lr"]

    def _gradient(self):
        return _functions.cat([(one.new_zeros(one.numel()) if one.grad is None else one.grad).reshape(-1) for one in self._params])

    def _move(self, rate, direction):
        start = 0
        for one in self._params:
            count = one.numel()
            one.add_(direction[start : start + count].view_as(one) * rate)
            start += count

    def _searched(self, evaluate, rate, direction, loss, gradient, slope, least, c1=1e-4, c2=0.9, most=25):
        """A rate that goes down enough and ends where it is flat enough (Wolfe's strong conditions)."""
        start = [one.clone() for one in self._params]
        size = direction.abs().max().item()

        def at(rate):
            for one, own in zip(self._params, start):
                one.copy_(own)
            self._move(rate, direction)
            return float(evaluate()), self._gradient()

        origin = (0.0, loss, gradient, slope)
        low, count, high = origin, 0, None
        while count < most:
            value, found = at(rate)
            here = (rate, value, found, found.dot(direction).item())
            count += 1
            if value > loss + c1 * rate * slope or (count > 1 and value >= low[1]):
                high = here
                break
            if abs(here[3]) <= -c2 * slope:
                return self._ended(start, direction, here)
            if here[3] >= 0:
                low, high = here, low
                break
            least_next, most_next = rate + 0.01 * (rate - low[0]), rate * 10
            rate, low = _cubic(low, here, (least_next, most_next)), here
        if high is None:
            return self._ended(start, direction, low)
        low, high = (low, high) if low[1] <= high[1] else (high, low)
        stuck = False
        while count < most:
            bounds = min(low[0], high[0]), max(low[0], high[0])
            if (bounds[1] - bounds[0]) * size < least:
                break
            rate = _cubic(low, high, bounds)
            edge = 0.1 * (bounds[1] - bounds[0])
            if min(bounds[1] - rate, rate - bounds[0]) < edge:
                if stuck or rate >= bounds[1] or rate <= bounds[0]:
                    rate = bounds[1] - edge if abs(rate - bounds[1]) < abs(rate - bounds[0]) else bounds[0] + edge
                    stuck = False
                else:
                    stuck = True
            else:
                stuck = False
            value, found = at(rate)
            here = (rate, value, found, found.dot(direction).item())
            count += 1
            if value > loss + c1 * rate * slope or value >= low[1]:
                high = here
                low, high = (low, high) if low[1] <= high[1] else (high, low)
            else:
                if abs(here[3]) <= -c2 * slope:
                    return self._ended(start, direction, here)
                if here[3] * (high[0] - low[0]) >= 0:
                    high = low
                low = here
        return self._ended(start, direction, low)

    def _ended(self, start, direction, chosen):
        for one, own in zip(self._params, start):
            one.copy_(own)
        self._move(chosen[0], direction)
        return chosen[1], chosen[2], chosen[0]


def _cubic(first, second, bounds):
    """Where the cubic through two places and their slopes is lowest."""
    (x1, f1, _, g1), (x2, f2, _, g2) = sorted((first, second), key=lambda place: place[0])
    bend = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = bend * bend - g1 * g2
    if square < 0:
        return (bounds[0] + bounds[1]) / 2
    root = square**0.5
    lowest = x2 - (x2 - x1) * ((g2 + root - bend) / (g2 - g1 + 2 * root))
    return min(max(lowest, bounds[0]), bounds[1])
