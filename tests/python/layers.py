"""Layers: what they print, weigh and compute, every keyword, hooks, states, what does not fit."""

import copy

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(9)
x, plane = torch.randn(2, 4), torch.randn(2, 3, 6, 6)
line = torch.randn(2, 3, 8)


def show(layer, *inputs):
    out = layer(*inputs)
    out = out[0] if isinstance(out, tuple) else out
    total = out.sum()
    for weight in layer.parameters():
        weight.grad = None
    if total.requires_grad:
        total.backward()
    print(layer, tuple(out.shape), round(abs(total.item()), 3), [round(abs(weight.grad.sum().item()), 3) for weight in layer.parameters() if weight.grad is not None])


for layer in (nn.Linear(4, 3), nn.Linear(4, 2, bias=False), nn.Identity(5, key=1), nn.Sequential(nn.Linear(4, 2), nn.ReLU()), nn.LayerNorm(4), nn.LayerNorm(4, elementwise_affine=False), nn.BatchNorm1d(4), nn.BatchNorm1d(4, affine=False, momentum=None), nn.Flatten(0)):
    show(layer, x)
show(nn.Bilinear(4, 4, 2), x, x)
for layer in (nn.Conv2d(3, 4, 3), nn.Conv2d(3, 6, (3, 2), stride=(2, 1), padding=(1, 0), dilation=1, groups=3, bias=False), nn.Conv2d(3, 2, 3, padding="same"), nn.Conv2d(3, 2, 3, padding=1, padding_mode="reflect"), nn.Conv2d(3, 2, 3, padding=2, padding_mode="circular", dilation=2),
              nn.ConvTranspose2d(3, 2, 3, stride=2, padding=1, output_padding=1), nn.MaxPool2d(2), nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True), nn.AvgPool2d(2, count_include_pad=False, padding=1), nn.AvgPool2d(3, divisor_override=2), nn.AdaptiveAvgPool2d((2, None)), nn.AdaptiveMaxPool2d(2),
              nn.BatchNorm2d(3), nn.InstanceNorm2d(3), nn.InstanceNorm2d(3, affine=True, track_running_stats=True), nn.GroupNorm(3, 3), nn.LocalResponseNorm(2), nn.Upsample(scale_factor=2), nn.Upsample(size=4, mode="bilinear", align_corners=True), nn.Upsample(scale_factor=0.5, mode="bicubic"), nn.PixelUnshuffle(2),
              nn.ZeroPad2d((1, 0, 2, 1)), nn.ReflectionPad2d(2), nn.ReplicationPad2d(1), nn.ConstantPad2d(1, 0.5), nn.Dropout2d(0.4), nn.Softmax2d(), nn.Unfold(3, stride=2), nn.Flatten(), nn.LPPool2d(2, 2), nn.ChannelShuffle(3)):  # fmt: skip
    show(layer, plane)
for layer in (nn.Conv1d(3, 4, 3, padding=1), nn.ConvTranspose1d(3, 2, 4, 2), nn.MaxPool1d(2), nn.AvgPool1d(3, 2), nn.AdaptiveAvgPool1d(3), nn.AdaptiveMaxPool1d(3), nn.BatchNorm1d(3), nn.ReflectionPad1d(1), nn.Unflatten(1, (3, 1)), nn.InstanceNorm1d(3), nn.Dropout(0.3), nn.PReLU(3)):
    show(layer, line)
show(nn.Conv3d(2, 3, (2, 3, 3), stride=(1, 2, 1), padding=1), torch.randn(1, 2, 4, 5, 5))
show(nn.MaxUnpool2d(2), *F.max_pool2d(plane, 2, return_indices=True))
show(nn.Fold((4, 4), 2, stride=2), torch.randn(1, 8, 4))
show(nn.Embedding(5, 3, padding_idx=0), torch.tensor([[1, 0, 4]]))
show(nn.Embedding(5, 3, max_norm=1.0, scale_grad_by_freq=True), torch.tensor([1, 1, 2]))
show(nn.EmbeddingBag(5, 3, mode="sum"), torch.tensor([1, 2, 4, 1]), torch.tensor([0, 3]))
for layer in (nn.ReLU(), nn.ReLU(inplace=True), nn.ReLU6(), nn.LeakyReLU(0.2), nn.ELU(0.5), nn.CELU(), nn.SELU(), nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Mish(), nn.Hardtanh(-0.5, 0.5), nn.Hardswish(), nn.Hardsigmoid(), nn.Softplus(2), nn.Softsign(), nn.Tanh(), nn.Sigmoid(), nn.LogSigmoid(), nn.Tanhshrink(),
              nn.Hardshrink(), nn.Softshrink(0.3), nn.Threshold(0.1, 20), nn.Softmax(dim=1), nn.LogSoftmax(-1), nn.Softmin(1), nn.GLU(), nn.RReLU().eval()):  # fmt: skip
    show(layer, x.clone())
torch.manual_seed(10)
for layer in (nn.RNN(3, 2, 2, nonlinearity="relu"), nn.LSTM(3, 2, num_layers=2, bidirectional=True, dropout=0.2), nn.GRU(3, 4, bias=False)):
    show(layer, line.permute(2, 0, 1))
show(nn.LSTMCell(4, 3), x)
show(nn.GRUCell(4, 3, bias=False), x, torch.ones(2, 3))
show(nn.RNNCell(4, 3, nonlinearity="relu"), x)
attention = nn.MultiheadAttention(4, 2, batch_first=True)
out, weights = attention(x[None], x[None], x[None], attn_mask=torch.tensor([[False, True], [False, False]]))
print(attention, out.shape, weights, attention(x, x, x, need_weights=False)[1], attention(x[None], x[None], x[None], key_padding_mask=torch.tensor([[False, True]]), average_attn_weights=False)[1].shape)
torch.manual_seed(11)
former = nn.Transformer(8, 2, 1, 1, 16, dropout=0.0, batch_first=True, norm_first=True, activation="gelu")
src, tgt = torch.randn(2, 3, 8), torch.randn(2, 2, 8)
print(former(src, tgt, tgt_mask=nn.Transformer.generate_square_subsequent_mask(2))[:, :, :3], former.encoder.layers[0], nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, 0.0), 2)(src).shape)

# A module's parts, states, hooks.
net = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.ReLU(), nn.Linear(3, 1))
print([name for name, _ in net.named_parameters()], list(net.state_dict()), [name for name, _ in net.named_modules()], len(list(net.children())), net[0], net[-1], len(net[1:]), [name for name, _ in net.named_buffers()], net.get_parameter("0.weight").shape)
seen = []
handles = [net[0].register_forward_pre_hook(lambda m, i: seen.append("before")), net[0].register_forward_hook(lambda m, i, o: seen.append(tuple(o.shape))), net[3].register_full_backward_hook(lambda m, gi, go: seen.append(round(go[0].sum().item(), 2)))]
net(x).sum().backward()
for handle in handles:
    handle.remove()
net(x)
print(seen, net.training, net.eval().training, net.train()[1].training, net[1].num_batches_tracked, net[1].running_mean.shape)
twin = copy.deepcopy(net)
print(twin.load_state_dict(net.state_dict()), twin.double()[0].weight.dtype, net.apply(lambda m: m.requires_grad_(False))[0].weight.requires_grad, sum(p.numel() for p in net.parameters()))
row, names = nn.ModuleList([nn.Linear(1, 1), nn.ReLU()]), nn.ModuleDict({"a": nn.Linear(1, 2), "b": nn.Tanh()})
row.append(nn.Tanh()).insert(0, nn.Sigmoid())
print(row, len(row), row[-1], row[1:3], names, list(names.keys()), "a" in names, names["b"], nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(1))])[1], list(nn.ParameterDict({"w": nn.Parameter(torch.ones(1))})))
for name in ("zeros_", "ones_", "normal_", "uniform_", "xavier_uniform_", "xavier_normal_", "kaiming_uniform_", "kaiming_normal_", "eye_", "orthogonal_", "trunc_normal_"):
    torch.manual_seed(12)
    print(name, getattr(nn.init, name)(torch.empty(3, 2)))
print(nn.init.constant_(torch.empty(2), 3), nn.init.kaiming_normal_(torch.zeros(2, 3), mode="fan_out", nonlinearity="relu").shape, nn.init.calculate_gain("leaky_relu", 0.2), nn.init.dirac_(torch.empty(2, 2, 3)).sum(), nn.init.uniform_(torch.empty(2), 1, 1))

for mistake in (lambda: net(torch.ones(2, 5)), lambda: nn.Conv2d(3, 2, 3)(torch.ones(1, 2, 5, 5)), lambda: nn.Conv2d(3, 2, 3, groups=2), lambda: net.load_state_dict({"x": 1}), lambda: net.foo, lambda: nn.Dropout(2), lambda: nn.BatchNorm2d(3)(x), lambda: nn.BatchNorm1d(4)(x[:1]),
                lambda: nn.ModuleList()[0], lambda: nn.Linear(2, 2).register_buffer("weight", x), lambda: setattr(net[0], "weight", 3), lambda: nn.RNN(3, 2)(torch.ones(1, 2, 4)), lambda: nn.LayerNorm(3)(x), lambda: nn.Module()(x), lambda: net.to(torch.int64),
                lambda: nn.init.xavier_uniform_(torch.ones(2)), lambda: nn.Linear(4, 2, foo=3), lambda: nn.ReLU(foo=1), lambda: nn.MultiheadAttention(5, 2), lambda: nn.Embedding(2, 2)(torch.tensor([5]))):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:80])
