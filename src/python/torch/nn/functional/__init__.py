"""`torch.nn.functional`: what layers compute, without their weights."""

from .activation import *  # noqa: F401, F403
from .attention import scaled_dot_product_attention  # noqa: F401
from .conv import conv1d, conv2d, conv3d, conv_transpose1d, conv_transpose2d, fold, unfold  # noqa: F401
from .distance import cosine_similarity, normalize, pairwise_distance, pdist  # noqa: F401
from .dropout import alpha_dropout, dropout, dropout1d, dropout2d, dropout3d, feature_alpha_dropout  # noqa: F401
from .linear import bilinear, embedding, embedding_bag, linear, one_hot  # noqa: F401
from .loss import *  # noqa: F401, F403
from .norm import batch_norm, group_norm, instance_norm, layer_norm, local_response_norm  # noqa: F401
from .pooling import *  # noqa: F401, F403
from .vision import affine_grid, channel_shuffle, grid_sample, interpolate, pad, pixel_shuffle, pixel_unshuffle, upsample, upsample_bilinear, upsample_nearest  # noqa: F401


def __getattr__(name):
    raise AttributeError(f"torch.nn.functional.{name} is not here. It would run in PyTorch.")
