"""Looks of whole figures, by matplotlib's styles of that name, and palettes."""

from matplotlib import _rc, colors, pyplot

_LOOKS = ("darkgrid", "whitegrid", "dark", "white", "ticks")
_PALETTES = {
    "deep": "4C72B0 DD8452 55A868 C44E52 8172B3 937860 DA8BC3 8C8C8C CCB974 64B5CD",
    "muted": "4878D0 EE854A 6ACC64 D65F5F 956CB4 8C613C DC7EC0 797979 D5BB67 82C6E2",
    "pastel": "A1C9F4 FFB482 8DE5A1 FF9F9B D0BBFF DEBB9B FAB0E4 CFCFCF FFFEA3 B9F2F0",
    "bright": "023EFF FF7C00 1AC938 E8000B 8B2BE2 9F4800 F14CC1 A3A3A3 FFC400 00D7FF",
    "dark": "001C7F B1400D 12711C 8C0800 591E71 592F0D A23582 3C3C3C B8850A 006374",
    "colorblind": "0173B2 DE8F05 029E73 D55E00 CC78BC CA9161 FBAFE4 949494 ECE133 56B4E9",
}
_CONTEXTS = {"paper": 0.8, "notebook": 1.0, "talk": 1.5, "poster": 2.0}
# Sizes in a notebook.
_SIZES = {"axes.labelsize": 12.0, "axes.titlesize": 12.0, "xtick.labelsize": 11.0, "ytick.labelsize": 11.0, "legend.fontsize": 11.0, "legend.title_fontsize": 12.0}
_WIDTHS = {"axes.linewidth": 1.25, "grid.linewidth": 1.0, "lines.linewidth": 1.5, "lines.markersize": 6.0, "patch.linewidth": 1.0}


def set_style(style="darkgrid", rc=None):
    if style not in _LOOKS:
        raise ValueError(f"style must be one of {', '.join(_LOOKS)}")
    pyplot.style.use(f"seaborn-{style}")
    _rc.rcParams.update({"image.cmap": "rocket", "patch.edgecolor": "w", "patch.force_edgecolor": True, **(rc or {})})


def set_context(context="notebook", font_scale=1.0, rc=None):
    if context not in _CONTEXTS:
        raise ValueError(f"context must be in {', '.join(_CONTEXTS)}")
    scale = _CONTEXTS[context]
    sizes = {name: size * scale * font_scale for name, size in {"font.size": 12.0, **_SIZES}.items()}
    _rc.rcParams.update({**sizes, **{name: width * scale for name, width in _WIDTHS.items()}, **(rc or {})})


def set_palette(palette, n_colors=None):
    _rc.rcParams["axes.prop_cycle"] = colors.cycler(color=color_palette(palette, n_colors))


def set_theme(context="notebook", style="darkgrid", palette="deep", font="sans-serif", font_scale=1, color_codes=True, rc=None):
    set_context(context, font_scale)
    set_style(style)
    set_palette(palette)
    _rc.rcParams.update({"font.family": font, **(rc or {})})


def color_palette(palette=None, n_colors=None):
    """So many colours as red, green, blue: of a palette, of a colour map, or those given."""
    if palette is None:
        listed = [colors.to_rgb(one) for one in _rc.rcParams["axes.prop_cycle"].by_key()["color"]]
    elif not isinstance(palette, str):
        listed = [colors.to_rgb(one) for one in palette]
    elif palette in _PALETTES:
        listed = [colors.to_rgb(f"#{word}") for word in _PALETTES[palette].split()]
    elif palette in ("hls", "husl"):
        raise NotImplementedError(f"color_palette({palette!r}) is not here: {', '.join(_PALETTES)} and matplotlib's colour maps are.")
    else:
        cmap, count = pyplot.get_cmap(palette), n_colors or 6
        if cmap.N > 20:
            return [cmap(place / (count + 1))[:3] for place in range(1, count + 1)]
        listed = [cmap(place)[:3] for place in range(cmap.N)]
    count = n_colors or len(listed)
    return [listed[place % len(listed)] for place in range(count)]


def despine(fig=None, ax=None, top=True, right=True, left=False, bottom=False):
    """Takes lines around axes away."""
    for axes in [ax] if ax is not None else (fig or pyplot.gcf()).axes:
        for end, is_away in (("top", top), ("right", right), ("left", left), ("bottom", bottom)):
            axes.spines[end].set_visible(not is_away)
