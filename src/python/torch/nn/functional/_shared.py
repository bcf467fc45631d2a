"""What the families here share."""


def pair(value):
    return (value, value) if isinstance(value, int) else tuple(value) if len(value) > 1 else (value[0], value[0])


def one(value):
    return value if isinstance(value, int) else value[0]


def batched(input, rank, run):
    """A plane without a batch gets one for as long as it is needed."""
    return run(input.unsqueeze(0)).squeeze(0) if input.dim() == rank else run(input)
