"""Scaled dot-product attention (Vaswani et al., 2017)."""

import math

from ... import _creation, _dtype
from .dropout import dropout


def scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
    scores = query @ key.transpose(-2, -1) * (1 / math.sqrt(query.size(-1)) if scale is None else scale)
    if is_causal:
        attn_mask = _creation.ones(query.size(-2), key.size(-2), dtype=_dtype.bool).tril()
    if attn_mask is not None:
        scores = scores.masked_fill(~attn_mask, float("-inf")) if attn_mask.dtype is _dtype.bool else scores + attn_mask
    return dropout(scores.softmax(-1), dropout_p, dropout_p > 0) @ value
