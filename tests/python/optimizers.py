"""Optimizers and learning rates: a few steps of each, their settings, their mistakes."""

import torch
from torch import nn

torch.manual_seed(5)
inputs, targets = torch.randn(20, 3), torch.randn(20, 1)


def run(make, steps=6, closure=False):
    torch.manual_seed(6)
    net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
    optimizer = make(net.parameters())
    for _ in range(steps):

        def evaluate():
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(net(inputs), targets)
            loss.backward()
            return loss

        if closure:
            optimizer.step(evaluate)
        else:
            evaluate()
            optimizer.step()
    return round(nn.functional.mse_loss(net(inputs), targets).item(), 5), [round(value, 5) for value in net[0].weight[0].tolist()]


O = torch.optim
for name, make in {
    "sgd": lambda p: O.SGD(p, 0.1), "momentum": lambda p: O.SGD(p, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.01), "nesterov": lambda p: O.SGD(p, 0.1, 0.9, nesterov=True), "up": lambda p: O.SGD(p, 0.01, maximize=True),
    "adam": lambda p: O.Adam(p, 0.05), "amsgrad": lambda p: O.Adam(p, 0.05, (0.8, 0.9), 1e-6, 0.1, True), "adamw": lambda p: O.AdamW(p, 0.05, weight_decay=0.1), "adagrad": lambda p: O.Adagrad(p, 0.1, 0.1, 0.01, 0.5),
    "adadelta": lambda p: O.Adadelta(p, rho=0.8, weight_decay=0.01), "adamax": lambda p: O.Adamax(p, 0.05), "rmsprop": lambda p: O.RMSprop(p, 0.01, 0.9, momentum=0.5, centered=True, weight_decay=0.01), "rprop": lambda p: O.Rprop(p, 0.01),
    "nadam": lambda p: O.NAdam(p, 0.05), "radam": lambda p: O.RAdam(p, 0.05), "asgd": lambda p: O.ASGD(p, 0.05, t0=3, weight_decay=0.01),
}.items():  # fmt: skip
    print(name, *run(make), run(make, 2, True)[0])
print("lbfgs", run(lambda p: O.LBFGS(p, lr=0.5, max_iter=5), 3, True)[0], run(lambda p: O.LBFGS(p, line_search_fn="strong_wolfe", max_iter=8, history_size=5), 2, True)[0])


def rates(make, steps=9, base=None, before=0.4):
    optimizer = base or O.SGD([nn.Parameter(torch.ones(1))], lr=before, momentum=0.9)
    scheduler = make(optimizer)
    shown = [round(optimizer.param_groups[0]["lr"], 6)]
    for step in range(steps):
        optimizer.step()
        scheduler.step(1.0) if isinstance(scheduler, S.ReduceLROnPlateau) else scheduler.step()
        shown.append(round(optimizer.param_groups[0]["lr"], 6))
    return shown, round(optimizer.param_groups[0]["momentum"], 4)


S = O.lr_scheduler
for name, make in {
    "step": lambda o: S.StepLR(o, 3, 0.5), "multi": lambda o: S.MultiStepLR(o, [2, 4, 4], gamma=0.5), "exp": lambda o: S.ExponentialLR(o, 0.9), "lambda": lambda o: S.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    "times": lambda o: S.MultiplicativeLR(o, lambda epoch: 0.9), "cosine": lambda o: S.CosineAnnealingLR(o, 4, 0.1), "constant": lambda o: S.ConstantLR(o, 0.5, 3), "linear": lambda o: S.LinearLR(o, 0.25, total_iters=4),
    "poly": lambda o: S.PolynomialLR(o, 5, 2.0), "restarts": lambda o: S.CosineAnnealingWarmRestarts(o, 3, 2), "cycle": lambda o: S.CyclicLR(o, 0.1, 0.5, 2, 3, "triangular2"), "one": lambda o: S.OneCycleLR(o, 0.5, total_steps=10),
    "one line": lambda o: S.OneCycleLR(o, 0.5, epochs=2, steps_per_epoch=5, anneal_strategy="linear", three_phase=True), "plateau": lambda o: S.ReduceLROnPlateau(o, patience=2, factor=0.5, cooldown=1),
    "sequence": lambda o: S.SequentialLR(o, [S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.5)], [3]), "chain": lambda o: S.ChainedScheduler([S.ConstantLR(o, 0.1, 2), S.ExponentialLR(o, 0.5)]),
}.items():  # fmt: skip
    print(name, *rates(make))
optimizer = O.SGD([{"params": [nn.Parameter(torch.ones(1))], "lr": 0.5}, {"params": [nn.Parameter(torch.ones(2))]}], lr=0.1, weight_decay=0.1)
scheduler = S.StepLR(optimizer, 1, verbose=True)
optimizer.step()
scheduler.step()
print(scheduler.get_last_lr(), scheduler.last_epoch, optimizer, optimizer.param_groups[1]["lr"], len(optimizer.state_dict()["param_groups"]))
optimizer.add_param_group({"params": nn.Parameter(torch.zeros(1)), "lr": 0.3})
other = O.SGD([nn.Parameter(torch.ones(1))], lr=0.1, momentum=0.5)
other.param_groups[0]["params"][0].grad = torch.ones(1)
other.step()
saved = other.state_dict()
fresh = O.SGD([nn.Parameter(torch.ones(1))], lr=0.7)
fresh.load_state_dict(saved)
print(fresh.param_groups[0]["lr"], saved["state"], fresh.state_dict()["param_groups"][0]["momentum"])
other.zero_grad(set_to_none=True)
print(other.param_groups[0]["params"][0].grad, other.defaults["momentum"])

for mistake in (lambda: O.SGD([], 0.1), lambda: O.SGD([nn.Parameter(torch.ones(1))]), lambda: O.SGD([nn.Parameter(torch.ones(1))], -1), lambda: O.Adam([nn.Parameter(torch.ones(1))], betas=(1.5, 0.9)), lambda: O.SGD(torch.ones(1), 0.1),
                lambda: O.SGD([1], 0.1), lambda: O.SGD([torch.ones(1, requires_grad=True) * 2], 0.1), lambda: O.SGD([nn.Parameter(torch.ones(1))], 0.1, nesterov=True), lambda: S.ReduceLROnPlateau(other, factor=2), lambda: S.OneCycleLR(other, 0.1),
                lambda: fresh.load_state_dict(optimizer.state_dict()), lambda: O.SGD([nn.Parameter(torch.ones(1))], 0.1, foo=1)):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0])
