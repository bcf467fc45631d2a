"""Dtypes of results."""

from _ember.bridge import operation

from .. import _dtype
from .._held import operand

__all__ = ["result_type", "promote_types", "can_cast"]

_result_type, _promote = operation("result_type"), operation("promote")


def result_type(tensor1, tensor2):
    return _dtype.DTYPES[int(_result_type(*operand(tensor1), *operand(tensor2)))]


def promote_types(type1, type2):
    return _dtype.DTYPES[int(_promote(type1.place, type2.place))]


def can_cast(from_, to):
    order = lambda kind: 2 if kind.is_floating_point else 0 if kind is _dtype.bool else 1
    return order(from_) <= order(to) and (order(from_) != 1 or to is not _dtype.uint8 or not from_.is_signed)
