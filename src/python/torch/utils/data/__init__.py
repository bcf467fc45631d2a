"""Data sets, the order in which their examples come, and batches of them."""

from ... import _creation, _dtype, _functions
from ..._tensor import Tensor
from ...random import default_generator


class Dataset:
    def __getitem__(self, index):
        raise NotImplementedError

    def __add__(self, other):
        return ConcatDataset([self, other])


class IterableDataset(Dataset):
    def __iter__(self):
        raise NotImplementedError


class TensorDataset(Dataset):
    def __init__(self, *tensors):
        if any(tensors[0].size(0) != tensor.size(0) for tensor in tensors):
            raise AssertionError("Size mismatch between tensors")
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self):
        return self.tensors[0].size(0)


class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, index):
        if isinstance(index, list):
            return self.dataset[[self.indices[place] for place in index]]
        return self.dataset[self.indices[index]]

    def __len__(self):
        return len(self.indices)


class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)
        self.cumulative_sizes, total = [], 0
        for dataset in self.datasets:
            total += len(dataset)
            self.cumulative_sizes.append(total)

    def __len__(self):
        return self.cumulative_sizes[-1]

    def __getitem__(self, index):
        index = index + len(self) if index < 0 else index
        before = 0
        for dataset, end in zip(self.datasets, self.cumulative_sizes):
            if index < end:
                return dataset[index - before]
            before = end
        raise IndexError("index out of range")


def random_split(dataset, lengths, generator=default_generator):
    total = len(dataset)
    if sum(lengths) <= 1 and any(isinstance(length, float) for length in lengths):
        sizes = [int(total * share) for share in lengths]
        for place in range(total - sum(sizes)):
            sizes[place % len(sizes)] += 1
        lengths = sizes
    if sum(lengths) != total:
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    order, parts, start = _creation.randperm(total, generator=generator).tolist(), [], 0
    for length in lengths:
        parts.append(Subset(dataset, order[start : start + length]))
        start += length
    return parts


class Sampler:
    def __init__(self, data_source=None):
        self.data_source = data_source

    def __len__(self):
        return len(self.data_source)


class SequentialSampler(Sampler):
    def __iter__(self):
        return iter(range(len(self.data_source)))


def _drawn(generator):
    """A generator of its own, seeded from PyTorch's: as samplers do it."""
    from ...random import Generator

    if generator is not None:
        return generator
    seed = int(_creation.empty((), dtype=_dtype.int64).random_().item())
    return Generator().manual_seed(seed)


class RandomSampler(Sampler):
    def __init__(self, data_source, replacement=False, num_samples=None, generator=None):
        super().__init__(data_source)
        self.replacement, self.num_samples, self.generator = replacement, num_samples or len(data_source), generator

    def __iter__(self):
        generator, count = _drawn(self.generator), len(self.data_source)
        if self.replacement:
            for start in range(0, self.num_samples, 32):
                size = min(32, self.num_samples - start)
                yield from _creation.randint(0, count, (size,), generator=generator).tolist()
            return
        for _ in range(self.num_samples // count):
            yield from _creation.randperm(count, generator=generator).tolist()
        yield from _creation.randperm(count, generator=generator).tolist()[: self.num_samples % count]

    def __len__(self):
        return self.num_samples


class SubsetRandomSampler(Sampler):
    def __init__(self, indices, generator=None):
        self.indices, self.generator = indices, generator

    def __iter__(self):
        for place in _creation.randperm(len(self.indices), generator=self.generator).tolist():
            yield self.indices[place]

    def __len__(self):
        return len(self.indices)


class WeightedRandomSampler(Sampler):
    def __init__(self, weights, num_samples, replacement=True, generator=None):
        self.weights, self.num_samples, self.replacement, self.generator = _creation.as_tensor(weights, dtype=_dtype.float64), num_samples, replacement, generator

    def __iter__(self):
        return iter(_functions.multinomial(self.weights, self.num_samples, self.replacement, generator=self.generator).tolist())

    def __len__(self):
        return self.num_samples


class BatchSampler(Sampler):
    def __init__(self, sampler, batch_size, drop_last):
        self.sampler, self.batch_size, self.drop_last = sampler, batch_size, drop_last

    def __iter__(self):
        batch = []
        for place in self.sampler:
            batch.append(place)
            if len(batch) == self.batch_size:
                yield batch
                batch = []
        if batch and not self.drop_last:
            yield batch

    def __len__(self):
        whole, rest = divmod(len(self.sampler), self.batch_size)
        return whole + (1 if rest and not self.drop_last else 0)


def default_collate(batch):
    """Examples side by side: tensors stacked, numbers as a tensor, the parts of tuples and dicts each for themselves."""
    first = batch[0]
    if isinstance(first, Tensor):
        return _functions.stack(batch)
    if hasattr(first, "_tensor"):
        return _functions.stack([_creation.as_tensor(one) for one in batch])
    if isinstance(first, float):
        return _creation.tensor(batch, dtype=_dtype.float64)
    if isinstance(first, int):
        return _creation.tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, dict):
        return {key: default_collate([one[key] for one in batch]) for key in first}
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*(default_collate(list(part)) for part in zip(*batch)))
    if isinstance(first, (tuple, list)):
        if any(len(one) != len(first) for one in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        return [default_collate(list(part)) for part in zip(*batch)]
    raise TypeError(f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {type(first)}")


class DataLoader:
    def __init__(self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False,
                 timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, prefetch_factor=2, persistent_workers=False, pin_memory_device=""):  # fmt: skip
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        # Workers would be processes; examples come from this one, in the same order.
        self.dataset, self.num_workers, self.pin_memory, self.drop_last = dataset, num_workers, pin_memory, drop_last
        self.generator, self.collate_fn, self.batch_size = generator, collate_fn, batch_size
        self._is_stream = isinstance(dataset, IterableDataset)
        if not self._is_stream:
            if batch_size is not None and (not isinstance(batch_size, int) or batch_size <= 0):
                raise ValueError(f"batch_size should be a positive integer value, but got batch_size={batch_size}")
            self.sampler = sampler or (RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset))
            self.batch_sampler = batch_sampler or (BatchSampler(self.sampler, batch_size, drop_last) if batch_size is not None else None)

    def __iter__(self):
        # PyTorch draws a seed for its workers here, wanted or not.
        _creation.empty((), dtype=_dtype.int64).random_(generator=self.generator)
        collate = self.collate_fn or default_collate
        if self._is_stream:
            return self._stream(collate)
        if self.batch_sampler is None:
            return (self.dataset[place] for place in self.sampler)
        return self._batches(collate)

    def _stream(self, collate):
        batch = []
        for one in self.dataset:
            batch.append(one)
            if len(batch) == self.batch_size:
                yield collate(batch)
                batch = []
        if batch and not self.drop_last:
            yield collate(batch)

    def _batches(self, collate):
        whole = getattr(self.dataset, "_batch", None) if collate is default_collate else None
        is_plain = type(self.dataset) is TensorDataset and collate is default_collate
        for places in self.batch_sampler:
            if is_plain:
                chosen = _creation.tensor(places, dtype=_dtype.int64)
                yield [tensor[chosen] for tensor in self.dataset.tensors]
            elif whole is not None:
                yield whole(places)
            else:
                yield collate([self.dataset[place] for place in places])

    def __len__(self):
        if self._is_stream:
            return -(-len(self.dataset) // self.batch_size)
        return len(self.batch_sampler) if self.batch_sampler is not None else len(self.sampler)
