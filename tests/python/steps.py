"""Tensors written over on the way to a gradient, windows written to, copies that share nothing; further linear algebra and distributions."""

import torch
import torch.nn.functional as F
from torch.distributions import Beta, Binomial, Categorical, Cauchy, Chi2, Dirichlet, Gamma, Gumbel, HalfNormal, MixtureSameFamily, Normal, StudentT, TransformedDistribution, kl_divergence
from torch.distributions.transforms import AffineTransform, ExpTransform, SigmoidTransform, TanhTransform

for change in (lambda y, w: y.mul_(w), lambda y, w: y.div_(w), lambda y, w: y.abs_().pow_(w), lambda y, w: y.pow_(2), lambda y, w: y.clamp_(-0.5, 0.5), lambda y, w: y.square_(), lambda y, w: F.leaky_relu(y, 0.1, inplace=True),
               lambda y, w: F.elu(y, inplace=True), lambda y, w: y.atan2_(w), lambda y, w: y.fmod_(w), lambda y, w: y.cumsum_(0)):  # fmt: skip
    x, w = torch.tensor([-0.7, 0.2, 0.9, -0.1], requires_grad=True), torch.tensor([0.5, 1.5, 2.0, 0.3], requires_grad=True)
    (change(x * 1.5, w * 1) * torch.tensor([1.0, 2, 3, 4])).sum().backward()
    print(x.grad, w.grad)
for made in (lambda y: y.view(2, 2), lambda y: y.unsqueeze(0)[0].reshape(2, 2), lambda y: y.view(2, 2).t()):
    x = torch.tensor([-0.7, 0.2, 0.9, -0.1], requires_grad=True)
    v = made(x * 1.5)
    v[0] = 0
    v[:, 1] *= 3
    (v.reshape(-1) * torch.tensor([1.0, 2, 3, 4])).sum().backward()
    print(v.detach(), x.grad)
w = torch.tensor([2.0, 3.0], requires_grad=True)
for start in (torch.zeros(4).view(2, 2), torch.eye(2).repeat(1, 1), torch.ones(2, 2).t()):
    start[0, 0] = w[0]
    start[1] = w * 2
    print(start.requires_grad, torch.autograd.grad((start * torch.tensor([[1.0, 2], [3, 4]])).sum(), w))
three = torch.eye(2).repeat(2, 1, 1)
three[0] = 5
print(three, F.pad(three, (0, 0)).add_(1).sum(), three.sum())
A = torch.tensor([[1.0, 2], [3, 4]])
print(torch.matrix_exp(A / 4), torch.linalg.lu(A), torch.lu(A), torch.cholesky_inverse(torch.tensor([[2.0, 0], [0.5, 1]])), torch.gcd(torch.tensor([12, 7]), torch.tensor([18, 0])), torch.gradient(torch.tensor([1.0, 4, 9])), torch.hann_window(4), torch.svd(torch.tensor([[3.0, 1], [1, 2]])))
x = torch.tensor([1.0, 5, 5], requires_grad=True)
torch.zeros(2).scatter_reduce(0, torch.tensor([0, 0, 0]), x, "amax").sum().backward()
print(x.grad, torch.ones(3).scatter_reduce(0, torch.tensor([0, 0, 1]), torch.tensor([-1.0, 2, 3]), reduce="prod"), torch.autograd.gradcheck(lambda v: v**3, torch.rand(2, dtype=torch.double, requires_grad=True)), torch.autograd.functional.vhp(lambda v: (v**3).sum(), torch.tensor([0.5, 0.3]), torch.ones(2)))
torch.manual_seed(0)
for own, value in ((Gamma(torch.tensor([2.0, 0.3]), torch.tensor([1.0, 2.0])), torch.tensor([1.0, 2])), (Beta(torch.tensor([2.0]), torch.tensor([3.0])), torch.tensor([0.4])), (Dirichlet(torch.tensor([1.0, 2, 3])), torch.tensor([0.2, 0.3, 0.5])),
                   (StudentT(torch.tensor([3.0])), torch.tensor([0.5])), (Chi2(torch.tensor([3.0])), torch.tensor([0.5])), (Gumbel(torch.zeros(2), torch.ones(2)), torch.zeros(2)), (Cauchy(0.0, 1.0), torch.tensor(0.5)),
                   (HalfNormal(1.0), torch.tensor(0.5)), (Binomial(10, torch.tensor([0.4, 0.9])), torch.tensor([3.0, 9])), (Binomial(100, torch.tensor([0.4])), torch.tensor([30.0])),
                   (MixtureSameFamily(Categorical(torch.tensor([0.3, 0.7])), Normal(torch.tensor([0.0, 3.0]), torch.ones(2))), torch.tensor(1.0)),
                   (TransformedDistribution(Normal(0.0, 1.0), [AffineTransform(1.0, 2.0), ExpTransform()]), torch.tensor(2.0)), (TransformedDistribution(Normal(torch.zeros(2), 1.0), [TanhTransform()]), torch.tensor([0.5, 0.1])),
                   (TransformedDistribution(Normal(0.0, 1.0), [SigmoidTransform()]), torch.tensor(0.5))):  # fmt: skip
    print(type(own).__name__, own.sample(), own.log_prob(value))
print(kl_divergence(Gamma(torch.tensor(2.0), torch.tensor(1.0)), Gamma(torch.tensor(3.0), torch.tensor(2.0))), torch.poisson(torch.tensor([2.0, 20.0])), torch.svd_lowrank(torch.randn(5, 3), q=2)[1], torch.rand(1))
