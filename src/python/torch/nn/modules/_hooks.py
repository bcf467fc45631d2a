"""Hooks of modules: called before and after forward, and when gradients have come."""

from ..._tensor import Tensor


class Handle:
    """What a hook is taken away with."""

    def __init__(self, hooks, key):
        self._hooks, self._key = hooks, key

    def remove(self):
        self._hooks.pop(self._key, None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


def hooked(hooks, hook):
    key = object()
    hooks[key] = hook
    return Handle(hooks, key)


def watch(module, hook, inputs, output):
    """A module's gradients, for a hook: those of its output and, once they are there, of its inputs."""
    arrived = {}
    outputs = output if isinstance(output, tuple) else (output,)

    def call():
        hook(module, tuple(arrived.get(("in", place)) for place in range(len(inputs))), tuple(arrived.get(("out", place)) for place in range(len(outputs))))

    watched = [place for place, one in enumerate(inputs) if isinstance(one, Tensor) and one.requires_grad]

    def keep(kind, place, is_last):
        def look(gradient):
            arrived[kind, place] = gradient
            if is_last:
                call()

        return look

    for place, one in enumerate(outputs):
        if isinstance(one, Tensor) and one.requires_grad:
            one.register_hook(keep("out", place, not watched and place == len(outputs) - 1))
    for place in watched:
        inputs[place].register_hook(keep("in", place, place == watched[-1]))
