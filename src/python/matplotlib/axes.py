"""Axes: sides, limits and parts (_axes), and all that they draw."""

from ._areas import Areas
from ._axes import Base
from ._bars import Bars
from ._fields import Fields
from ._kinds import Kinds
from ._strips import Strips
from ._summaries import Summaries


class Axes(Kinds, Areas, Bars, Strips, Fields, Summaries, Base):
    def twinx(self):
        """Axes at the same place with a y side of their own, at the right."""
        twin = self.figure.add_twin(self, sharex=self)
        twin.yaxis.tick_right()
        twin.yaxis.set_label_position("right")
        twin.xaxis.set_visible(False)
        self.yaxis.tick_left()
        return twin

    def twiny(self):
        twin = self.figure.add_twin(self, sharey=self)
        twin.xaxis.tick_top()
        twin.xaxis.set_label_position("top")
        twin.yaxis.set_visible(False)
        self.xaxis.tick_bottom()
        return twin

    def sharex(self, other):
        self.x = self.xaxis.side = other.x

    def sharey(self, other):
        self.y = self.yaxis.side = other.y

    def inset_axes(self, bounds, **settings):
        """Small axes inside, at shares of this one's box."""
        inset = Axes(self.figure, _Inside(self, bounds), **settings)
        self.insets.append(inset)
        return inset


class _Inside:
    """A place by shares of an axes' box."""

    def __init__(self, parent, bounds):
        self.parent, self.shares = parent, bounds

    def bounds(self):
        x, y, w, h = self.shares
        own = self.parent.get_position()
        return own.x0 + x * own.width, own.y0 + y * own.height, w * own.width, h * own.height


Subplot = Axes
