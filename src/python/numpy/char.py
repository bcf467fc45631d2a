"""`numpy.char`: Python's methods of words, for each word of an array."""

from ._words import _each, array_of, of_flat


def add(x1, x2):
    first = array_of(x1)
    return array_of(_each(lambda a, b: a + b, first, x2 if isinstance(x2, str) else array_of(x2)).tolist())


def multiply(a, i):
    return array_of(_each(lambda word, count: word * count, array_of(a), i).tolist())


def __getattr__(name):
    own = {"str_len": "__len__"}.get(name, name)
    if not hasattr(str, own):
        raise AttributeError(f"numpy.char.{name} is not here. It would run in numpy.")

    def run(a, *args):
        from ._making import array

        given = array_of(a)
        found = [getattr(word, own)(*args) for word in given._flat()]
        if found and isinstance(found[0], (bool, int)):
            return array(found).reshape(given.shape)
        return of_flat(found, given.shape, not found or not isinstance(found[0], str))

    return run
