"""Schedulers one beside or after the other."""

from ._scheduler import LRScheduler


class ChainedScheduler(LRScheduler):
    def __init__(self, schedulers):
        self._schedulers, self.optimizer = list(schedulers), schedulers[0].optimizer
        if any(scheduler.optimizer is not self.optimizer for scheduler in schedulers):
            raise ValueError("ChainedScheduler expects all schedulers to belong to the same optimizer")
        self._last_lr = self.now()

    def step(self):
        for scheduler in self._schedulers:
            scheduler.step()
        self._last_lr = self.now()


class SequentialLR(LRScheduler):
    def __init__(self, optimizer, schedulers, milestones, last_epoch=-1, verbose=False):
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(
                "Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, "
                f"but got number of schedulers {len(schedulers)} and the number of milestones to be equal to {len(milestones)}"
            )
        self._schedulers, self._milestones, self.last_epoch, self.optimizer, self.verbose = (
            list(schedulers),
            list(milestones),
            last_epoch + 1,
            optimizer,
            verbose,
        )
        # Each has set its first rate already: back to the beginning, and the first alone.
        for group in optimizer.param_groups:
            group["lr"] = group["initial_lr"]
        for scheduler in schedulers:
            scheduler.last_epoch -= 1
        schedulers[0].step()
        self._last_lr = schedulers[0].get_last_lr()

    def step(self):
        self.last_epoch += 1
        place = sum(self.last_epoch >= milestone for milestone in self._milestones)
        chosen = self._schedulers[place]
        chosen.step(0) if place and self._milestones[place - 1] == self.last_epoch else chosen.step()
        self._last_lr = chosen.get_last_lr()
