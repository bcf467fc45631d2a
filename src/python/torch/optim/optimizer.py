"""Groups of parameters, each with its settings, and the state of each parameter."""

from collections import defaultdict
from copy import deepcopy

from .._functions import typename
from .._tensor import Tensor
from ..autograd import enable_grad, no_grad


class _Required:
    def __repr__(self):
        return "<required parameter>"


required = _Required()


class Optimizer:
    def __init__(self, params, defaults):
        self.defaults, self.state, self.param_groups = defaults, defaultdict(dict), []
        if isinstance(params, Tensor):
            raise TypeError("params argument given to the optimizer should be an iterable of Tensors or dicts, but got " + params.type())
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def add_param_group(self, param_group):
        own = param_group["params"]
        if isinstance(own, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets will change between runs. Please use a list instead."
            )
        own = [own] if isinstance(own, Tensor) else list(own)
        for parameter in own:
            if not isinstance(parameter, Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {typename(parameter)}")
            if not parameter.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        taken = {id(parameter) for group in self.param_groups for parameter in group["params"]}
        if any(id(parameter) in taken for parameter in own):
            raise ValueError("some parameters appear in more than one parameter group")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(f"parameter group didn't specify a value of required optimization parameter {name}")
            param_group.setdefault(name, default)
        param_group["params"] = own
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=False):
        for group in self.param_groups:
            for parameter in group["params"]:
                gradient = parameter.grad
                if gradient is None:
                    continue
                if set_to_none:
                    parameter.grad = None
                else:
                    gradient.detach_()
                    gradient.zero_()

    def step(self, closure=None):
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad():
            for group in self.param_groups:
                for parameter in group["params"]:
                    gradient = parameter.grad
                    if gradient is not None:
                        self.update(parameter, gradient, self.state[parameter], group)
        return loss

    def update(self, parameter, gradient, state, group):
        raise NotImplementedError

    def state_dict(self):
        places = {id(parameter): place for place, parameter in enumerate(p for group in self.param_groups for p in group["params"])}
        packed = lambda group: {name: value for name, value in group.items() if name != "params"}
        groups = [{**packed(group), "params": [places[id(parameter)] for parameter in group["params"]]} for group in self.param_groups]
        return {"state": {places[id(parameter)]: state for parameter, state in self.state.items()}, "param_groups": groups}

    def load_state_dict(self, state_dict):
        given = deepcopy(state_dict)
        if len(given["param_groups"]) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        for own, other in zip(self.param_groups, given["param_groups"]):
            if len(own["params"]) != len(other["params"]):
                raise ValueError("loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
            own.update({name: value for name, value in other.items() if name != "params"})
        parameters = [parameter for group in self.param_groups for parameter in group["params"]]
        self.state = defaultdict(dict, {parameters[place]: state for place, state in given["state"].items()})

    def __repr__(self):
        groups = []
        for place, group in enumerate(self.param_groups):
            groups.append(f"Parameter Group {place}\n" + "".join(f"    {name}: {group[name]}\n" for name in sorted(group) if name != "params"))
        return f"{type(self).__name__} (\n" + "\n".join(groups) + ")"
