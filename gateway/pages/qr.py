"""A QR code (ISO/IEC 18004) of up to 180 bytes, so that a phone can read a key off the screen: byte mode, level M."""

from dataclasses import dataclass
from functools import cache

QUIET = 4
"""Modules of white around the code, as the standard asks."""
# By version: error correction bytes a block, the data bytes of each block, centres of the alignment patterns.
VERSIONS: dict[int, tuple[int, list[int], list[int]]] = {
    1: (10, [16], []),
    2: (16, [28], [6, 18]),
    3: (26, [44], [6, 22]),
    4: (18, [32] * 2, [6, 26]),
    5: (24, [43] * 2, [6, 30]),
    6: (16, [27] * 4, [6, 34]),
    7: (18, [31] * 4, [6, 22, 38]),
    8: (22, [38] * 2 + [39] * 2, [6, 24, 42]),
    9: (22, [36] * 3 + [37] * 2, [6, 26, 46]),
}


class TooLong(ValueError):
    """Does not fit the largest code that we draw."""


def matrix(text: str) -> list[list[bool]]:
    """Rows of modules, True where dark, without the quiet zone. Raises TooLong."""
    data = text.encode()
    for version, (_, blocks, _) in VERSIONS.items():
        if len(data) + 2 <= sum(blocks):
            return _Drawing(version).drawn(_codewords(data, version))
    raise TooLong(text)


def svg_path(rows: list[list[bool]]) -> str:
    """The dark modules as one SVG path, a unit a module, the quiet zone included."""
    return "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )


def _codewords(data: bytes, version: int) -> list[int]:
    """Data and error correction, interleaved as they are drawn."""
    ec_length, sizes, _ = VERSIONS[version]
    capacity = sum(sizes)
    bits = f"0100{len(data):08b}" + "".join(f"{byte:08b}" for byte in data)
    bits = (bits + "0000")[: capacity * 8]
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    words += [(0xEC, 0x11)[number % 2] for number in range(capacity - len(words))]
    blocks, at = [], 0
    for size in sizes:
        blocks.append(words[at : at + size])
        at += size
    corrections = [error_correction(block, ec_length) for block in blocks]
    found = [block[n] for n in range(max(sizes)) for block in blocks if n < len(block)]
    return found + [correction[n] for n in range(ec_length) for correction in corrections]


def _times(a: int, b: int) -> int:
    """In GF(256) over x^8 + x^4 + x^3 + x^2 + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


@cache
def _generator(length: int) -> list[int]:
    """Reed-Solomon's polynomial, its leading 1 left out."""
    polynomial, root = [0] * (length - 1) + [1], 1
    for _ in range(length):
        for n in range(length):
            polynomial[n] = _times(polynomial[n], root) ^ (polynomial[n + 1] if n + 1 < length else 0)
        root = _times(root, 2)
    return polynomial


def error_correction(block: list[int], length: int) -> list[int]:
    rest = [0] * length
    for word in block:
        factor = word ^ rest[0]
        rest = [each ^ _times(part, factor) for each, part in zip([*rest[1:], 0], _generator(length), strict=True)]
    return rest


def _with_remainder(value: int, generator: int, length: int) -> int:
    """BCH: `value` followed by `length` bits of remainder."""
    rest = value << length
    while rest.bit_length() > length:
        rest ^= generator << (rest.bit_length() - generator.bit_length())
    return (value << length) | rest


FORMAT = _with_remainder(0b00_000, 0x537, 10) ^ 0x5412
"""Level M, mask 0 (a chequerboard). Any mask is right; the standard's choice among them only helps poor cameras."""


@dataclass
class _Drawing:
    version: int

    def __post_init__(self) -> None:
        self.size = 17 + 4 * self.version
        self.dark = [[False] * self.size for _ in range(self.size)]
        self.taken = [[False] * self.size for _ in range(self.size)]

    def drawn(self, words: list[int]) -> list[list[bool]]:
        self._patterns()
        bits = iter("".join(f"{word:08b}" for word in words))
        for x, y in self._path():
            self.dark[y][x] = (next(bits, "0") == "1") ^ ((x + y) % 2 == 0)
        return self.dark

    def _set(self, x: int, y: int, dark: bool) -> None:
        self.dark[y][x], self.taken[y][x] = dark, True

    def _patterns(self) -> None:
        last = self.size - 1
        for n in range(self.size):
            self._set(n, 6, n % 2 == 0)
            self._set(6, n, n % 2 == 0)
        for x, y in ((3, 3), (last - 3, 3), (3, last - 3)):
            self._square(x, y, 4, {0, 1, 3})
        centres = VERSIONS[self.version][2]
        corners = {(6, 6), (6, last - 6), (last - 6, 6)}
        for x, y in ((x, y) for x in centres for y in centres if (x, y) not in corners):
            self._square(x, y, 2, {0, 2})
        self._facts(last)

    def _square(self, x: int, y: int, reach: int, dark: set[int]) -> None:
        for dx in range(-reach, reach + 1):
            for dy in range(-reach, reach + 1):
                if 0 <= x + dx < self.size and 0 <= y + dy < self.size:
                    self._set(x + dx, y + dy, max(abs(dx), abs(dy)) in dark)

    def _facts(self, last: int) -> None:
        """Format and version, each twice."""
        for n in range(15):
            dark = bool(FORMAT >> n & 1)
            self._set(8, n if n < 6 else n + 1 if n < 8 else last - 14 + n, dark)
            self._set(last - n if n < 8 else 15 - n if n < 9 else 14 - n, 8, dark)
        self._set(8, last - 7, dark=True)
        if self.version >= 7:
            facts = _with_remainder(self.version, 0x1F25, 12)
            for n in range(18):
                dark, a, b = bool(facts >> n & 1), n // 3, last - 10 + n % 3
                self._set(a, b, dark)
                self._set(b, a, dark)

    def _path(self) -> list[tuple[int, int]]:
        """Two columns at a time from the right, up and down in turn, around what is taken."""
        columns = [x for x in range(self.size - 1, 0, -2) if x > 6] + [5, 3, 1]
        found = []
        for turn, right in enumerate(columns):
            rows = range(self.size - 1, -1, -1) if turn % 2 == 0 else range(self.size)
            found += [(x, y) for y in rows for x in (right, right - 1) if not self.taken[y][x]]
        return found
