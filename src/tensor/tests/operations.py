#!/usr/bin/env python3
"""What PyTorch computes for each operation of the border, with its gradients: operations.json.

A case is a call: numbers stand for themselves, a tensor for {"shape", "dtype", "values", "grad"}; the results and, of the sum of
squares of all floats among them, the gradients of the tensors that want one. Run with Debian's python3-torch 1.13."""
import json, math, sys
import torch
import torch.nn.functional as F

DTYPES = [torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float32, torch.float64]
cases = []

def shown(t):
    return {"shape": list(t.shape), "dtype": DTYPES.index(t.dtype), "values": [number(v) for v in t.detach().double().reshape(-1).tolist()]}

def number(v):
    return float(f"{v:.8g}") if math.isfinite(v) else repr(v)

def case(name, arguments, run):
    """`arguments`: a list of tensors, numbers and lists (which are written with their lengths); `run` gets the tensors."""
    tensors, flat = [], []
    def write(a):
        if isinstance(a, torch.Tensor):
            if a.is_floating_point() and not getattr(a, "still", False):
                a = a.clone().requires_grad_()
            tensors.append(a)
            flat.append(dict(shown(a), grad=a.requires_grad))
        elif isinstance(a, (list, tuple)):
            flat.append(len(a))
            for item in a: write(item)
        elif a is None:
            flat.append(0)
        else:
            flat.append(float(a))
    for a in arguments: write(a)
    row = {"operation": name, "arguments": flat}
    try:
        out = run(*tensors)
        outs = list(out) if isinstance(out, (tuple, list)) else [out]
        row["results"] = [shown(o) for o in outs]
        total = sum((o.double() ** 2).sum() for o in outs if o.is_floating_point() and o.requires_grad)
        wants = [t for t in tensors if t.requires_grad]
        if isinstance(total, torch.Tensor) and total.requires_grad:
            row["grad_fn"] = next(o for o in outs if o.requires_grad).grad_fn.name()
            grads = torch.autograd.grad(total, wants, allow_unused=True)
            row["gradients"] = [None if g is None else shown(g) for g in grads]
    except (RuntimeError, IndexError, ValueError, TypeError, NotImplementedError) as e:
        row["error"] = [type(e).__name__, str(e)]
    cases.append(row)

def still(t):
    t = t.clone(); t.still = True
    return t

T = lambda t: [0, t]            # an operand that is a tensor
N = lambda n: [1 if isinstance(n, bool) else 2 if isinstance(n, int) else 3, n]
def operand(o): return T(o) if isinstance(o, torch.Tensor) else N(o)
def spread(*operands): return [x for o in operands for x in operand(o)]

g = torch.Generator().manual_seed(1)
r = lambda *shape, dtype=torch.float32: torch.randn(*shape, generator=g, dtype=dtype)
p = lambda *shape, dtype=torch.float32: torch.rand(*shape, generator=g, dtype=dtype) * 0.8 + 0.1
i = lambda *shape, low=-4, high=5, dtype=torch.int64: torch.randint(low, high, shape, generator=g).to(dtype)
D = torch.float64

# One number each, over dtypes and strides.
POSITIVE = {"log", "log2", "log10", "log1p", "sqrt", "rsqrt", "lgamma", "digamma"}
UNIT = {"asin", "acos"}
for name in "neg abs sign floor ceil round trunc exp expm1 log log2 log10 log1p sqrt rsqrt reciprocal sin cos tan asin acos atan sinh cosh tanh sigmoid relu erf lgamma digamma".split():
    f = getattr(torch, name)
    x = p(2, 3) * 3 if name in POSITIVE else p(2, 3) if name in UNIT else r(2, 3) * 2
    if name == "digamma": x = still(x)
    case(name, [x], f)
    case(name, [still(x.double().t())], f)
    case(name, [i(4, low=1, high=4) if name in POSITIVE else i(4, low=-1, high=2)], f)
    case(name, [x[0, 0].clone() if name != "digamma" else still(x[0, 0])], f)
    case(name, [torch.zeros(0, 2)] if name != "digamma" else [still(torch.zeros(0, 2))], f)
for name, f in [("logsigmoid", F.logsigmoid), ("silu", F.silu), ("gelu", F.gelu), ("mish", F.mish)]:
    case(name, [r(3, 2) * 2], f); case(name, [r(3, dtype=D)], f)
case("neg", [torch.tensor([True])], torch.neg)
for x in [torch.tensor([1.0, float("nan"), float("inf")]), torch.tensor([1, 2])]:
    for name in ["isnan", "isinf", "isfinite"]: case(name, [still(x) if x.is_floating_point() else x], getattr(torch, name))
case("invert", [i(3)], torch.bitwise_not); case("invert", [torch.tensor([True, False])], torch.bitwise_not); case("invert", [still(r(2))], torch.bitwise_not)
for low, high in [(-0.5, 0.5), (None, 0.2), (0, None)]:
    limits = [x for l in (low, high) for x in ((0, 0) if l is None else (1, l))]
    case("clamp", [r(2, 4), *limits], lambda t, low=low, high=high: t.clamp(low, high))
case("clamp", [i(6), 1, -2, 1, 2], lambda t: t.clamp(-2, 2))
case("leaky_relu", [r(5), 0.1], lambda t: F.leaky_relu(t, 0.1))
case("elu", [r(5), 1.5, 1, 1], lambda t: F.elu(t, 1.5))
case("softplus", [r(5) * 20, 1, 20], F.softplus)
case("leaky_relu", [i(3), 0.1], lambda t: F.leaky_relu(t, 0.1))

# Two, over dtypes, broadcasting and numbers.
BINARY = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "floor_divide": torch.floor_divide, "remainder": torch.remainder,
          "fmod": torch.fmod, "pow": torch.pow, "maximum": torch.maximum, "minimum": torch.minimum, "atan2": torch.atan2}
def pairs(name):
    yield p(2, 3) * 3, p(2, 3) * 3
    yield p(2, 1), p(3) + 1
    yield p(2, 2, dtype=D), p(2)
    yield i(4, low=1), i(4, low=1)
    yield i(4, low=1, dtype=torch.int32), i(1, low=1, dtype=torch.uint8)
    if name not in ("maximum", "minimum", "atan2"):
        yield p(3), 2
        yield p(3), 2.5
        yield i(3, low=1), 2
        yield i(3, low=1), 0.5
        yield torch.tensor(3), 2.5
    yield p(2, 3), p(2)
    yield p(3), torch.tensor(1.5, dtype=D)
    yield torch.tensor([True, False]), torch.tensor([True, True])
for name, f in BINARY.items():
    for a, b in pairs(name):
        if name in ("floor_divide",): a, b = [still(x) if isinstance(x, torch.Tensor) else x for x in (a, b)]
        if name in ("floor_divide", "remainder", "fmod", "pow") and isinstance(a, torch.Tensor) and a.dtype == torch.bool: continue
        tensors = [x for x in (a, b) if isinstance(x, torch.Tensor)]
        case(name, spread(a, b), (lambda x, y=None, b=b, f=f: f(x, b if y is None else y)))
case("pow", spread(2.0, p(3)), lambda t: torch.pow(2.0, t))
case("sub", spread(1, i(3)), lambda t: 1 - t)
case("div", spread(i(3, low=1), i(3, low=1)), torch.div)
for name in "eq ne lt le gt ge".split():
    f = getattr(torch, name)
    case(name, spread(still(r(2, 3)), still(r(3))), f); case(name, spread(i(5), 0), lambda t, f=f: f(t, 0)); case(name, spread(i(5), 0.5), lambda t, f=f: f(t, 0.5))
for name in "logical_and logical_or logical_xor".split():
    case(name, spread(i(6), i(6)), getattr(torch, name))
for name in "bitwise_and bitwise_or bitwise_xor".split():
    case(name, spread(i(6), i(6)), getattr(torch, name)); case(name, spread(torch.tensor([True, False]), torch.tensor([True, True])), getattr(torch, name))
case("where", [torch.tensor([[True], [False]]), *spread(r(3), r(2, 1))], torch.where)

# Reductions.
for x in [r(2, 3, 4), r(3, dtype=D), i(2, 3), torch.tensor([[True, False], [True, True]]), r(0, 3), torch.tensor(2.5)]:
    for dims in [[], [0], [-1]] + ([[0, 2]] if x.dim() == 3 else []):
        for keep in (False, True):
            at = dict(dim=dims, keepdim=keep) if dims or keep else {}
            if keep and not dims: continue
            case("sum", [x, dims, keep, -1], lambda t, at=at: t.sum(**at))
            if x.is_floating_point() or not dims: case("mean", [x, dims, keep, -1], lambda t, at=at: t.mean(**at))
            if x.numel() > 1 and x.is_floating_point():
                case("variance", [x, dims, 1, keep, 0], lambda t, at=at: t.var(**at)); case("variance", [x, dims, 0, keep, 1], lambda t, at=at: t.std(unbiased=False, **at))
                case("norm", [x, 2, dims, keep], lambda t, at=at: torch.linalg.vector_norm(t, 2, **at)); case("norm", [x, 1, dims, keep], lambda t, at=at: torch.linalg.vector_norm(t, 1, **at))
                case("norm", [x, 3, dims, keep], lambda t, at=at: torch.linalg.vector_norm(t, 3, **at))
            if x.is_floating_point() and len(dims) and x.numel(): case("logsumexp", [x, dims, keep], lambda t, d=dims, k=keep: t.logsumexp(d, k))
    case("max", [x], torch.max); case("min", [x], torch.min)
    case("prod", [x, 0, 0, 0], lambda t: t.prod())
    for dim in [0, -1]:
        for keep in (False, True):
            case("max_dim", [x, dim, keep], lambda t, d=dim, k=keep: t.max(d, keepdim=k)); case("min_dim", [x, dim, keep], lambda t, d=dim, k=keep: t.min(d, keepdim=k))
            if x.dtype != torch.bool:
                case("argmax", [x, 1, dim, keep], lambda t, d=dim, k=keep: t.argmax(d, keepdim=k))
            case("all", [x, 1, dim, keep], lambda t, d=dim, k=keep: t.all(d, keepdim=k)); case("any", [x, 1, dim, keep], lambda t, d=dim, k=keep: t.any(d, keepdim=k))
            case("prod", [x, 1, dim, keep], lambda t, d=dim, k=keep: t.prod(d, keepdim=k))
            if x.numel() and x.dim(): case("amax", [x, [dim], keep], lambda t, d=dim, k=keep: t.amax(d, keepdim=k))
        case("cumsum", [x, dim], lambda t, d=dim: t.cumsum(d)); case("cumprod", [x, dim], lambda t, d=dim: t.cumprod(d))
        case("softmax", [x, dim], lambda t, d=dim: t.softmax(d)); case("log_softmax", [x, dim], lambda t, d=dim: t.log_softmax(d))
case("max", [torch.tensor([2.0, 2.0, 1.0])], torch.max)
case("sum", [r(2, 3), [2], 0, -1], lambda t: t.sum(2)); case("sum", [r(2, 3), [0, 0], 0, -1], lambda t: t.sum((0, 0)))

# Shapes and places.
x = r(2, 3, 4)
for shape in [[6, 4], [-1], [2, -1], [4, 6], [5, 5], [-1, -1]]:
    case("reshape", [x, shape], lambda t, s=shape: t.reshape(s))
case("view", [x.clone(), [3, 8]], lambda t: t.view(3, 8))
case("expand", [r(1, 3), [4, 3]], lambda t: t.expand(4, 3)); case("expand", [r(3), [2, -1]], lambda t: t.expand(2, -1)); case("expand", [r(2, 3), [2, 4]], lambda t: t.expand(2, 4))
case("permute", [x, [2, 0, 1]], lambda t: t.permute(2, 0, 1)); case("transpose", [x, 0, -1], lambda t: t.transpose(0, -1)); case("t", [r(2, 3)], torch.t); case("t", [x], torch.t)
case("unsqueeze", [x, -1], lambda t: t.unsqueeze(-1)); case("unsqueeze", [x, 5], lambda t: t.unsqueeze(5)); case("squeeze", [r(1, 3, 1), 0, 0], torch.squeeze); case("squeeze", [r(1, 3, 1), 1, 0], lambda t: t.squeeze(0)); case("squeeze", [r(1, 3), 1, 1], lambda t: t.squeeze(1))
case("slice", [x, 1, 1, 2, 1], lambda t: t[:, 1:3]); case("slice", [x, 2, 0, 2, 2], lambda t: t[:, :, ::2]); case("select", [x, 1, 2], lambda t: t[:, 2])
case("diagonal", [r(3, 4), 1, 0, 1], lambda t: torch.diagonal(t, 1)); case("unfold", [r(7), 0, 3, 2], lambda t: t.unfold(0, 3, 2)); case("flip", [x, [0, 2]], lambda t: t.flip(0, 2))
case("cat", [[r(2, 3), r(1, 3)], 0], lambda a, b: torch.cat([a, b])); case("cat", [[r(2), i(2)], 0], lambda a, b: torch.cat([a, b])); case("cat", [[r(2, 3), r(2, 2)], 0], lambda a, b: torch.cat([a, b])); case("stack", [[r(2, 3), r(2, 3)], 1], lambda a, b: torch.stack([a, b], 1)); case("stack", [[r(2), r(3)], 0], lambda a, b: torch.stack([a, b]))
case("index", [x, [i(3, low=0, high=2)]], lambda t, k: t[k]); case("index", [x, [None, i(2, low=-3, high=3)]], lambda t, k: t[:, k]); case("index", [x, [i(2, low=0, high=2), None, i(2, 1, low=0, high=4)]], lambda t, a, b: t[a, :, b]); case("index", [x, [None, i(2, low=0, high=3), i(2, low=0, high=4)]], lambda t, a, b: t[:, a, b]); case("index", [x, [torch.tensor([5])]], lambda t, k: t[k]); case("index", [r(3), [still(r(2))]], lambda t, k: t[k])
case("index_put", [r(4), [torch.tensor([0, 0, 2])], *spread(r(3)), 1], lambda t, k, v: t.index_put((k,), v, accumulate=True)); case("index_put", [r(4, 2), [torch.tensor([1, 3])], *spread(r(2)), 0], lambda t, k, v: t.index_put((k,), v))
case("nonzero", [i(3, 4, low=0, high=2)], torch.nonzero); case("gather", [r(3, 4), 1, i(3, 2, low=0, high=4)], lambda t, k: t.gather(1, k)); case("gather", [r(3), 0, torch.tensor([3])], lambda t, k: t.gather(0, k)); case("scatter", [r(3, 4), 1, i(3, 2, low=0, high=2), *spread(r(3, 2)), 1], lambda t, k, v: t.scatter_add(1, k, v)); case("scatter", [r(3, 4), 1, torch.tensor([[0, 1], [2, 3], [1, 0]]), *spread(r(3, 2)), 0], lambda t, k, v: t.scatter(1, k, v)); case("scatter", [r(2, 3), 1, torch.tensor([[2], [0]]), *spread(1.0), 0], lambda t, k: t.scatter(1, k, 1.0))
case("embedding", [r(5, 2), i(2, 3, low=0, high=5), 0, 0], lambda w, k: F.embedding(k, w)); case("embedding", [r(5, 2), torch.tensor([1, 0, 1]), 1, 1], lambda w, k: F.embedding(k, w, padding_idx=1)); case("embedding", [r(2, 2), torch.tensor([2]), 0, 0], lambda w, k: F.embedding(k, w))
for x in [r(3, 4), torch.tensor([4, -1, 7, 0, 2])]:
    case("sort", [x, -1, 0], lambda t: t.sort()); case("sort", [x, 0, 1], lambda t: t.sort(0, True)); case("topk", [x, 2, -1, 1], lambda t: t.topk(2)); case("topk", [x, 9, -1, 1], lambda t: t.topk(9)); case("kthvalue", [x, 2, -1, 0], lambda t: t.kthvalue(2)); case("median", [x, -1, 0], lambda t: t.median(-1))
case("unique", [i(9)], lambda t: torch.unique(t, return_inverse=True, return_counts=True))

# Products.
for a, b in [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((2, 2, 3), (3, 4)), ((2, 2, 3), (2, 3, 4)), ((2, 1, 2, 3), (2, 3, 1)), ((2, 3), (2, 3)), ((2, 2, 3), (2, 2, 3)), ((0, 3), (3, 2))]:
    case("matmul", [r(*a), r(*b)], torch.matmul)
case("matmul", [i(2, 3), i(3, 2)], torch.matmul); case("mm", [r(2, 3), r(2, 3)], torch.mm); case("bmm", [r(2, 2, 3), r(2, 3, 1)], torch.bmm); case("mv", [r(2, 3), r(3)], torch.mv); case("dot", [r(3), r(4)], torch.dot)
for shape in [(4, 3), (2, 4, 3), (3,)]:
    case("linear", [r(*shape), r(2, 3), r(2)], F.linear); case("linear", [r(*shape), r(2, 3), None], F.linear)
case("linear", [r(4, 5), r(2, 3), r(2)], F.linear)
for stride, padding, dilation, groups in [(1, 0, 1, 1), (2, 1, 1, 1), (1, 2, 2, 1), (1, 1, 1, 2)]:
    moves = [stride] * 2 + [padding] * 2 + [dilation] * 2 + [groups]
    case("conv2d", [r(2, 4, 6, 5), r(6, 4 // groups, 3, 3), r(6), *moves], lambda x, w, b, m=(stride, padding, dilation, groups): F.conv2d(x, w, b, *m))
    case("conv_transpose2d", [r(2, 4, 3, 3), r(4, 6 // groups, 3, 3), r(6), *moves, 0, 0], lambda x, w, b, m=(stride, padding, dilation, groups): F.conv_transpose2d(x, w, b, stride=m[0], padding=m[1], groups=m[3], dilation=m[2]))
case("conv2d", [r(1, 1, 4, 4), r(1, 1, 3, 3), None, 1, 1, 0, 0, 1, 1, 1], F.conv2d); case("conv2d", [r(1, 2, 4, 4), r(1, 1, 3, 3), None, 1, 1, 0, 0, 1, 1, 1], F.conv2d); case("conv2d", [r(1, 1, 2, 2), r(1, 1, 3, 3), None, 1, 1, 0, 0, 1, 1, 1], F.conv2d)
for kernel, stride, padding in [(2, 2, 0), (3, 2, 1), (3, 1, 0)]:
    window = [kernel] * 2 + [stride] * 2 + [padding] * 2 + [1, 1]
    case("max_pool2d", [r(2, 3, 6, 6), *window, 0, 1], lambda x, k=kernel, s=stride, q=padding: F.max_pool2d(x, k, s, q, return_indices=True)); case("avg_pool2d", [r(2, 3, 6, 6), *window, 0, 1], lambda x, k=kernel, s=stride, q=padding: F.avg_pool2d(x, k, s, q)); case("avg_pool2d", [r(2, 3, 6, 6), *window, 0, 0], lambda x, k=kernel, s=stride, q=padding: F.avg_pool2d(x, k, s, q, count_include_pad=False))
case("adaptive_avg_pool2d", [r(2, 3, 6, 7), 2, 3], lambda x: F.adaptive_avg_pool2d(x, (2, 3))); case("adaptive_avg_pool2d", [r(2, 3, 4, 4), 1, 1], lambda x: F.adaptive_avg_pool2d(x, 1))

# Losses: 0 none, 1 mean, 2 sum.
for place, reduction in enumerate(["none", "mean", "sum"]):
    case("mse_loss", [r(3, 2), r(3, 2), place], lambda x, y, q=reduction: F.mse_loss(x, y, reduction=q)); case("smooth_l1_loss", [r(4) * 2, r(4), place, 1], lambda x, y, q=reduction: F.smooth_l1_loss(x, y, reduction=q)); case("huber_loss", [r(4) * 2, r(4), place, 0.5], lambda x, y, q=reduction: F.huber_loss(x, y, reduction=q, delta=0.5)); case("binary_cross_entropy", [p(3), still(p(3)), place], lambda x, y, q=reduction: F.binary_cross_entropy(x, y, reduction=q))
    case("nll_loss", [r(4, 3), i(4, low=0, high=3), None, -100, place], lambda x, y, q=reduction: F.nll_loss(x, y, reduction=q)); case("nll_loss", [r(4, 3), torch.tensor([0, 2, 1, 2]), still(p(3)), 2, place], lambda x, y, w, q=reduction: F.nll_loss(x, y, w, reduction=q, ignore_index=2)); case("nll_loss", [r(2, 3, 2, 2), i(2, 2, 2, low=0, high=3), None, -100, place], lambda x, y, q=reduction: F.nll_loss(x, y, reduction=q))
case("nll_loss", [r(3), torch.tensor(1), None, -100, 1], F.nll_loss); case("nll_loss", [r(2, 3), torch.tensor([0, 3]), None, -100, 1], F.nll_loss); case("nll_loss", [r(2, 3), torch.tensor([0, 1, 2]), None, -100, 1], F.nll_loss); case("binary_cross_entropy_with_logits", [r(4) * 3, p(4), None, 0], lambda x, y: F.binary_cross_entropy_with_logits(x, y, reduction="none")); case("binary_cross_entropy_with_logits", [r(4, 2) * 3, p(4, 2), still(p(2)), 1], lambda x, y, w: F.binary_cross_entropy_with_logits(x, y, pos_weight=w)); case("mse_loss", [r(3, 1), r(3), 1], F.mse_loss)

if __name__ == "__main__":
    with open(sys.argv[1] if len(sys.argv) > 1 else "operations.json", "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    print(len(cases), "cases")
