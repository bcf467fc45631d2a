"""PCG64 (O'Neill, 2014) and the seeds that numpy makes for it, word by word."""

import math

_M32, _M64, _M128 = (1 << 32) - 1, (1 << 64) - 1, (1 << 128) - 1
_STEP = 0x2360ED051FC65DA44385DF649FCCF645


class SeedSequence:
    """Whatever is given, stirred into a pool of four words."""

    def __init__(self, entropy=None):
        if entropy is None:
            import secrets

            entropy = secrets.randbits(128)
        self.entropy = entropy
        words = [word for one in (entropy if isinstance(entropy, (list, tuple)) else [entropy]) for word in _words(one)]
        self._constant = 0x43B0D7E5
        pool = [self._hashed(words[place] if place < len(words) else 0) for place in range(4)]
        for source in range(4):
            for target in range(4):
                if source != target:
                    pool[target] = _mixed(pool[target], self._hashed(pool[source]))
        for word in words[4:]:
            for target in range(4):
                pool[target] = _mixed(pool[target], self._hashed(word))
        self._pool = pool

    def _hashed(self, value):
        value ^= self._constant
        self._constant = self._constant * 0x931E8875 & _M32
        value = value * self._constant & _M32
        return value ^ value >> 16

    def state(self, count):
        """So many words of 32 bits."""
        constant, words = 0x8B51F9DD, []
        for place in range(count):
            value = self._pool[place % 4] ^ constant
            constant = constant * 0x58F38DED & _M32
            value = value * constant & _M32
            words.append(value ^ value >> 16)
        return words


def _words(number):
    number = int(number)
    if number < 0:
        raise ValueError("expected non-negative integer")
    words = [number & _M32]
    while number := number >> 32:
        words.append(number & _M32)
    return words


def _mixed(x, y):
    value = 0xCA01F9DD * x - 0x4973F715 * y & _M32
    return value ^ value >> 16


class PCG64:
    def __init__(self, seed=None):
        sequence = seed if isinstance(seed, SeedSequence) else SeedSequence(seed)
        words = sequence.state(8)
        wide = [words[2 * place] | words[2 * place + 1] << 32 for place in range(4)]
        self._inc = ((wide[2] << 64 | wide[3]) << 1 | 1) & _M128
        self._state = ((wide[0] << 64 | wide[1]) + self._inc) * _STEP + self._inc & _M128
        self._half = None

    def word64(self):
        self._state = state = self._state * _STEP + self._inc & _M128
        value, turn = (state >> 64 ^ state) & _M64, state >> 122
        return (value >> turn | value << 64 - turn) & _M64 if turn else value

    def word32(self):
        """The low half of a word, then the high one."""
        if self._half is not None:
            value, self._half = self._half, None
            return value
        word = self.word64()
        self._half = word >> 32
        return word & _M32

    def double(self):
        return (self.word64() >> 11) * (1.0 / 9007199254740992.0)

    def normal_(self):
        from ._ziggurat import normal

        return normal(self)

    def exponential_(self):
        from ._ziggurat import exponential

        return exponential(self)

    def rare_(self, p):
        return math.ceil(-self.exponential_() / math.log1p(-p))

    def single(self):
        return (self.word32() >> 8) * (1.0 / 16777216.0)

    def below(self, most):
        """A whole number from 0 to `most` (Lemire, 2019)."""
        if most == 0:
            return 0
        bits, word = (32, self.word32) if most <= _M32 else (64, self.word64)
        full = (1 << bits) - 1
        if most == full:
            return word()
        count = most + 1
        product = word() * count
        if product & full < count:
            least = (full - most) % count
            while product & full < least:
                product = word() * count
        return product >> bits

    def masked(self, most):
        """The same by masked bits, drawn again while too large: numpy's shuffles take these."""
        mask = (1 << most.bit_length()) - 1
        while most:
            value = (self.word32() if most <= _M32 else self.word64()) & mask
            if value <= most:
                return value
        return 0
