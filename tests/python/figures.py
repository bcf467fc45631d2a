"""Figures in numbers: limits, ticks, their labels, and what axes hold."""

import warnings

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch

warnings.simplefilter("ignore")
torch.manual_seed(0)
np.random.seed(0)


def rounded(values):
    return [float(f"{value:.6g}") + 0.0 for value in values]


def told(name, *all_axes):
    all_axes[0].figure.canvas.draw()
    for axes in all_axes:
        print(name, rounded(axes.get_xlim()), rounded(axes.get_ylim()))
        for side in "xy":
            low, high = sorted(getattr(axes, f"get_{side}lim")())
            ticks, labels = getattr(axes, f"get_{side}ticks")(), getattr(axes, f"get_{side}ticklabels")()
            pairs = [(tick, label.get_text()) for tick, label in zip(ticks, labels) if low - 1e-9 <= tick <= high + 1e-9]
            print(" ", side, rounded(tick for tick, _ in pairs), [text for _, text in pairs])
        print("  holds", len(axes.lines), len(axes.collections), len(axes.images), len(axes.patches), len(axes.texts), axes.get_legend() is not None)
    plt.close(all_axes[0].figure)


def limits():
    for low, high in [(0, 1), (0, 10), (-3.2, 7.9), (0.001, 0.0042), (1e-9, 5e-9), (0, 123456), (1e6, 3.5e7), (1000, 1000.5), (5, 5), (0, 0), (-1e-3, 1e-3), (99, 101), (2, 37), (-250, 1020)]:
        fig, ax = plt.subplots()
        ax.plot([low, high], [high, low])
        told(f"plot {low} {high}", ax)
    for size in [(3, 2), (10, 3), (2, 6), (3.5, 2.5)]:
        fig, ax = plt.subplots(figsize=size)
        ax.plot([0.0, 0.93], [0.11, 7.3])
        told(f"size {size}", ax)


def kinds():
    fig, ax = plt.subplots()
    ax.scatter(torch.rand(50), torch.randn(50), c=np.arange(50), s=20)
    told("scatter", ax)
    fig, ax = plt.subplots()
    ax.bar(["a", "b", "c"], [3, 1, 2])
    told("bar", ax)
    fig, ax = plt.subplots()
    ax.barh([0, 1, 2], [3, -1, 2], height=0.5)
    told("barh", ax)
    fig, ax = plt.subplots()
    ax.bar(range(4), [9.1e-6, 1e-6, 4e-6, 7e-6], color="rgby"[:1], width=0.9, label="small")
    ax.legend()
    told("small", ax)
    fig, ax = plt.subplots()
    ax.text(0.5, 3, "only words")
    told("words", ax)
    fig, ax = plt.subplots()
    parts = ax.boxplot([[1, 2, 3, 4, 15], [2, 3, 4, 5, 6, 7]], labels=["one", "two"])
    print({name: [rounded(line.get_ydata()) for line in lines] for name, lines in sorted(parts.items())})
    told("boxplot", ax)
    fig, ax = plt.subplots()
    ax.step([0, 1, 2, 3], [3, 1, 2, 5], where="post")
    ax.vlines([1, 2], 0, [4, 6])
    ax.fill_betweenx([0, 1, 2], [0, 1, 0], 2)
    told("steps", ax)
    fig, ax = plt.subplots()
    counts, edges, bars = ax.hist(np.random.randn(300), bins=12)
    print(counts.tolist(), rounded(edges), len(bars))
    told("hist", ax)
    fig, ax = plt.subplots()
    counts, edges, _ = ax.hist([np.random.randn(100), np.random.randn(80) + 1], bins=8, density=True, stacked=True)
    print([rounded(row) for row in counts], rounded(edges))
    told("stacked", ax)
    fig, ax = plt.subplots()
    ax.imshow(np.random.rand(28, 14))
    told("imshow", ax)
    fig, ax = plt.subplots()
    ax.imshow(np.random.rand(5, 6, 3), extent=[0, 3, -1, 1], origin="lower", aspect="auto")
    ax.plot([0, 4], [0, 0.5])
    told("extent", ax)
    fig, ax = plt.subplots()
    ax.fill_between([0, 1, 2], [1, 2, 3], [0, 1, 0], alpha=0.3, label="area")
    ax.axhline(5)
    ax.axvline(-1, color="r")
    ax.axvspan(0.5, 1)
    ax.text(1, 1, "here")
    ax.annotate("there", (2, 2), xytext=(3, 3), arrowprops={"arrowstyle": "->"})
    ax.legend()
    told("areas", ax)
    fig, ax = plt.subplots()
    ax.errorbar([1, 2, 3], [2, 4, 3], yerr=[0.5, 0.2, 0.9], fmt="o", capsize=3)
    told("errorbar", ax)
    x, y = np.meshgrid(np.linspace(-2, 2, 30), np.linspace(-1, 1, 20))
    fig, ax = plt.subplots()
    found = ax.contourf(x, y, x * x + y)
    print(rounded(found.levels))
    told("contourf", ax)
    fig, ax = plt.subplots()
    found = ax.contour(x, y, x * y, levels=5)
    print(rounded(found.levels))
    told("contour", ax)
    fig, ax = plt.subplots()
    ax.pcolormesh(x, y, x * y, shading="auto")
    told("mesh", ax)


def scales():
    for low, high in [(1, 1000), (0.003, 4e6), (2, 7), (1e-12, 1e12), (5, 30)]:
        fig, ax = plt.subplots()
        ax.semilogy([0, 1, 2], [low, (low * high) ** 0.5, high])
        told(f"log {low} {high}", ax)
    fig, ax = plt.subplots()
    ax.loglog([1, 10, 100], [1, 1e-3, 0])
    told("loglog", ax)


def sides():
    fig, ax = plt.subplots()
    ax.plot([1, 2, 3])
    ax.set_xlim(5, -1)
    ax.set_ylim(bottom=0)
    ax.set_xticks([0, 1, 2], ["zero", "one", "two"])
    ax.invert_yaxis()
    told("sides", ax)
    fig, (one, two) = plt.subplots(2, 1, sharex=True)
    one.plot([0, 5], [1, 2])
    two.plot([-3, 1], [10, 20])
    told("shared", one, two)
    fig, ax = plt.subplots()
    ax.plot([0, 1], [0, 1])
    other = ax.twinx()
    other.plot([0, 2], [100, 300])
    told("twin", ax, other)
    fig, ax = plt.subplots()
    ax.plot([0, 4], [0, 1])
    ax.axis("equal")
    told("equal", ax)
    fig, ax = plt.subplots()
    ax.plot([0, 4], [0, 1])
    ax.axis("square")
    told("square", ax)
    fig, ax = plt.subplots()
    ax.plot(np.random.rand(20, 3))
    ax.margins(0.2, 0)
    told("margins", ax)
    fig, ax = plt.subplots()
    line, = ax.plot([0, 1], [0, 1])
    line.set_data([0, 10], [0, -5])
    ax.relim()
    ax.autoscale_view()
    told("relim", ax)


def grids():
    fig, axes = plt.subplots(2, 3)
    print(axes.shape, [rounded(one.get_position().bounds) for one in axes.flat])
    grid = fig.add_gridspec(3, 3, width_ratios=[1, 2, 1], hspace=0.5)
    print(rounded(fig.add_subplot(grid[0, 1:]).get_position().bounds))
    fig, ax = plt.subplots()
    fig.colorbar(ax.imshow(np.arange(12).reshape(3, 4)))
    fig.canvas.draw()
    print([rounded(one.get_position().bounds) for one in fig.axes], [label.get_text() for label in fig.axes[1].get_yticklabels()])
    plt.figure()
    plt.subplot(1, 2, 1)
    plt.subplot(122)
    plt.subplots_adjust(left=0.2, wspace=0.5)
    print([rounded(one.get_position().bounds) for one in plt.gcf().axes])
    plt.close("all")
    from matplotlib import cm, colors

    print([[round(part, 2) for part in cm.get_cmap(name)(0.3)] for name in ("viridis", "jet", "tab10", "RdYlGn", "gray_r")])
    print([colors.to_hex(colour) for colour in ("r", "C1", "0.5", "tab:pink", (0.1, 0.2, 0.3), "#abc", "rebeccapurple")])


def found_in_tutorials():
    fig, ax = plt.subplots()
    bars = ax.bar(["a", "b", "c"], np.array([20, 34, 30]), yerr=[2, 3, 4])
    print([f"{bar.get_height()}" for bar in bars], [bar.get_facecolor() for bar in ax.bar([3, 4], [1, 2], color=["g", "c"])])
    print([text.xy[1] for text in ax.bar_label(bars)])
    told("labels", ax)
    fig, ax = plt.subplots()
    for height in range(3):
        if ax.lines:
            ax.lines.remove(lines[0])
        lines = ax.plot([0, 1], [0, height], "r-", lw=5)
    ax.plot([1, 2])
    del ax.lines[-1]
    print(len(ax.lines), ax.lines[0].get_lw(), str(fig), str(ax), ax.get_position().bounds == (0.125, 0.11, 0.775, 0.77) or rounded(ax.get_position().bounds))
    told("removed", ax)
    fig, ax = plt.subplots()
    wedges, words, shares = ax.pie([15, 30, 45, 10], explode=(0, 0.1, 0, 0), labels=list("abcd"), autopct="%1.1f%%", shadow=True, startangle=90)
    print(len(wedges), [share.get_text() for share in shares])
    told("pie", ax)
    fig, ax = plt.subplots()
    parts = ax.boxplot([[1, 2, 3, 4, 15], [2, 3, 4, 5, 6, 7]], notch=True, whis=(5, 95))
    print([[rounded(line.get_xdata()), rounded(line.get_ydata())] for line in parts["boxes"] + parts["medians"] + parts["whiskers"]])
    told("notches", ax)
    fig, ax = plt.subplots()
    ax.eventplot([[0.1, 0.5], [0.2, 0.9, 1.4]], lineoffsets=[1, 3], linelengths=[0.5, 1])
    told("events", ax)
    fig, ax = plt.subplots()
    ax.broken_barh([(110, 30), (150, 10)], (10, 9))
    ax.stairs([12, 15, 11], [100, 120, 140, 190], label="steps")
    ax.legend()
    told("broken", ax)
    x, y = np.meshgrid(np.linspace(-3, 3, 30), np.linspace(-2, 2, 20))
    fig, ax = plt.subplots()
    filled = ax.contourf(x, y, np.exp(-x * x) * y, 10)
    lines = ax.contour(filled, levels=filled.levels[::2], colors="r")
    bar = fig.colorbar(filled)
    bar.add_lines(lines)
    fig.canvas.draw()
    print(rounded(lines.levels), rounded([bar.vmin, bar.vmax]), rounded(bar.ax.get_position().bounds))
    told("over", ax)
    fig, ax = plt.subplots()
    fig.colorbar(ax.scatter([1, 2], [3, 4], c=[0.5, 1.5]), shrink=0.5, aspect=5)
    fig.canvas.draw()
    print(ax.collections[0].get_array().tolist(), rounded(fig.axes[1].get_position().bounds), fig.axes[1].get_xticks().tolist())
    fig, ax = plt.subplots()
    ax.plot([-5, 0, 995], [1, 2, 3])
    ax.set_xscale("symlog")
    told("symlog", ax)
    fig, ax = plt.subplots()
    ax.spines["left"].set_bounds(1, 2)
    print(ax.spines["left"].get_bounds(), ax.text(0, 0, "turned", rotation=30).get_rotation(), [[round(part, 2) for part in plt.get_cmap(name, size)(1)] for name, size in (("jet", 5), ("viridis", 3))])
    plt.close("all")


def asked():
    """What asks for new limits, and what only counts when something does."""
    x, y = np.meshgrid(np.linspace(-2, 2, 20), np.linspace(-1, 1, 20))
    steps = {
        "empty line": lambda ax: ax.plot([], []), "empty bars": lambda ax: ax.bar([], []), "inside": lambda ax: (ax.axhline(0.5), ax.axvline(0.2)), "outside": lambda ax: ax.axhline(3),
        "patch": lambda ax: ax.add_patch(plt.Circle((5, 5), 2)), "patch, line": lambda ax: (ax.add_patch(plt.Circle((5, 5), 2)), ax.plot([0, 1])), "words": lambda ax: ax.text(3, 3, "x"),
        "patch, asked": lambda ax: (ax.add_patch(plt.Circle((5, 5), 2)), ax.autoscale_view()), "line": lambda ax: ax.add_line(plt.Line2D([3, 4], [5, 6])), "arrow": lambda ax: ax.arrow(0, 0, 3, 3),
        "contours": lambda ax: (ax.plot([0, 1], [0, 0.5]), ax.contour(x, y, x * y)), "beyond": lambda ax: (ax.scatter([0, 3], [0, 2]), ax.contourf(x, y, x * y)), "span": lambda ax: ax.axhspan(2, 3),
        "empty log": lambda ax: ax.semilogy([], []),
    }  # fmt: skip
    for name, step in steps.items():
        fig, ax = plt.subplots()
        step(ax)
        print(name, rounded(ax.get_xlim()), rounded(ax.get_ylim()))
    plt.close("all")


limits()
kinds()
scales()
sides()
grids()
found_in_tutorials()
asked()
_, panes = plt.subplots(1, 5)
panes[0].set_title("a")
print(repr(panes), panes)
