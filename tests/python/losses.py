"""Losses and functions of `torch.nn.functional`: reductions, weights, gradients, mistakes."""

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(13)
scores, classes = torch.randn(3, 4), torch.tensor([1, 0, 3])
a, b = torch.randn(3, 2), torch.randn(3, 2)
chance, truth = torch.sigmoid(a), (b > 0).float()
sign, w4 = torch.tensor([1.0, -1.0, 1.0]), torch.tensor([1.0, 2.0, 0.5, 1.5])
for name, run in {
    "mse": lambda p, r: F.mse_loss(p, b, reduction=r), "l1": lambda p, r: F.l1_loss(p, b, reduction=r), "smooth": lambda p, r: F.smooth_l1_loss(p, b, reduction=r, beta=0.5), "huber": lambda p, r: F.huber_loss(p, b, r, 0.7),
    "bce": lambda p, r: F.binary_cross_entropy(p.sigmoid(), truth, reduction=r), "weighted": lambda p, r: F.binary_cross_entropy(p.sigmoid(), truth, torch.tensor([1.0, 3.0]), reduction=r),
    "logits": lambda p, r: F.binary_cross_entropy_with_logits(p, truth, reduction=r, pos_weight=torch.tensor([2.0, 1.0])), "kl": lambda p, r: F.kl_div(p.log_softmax(1), b.softmax(1), reduction=r), "kl log": lambda p, r: F.kl_div(p.log_softmax(1), b.log_softmax(1), reduction=r, log_target=True),
    "soft margin": lambda p, r: F.soft_margin_loss(p, b.sign(), reduction=r), "hinge": lambda p, r: F.hinge_embedding_loss(p, b.sign(), reduction=r), "poisson": lambda p, r: F.poisson_nll_loss(p, b.abs(), full=True, reduction=r), "gaussian": lambda p, r: F.gaussian_nll_loss(p, b, b.abs() + 0.1, full=True, reduction=r),
    "multilabel": lambda p, r: F.multilabel_soft_margin_loss(p, truth, reduction=r), "ranking": lambda p, r: F.margin_ranking_loss(p, b, torch.ones(3, 2), 0.5, reduction=r), "triplet": lambda p, r: F.triplet_margin_loss(p, b, a.flip(0), margin=2.0, swap=True, reduction=r),
    "cosine": lambda p, r: F.cosine_embedding_loss(p, b, sign, margin=0.1, reduction=r), "distance": lambda p, r: F.triplet_margin_with_distance_loss(p, b, a.flip(0), distance_function=lambda x, y: (x - y).abs().sum(1), reduction=r),
}.items():  # fmt: skip
    for reduction in ("none", "mean", "sum"):
        p = a.clone().requires_grad_()
        loss = run(p, reduction)
        loss.sum().backward()
        print(name, reduction, loss.detach(), p.grad[0])
for name, run in {
    "ce": lambda p, r: F.cross_entropy(p, classes, reduction=r), "ce weight": lambda p, r: F.cross_entropy(p, classes, w4, reduction=r), "ce ignore": lambda p, r: F.cross_entropy(p, torch.tensor([1, -100, 3]), reduction=r), "ce smooth": lambda p, r: F.cross_entropy(p, classes, w4, label_smoothing=0.2, reduction=r),
    "ce soft": lambda p, r: F.cross_entropy(p, b.new_ones(3, 4) / 4, reduction=r, label_smoothing=0.1), "nll": lambda p, r: F.nll_loss(p.log_softmax(1), classes, w4, ignore_index=0, reduction=r), "margin": lambda p, r: F.multi_margin_loss(p, classes, p=2, margin=0.5, weight=w4, reduction=r),
}.items():  # fmt: skip
    for reduction in ("none", "mean", "sum"):
        p = scores.clone().requires_grad_()
        loss = run(p, reduction)
        loss.sum().backward()
        print(name, reduction, loss.detach(), p.grad[0])
print(F.cross_entropy(torch.randn(2, 3, 4, 4), torch.randint(0, 3, (2, 4, 4))), F.cross_entropy(scores[0], classes[0]), nn.CrossEntropyLoss(weight=w4, ignore_index=1, label_smoothing=0.1)(scores, classes), nn.NLLLoss(reduction="sum")(scores.log_softmax(1), classes), nn.KLDivLoss(reduction="batchmean")(a.log_softmax(1), b.softmax(1)))
for loss in (nn.MSELoss(), nn.L1Loss(reduction="sum"), nn.SmoothL1Loss(beta=0.1), nn.HuberLoss(delta=0.5), nn.BCELoss(weight=torch.tensor([1.0, 2.0])), nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0, 1.0])), nn.PoissonNLLLoss(), nn.MultiLabelSoftMarginLoss(), nn.SoftMarginLoss(), nn.HingeEmbeddingLoss()):
    print(loss, loss(chance, truth))
print(nn.CosineEmbeddingLoss()(a, b, sign), nn.MarginRankingLoss(0.2)(a[:, 0], b[:, 0], sign), nn.TripletMarginLoss()(a, b, a * 2), nn.GaussianNLLLoss()(a, b, b.abs()), nn.MultiMarginLoss()(scores, classes), nn.MSELoss(size_average=False)(a, b), nn.CosineSimilarity()(a, b), nn.PairwiseDistance(1)(a, b))

# Functions without weights.
plane = torch.arange(16.0).reshape(1, 1, 4, 4)
print(F.one_hot(classes), F.one_hot(classes, 5).shape, F.normalize(a), F.normalize(a, p=1, dim=0), F.cosine_similarity(a, b), F.pairwise_distance(a, b), F.pdist(a), F.softmax(scores, 1), F.glu(scores, 1), F.gelu(a), F.softplus(a, 2), F.elu(a, 0.5), F.hardtanh(a), F.leaky_relu(a, 0.2), F.silu(a), F.mish(a), F.selu(a), F.celu(a), F.relu6(a), F.logsigmoid(a), F.softsign(a))
print(F.pad(plane, (1, 1, 0, 2), value=2.0), F.pad(plane, (1, 2, 0, 0), "replicate"), F.pad(plane, (2, 1, 1, 0), mode="reflect"), F.pad(a, (-1, 1)), F.pad(plane, (1, 1, 1, 1), "circular").shape)
print(F.interpolate(plane, size=(2, 3)), F.interpolate(plane, scale_factor=1.5, mode="bilinear", align_corners=False), F.interpolate(plane, 3, mode="bicubic", align_corners=True), F.interpolate(plane, 2, mode="area"), F.interpolate(plane[0], 3, mode="linear", align_corners=False), F.interpolate(plane, 3, mode="nearest-exact"))
print(F.unfold(plane, 2, dilation=2), F.fold(F.unfold(plane, 2), (4, 4), 2), F.pixel_shuffle(torch.arange(8.0).reshape(1, 4, 1, 2), 2), F.max_pool2d(plane, 2, return_indices=True), F.avg_pool2d(plane, 3, 1, 1), F.adaptive_avg_pool2d(plane, (1, 3)), F.adaptive_max_pool2d(plane, 2, return_indices=True), F.lp_pool2d(plane, 2, 2))
grid = F.affine_grid(torch.tensor([[[0.8, 0.2, 0.1], [-0.1, 0.9, 0.0]]]), (1, 1, 3, 3), align_corners=False)
print(grid, F.grid_sample(plane, grid, align_corners=False), F.grid_sample(plane, grid * 1.5, mode="nearest", padding_mode="border", align_corners=True), F.linear(a, b), F.conv2d(plane, torch.ones(2, 1, 2, 2), torch.tensor([1.0, 2.0]), stride=2))
torch.manual_seed(14)
print(F.dropout(torch.ones(5), 0.4), F.dropout(torch.ones(3), 0.5, training=False), F.dropout2d(torch.ones(1, 3, 2, 2), 0.5)[0, :, 0, 0], F.alpha_dropout(torch.ones(4), 0.5, True), F.gumbel_softmax(scores[:1], hard=True), F.embedding(torch.tensor([1, 0]), a), F.embedding_bag(torch.tensor([[0, 1], [1, 2]]), a), F.layer_norm(a, (2,)), F.batch_norm(a, None, None, training=True))

for mistake in (lambda: F.cross_entropy(scores, torch.tensor([1, 2])), lambda: F.cross_entropy(scores, torch.tensor([9, 0, 0])), lambda: F.mse_loss(a, b, reduction="max"), lambda: F.binary_cross_entropy(a, truth[:2]), lambda: F.one_hot(a), lambda: F.one_hot(torch.tensor([5]), 3), lambda: F.pad(a, (1,)),
                lambda: F.dropout(a, 2), lambda: F.interpolate(plane), lambda: F.interpolate(plane, 2, mode="bilinear", scale_factor=2), lambda: F.relu(3), lambda: F.glu(torch.ones(3)), lambda: F.gaussian_nll_loss(a, b, -b.abs()), lambda: F.binary_cross_entropy(torch.tensor([2.0]), torch.tensor([1.0])),
                lambda: F.pad(plane, (4, 4, 0, 0), "reflect"), lambda: F.nll_loss(a, a.long())):  # fmt: skip
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:80])
