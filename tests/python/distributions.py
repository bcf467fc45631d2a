"""Distributions: seeded samples, log densities, entropies, divergences; modules that learn their size; sequences of several lengths."""

import torch
from torch import distributions as D
from torch import nn

torch.manual_seed(7)
loc, scale = torch.tensor([0.0, 1.0]), torch.tensor([1.0, 2.0])
n = D.Normal(loc, scale)
print(n, n.sample(), n.sample((2,)), n.rsample().shape, n.log_prob(torch.tensor(0.5)), n.entropy(), n.cdf(torch.tensor(0.5)), n.icdf(torch.tensor([0.3, 0.7])), n.mean, n.stddev, n.variance, n.batch_shape, n.event_shape)
print(D.Normal(0, 1).sample((3,)), D.LogNormal(loc, scale).log_prob(torch.tensor(2.0)), D.LogNormal(loc, scale).sample(), D.Uniform(-1, 3).sample((2,)), D.Uniform(loc, loc + 2).log_prob(torch.tensor(1.5)), D.Exponential(scale).sample(), D.Exponential(scale).log_prob(scale))
print(D.Laplace(loc, scale).sample(), D.Laplace(loc, scale).log_prob(torch.tensor(0.2)), D.Laplace(loc, scale).cdf(scale), D.Laplace(loc, scale).entropy(), D.Uniform(loc, loc + 2).entropy(), D.Exponential(2.0).mean)
b = D.Bernoulli(torch.tensor([0.2, 0.7]))
print(b)
print(b.sample((3,)), b.log_prob(torch.tensor([1.0, 0.0])), b.entropy(), D.Bernoulli(logits=torch.tensor(0.3)).probs, D.Geometric(torch.tensor([0.3])).sample((4,)), D.Geometric(0.3).log_prob(torch.tensor(2.0)), D.Binomial(5, torch.tensor(0.4)).log_prob(torch.tensor(2.0)))
c = D.Categorical(torch.tensor([[0.1, 0.2, 0.7], [2.0, 1.0, 1.0]]))
print(c)
print(c.sample(), c.sample((3,)), c.log_prob(torch.tensor([2, 0])), c.entropy(), c.probs, D.Categorical(logits=torch.tensor([0.0, 1.0])).logits, D.OneHotCategorical(torch.tensor([0.3, 0.7])).sample((2,)), D.Poisson(torch.tensor(2.0)).log_prob(torch.tensor(3.0)))
m = D.multinomial.Multinomial(5, torch.tensor([0.2, 0.3, 0.5]))
print(m.sample(), m.log_prob(torch.tensor([1.0, 2.0, 2.0])), m.mean, m.total_count)
v = D.MultivariateNormal(torch.tensor([1.0, -1.0]), torch.tensor([[2.0, 0.5], [0.5, 1.0]]))
print(v.sample(), v.log_prob(torch.tensor([0.0, 0.0])), v.entropy(), v.variance, v.scale_tril, D.Independent(n, 1).log_prob(torch.tensor([0.0, 0.0])), D.Independent(n, 1).event_shape)
print(D.kl_divergence(n, D.Normal(1.0, 1.0)), D.kl_divergence(c, D.Categorical(torch.ones(2, 3))), D.kl_divergence(b, D.Bernoulli(0.5)), D.kl_divergence(v, D.MultivariateNormal(torch.zeros(2), torch.eye(2))), D.kl.kl_divergence(D.Exponential(1.0), D.Exponential(2.0)))
p = torch.tensor([0.5, 1.0], requires_grad=True)
D.Normal(p, 1.0).log_prob(torch.tensor(2.0)).sum().backward()
print(p.grad)
D.Normal(p, 1.0).rsample().sum().backward()
print(p.grad)
for mistake in (lambda: D.Normal(0.0, -1.0), lambda: D.Bernoulli(), lambda: D.Uniform(1.0, 0.0)):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:60])

# Layers that learn their size from the first input.
torch.manual_seed(8)
lazy = nn.Sequential(nn.LazyConv2d(3, 3, padding=1), nn.LazyBatchNorm2d(), nn.ReLU(), nn.Flatten(), nn.LazyLinear(2))
print(lazy, lazy[0].weight)
out = lazy(torch.randn(2, 1, 4, 4))
print(out, lazy, [tuple(w.shape) for w in lazy.parameters()], type(lazy[4]).__name__)

# Sequences of several lengths.
rnn = torch.nn.utils.rnn
sequences = [torch.randn(4, 3), torch.randn(2, 3), torch.randn(1, 3)]
padded = rnn.pad_sequence(sequences, batch_first=True, padding_value=-1.0)
packed = rnn.pack_padded_sequence(padded, [4, 2, 1], batch_first=True)
print(padded.shape, packed.data.shape, packed.batch_sizes, rnn.pack_sequence(sequences).batch_sizes)
for kind in (nn.GRU(3, 2, 2, bidirectional=True, batch_first=True), nn.LSTM(3, 2, batch_first=True), nn.RNN(3, 2, nonlinearity="relu", batch_first=True)):
    hidden, last = kind(packed)
    back, lengths = rnn.pad_packed_sequence(hidden, batch_first=True)
    print(back, lengths, last[0] if isinstance(last, tuple) else last)
unsorted = rnn.pack_padded_sequence(padded[[1, 0, 2]], torch.tensor([2, 4, 1]), batch_first=True, enforce_sorted=False)
print(unsorted.sorted_indices, unsorted.unsorted_indices, kind(unsorted)[1], rnn.pad_packed_sequence(unsorted, batch_first=True, total_length=5)[0].shape)
for mistake in (lambda: rnn.pack_padded_sequence(padded, [1, 2, 4], batch_first=True), lambda: rnn.pad_packed_sequence(packed, total_length=2)):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:60])
