"""Layers that learn their input's size from the first input, and are plain layers from then on."""

import warnings

from ..parameter import UninitializedParameter


class Lazy:
    """Beside the layer's own class, which is `whole`."""

    def __new__(cls, *args, **kwargs):
        warnings.warn("Lazy modules are a new feature under heavy development so changes to the API or functionality can happen at any moment.", stacklevel=2)
        return object.__new__(cls)

    def forward(self, *input):
        if self.has_uninitialized_params():
            from ...autograd import no_grad

            with no_grad():
                self.initialize_parameters(*input)
        self.__class__ = self.whole
        return self.forward(*input)

    def has_uninitialized_params(self):
        return any(isinstance(parameter, UninitializedParameter) for parameter in self._parameters.values())
