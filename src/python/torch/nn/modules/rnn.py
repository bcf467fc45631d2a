"""Recurrent nets: Elman's, LSTM (Hochreiter and Schmidhuber, 1997), GRU (Cho et al., 2014)."""

import math
import warnings

from ... import _creation, _functions
from .. import functional as F
from .. import init
from ..parameter import Parameter, made
from ..utils.rnn import PackedSequence
from .module import Module


class RNNBase(Module):
    """A state is one tensor; the LSTM's is two, and `_each` does what is to be done to each."""

    gates = 1

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, device=None, dtype=None):
        super().__init__()
        self.input_size, self.hidden_size, self.num_layers, self.bias = input_size, hidden_size, num_layers, bias
        self.batch_first, self.dropout, self.bidirectional = batch_first, float(dropout), bidirectional
        if not 0 <= dropout <= 1:
            raise ValueError("dropout should be a number in range [0, 1] representing the probability of an element being zeroed")
        if dropout > 0 and num_layers == 1:
            warnings.warn(
                f"dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects num_layers greater than 1, but got dropout={dropout} and num_layers=1",
                stacklevel=3,
            )
        self._suffixes = ("", "_reverse") if bidirectional else ("",)
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size * len(self._suffixes)
            for suffix in self._suffixes:
                rows = self.gates * hidden_size
                self.register_parameter(f"weight_ih_l{layer}{suffix}", Parameter(made((rows, width), device, dtype)))
                self.register_parameter(f"weight_hh_l{layer}{suffix}", Parameter(made((rows, hidden_size), device, dtype)))
                if bias:
                    self.register_parameter(f"bias_ih_l{layer}{suffix}", Parameter(made((rows,), device, dtype)))
                    self.register_parameter(f"bias_hh_l{layer}{suffix}", Parameter(made((rows,), device, dtype)))
        self.reset_parameters()

    def reset_parameters(self):
        limit = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -limit, limit)

    def flatten_parameters(self):
        """The weights need not lie side by side here."""

    def _weights(self, layer, suffix):
        named = self._parameters
        return [named.get(f"{kind}_l{layer}{suffix}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            return self._packed(input, hx)
        is_single = input.dim() == 2
        if input.dim() not in (2, 3):
            raise AssertionError(f"{type(self).__name__}: Expected input to be 2-D or 3-D but received {input.dim()}-D tensor")
        if hx is not None:
            self._check_rank(hx, input.dim())
        if is_single:
            input = input.unsqueeze(1)
            hx = None if hx is None else self._each(hx, lambda state: state.unsqueeze(1))
        elif self.batch_first:
            input = input.transpose(0, 1)
        steps, last = self._through(list(input.unbind(0)), input, hx)
        out = _functions.stack(steps)
        if is_single:
            return out.squeeze(1), self._each(last, lambda state: state.squeeze(1))
        return (out.transpose(0, 1) if self.batch_first else out), last

    def _packed(self, packed, hx):
        sizes = packed.batch_sizes.tolist()
        if hx is not None and packed.sorted_indices is not None:
            hx = self._each(hx, lambda state: state.index_select(1, packed.sorted_indices))
        steps, last = self._through(list(packed.data.split(sizes)), packed.data, hx)
        if packed.unsorted_indices is not None:
            last = self._each(last, lambda state: state.index_select(1, packed.unsorted_indices))
        return PackedSequence(_functions.cat(steps), packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices), last

    def _through(self, steps, whole, hx):
        """All layers: a step's rows are the sequences that are so long, the longest first."""
        if whole.size(-1) != self.input_size:
            raise RuntimeError(f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {whole.size(-1)}")
        batch = steps[0].size(0)
        shape = (self.num_layers * len(self._suffixes), batch, self.hidden_size)
        if hx is None:
            states = self._start(_creation.zeros(*shape, dtype=whole.dtype))
        else:
            states = hx
            self._check_sizes(hx, shape)
        finals, place = [], 0
        for layer in range(self.num_layers):
            sides, sizes = [], [step.size(0) for step in steps]
            joined = _functions.cat(steps)
            for suffix in self._suffixes:
                state = self._each(states, lambda whole: whole[place])
                weight_ih, weight_hh, bias_ih, bias_hh = self._weights(layer, suffix)
                # All steps of the input at once; only the hidden part waits for the step before.
                projected = list(F.linear(joined, weight_ih, bias_ih).split(sizes))
                walk = self._backward if suffix else self._forward
                outputs, state = walk(projected, state, weight_hh, bias_hh)
                sides.append(outputs)
                finals.append(state)
                place += 1
            steps = sides[0] if len(sides) == 1 else [_functions.cat(both, -1) for both in zip(*sides)]
            if self.dropout and self.training and layer < self.num_layers - 1:
                steps = list(
                    F.dropout(_functions.stack(steps) if sizes[-1] == batch else _functions.cat(steps), self.dropout)
                    .reshape(-1, steps[0].size(-1))
                    .split(sizes)
                )
        return steps, self._joined(finals)

    def _forward(self, projected, state, weight, bias):
        outputs, ended, rows = [], [], projected[0].size(0)
        for step in projected:
            if step.size(0) < rows:
                ended.insert(0, self._each(state, lambda own: own[step.size(0) :]))
                rows = step.size(0)
                state = self._each(state, lambda own: own[:rows])
            state = self._step(step, state, weight, bias)
            outputs.append(self._shown(state))
        return outputs, self._rows([state, *ended])

    def _backward(self, projected, state, weight, bias):
        outputs, first, rows = [], state, projected[-1].size(0)
        state = self._each(first, lambda own: own[:rows])
        for step in reversed(projected):
            if step.size(0) > rows:
                state = self._rows([state, self._each(first, lambda own: own[rows : step.size(0)])])
                rows = step.size(0)
            state = self._step(step, state, weight, bias)
            outputs.insert(0, self._shown(state))
        return outputs, state

    def _check_rank(self, hx, rank, states="hx should"):
        given = self._each(hx, lambda state: state.dim())
        if any(own != rank for own in (given if isinstance(given, tuple) else [given])):
            shown = "({}-D, {}-D) tensors".format(*given) if isinstance(given, tuple) else f"{given}-D tensor"
            raise RuntimeError(f"For {'un' if rank == 2 else ''}batched {rank}-D input, {states} also be {rank}-D but got {shown}")

    def _check_sizes(self, hx, shape):
        if tuple(hx.shape) != shape:
            raise RuntimeError(f"Expected hidden size {shape}, got {list(hx.shape)}")

    def _each(self, state, change):
        return change(state)

    def _start(self, zeros):
        return zeros

    def _shown(self, state):
        return state

    def _joined(self, finals):
        return _functions.stack(finals)

    def _rows(self, parts):
        return _functions.cat(parts) if len(parts) > 1 else parts[0]

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        for name, plain in (("num_layers", 1), ("bias", True), ("batch_first", False), ("dropout", 0), ("bidirectional", False)):
            if getattr(self, name) != plain:
                text += f", {name}={getattr(self, name)}"
        return text


class RNN(RNNBase):
    def __init__(self, *args, nonlinearity="tanh", **named):
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'")
        super().__init__(*args, **named)
        self.nonlinearity = nonlinearity

    def _step(self, projected, state, weight, bias):
        total = projected + F.linear(state, weight, bias)
        return total.tanh() if self.nonlinearity == "tanh" else total.relu()


class LSTM(RNNBase):
    gates = 4

    def __init__(self, *args, proj_size=0, **named):
        if proj_size:
            raise NotImplementedError("LSTM(proj_size=...) is not here. It would run in PyTorch.")
        super().__init__(*args, **named)

    def _step(self, projected, state, weight, bias):
        hidden, cell = state
        into, forget, new, out = (projected + F.linear(hidden, weight, bias)).chunk(4, 1)
        cell = forget.sigmoid() * cell + into.sigmoid() * new.tanh()
        return out.sigmoid() * cell.tanh(), cell

    def _check_rank(self, hx, rank):
        super()._check_rank(hx, rank, "hx and cx should")

    def _check_sizes(self, hx, shape):
        for place, state in enumerate(hx):
            if tuple(state.shape) != shape:
                raise RuntimeError(f"Expected hidden[{place}] size {shape}, got {list(state.shape)}")

    def _each(self, state, change):
        return change(state[0]), change(state[1])

    def _start(self, zeros):
        return zeros, zeros

    def _shown(self, state):
        return state[0]

    def _joined(self, finals):
        return _functions.stack([hidden for hidden, _ in finals]), _functions.stack([cell for _, cell in finals])

    def _rows(self, parts):
        return (_functions.cat([hidden for hidden, _ in parts]), _functions.cat([cell for _, cell in parts])) if len(parts) > 1 else parts[0]


class GRU(RNNBase):
    gates = 3

    def _step(self, projected, state, weight, bias):
        reset, update, new = projected.chunk(3, 1)
        own_reset, own_update, own_new = F.linear(state, weight, bias).chunk(3, 1)
        reset, update = (reset + own_reset).sigmoid(), (update + own_update).sigmoid()
        new = (new + reset * own_new).tanh()
        return (1 - update) * new + update * state


class _Cell(Module):
    gates = 1

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
        rows = self.gates * hidden_size
        self.weight_ih, self.weight_hh = Parameter(made((rows, input_size), device, dtype)), Parameter(made((rows, hidden_size), device, dtype))
        self.register_parameter("bias_ih", Parameter(made((rows,), device, dtype)) if bias else None)
        self.register_parameter("bias_hh", Parameter(made((rows,), device, dtype)) if bias else None)
        self.reset_parameters()

    def reset_parameters(self):
        limit = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -limit, limit)

    def forward(self, input, hx=None):
        if input.dim() not in (1, 2):
            raise AssertionError(f"{type(self).__name__}: Expected input to be 1-D or 2-D but received {input.dim()}-D tensor")
        if input.size(-1) != self.input_size:
            raise RuntimeError(f"input has inconsistent input_size: got {input.size(-1)} expected {self.input_size}")
        is_single, each = input.dim() == 1, (lambda state, change: tuple(map(change, state)) if self.gates == 4 else change(state))
        input = input.unsqueeze(0) if is_single else input
        if hx is None:
            zeros = _creation.zeros(input.size(0), self.hidden_size, dtype=input.dtype)
            hx = (zeros, zeros) if self.gates == 4 else zeros
        elif is_single:
            hx = each(hx, lambda state: state.unsqueeze(0))
        for place, state in enumerate(hx if self.gates == 4 else [hx]):
            if state.size(0) != input.size(0):
                raise RuntimeError(f"Input batch size {input.size(0)} doesn't match hidden{place} batch size {state.size(0)}")
            if state.size(1) != self.hidden_size:
                raise RuntimeError(f"hidden{place} has inconsistent hidden_size: got {state.size(1)}, expected {self.hidden_size}")
        state = self.whole._step(self, F.linear(input, self.weight_ih, self.bias_ih), hx, self.weight_hh, self.bias_hh)
        return each(state, lambda own: own.squeeze(0)) if is_single else state

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        return text if self.bias is True else text + f", bias={self.bias}"


class RNNCell(_Cell):
    whole = RNN

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, device, dtype)
        if nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {nonlinearity}")
        self.nonlinearity = nonlinearity

    def extra_repr(self):
        return super().extra_repr() + ("" if self.nonlinearity == "tanh" else f", nonlinearity={self.nonlinearity}")


class LSTMCell(_Cell):
    gates, whole = 4, LSTM


class GRUCell(_Cell):
    gates, whole = 3, GRU
