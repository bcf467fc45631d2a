"""MNIST, Fashion-MNIST and CIFAR-10: the course's own, whatever `root` and `download` say."""

import sys

import torch
from torch.utils.data import Dataset

from _ember import data
from PIL import Image

from .transforms.plain import whole


def _idx(data):
    """The numbers of an IDX file and their shape."""
    rank = data[3]
    shape = [int.from_bytes(data[4 + 4 * dim : 8 + 4 * dim], "big") for dim in range(rank)]
    return torch.frombuffer(bytearray(data[4 + 4 * rank :]), dtype=torch.uint8).reshape(*shape)


def _joined(name, split, what):
    """All parts that are there: the first, and those that `cargo xtask data` brings."""
    parts = [_idx(part) for part in data.parts(name, split, what)]
    if not parts:
        raise RuntimeError("Dataset not found. You can use download=True to download it")
    if len(parts) == 1 and what == "images":
        print(f"{name}: the first {len(parts[0]):,} images of the {split} set; `cargo xtask data` brings the rest.", file=sys.stderr)
    return torch.cat(parts)


class VisionDataset(Dataset):
    def __init__(self, root="", transforms=None, transform=None, target_transform=None):
        if transforms is not None:
            raise NotImplementedError("transforms=... is not here: transform=... and target_transform=... are.")
        self.root, self.transform, self.target_transform = root, transform, target_transform

    def __repr__(self):
        lines = [
            f"Dataset {type(self).__name__}",
            f"    Number of datapoints: {len(self)}",
            f"    Root location: {self.root}",
            f"    Split: {'Train' if self.train else 'Test'}",
        ]
        if self.transform is not None:
            lines.append("Transform: " + repr(self.transform).replace("\n", "\n           "))
        if self.target_transform is not None:
            lines.append("Target transform: " + repr(self.target_transform).replace("\n", "\n                  "))
        if self.transform is not None or self.target_transform is not None:
            lines.insert(4, "    StandardTransform")
        return "\n".join(lines)

    def _finished(self, image, target):
        if self.transform is not None:
            image = self.transform(image)
        if self.target_transform is not None:
            target = self.target_transform(target)
        return image, target

    def _whole(self, places):
        """The batch of these examples at once, where it is the same as one by one; none otherwise."""
        if self.target_transform is not None or type(self).__getitem__ not in (MNIST.__getitem__, CIFAR10.__getitem__):
            return None
        chosen = torch.tensor(places, dtype=torch.int64)
        images = whole(self.transform, torch.as_tensor(self.data)[chosen])
        if images is None:
            return None
        return [images, self.targets[chosen] if isinstance(self.targets, torch.Tensor) else torch.tensor([self.targets[place] for place in places])]


class MNIST(VisionDataset):
    _name = "mnist"
    classes = ["0 - zero", "1 - one", "2 - two", "3 - three", "4 - four", "5 - five", "6 - six", "7 - seven", "8 - eight", "9 - nine"]

    def __init__(self, root="", train=True, transform=None, target_transform=None, download=False):
        super().__init__(root, None, transform, target_transform)
        self.train = train
        split = "train" if train else "test"
        self.data, self.targets = _joined(self._name, split, "images"), _joined(self._name, split, "labels").long()

    train_data = test_data = property(lambda self: self.data)
    train_labels = test_labels = property(lambda self: self.targets)
    class_to_idx = property(lambda self: {name: place for place, name in enumerate(self.classes)})

    def __getitem__(self, index):
        return self._finished(Image.fromarray(self.data[index].numpy(), mode="L"), int(self.targets[index]))

    def __len__(self):
        return len(self.data)


class FashionMNIST(MNIST):
    _name = "fashion"
    classes = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]


class CIFAR10(VisionDataset):
    classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]

    def __init__(self, root="", train=True, transform=None, target_transform=None, download=False):
        super().__init__(root, None, transform, target_transform)
        self.train = train
        split = "train" if train else "test"
        self.data = _joined("cifar10", split, "images").permute(0, 2, 3, 1).contiguous().numpy()
        self.targets = _joined("cifar10", split, "labels").tolist()

    class_to_idx = property(lambda self: {name: place for place, name in enumerate(self.classes)})

    def __getitem__(self, index):
        return self._finished(Image.fromarray(self.data[index]), self.targets[index])

    def __len__(self):
        return len(self.targets)


sys.modules.update(dict.fromkeys((f"{__name__}.{name}" for name in ("mnist", "cifar", "vision")), sys.modules[__name__]))


def __getattr__(name):
    if name in ("ImageFolder", "DatasetFolder", "FakeData"):
        from . import _folders

        return getattr(_folders, name)
    raise AttributeError(f"torchvision.datasets.{name} is not here: MNIST, FashionMNIST, CIFAR10 and ImageFolder are. It would run in torchvision.")
