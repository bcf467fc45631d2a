"""Not here: says so to whoever imports it."""

raise ImportError("torch.multiprocessing is not here: a program runs in one process, in the page and in the terminal. It would run in PyTorch.")
