"""Names: which of a program's are not here, before anything runs, and how one that is begun goes on."""

import ast
import builtins
import difflib
import importlib
import importlib.util
import keyword
import re

# Of others, Python's own among them, only the modules are looked up.
OURS = ("torch", "torchvision", "numpy", "matplotlib", "mpl_toolkits", "seaborn", "sklearn", "pandas", "PIL", "imageio", "tqdm", "IPython")
MOST_WORDS = 200


def missing(sources):
    """What of these sources is not here, as name, place and what is near, and how many names were looked up."""
    found, looked_up, aliases = {}, set(), {}
    for cell, source in enumerate(sources):
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue
        for name, line in _asked(tree, aliases):
            if name not in looked_up:
                looked_up.add(name)
                if not _is_here(name):
                    found[name] = {"name": name, "cell": cell, "line": line, "near": _near(name)}
    # Of a module that is missing, not each of its names as well.
    shown = [entry for name, entry in found.items() if not any(name.startswith(other + ".") for other in found)]
    return shown, len(looked_up)


def _asked(tree, aliases):
    """The full names of all that is taken from modules, with their lines; `aliases` are what modules are called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                aliases[alias.asname or alias.name.partition(".")[0]] = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            for alias in node.names:
                if alias.name != "*":
                    aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                    yield f"{node.module}.{alias.name}", node.lineno
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (chain := _chain(node)) and chain[0] in aliases:
            yield ".".join([aliases[chain[0]], *chain[1:]]), node.lineno


def _chain(node):
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else None


def _is_here(name):
    module, rest = _module(name)
    if module is None:
        return False
    for part in rest:
        try:
            module = getattr(module, part)
        except AttributeError:
            return False
        # Of a value of the program's own making, or a class, only running tells.
        if not isinstance(module, type(ast)):
            return True
    return True


def _module(name):
    """The longest beginning that is a module, and what follows; of modules that are not ours, only whether there is one."""
    parts = name.split(".")
    if parts[0] not in OURS:
        return (ast, []) if _is_module(parts[0]) else (None, [])
    for length in range(len(parts), 0, -1):
        try:
            return importlib.import_module(".".join(parts[:length])), parts[length:]
        except ImportError:
            continue
    return None, []


def _is_module(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False


def _near(name):
    module, rest = _module(name)
    if module is None or not rest:
        return ""
    return next(iter(difflib.get_close_matches(rest[0], dir(module), 1)), "")


def completions(source, place, space):
    """Where the word at this place begins, and the words that it may become."""
    begun = re.search(r"[\w.]*$", source[:place]).group()
    chain, _, word = begun.rpartition(".")
    if chain:
        words = dir(_value(chain, space))
    else:
        words = {*space, *dir(builtins), *keyword.kwlist, *re.findall(r"[^\W\d]\w*", source)} - {word}
    is_wanted = lambda one: one.startswith(word) and (word.startswith("_") or not one.startswith("_"))
    return place - len(word), sorted(filter(is_wanted, words))[:MOST_WORDS]


def _value(chain, space):
    """What a chain of names stands for now; nothing is called for it but what attributes do."""
    first, *rest = chain.split(".")
    value = space.get(first, getattr(builtins, first, None))
    for name in rest:
        value = getattr(value, name, None)
    return value
