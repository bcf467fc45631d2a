"""Where the course's data sets come from: files beside the program in a terminal, the site's own in the page."""

import gzip
import os

# Whoever runs the program has put them there.
FOLDER = "/data"


def parts(name, split, what):
    """The unpacked files of a split: the first, and all others that are there."""
    found = []
    while path := next((p for p in _places(name, f"{split}-{len(found)}-{what}.gz") if os.path.exists(p)), None):
        with open(path, "rb") as file:
            found.append(unpacked(file.read()))
    return found


def unpacked(data):
    """Servers may have unpacked it already."""
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def _places(name, file):
    return f"{FOLDER}/{name}/{file}", f"{FOLDER}/full/{name}/{file}"
