"""Animations as GIF files: not here yet, and said so when one is asked for."""


def _not_yet(name):
    def run(*args, **settings):
        raise NotImplementedError(f"imageio.{name} is not here yet. It would run in imageio.")

    return run


imread, imwrite, imsave, mimsave, mimwrite, get_reader, get_writer = map(_not_yet, ("imread", "imwrite", "imsave", "mimsave", "mimwrite", "get_reader", "get_writer"))


def __getattr__(name):
    raise AttributeError(f"imageio.{name} is not here. It would run in imageio.")
