"""How a figure's axes are laid out: margins and gaps, names in one line."""

from . import _tight


class Layout:
    def set_layout_engine(self, layout=None, **pads):
        if layout not in (None, "none", "tight", "constrained", "compressed"):
            raise ValueError(f"Invalid value for 'layout': {layout!r}")
        # Constrained layouts leave a third of what tight ones do.
        usual = {"pad": 0.3, "h_pad": 0.6, "w_pad": 0.6} if layout in ("constrained", "compressed") else {}
        self.is_tight, self.layout_pads = layout not in (None, "none"), pads or usual

    def set_tight_layout(self, tight):
        self.set_layout_engine("tight" if tight else None, **(tight if isinstance(tight, dict) else {}))

    def set_constrained_layout(self, constrained):
        self.set_layout_engine("constrained" if constrained else None)

    def tight_layout(self, *, pad=1.08, h_pad=None, w_pad=None, rect=None):
        _tight.adjust(self, pad, h_pad, w_pad, rect)

    def subplots_adjust(self, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None):
        self.subplotpars.update(left=left, bottom=bottom, right=right, top=top, wspace=wspace, hspace=hspace)

    def align_xlabels(self, axs=None):
        """The names of axes in a row stand at one height."""
        self._align("xaxis", axs, lambda spec, end: spec.row if end == "top" else spec.last_row)

    def align_ylabels(self, axs=None):
        self._align("yaxis", axs, lambda spec, end: spec.column if end == "left" else spec.last_column)

    def align_labels(self, axs=None):
        self.align_xlabels(axs)
        self.align_ylabels(axs)

    def _align(self, name, axs, place):
        chosen = [axes for axes in getattr(self.axes if axs is None else axs, "flat", self.axes if axs is None else axs) if axes.get_subplotspec() is not None]
        found = [(getattr(axes, name), place(axes.get_subplotspec(), getattr(axes, name).label_end)) for axes in chosen]
        for axis, own in found:
            axis.aligned = [other for other, line in found if line == own and other.label_end == axis.label_end]

    def autofmt_xdate(self, bottom=0.2, rotation=30, ha="right"):
        for axes in self.axes:
            spec = axes.get_subplotspec()
            if spec is None or spec.is_last_row():
                axes.xaxis.look_of_labels({"rotation": rotation, "ha": ha})
            else:
                axes.xaxis.set_tick_params(labelbottom=False)
        self.subplots_adjust(bottom=bottom)
