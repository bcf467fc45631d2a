"""What all schedulers do alike: a learning rate for each group of parameters, epoch by epoch."""


from .optimizer import Optimizer


class LRScheduler:
    def __init__(self, optimizer, last_epoch=-1, verbose=False):
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
        for place, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", group["lr"])
            elif "initial_lr" not in group:
                raise KeyError(f"param 'initial_lr' is not specified in param_groups[{place}] when resuming an optimizer")
        self.optimizer, self.base_lrs, self.last_epoch, self.verbose = optimizer, [group["initial_lr"] for group in optimizer.param_groups], last_epoch, verbose
        self._step_count, self._get_lr_called_within_step = 0, False
        self.step()

    def step(self, epoch=None):
        self._step_count += 1
        self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        jumps = epoch is not None and hasattr(self, "_get_closed_form_lr")
        rates = self._get_closed_form_lr() if jumps else self.get_lr()
        for place, (group, rate) in enumerate(zip(self.optimizer.param_groups, rates)):
            group["lr"] = rate
            self.print_lr(self.verbose, place, rate, epoch)
        self._last_lr = [group["lr"] for group in self.optimizer.param_groups]

    def print_lr(self, is_verbose, group, lr, epoch=None):
        if is_verbose:
            when = "" if epoch is None else f"Epoch {epoch:05d}: " if isinstance(epoch, int) else f"Epoch {epoch:.2f}: "
            print(f"{when}{'a' if when else 'A'}djusting learning rate of group {group} to {lr:.4e}.")

    def get_last_lr(self):
        return self._last_lr

    def get_lr(self):
        raise NotImplementedError

    def now(self):
        return [group["lr"] for group in self.optimizer.param_groups]

    def state_dict(self):
        return {name: value for name, value in self.__dict__.items() if name != "optimizer"}

    def load_state_dict(self, state_dict):
        self.__dict__.update(state_dict)


def per_group(value, optimizer):
    return list(value) if isinstance(value, (list, tuple)) else [value] * len(optimizer.param_groups)
