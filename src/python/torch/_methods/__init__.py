"""The tensor's methods, a file for each family. Each family is a class that `Tensor` inherits from."""

from .drawing import Drawing
from .gradients import Gradients
from .numbers import Numbers
from .order import Order
from .places import Places
from .products import Products
from .shapes import Shapes
from .sums import Sums

FAMILIES = (Gradients, Shapes, Numbers, Sums, Order, Products, Places, Drawing)
