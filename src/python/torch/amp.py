"""Mixed precision: without a GPU it is off, as PyTorch has it, and says so."""

import contextlib
import warnings


class autocast(contextlib.ContextDecorator):
    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        if device_type not in ("cuda", "cpu"):
            raise RuntimeError("User specified autocast device_type must be 'cuda' or 'cpu'")
        if enabled and device_type == "cpu":
            raise NotImplementedError("autocast('cpu') is not here: numbers keep their dtype, as with enabled=False.")
        if enabled:
            warnings.warn("User provided device_type of 'cuda', but CUDA is not available. Disabling", stacklevel=2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


class _OfCuda(autocast):
    def __init__(self, enabled=True, dtype=None, cache_enabled=True):
        super().__init__("cuda", dtype, enabled, cache_enabled)


class GradScaler:
    """Numbers of single precision need no scaling."""

    def __init__(self, init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
        if enabled:
            warnings.warn("torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.", stacklevel=2)

    def scale(self, outputs):
        return outputs

    def unscale_(self, optimizer):
        return None

    def step(self, optimizer, *args, **kwargs):
        return optimizer.step(*args, **kwargs)

    def update(self, new_scale=None):
        return None

    def get_scale(self):
        return 1.0

    def is_enabled(self):
        return False

    def state_dict(self):
        return {}

    def load_state_dict(self, state_dict):
        return None


class cuda:
    """What `torch.cuda.amp` is."""

    autocast, GradScaler = _OfCuda, GradScaler
