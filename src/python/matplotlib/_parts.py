"""The parts of an axes, by their kind."""


def of_kind(kind):
    """A property: those of one kind."""
    return property(lambda self: Parts(child for child in self.children if child.kind == kind))


class Parts(tuple):
    """Parts of one kind, as they are now; what leaves here leaves the axes."""

    def __add__(self, other):
        return Parts((*self, *other))

    def __delitem__(self, place):
        for part in self[place] if isinstance(place, slice) else [self[place]]:
            part.remove()

    def remove(self, part):
        self[self.index(part)].remove()

    def pop(self, place=-1):
        part = self[place]
        part.remove()
        return part

    def clear(self):
        del self[:]
