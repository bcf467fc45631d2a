"""Not here: says so to whoever imports it."""

raise ImportError("torch.utils.tensorboard is not here: nothing shows its files. print and matplotlib are. It would run in PyTorch.")
