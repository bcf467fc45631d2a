"""PyTorch's generator: seeds and states."""

from _ember import bridge
from _ember.bridge import operation

from ._dtype import check_device, cpu

_new, _seed, _initial, _state, _set_state, _bits = map(operation, ("generator", "seed", "initial_seed", "random_state", "set_random_state", "bits"))


class Generator:
    def __init__(self, device="cpu"):
        check_device(device)
        self._number = int(_new(*_halves(67280421310721)))
        self.device = cpu

    def manual_seed(self, seed):
        _seed(self._number, *_halves(seed))
        return self

    def initial_seed(self):
        _initial(self._number)
        high, low = bridge.results()
        return (int(high) << 32) | int(low)

    def seed(self):
        import time

        seed = time.time_ns() & ((1 << 53) - 1)
        self.manual_seed(seed)
        return seed

    def get_state(self):
        from ._creation import frombuffer
        from ._dtype import uint8

        return frombuffer(bytearray(self._state()), dtype=uint8)

    def set_state(self, state):
        return self._resume(bytes(state.tolist()))

    def _state(self):
        _state(self._number)
        return bridge.take()

    def _resume(self, state):
        bridge.put(state)
        _set_state(self._number)
        return self


def _halves(seed):
    seed = int(seed) & ((1 << 64) - 1)
    return seed >> 32, seed & ((1 << 32) - 1)


default_generator = object.__new__(Generator)
default_generator._number = 0
default_generator.device = cpu


def manual_seed(seed):
    return default_generator.manual_seed(seed)


initial_seed = default_generator.initial_seed
seed = default_generator.seed
get_rng_state = default_generator.get_state


def set_rng_state(state):
    default_generator.set_state(state)


class fork_rng:
    """Random numbers drawn inside are not missed outside."""

    def __init__(self, devices=(), enabled=True):
        self._enabled = enabled

    def __enter__(self):
        self._before = get_rng_state()

    def __exit__(self, *_):
        if self._enabled:
            set_rng_state(self._before)
