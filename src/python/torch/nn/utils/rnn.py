"""Sequences of several lengths: padded to the longest, or packed step by step."""

from collections import namedtuple

from ... import _creation, _functions


class PackedSequence(namedtuple("PackedSequence_", ("data", "batch_sizes", "sorted_indices", "unsorted_indices"))):
    """All first steps, then all second ones; `batch_sizes` tells how many sequences are so long."""

    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        if unsorted_indices is None and sorted_indices is not None:
            unsorted_indices = sorted_indices.argsort()
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args, **named):
        return self._replace(data=self.data.to(*args, **named))

    def cpu(self):
        return self

    def cuda(self, *args, **named):
        return self._replace(data=self.data.cuda(*args, **named))

    is_cuda = False


def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    lengths = _creation.as_tensor(lengths, dtype=_creation._dtype.int64)
    order = None
    if not enforce_sorted:
        lengths, order = lengths.sort(descending=True)
        input = input.index_select(0 if batch_first else 1, order)
    counts = lengths.tolist()
    steps = input.transpose(0, 1) if batch_first else input
    if len(counts) != steps.size(1):
        raise RuntimeError(f"Expected `len(lengths)` to be equal to batch_size, but got {len(counts)} (batch_size={steps.size(1)})")
    if counts != sorted(counts, reverse=True):
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to pack unsorted sequences"
        )
    if counts[-1] <= 0:
        raise RuntimeError("Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0")
    sizes = [sum(count > step for count in counts) for step in range(counts[0])]
    return PackedSequence(_functions.cat([steps[step, :size] for step, size in enumerate(sizes)]), _creation.tensor(sizes), order)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    sizes = sequence.batch_sizes.tolist()
    longest = len(sizes) if total_length is None else total_length
    if longest < len(sizes):
        raise ValueError(
            f"Expected total_length to be at least the length of the longest sequence in input, but got total_length={total_length} and max sequence length being {len(sizes)}"
        )
    rows, shape = sequence.data.split(sizes), tuple(sequence.data.shape[1:])
    filled = lambda *size: _creation.full(size + shape, padding_value, dtype=sequence.data.dtype)
    padded = _functions.stack([part if part.size(0) == sizes[0] else _functions.cat([part, filled(sizes[0] - part.size(0))]) for part in rows])
    if longest > len(sizes):
        padded = _functions.cat([padded, filled(longest - len(sizes), sizes[0])])
    lengths = _creation.tensor([sum(size > place for size in sizes) for place in range(sizes[0])])
    if sequence.unsorted_indices is not None:
        padded, lengths = padded.index_select(1, sequence.unsorted_indices), lengths[sequence.unsorted_indices]
    return (padded.transpose(0, 1) if batch_first else padded), lengths


def pad_sequence(sequences, batch_first=False, padding_value=0.0):
    longest = max(one.size(0) for one in sequences)
    padded = [
        one if one.size(0) == longest else _functions.cat([one, _creation.full((longest - one.size(0), *one.shape[1:]), padding_value, dtype=one.dtype)])
        for one in sequences
    ]
    return _functions.stack(padded, 0 if batch_first else 1)


def unpad_sequence(padded_sequences, lengths, batch_first=False):
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[: int(length)] for row, length in zip(rows, lengths)]


def pack_sequence(sequences, enforce_sorted=True):
    return pack_padded_sequence(pad_sequence(sequences), [one.size(0) for one in sequences], enforce_sorted=enforce_sorted)
