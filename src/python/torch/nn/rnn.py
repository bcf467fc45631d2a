"""Recurrent nets: Elman's, LSTM (Hochreiter and Schmidhuber, 1997), GRU (Cho et al., 2014)."""

import math

from .. import _creation, _functions
from . import functional as F
from . import init
from .module import Module
from .parameter import Parameter


class _Recurrent(Module):
    gates = 1

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, nonlinearity="tanh"):
        super().__init__()
        self.input_size, self.hidden_size, self.num_layers, self.bias = input_size, hidden_size, num_layers, bias
        self.batch_first, self.dropout, self.bidirectional, self.nonlinearity = batch_first, float(dropout), bidirectional, nonlinearity
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'")
        directions = 2 if bidirectional else 1
        for layer in range(num_layers):
            width = input_size if layer == 0 else hidden_size * directions
            for suffix in self._suffixes():
                rows = self.gates * hidden_size
                self.register_parameter(f"weight_ih_l{layer}{suffix}", Parameter(_creation.empty(rows, width)))
                self.register_parameter(f"weight_hh_l{layer}{suffix}", Parameter(_creation.empty(rows, hidden_size)))
                if bias:
                    self.register_parameter(f"bias_ih_l{layer}{suffix}", Parameter(_creation.empty(rows)))
                    self.register_parameter(f"bias_hh_l{layer}{suffix}", Parameter(_creation.empty(rows)))
        self.reset_parameters()

    def _suffixes(self):
        return ("", "_reverse") if self.bidirectional else ("",)

    def reset_parameters(self):
        limit = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -limit, limit)

    def flatten_parameters(self):
        pass

    def _weights(self, layer, suffix):
        named = self._parameters
        return [named.get(f"{kind}_l{layer}{suffix}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]

    def _first(self, batch):
        count = self.num_layers * len(self._suffixes())
        return _creation.zeros(count, batch, self.hidden_size)

    def forward(self, input, hx=None):
        is_single = input.dim() == 2
        if input.dim() not in (2, 3):
            raise AssertionError(f"RNN: Expected input to be 2-D or 3-D but received {input.dim()}-D tensor")
        if is_single:
            input = input.unsqueeze(1)
            hx = None if hx is None else self._each(hx, lambda state: state.unsqueeze(1))
        elif self.batch_first:
            input = input.transpose(0, 1)
        if input.size(-1) != self.input_size:
            raise RuntimeError(f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.size(-1)}")
        states = self._start(input.size(1)) if hx is None else hx
        finals, place = [], 0
        for layer in range(self.num_layers):
            sides = []
            for suffix in self._suffixes():
                state = self._each(states, lambda whole: whole[place])
                weight_ih, weight_hh, bias_ih, bias_hh = self._weights(layer, suffix)
                # All steps of the input at once; only the hidden part waits for the step before.
                projected = F.linear(input, weight_ih, bias_ih).unbind(0)
                outputs = []
                for step in reversed(projected) if suffix else projected:
                    state = self._step(step, state, weight_hh, bias_hh)
                    outputs.append(self._shown(state))
                if suffix:
                    outputs.reverse()
                sides.append(_functions.stack(outputs))
                finals.append(state)
                place += 1
            input = _functions.cat(sides, -1) if len(sides) > 1 else sides[0]
            if self.dropout and self.training and layer < self.num_layers - 1:
                input = F.dropout(input, self.dropout)
        last = self._joined(finals)
        if is_single:
            return input.squeeze(1), self._each(last, lambda state: state.squeeze(1))
        return (input.transpose(0, 1) if self.batch_first else input), last

    # A state is one tensor; the LSTM's is two.

    def _each(self, state, change):
        return change(state)

    def _start(self, batch):
        return self._first(batch)

    def _shown(self, state):
        return state

    def _joined(self, finals):
        return _functions.stack(finals)

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if self.batch_first is not False:
            text += f", batch_first={self.batch_first}"
        if self.dropout != 0:
            text += f", dropout={self.dropout}"
        if self.bidirectional is not False:
            text += f", bidirectional={self.bidirectional}"
        return text


class RNN(_Recurrent):
    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False, dropout=0.0, bidirectional=False):
        super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, nonlinearity)

    def _step(self, projected, state, weight, bias):
        total = projected + F.linear(state, weight, bias)
        return total.tanh() if self.nonlinearity == "tanh" else total.relu()


class LSTM(_Recurrent):
    gates = 4

    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0):
        if proj_size:
            raise NotImplementedError("LSTM(proj_size=...) is not here. It would run in PyTorch.")
        super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional)

    def _step(self, projected, state, weight, bias):
        hidden, cell = state
        into, forget, new, out = (projected + F.linear(hidden, weight, bias)).chunk(4, 1)
        cell = forget.sigmoid() * cell + into.sigmoid() * new.tanh()
        return out.sigmoid() * cell.tanh(), cell

    def _each(self, state, change):
        return change(state[0]), change(state[1])

    def _start(self, batch):
        return self._first(batch), self._first(batch)

    def _shown(self, state):
        return state[0]

    def _joined(self, finals):
        return _functions.stack([hidden for hidden, _ in finals]), _functions.stack([cell for _, cell in finals])


class GRU(_Recurrent):
    gates = 3

    def _step(self, projected, state, weight, bias):
        reset, update, new = projected.chunk(3, 1)
        own_reset, own_update, own_new = F.linear(state, weight, bias).chunk(3, 1)
        reset, update = (reset + own_reset).sigmoid(), (update + own_update).sigmoid()
        new = (new + reset * own_new).tanh()
        return (1 - update) * new + update * state


class _Cell(Module):
    gates = 1

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh"):
        super().__init__()
        self.input_size, self.hidden_size, self.bias, self.nonlinearity = input_size, hidden_size, bias, nonlinearity
        rows, limit = self.gates * hidden_size, 1.0 / math.sqrt(hidden_size)
        self.weight_ih, self.weight_hh = Parameter(_creation.empty(rows, input_size)), Parameter(_creation.empty(rows, hidden_size))
        self.register_parameter("bias_ih", Parameter(_creation.empty(rows)) if bias else None)
        self.register_parameter("bias_hh", Parameter(_creation.empty(rows)) if bias else None)
        for weight in self.parameters():
            init.uniform_(weight, -limit, limit)

    def forward(self, input, hx=None):
        if hx is None:
            zeros = _creation.zeros(*input.shape[:-1], self.hidden_size)
            hx = (zeros, zeros) if self.gates == 4 else zeros
        return self._kind._step(self, F.linear(input, self.weight_ih, self.bias_ih), hx, self.weight_hh, self.bias_hh)

    def extra_repr(self):
        return f"{self.input_size}, {self.hidden_size}"


class RNNCell(_Cell):
    _kind = RNN


class LSTMCell(_Cell):
    gates, _kind = 4, LSTM


class GRUCell(_Cell):
    gates, _kind = 3, GRU
