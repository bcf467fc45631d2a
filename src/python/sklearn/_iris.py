"""Fisher's irises (1936): lengths and widths of 150 flowers, in tenths of centimetres, column after column."""

import base64
import zlib

import numpy

_DATA = """c-kFL>(ZJq5FOF>2bu%{MI?j(iZ`x_A2&fzw6&c&egC&<?9N`#o}D?%vm|DD%)%^B(^FmLyy7{JdCJ)NoTT}=$XJnuoJAqyDUZL{kN#QQsxG^q*`;aAp{%dvrS01O{ur97DC#C}hOR7%wq|8jU3t~jKfBwX?AP$R^^dCVZ|`^WEZ^Pmy0-o6_usy2-(BB4hiCm5hVFK~_=Gx}o#)xk)+1ye?))I|wj0+Yp6^k|I~*PAZ^U3wKOh0!x|BKw#_r0tbh5N<hgeIKViVg06MMZ{Sr+jegP3cwHY{S>CU!+3#I(%~wTOu+3D!%BvE@=MZg7C{TAUEaaV+W*lXwI|fZ!Y=h>!xOGX&rq&5=CU6a_&MVle}P0{~Dos0d;bW&1cv+<507_sJ%V4$&^%XUQo{S>y-X9gm_UJnX}G?;elG6FD^eQr7pVt6Tn6FcHI(RoReLO`4T;+n2m-%OcH7&M(!OopUaIY%-Rlk?@f;nT*F{X(D|S;Q!6&lSLBf_YX~ygnl7XkpYyE3;{$knyTQVT|6XD<(Yz%&l58^lfevtDKNE#x?Idv)zr0xzB1IMfec+&7pkf*6ir_uXskrLGBm?9G~H1D0dCGwGy"""


class Bunch(dict):
    """A dictionary whose values are attributes, too."""

    def __getattr__(self, name):
        if name not in self:
            raise AttributeError(name)
        return self[name]


def load_iris(*, return_X_y=False, as_frame=False):
    tenths = numpy.frombuffer(zlib.decompress(base64.b85decode(_DATA)), dtype=numpy.uint8)
    X, y = (tenths.reshape(4, 150).T / 10.0).copy(), numpy.repeat(numpy.arange(3), 50)
    names, frame = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"], None
    if as_frame:
        import pandas

        X, y = pandas.DataFrame(X, columns=names), pandas.Series(y, name="target")
        frame = pandas.concat([X, y], axis=1)
    if return_X_y:
        return X, y
    return Bunch(
        data=X, target=y, frame=frame, target_names=numpy.array(["setosa", "versicolor", "virginica"]), DESCR="Iris plants dataset (R. A. Fisher, 1936): 150 flowers, 4 numbers, 3 classes.",
        feature_names=names, filename="iris.csv", data_module="sklearn.datasets.data",
    )  # fmt: skip
