"""The transformer (Vaswani et al., 2017)."""

import copy

from ... import _creation
from .. import functional as F
from .. import init
from .activation import MultiheadAttention
from .container import ModuleList
from .dropout import Dropout
from .linear import Linear
from .module import Module
from .normalization import LayerNorm


class Transformer(Module):
    def __init__(self, d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1, activation=F.relu, custom_encoder=None,
                 custom_decoder=None, layer_norm_eps=1e-5, batch_first=False, norm_first=False, device=None, dtype=None):  # fmt: skip
        super().__init__()
        own = dict(activation=activation, layer_norm_eps=layer_norm_eps, batch_first=batch_first, norm_first=norm_first, device=device, dtype=dtype)
        norm = lambda: LayerNorm(d_model, layer_norm_eps, device=device, dtype=dtype)
        if custom_encoder is None:
            layer = TransformerEncoderLayer(d_model, nhead, dim_feedforward, dropout, **own)
            custom_encoder = TransformerEncoder(layer, num_encoder_layers, norm())
        if custom_decoder is None:
            layer = TransformerDecoderLayer(d_model, nhead, dim_feedforward, dropout, **own)
            custom_decoder = TransformerDecoder(layer, num_decoder_layers, norm())
        self.encoder, self.decoder = custom_encoder, custom_decoder
        for parameter in self.parameters():
            if parameter.dim() > 1:
                init.xavier_uniform_(parameter)
        self.d_model, self.nhead, self.batch_first = d_model, nhead, batch_first

    def forward(
        self, src, tgt, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None
    ):
        along = 0 if self.batch_first else 1
        if src.dim() == 3 and src.size(along) != tgt.size(along):
            raise RuntimeError("the batch number of src and tgt must be equal")
        if src.size(-1) != self.d_model or tgt.size(-1) != self.d_model:
            raise RuntimeError("the feature number of src and tgt must be equal to d_model")
        memory = self.encoder(src, src_mask, src_key_padding_mask)
        return self.decoder(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask)

    @staticmethod
    def generate_square_subsequent_mask(sz, device="cpu"):
        return _creation.full((sz, sz), float("-inf"), device=device).triu(1)


class _Stack(Module):
    def __init__(self, layer, num_layers, norm=None):
        super().__init__()
        self.layers = ModuleList([copy.deepcopy(layer) for _ in range(num_layers)])
        self.num_layers, self.norm = num_layers, norm

    def _through(self, output, *context):
        for layer in self.layers:
            output = layer(output, *context)
        return output if self.norm is None else self.norm(output)


class TransformerEncoder(_Stack):
    def __init__(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True):
        """The last two choose between ways to the same numbers; here is one."""
        super().__init__(encoder_layer, num_layers, norm)

    def forward(self, src, mask=None, src_key_padding_mask=None):
        return self._through(src, mask, src_key_padding_mask)


class TransformerDecoder(_Stack):
    def __init__(self, decoder_layer, num_layers, norm=None):
        super().__init__(decoder_layer, num_layers, norm)

    def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None):
        return self._through(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask)


class _Layer(Module):
    """Attention to oneself, perhaps to a memory, then a small net; around each a way past it and a norm."""

    has_memory = False

    def __init__(
        self,
        d_model,
        nhead,
        dim_feedforward=2048,
        dropout=0.1,
        activation=F.relu,
        layer_norm_eps=1e-5,
        batch_first=False,
        norm_first=False,
        device=None,
        dtype=None,
    ):
        super().__init__()
        kind = dict(device=device, dtype=dtype)
        self.self_attn = MultiheadAttention(d_model, nhead, dropout, batch_first=batch_first, **kind)
        if self.has_memory:
            self.multihead_attn = MultiheadAttention(d_model, nhead, dropout, batch_first=batch_first, **kind)
        self.linear1, self.dropout, self.linear2 = Linear(d_model, dim_feedforward, **kind), Dropout(dropout), Linear(dim_feedforward, d_model, **kind)
        self.norm_first, parts = norm_first, 3 if self.has_memory else 2
        for number in range(1, parts + 1):
            self.add_module(f"norm{number}", LayerNorm(d_model, layer_norm_eps, **kind))
        for number in range(1, parts + 1):
            self.add_module(f"dropout{number}", Dropout(dropout))
        self.activation = {"relu": F.relu, "gelu": F.gelu}[activation] if isinstance(activation, str) else activation

    def _around(self, number, x, run):
        norm, dropout = self._modules[f"norm{number}"], self._modules[f"dropout{number}"]
        return x + dropout(run(norm(x))) if self.norm_first else norm(x + dropout(run(x)))

    def _attend(self, attention, x, memory, mask, hidden):
        return attention(x, memory, memory, key_padding_mask=hidden, need_weights=False, attn_mask=mask)[0]

    def _net(self, x):
        return self.linear2(self.dropout(self.activation(self.linear1(x))))


class TransformerEncoderLayer(_Layer):
    def forward(self, src, src_mask=None, src_key_padding_mask=None):
        x = self._around(1, src, lambda x: self._attend(self.self_attn, x, x, src_mask, src_key_padding_mask))
        return self._around(2, x, self._net)


class TransformerDecoderLayer(_Layer):
    has_memory = True

    def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None):
        x = self._around(1, tgt, lambda x: self._attend(self.self_attn, x, x, tgt_mask, tgt_key_padding_mask))
        x = self._around(2, x, lambda x: self._attend(self.multihead_attn, x, memory, memory_mask, memory_key_padding_mask))
        return self._around(3, x, self._net)
