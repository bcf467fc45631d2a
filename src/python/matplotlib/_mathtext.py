r"""Formulas between dollar signs as pieces of text on their places: x^2, \alpha, \frac{1}{2}; what is not known is refused."""

import re
from dataclasses import dataclass, field, replace

from ._width import width

_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon phi chi psi omega".split()
_SIGNS = {name: chr(0x3B1 + place) for place, name in enumerate(_GREEK)}
_SIGNS.update({name.capitalize(): chr(0x391 + place) for place, name in enumerate(_GREEK) if name != "varsigma"})
_SIGNS.update({"varepsilon": "ε", "epsilon": "ϵ", "varphi": "φ", "phi": "ϕ", "vartheta": "ϑ", "ell": "ℓ", "hbar": "ℏ", "partial": "∂", "nabla": "∇", "infty": "∞"})
_UPRIGHT = {
    "times": "×", "cdot": "⋅", "div": "÷", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼",
    "equiv": "≡", "propto": "∝", "rightarrow": "→", "to": "→", "leftarrow": "←", "Rightarrow": "⇒", "Leftarrow": "⇐", "leftrightarrow": "↔", "in": "∈",
    "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃", "int": "∫", "circ": "∘", "degree": "°", "ast": "∗",
    "star": "⋆", "oplus": "⊕", "otimes": "⊗", "ldots": "…", "dots": "…", "cdots": "⋯", "prime": "′", "langle": "⟨", "rangle": "⟩", "mid": "∣", "vert": "|", "Vert": "‖",
    "ll": "≪", "gg": "≫", "quad": "  ", "qquad": "    ", " ": " ", ",": " ", ";": " ", ":": " ", "!": "", "%": "%", "$": "$", "{": "{", "}": "}", "_": "_",
    "#": "#", "&": "&", "|": "‖", "\\": " ", "left": "", "right": "", "bigl": "", "bigr": "", "displaystyle": "",
    **{name: name for name in ("sin", "cos", "tan", "tanh", "log", "ln", "exp", "arg", "det", "Pr")},
}  # fmt: skip
# What carries its limits below and above.
_LARGE = {"sum": "∑", "prod": "∏", **{name: name for name in ("max", "min", "lim", "sup", "inf", "argmax", "argmin")}}
_SPACED = "=+<>≤≥≠≈∼≡∝→←⇒⇐↔∈∉⊂×±−∓≪≫"
_MARKS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "overline": "\u0304", "widehat": "\u0302", "widetilde": "\u0303"}
_LETTERS = {"mathbb": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ")), "mathcal": dict(zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ"))}
_TOKEN = re.compile(r"\\([a-zA-Z]+) ?|\\(.)|(.)", re.S)


@dataclass
class Piece:
    """Text, a share of the size, places right of and above the start in sizes; without text a rule as long as its size."""

    text: str | None
    size: float = 1.0
    x: float = 0.0
    rise: float = 0.0
    slanted: bool = False
    bold: bool = False


@dataclass
class Row:
    pieces: list = field(default_factory=list)
    width: float = 0.0

    def put(self, other, x=None, size=1.0, rise=0.0):
        """Puts another row on a place, or at the end."""
        x = self.width if x is None else x
        self.pieces += [replace(piece, size=piece.size * size, x=x + piece.x * size, rise=rise + piece.rise * size) for piece in other.pieces]
        self.width = max(self.width, x + other.width * size)


def _words(text, slanted=False, bold=False):
    return Row([Piece(text, slanted=slanted, bold=bold)], width(text, bold))


def laid(text, bold=False):
    """A line of text, formulas in it laid out."""
    parts = re.split(r"(?<!\\)\$", text)
    if len(parts) < 3 or len(parts) % 2 == 0:
        return _words(text.replace(r"\$", "$"), bold=bold)
    made = Row()
    for place, part in enumerate(parts):
        if part:
            made.put(_Formula(part).row() if place % 2 else _words(part.replace(r"\$", "$"), bold=bold))
    return _joined(made)


class _Formula:
    def __init__(self, text):
        found = list(_TOKEN.finditer(text))
        # A name, or a sign and whether a backslash stands before it.
        self.tokens = [(match[1], match[2] or match[3], match[2] is not None) for match in found]
        self.text, self.place = text, 0

    def row(self, look=None):
        """All up to the end, or to the brace that closes."""
        made = Row()
        while self.place < len(self.tokens) and not self._is("}"):
            made.put(self._atom(look))
        return made

    def _is(self, *signs):
        return self.place < len(self.tokens) and self.tokens[self.place][0] is None and self.tokens[self.place][1] in signs and not self.tokens[self.place][2]

    def _group(self, look=None):
        while self._is(" "):
            self.place += 1
        if self.place >= len(self.tokens):
            raise ValueError(f"the formula ${self.text}$ ends too early")
        if not self._is("{"):
            return self._one(look)
        self.place += 1
        made = self.row(look)
        self.place += 1
        return made

    def _atom(self, look):
        """One sign or group, with what hangs on it."""
        name = self.tokens[self.place][0]
        made = Row() if self._is("^", "_") else self._one(look)
        hung = {}
        while self._is("^", "_"):
            sign = self.tokens[self.place][1]
            self.place += 1
            hung[sign] = self._group(look)
        if name in _LARGE:
            wide = max([made.width, *(0.7 * row.width for row in hung.values())])
            whole = Row()
            whole.put(made, (wide - made.width) / 2)
            for sign, row in hung.items():
                whole.put(row, (wide - 0.7 * row.width) / 2, 0.7, 0.88 if sign == "^" else -0.62)
            return whole
        end = made.width
        for sign, row in hung.items():
            made.put(row, end + 0.03, 0.7, 0.38 if sign == "^" else -0.16)
        return made

    def _one(self, look):
        name, sign, escaped = self.tokens[self.place]
        if name is None and sign == "{" and not escaped:
            return self._group(look)
        self.place += 1
        if name is not None:
            return self._named(name, look)
        if escaped:
            return _words(_UPRIGHT.get(sign, sign))
        if sign in " ~":
            return Row()
        if sign in "-+" and self._begins():
            return _words(sign.replace("-", "−"))
        return self._sign({"-": "−", "*": "∗", "'": "′"}.get(sign, sign), look)

    def _begins(self):
        """Whether the sign just read has nothing before it that it could join to what follows."""
        before = [sign for _, sign, _ in self.tokens[: self.place - 1] if sign != " "]
        return not before or before[-1] in tuple("{([^_=<>,/")

    def _sign(self, sign, look):
        if sign in _SPACED:
            return Row([Piece(sign, x=0.15)], width(sign) + 0.3)
        is_slanted = look in (None, "mathit", "mathcal") and sign[:1].isalpha() and not (len(sign) > 1 and sign[1:].isalpha())
        return _words(sign, is_slanted, look in ("mathbf", "textbf", "boldsymbol"))

    def _named(self, name, look):
        if name in _SIGNS:
            return _words(_SIGNS[name], look is None and name[0].islower(), look in ("mathbf", "boldsymbol"))
        if name in _LARGE:
            return _words(_LARGE[name])
        if name in _UPRIGHT:
            return self._sign(_UPRIGHT[name], "mathrm") if _UPRIGHT[name] else Row()
        if name in _MARKS:
            made = self._group(look)
            if made.pieces:
                made.pieces[-1].text += _MARKS[name]
            return made
        if name in _LETTERS:
            made = self._group("mathrm")
            for piece in made.pieces:
                piece.text = "".join(_LETTERS[name].get(sign, sign) for sign in piece.text)
            return Row(made.pieces, sum(width(piece.text) for piece in made.pieces) if len(made.pieces) == 1 else made.width)
        if name in ("mathrm", "mathdefault", "text", "mathbf", "operatorname", "mathsf", "mathregular", "textbf", "mathit", "mathtt", "boldsymbol"):
            return self._group(name)
        if name == "sqrt":
            inside, made = self._group(look), _words("√")
            made.put(Row([Piece(None, inside.width, 0.0, 0.86)], inside.width), made.width - 0.04)
            made.put(inside, made.width - inside.width)
            return made
        if name in ("frac", "dfrac", "tfrac"):
            above, below = self._group(look), self._group(look)
            wide, made = 0.7 * max(above.width, below.width), Row()
            for row, rise in ((above, 0.42), (below, -0.36)):
                made.put(row, 0.05 + (wide - 0.7 * row.width) / 2, 0.7, rise)
            made.put(Row([Piece(None, wide)], wide), 0.05, 1.0, 0.28)
            return Row(made.pieces, wide + 0.1)
        raise ValueError(f"\\{name} is not here: formulas know Greek letters, ^, _, \\frac, \\sqrt and common signs")


def _joined(row):
    """Neighbours that look alike as one piece."""
    made = []
    for piece in row.pieces:
        before = made[-1] if made else None
        if before is not None and None not in (before.text, piece.text) and replace(before, text="", x=0.0) == replace(piece, text="", x=0.0):
            if abs(before.x + before.size * width(before.text, before.bold) - piece.x) < 1e-6:
                before.text += piece.text
                continue
        made.append(piece)
    return Row(made, row.width)
