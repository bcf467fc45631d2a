"""Data sets, the order in which their examples come, and batches of them."""

from . import dataloader, dataset, sampler  # noqa: F401
from ._collate import default_collate  # noqa: F401
from .dataloader import DataLoader, get_worker_info  # noqa: F401
from .dataset import ChainDataset, ConcatDataset, Dataset, IterableDataset, Subset, TensorDataset, random_split  # noqa: F401
from .sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler, SubsetRandomSampler, WeightedRandomSampler  # noqa: F401


def __getattr__(name):
    raise AttributeError(f"torch.utils.data.{name} is not here. It would run in PyTorch.")
