"""`torch.*`: functions on tensors. Most are methods under the same name."""

import math

from _ember.bridge import operation

from . import _dtype
from ._creation import arange, empty, full, linspace, tensor, zeros
from ._tensor import UNARIES, Tensor, dims, need, operand, wrap

_cat, _stack, _where, _triangle, _gather = map(operation, ("cat", "stack", "where", "triangle", "gather"))


def _method(name):
    def run(input, *rest, out=None, **named):
        return getattr(need(input, name), name)(*rest, **named)

    run.__name__ = name
    return run


METHODS = UNARIES + (
    "isnan", "isinf", "isfinite", "reshape", "transpose", "swapaxes", "t", "unsqueeze", "squeeze", "flatten", "flip", "permute", "diagonal", "narrow", "unbind",
    "sum", "mean", "prod", "max", "min", "amax", "amin", "argmax", "argmin", "all", "any", "var", "std", "norm", "cumsum", "cumprod", "softmax",
    "log_softmax", "logsumexp", "median", "kthvalue", "sort", "argsort", "topk", "unique", "nonzero", "matmul", "clamp", "clip", "gather", "scatter",
    "scatter_add", "equal", "allclose", "isclose", "masked_fill", "square", "div", "true_divide", "mm", "bmm", "mv", "dot", "clone", "detach",
    "logical_not", "bitwise_not", "ravel", "select", "numel", "is_floating_point", "is_complex", "lerp", "unflatten", "expand", "absolute", "negative",
)  # fmt: skip
_of_methods = {name: _method(name) for name in METHODS}


def _pair(name):
    run = operation(name)

    def both(input, other, *, out=None):
        first, second = operand(input), operand(other)
        if first is None or second is None or (first[0] and second[0]):
            wrong = input if first is None else other
            raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type(wrong).__name__}")
        return wrap(run(*first, *second))

    both.__name__ = name
    return both


PAIRS = ("mul", "pow", "floor_divide", "remainder", "fmod", "maximum", "minimum", "atan2", "eq", "ne", "lt", "le", "gt", "ge",
         "logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor")  # fmt: skip
_of_pairs = {name: _pair(name) for name in PAIRS}


def add(input, other, *, alpha=1, out=None):
    return input + other if alpha == 1 else input + other * alpha


def sub(input, other, *, alpha=1, out=None):
    return input - other if alpha == 1 else input - other * alpha


multiply, subtract, divide, greater, less = _of_pairs["mul"], sub, _of_methods["div"], _of_pairs["gt"], _of_pairs["lt"]


def cat(tensors, dim=0, *, out=None):
    tensors = list(tensors)
    for place, one in enumerate(tensors):
        if not isinstance(one, Tensor):
            raise TypeError(f"expected Tensor as element {place} in argument 0, but got {type(one).__name__}")
    return wrap(_cat(len(tensors), *(one._handle for one in tensors), dim))


concat = concatenate = cat


def stack(tensors, dim=0, *, out=None):
    tensors = list(tensors)
    return wrap(_stack(len(tensors), *(one._handle for one in tensors), dim))


def hstack(tensors):
    return cat(tensors, 0 if tensors[0].dim() <= 1 else 1)


def vstack(tensors):
    return cat([one.reshape(1, -1) if one.dim() <= 1 else one for one in tensors], 0)


def split(tensor, split_size_or_sections, dim=0):
    size = tensor.size(dim)
    if isinstance(split_size_or_sections, int):
        step = split_size_or_sections
        lengths = [min(step, size - start) for start in range(0, size, step)] or [0]
    else:
        lengths = list(split_size_or_sections)
        if sum(lengths) != size:
            raise RuntimeError(f"split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at dimension {dim}), but got split_sizes={lengths}")
    parts, start = [], 0
    for length in lengths:
        parts.append(tensor.narrow(dim, start, length))
        start += length
    return tuple(parts)


def chunk(input, chunks, dim=0):
    size = input.size(dim)
    return split(input, max(1, -(-size // chunks)), dim)


def tensor_split(input, indices_or_sections, dim=0):
    size = input.size(dim)
    if isinstance(indices_or_sections, int):
        count = indices_or_sections
        ends = [(place + 1) * (size // count) + min(place + 1, size % count) for place in range(count)]
    else:
        ends = [min(end, size) for end in indices_or_sections] + [size]
    parts, start = [], 0
    for end in ends:
        parts.append(input.narrow(dim, start, max(0, end - start)))
        start = max(start, end)
    return tuple(parts)


def where(condition, input=None, other=None):
    if input is None:
        return condition.nonzero(as_tuple=True)
    return wrap(_where(condition._handle, *operand(input), *operand(other)))


def index_select(input, dim, index):
    return input[(slice(None),) * (dim % max(input.dim(), 1)) + (index,)]


def masked_select(input, mask):
    shape = (input.detach() + mask).shape if input.shape != mask.shape else input.shape
    return input.expand(shape)[mask.expand(shape)]


def take(input, index):
    return input.reshape(-1)[index]


def _cut(is_lower):
    def cut(input, diagonal=0):
        shape = input.shape
        keep = wrap(_triangle(len(shape), *shape, diagonal, is_lower))
        return wrap(_where(keep._handle, 0, input._handle, 2, 0)).to(input.dtype)

    return cut


tril, triu = _cut(1), _cut(0)


def diag(input, diagonal=0):
    if input.dim() == 2:
        return input.diagonal(diagonal).clone()
    size = input.size(0) + abs(diagonal)
    made = zeros(size, size, dtype=input.dtype)
    made.diagonal(diagonal).copy_(input)
    return made


def outer(input, vec2):
    return input.unsqueeze(1) * vec2.unsqueeze(0)


ger = outer


def addmm(input, mat1, mat2, *, beta=1, alpha=1):
    product = mat1.mm(mat2)
    return input * beta + (product if alpha == 1 else product * alpha)


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    return input * beta + batch1.bmm(batch2) * alpha


def std_mean(input, dim=None, unbiased=True, keepdim=False):
    return input.std(dim, unbiased, keepdim), input.mean(dim, keepdim)


def var_mean(input, dim=None, unbiased=True, keepdim=False):
    return input.var(dim, unbiased, keepdim), input.mean(dim, keepdim)


def repeat_interleave(input, repeats, dim=None):
    if dim is None:
        input, dim = input.reshape(-1), 0
    dim %= max(input.dim(), 1)
    counts = [repeats] * input.size(dim) if isinstance(repeats, int) else tensor(repeats).tolist()
    if len(counts) == 1:
        counts *= input.size(dim)
    places = [place for place, count in enumerate(counts) for _ in range(count)]
    return index_select(input, dim, tensor(places, dtype=_dtype.int64))


def repeat(self, *sizes):
    sizes = list(sizes[0]) if len(sizes) == 1 and not isinstance(sizes[0], int) else list(sizes)
    if len(sizes) < self.dim():
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    shape = [1] * (len(sizes) - self.dim()) + list(self.shape)
    wide = self.reshape(*[part for size in shape for part in (1, size)]).expand(*[part for times, size in zip(sizes, shape) for part in (times, size)])
    return wide.reshape(*[times * size for times, size in zip(sizes, shape)])


def tile(input, dims):
    return repeat(input, *([1] * max(0, input.dim() - len(dims)) + list(dims)))


def roll(input, shifts, dims=None):
    if dims is None:
        return roll(input.reshape(-1), shifts, 0).reshape(input.shape)
    pairs = zip([shifts] if isinstance(shifts, int) else shifts, [dims] if isinstance(dims, int) else dims)
    for shift, dim in pairs:
        size = input.size(dim)
        shift %= max(size, 1)
        input = cat([input.narrow(dim, size - shift, shift), input.narrow(dim, 0, size - shift)], dim)
    return input


def meshgrid(*tensors, indexing="ij"):
    tensors = list(tensors[0]) if len(tensors) == 1 and not isinstance(tensors[0], Tensor) else list(tensors)
    if indexing == "xy" and len(tensors) > 1:
        second, first, *rest = meshgrid(tensors[1], tensors[0], *tensors[2:])
        return (first, second, *rest)
    shape = [one.numel() for one in tensors]
    return tuple(
        one.reshape(*[1] * place, -1, *[1] * (len(shape) - place - 1)).expand(*shape) for place, one in enumerate(tensors)
    )


def movedim(input, source, destination):
    source = [source] if isinstance(source, int) else list(source)
    destination = [destination] if isinstance(destination, int) else list(destination)
    rank = input.dim()
    source, destination = [dim % rank for dim in source], [dim % rank for dim in destination]
    rest = iter(dim for dim in range(rank) if dim not in source)
    order = [source[destination.index(dim)] if dim in destination else next(rest) for dim in range(rank)]
    return input.permute(*order)


moveaxis = movedim


def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    if interpolation != "linear":
        raise NotImplementedError(f"quantile(interpolation={interpolation!r}) is not here: 'linear' is.")
    shares = q if isinstance(q, Tensor) else tensor(q, dtype=input.dtype)
    source, along = (input.reshape(-1), 0) if dim is None else (input, dim % input.dim())
    ordered = source.sort(along)[0]
    size = source.size(along)
    parts = []
    for share in shares.reshape(-1).tolist():
        place = share * (size - 1)
        low, high = math.floor(place), math.ceil(place)
        first, second = ordered.select(along, low), ordered.select(along, high)
        parts.append(first + (second - first) * (place - low))
    if keepdim:
        parts = [part.unsqueeze(along) if dim is not None else part.reshape(*[1] * input.dim()) for part in parts]
    return stack(parts) if shares.dim() else parts[0]


def bincount(input, weights=None, minlength=0):
    if input.numel() and input.min().item() < 0:
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    size = max(minlength, int(input.max().item()) + 1 if input.numel() else 0)
    counts = zeros(size, dtype=_dtype.int64 if weights is None else weights.dtype)
    return counts.scatter_add(0, input.long(), counts.new_ones(input.numel()) if weights is None else weights)


def histc(input, bins=100, min=0, max=0):
    low, high = (input.min().item(), input.max().item()) if min == max == 0 else (min, max)
    low, high = (low - 1, high + 1) if low == high else (low, high)
    inside = input[(input >= low) & (input <= high)].reshape(-1)
    places = ((inside - low) / (high - low) * bins).long().clamp(max=bins - 1)
    return zeros(bins, dtype=input.dtype).scatter_add(0, places, inside.new_ones(inside.numel()))


def multinomial(input, num_samples, replacement=False, *, generator=None):
    weights = input.detach().double() if input.dtype is _dtype.float64 else input.detach().float()
    if (weights < 0).any() or not weights.isfinite().all():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    rows = weights.reshape(-1, weights.size(-1))
    if not replacement or num_samples == 1:
        if num_samples > rows.size(1):
            raise RuntimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement")
        # The exponential race: PyTorch draws so, too.
        race = rows / empty(tuple(rows.shape), dtype=rows.dtype).exponential_(generator=generator)
        drawn = race.topk(num_samples, -1)[1] if num_samples > 1 else race.argmax(-1, True)
    else:
        totals = rows.double().cumsum(-1)
        totals = totals / totals[:, -1:]
        lots = empty(rows.size(0), num_samples, dtype=_dtype.float64).uniform_(generator=generator)
        drawn = (totals.unsqueeze(1) < lots.unsqueeze(2)).sum(-1)
    return drawn.reshape(*input.shape[:-1], num_samples)


def einsum(equation, *operands):
    operands = list(operands[0]) if len(operands) == 1 and not isinstance(operands[0], Tensor) else list(operands)
    given, arrow, wanted = equation.replace(" ", "").partition("->")
    terms = given.split(",")
    if "." in equation:
        raise NotImplementedError("einsum with '...' is not here.")
    letters = sorted(set("".join(terms)))
    if not arrow:
        joined = "".join(terms)
        wanted = "".join(letter for letter in letters if joined.count(letter) == 1)
    product = None
    for term, one in zip(terms, operands):
        for letter in sorted(set(term)):
            while term.count(letter) > 1:
                first = term.index(letter)
                second = term.index(letter, first + 1)
                one = one.diagonal(0, first, second)
                term = "".join(c for place, c in enumerate(term) if place not in (first, second)) + letter
        order = sorted(range(len(term)), key=lambda place: term[place])
        one = one.permute(*order) if len(order) > 1 else one
        present = [term[place] for place in order]
        for place, letter in enumerate(letters):
            if letter not in present:
                one = one.unsqueeze(place)
        product = one if product is None else product * one
    gone = [place for place, letter in enumerate(letters) if letter not in wanted]
    if gone:
        product = product.sum(gone)
    left = [letter for letter in letters if letter in wanted]
    return product.permute(*[left.index(letter) for letter in wanted]) if len(left) > 1 else product


def is_tensor(value):
    return isinstance(value, Tensor)


def numel(input):
    return input.numel()


def cdist(x1, x2, p=2.0):
    return (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(p, dim=-1)


def cross(input, other, dim=-1):
    a, b = input.unbind(dim), other.unbind(dim)
    return stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]], dim)


def trace(input):
    return input.diagonal().sum()


def isin(elements, test_elements):
    return (elements.unsqueeze(-1) == test_elements.reshape(-1)).any(-1)


def result_type(a, b):
    return _dtype.DTYPES[int(operation("result_type")(*operand(a), *operand(b)))]


def promote_types(a, b):
    return _dtype.DTYPES[int(operation("promote")(a.place, b.place))]


def can_cast(a, b):
    order = lambda d: 2 if d.is_floating_point else 0 if d is _dtype.bool else 1
    return order(a) <= order(b)


def broadcast_tensors(*tensors):
    shape = broadcast_shapes(*(one.shape for one in tensors))
    return [one.expand(shape) for one in tensors]


def broadcast_shapes(*shapes):
    total = zeros(())
    for shape in shapes:
        total = total + zeros(()).expand(tuple(shape))
    return total.shape


FUNCTIONS = {
    **_of_methods,
    **_of_pairs,
    **{name: value for name, value in list(globals().items()) if callable(value) and not name.startswith("_") and getattr(value, "__module__", "") == __name__},
}
for _name in ("split", "chunk", "index_select", "masked_select", "take", "tril", "triu", "diag", "outer", "ger", "addmm", "repeat", "repeat_interleave",
              "tile", "roll", "movedim", "moveaxis", "bincount", "histc", "multinomial", "cross", "trace", "std_mean", "tensor_split"):  # fmt: skip
    setattr(Tensor, _name, FUNCTIONS[_name])
Tensor.tril_ = lambda self, diagonal=0: self.copy_(tril(self, diagonal))
Tensor.triu_ = lambda self, diagonal=0: self.copy_(triu(self, diagonal))
Tensor.index_put_ = lambda self, indices, values, accumulate=False: _index_put_in_place(self, indices, values, accumulate)
Tensor.index_add_ = lambda self, dim, index, source, alpha=1: _index_put_in_place(self, (slice(None),) * dim + (index,), source * alpha, True)
Tensor.masked_scatter_ = lambda self, mask, source: self.index_put_(mask.nonzero(as_tuple=True), source.reshape(-1)[: int(mask.sum())])
_index_put = operation("index_put_")


def _index_put_in_place(tensor, indices, values, adds):
    indices = [None if isinstance(index, slice) else index for index in indices]
    found = []
    for index in indices:
        found += list(index.nonzero().unbind(1)) if index is not None and index.dtype is _dtype.bool else [index]
    _index_put(tensor._handle, len(found), *(0 if index is None else index._handle for index in found), *operand(values), adds)
    return tensor
