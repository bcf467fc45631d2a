"""set_xlim, get_xticks and their like, for each side of an axes."""


def add_side(cls, name, first, second):
    """set_xlim, get_xticks and their like for one side."""

    def set_lim(self, low=None, high=None, *, auto=False, **named):
        if high is None and hasattr(low, "__len__"):
            low, high = low
        names = {f"{name}min": 0, f"{name}max": 1, first: 0, second: 1}
        if any(given not in names for given in named):
            raise TypeError(f"set_{name}lim() got an unexpected keyword argument {next(given for given in named if given not in names)!r}")
        given = [low, high]
        for key, value in named.items():
            given[names[key]] = value
        side = getattr(self, name)
        return side.set_view(*(side.numbers(value) if isinstance(value, str) else value for value in given), auto=auto)

    def get_lim(self):
        return getattr(self, name).view()

    def set_scale(self, value, **settings):
        getattr(self, name).set_scale(value, **settings)

    def set_label(self, label, fontdict=None, labelpad=None, *, loc=None, **look):
        axis = getattr(self, f"{name}axis")
        axis.set_label_text(label, **{**(fontdict or {}), **look})
        axis.label_pad = axis.label_pad if labelpad is None else labelpad
        axis.label_loc = loc
        return axis.label

    def set_ticks(self, ticks, labels=None, *, minor=False, **look):
        return getattr(self, f"{name}axis").set_ticks(ticks, labels, minor=minor, **look)

    def set_ticklabels(self, labels, *, minor=False, fontdict=None, **look):
        return getattr(self, f"{name}axis").set_ticklabels(labels, minor=minor, **{**(fontdict or {}), **look})

    def set_bound(self, lower=None, upper=None):
        side = getattr(self, name)
        low, high = side.view()
        backwards = low > high
        low, high = sorted((low, high))
        pair = (low if lower is None else lower, high if upper is None else upper)
        side.set_view(*(pair[::-1] if backwards else pair), auto=None)

    own = {
        f"set_{name}lim": set_lim, f"get_{name}lim": get_lim, f"get_{name}bound": lambda self: tuple(sorted(get_lim(self))), f"set_{name}bound": set_bound,
        f"set_{name}scale": set_scale, f"get_{name}scale": lambda self: getattr(self, name).scale.name,
        f"set_{name}label": set_label, f"get_{name}label": lambda self: getattr(self, f"{name}axis").get_label_text(),
        f"set_{name}ticks": set_ticks, f"get_{name}ticks": lambda self, *, minor=False: getattr(self, f"{name}axis").get_ticklocs(minor=minor),
        f"set_{name}ticklabels": set_ticklabels, f"get_{name}ticklabels": lambda self, minor=False, which=None: getattr(self, f"{name}axis").get_ticklabels(minor, which),
        f"invert_{name}axis": lambda self: getattr(self, name).invert(), f"{name}axis_inverted": lambda self: get_lim(self)[0] > get_lim(self)[1],
        f"get_autoscale{name}_on": lambda self: getattr(self, name).is_auto,
    }  # fmt: skip
    for method, run in own.items():
        run.__name__ = method
        setattr(cls, method, run)
