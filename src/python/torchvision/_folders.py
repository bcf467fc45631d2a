"""Pictures in folders, a folder for each class; and made-up ones."""

import os

import torch
from PIL import Image

IMG_EXTENSIONS = (".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp")


def default_loader(path):
    return Image.open(path).convert("RGB")


class DatasetFolder(torch.utils.data.Dataset):
    def __init__(self, root, loader, extensions=None, transform=None, target_transform=None, is_valid_file=None):
        self.root, self.loader, self.extensions, self.transform, self.target_transform = root, loader, extensions, transform, target_transform
        self.classes = sorted(entry.name for entry in os.scandir(root) if entry.is_dir())
        if not self.classes:
            raise FileNotFoundError(f"Couldn't find any class folder in {root}.")
        self.class_to_idx = {name: place for place, name in enumerate(self.classes)}
        wanted = is_valid_file or (lambda path: path.lower().endswith(tuple(extensions)))
        self.samples = []
        for name in self.classes:
            for folder, _, files in sorted(os.walk(os.path.join(root, name), followlinks=True)):
                paths = (os.path.join(folder, file) for file in sorted(files))
                self.samples += [(path, self.class_to_idx[name]) for path in paths if wanted(path)]
        self.targets = [place for _, place in self.samples]
        empty = sorted(set(self.classes) - {self.classes[place] for place in self.targets})
        if empty:
            raise FileNotFoundError(f"Found no valid file for the classes {', '.join(empty)}. Supported extensions are: {', '.join(extensions or ())}")

    def __getitem__(self, index):
        path, target = self.samples[index]
        sample = self.loader(path)
        sample = sample if self.transform is None else self.transform(sample)
        return sample, target if self.target_transform is None else self.target_transform(target)

    def __len__(self):
        return len(self.samples)

    def __repr__(self):
        lines = [f"Dataset {type(self).__name__}", f"    Number of datapoints: {len(self)}", f"    Root location: {self.root}"]
        return "\n".join(
            lines + ([] if self.transform is None else ["    StandardTransform", "Transform: " + repr(self.transform).replace("\n", "\n           ")])
        )


class ImageFolder(DatasetFolder):
    def __init__(self, root, transform=None, target_transform=None, loader=default_loader, is_valid_file=None):
        super().__init__(root, loader, IMG_EXTENSIONS if is_valid_file is None else None, transform, target_transform, is_valid_file)
        self.imgs = self.samples


class FakeData(torch.utils.data.Dataset):
    """Noise, the same for the same place."""

    def __init__(self, size=1000, image_size=(3, 224, 224), num_classes=10, transform=None, target_transform=None, random_offset=0):
        self.size, self.image_size, self.num_classes, self.random_offset = size, image_size, num_classes, random_offset
        self.transform, self.target_transform = transform, target_transform

    def __getitem__(self, index):
        if index >= len(self):
            raise IndexError(f"{type(self).__name__} index out of range")
        from .transforms.functional import to_pil_image

        before = torch.get_rng_state()
        torch.manual_seed(index + self.random_offset)
        img, target = torch.randn(*self.image_size), torch.randint(0, self.num_classes, size=(1,), dtype=torch.long)[0]
        torch.set_rng_state(before)
        img = to_pil_image(img)
        img = img if self.transform is None else self.transform(img)
        return img, (target if self.target_transform is None else self.target_transform(target)).item()

    def __len__(self):
        return self.size
