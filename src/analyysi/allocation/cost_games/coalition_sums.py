"""A sum for every coalition: in a list, or side by side in one long number.

Adding two long numbers, or multiplying one by a whole number, does so for every coalition at once:
as exact as one by one, and many times as fast. The number of lane k counts 2 to the power of k
times the lane's bits, so that one below zero borrows from the lanes above it; half a lane, added to
each lane before it is read, gives that back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from struct import pack, unpack

_WORD = 64
"""The least bits of a lane: numbers of so many are written and read all at once."""


def subset_sums(weights: Sequence[int], first: int = 0) -> list[int]:
    """Return the sum of the weights of every coalition, by mask, each with `first` added."""
    sums = [first]
    for weight in weights:
        sums += [known + weight for known in sums]
    return sums


@dataclass(frozen=True)
class Lanes:
    """A lane for each coalition of so many players, by mask, and after them one for each player.

    A lane has so many `bits`, a multiple of 64; the numbers in it are less than half of what they
    count from zero.
    """

    players: int
    bits: int

    @staticmethod
    def bits_for(furthest: int) -> int:
        """Return the bits of a lane for numbers as far from zero as `furthest`."""
        return _WORD * (furthest.bit_length() // _WORD + 1)

    @property
    def count(self) -> int:
        """How many lanes there are."""
        return (1 << self.players) + self.players

    @cached_property
    def _ones(self) -> list[int]:
        """One in each of the first 1, 2, 4 ... lanes, up to the last coalition's."""
        spans = [self.bits << number for number in range(self.players)]
        return list(accumulate(spans, lambda ones, span: ones | ones << span, initial=1))

    @cached_property
    def _half(self) -> int:
        """Half of what the bits of a lane count, in every lane."""
        return self.sums([0] * self.players, 1, [1] * self.players) << self.bits - 1

    def packed(self, numbers: Sequence[int]) -> int:
        """Return the numbers of all lanes as one."""
        if self.bits == _WORD:
            data = pack(f"<{self.count}q", *numbers)
        else:
            size = self.bits // 8
            data = b"".join([number.to_bytes(size, "little", signed=True) for number in numbers])
        return (int.from_bytes(data, "little") ^ self._half) - self._half

    def sums(self, weights: Sequence[int], first: int, alone: Sequence[int]) -> int:
        """Return the sum of the weights of every coalition with `first` added, and for each player
        its number in `alone`.
        """
        sums, span = first, self.bits
        for weight, ones in zip(weights, self._ones, strict=False):
            sums += sums + weight * ones << span
            span *= 2
        for number in alone:
            sums += number << span
            span += self.bits
        return sums

    def marked(self, chosen: Sequence[bool]) -> int:
        """Return the chosen lanes with every bit set."""
        size = self.bits // 8
        lane = {True: b"\xff" * size, False: bytes(size)}
        return int.from_bytes(b"".join(map(lane.__getitem__, chosen)), "little")

    def least(self, numbers: int, left_out: int, first: bool) -> int:
        """Return the lane of the least number if it is below zero, or of the first that is; -1 if
        none is. Lanes `marked` in `left_out` are passed over.
        """
        lifted = numbers + self._half | left_out
        below = self._half & ~lifted
        if not below:
            return -1
        if first:
            return (below & -below).bit_length() // self.bits - 1
        size = self.bits // 8
        data = lifted.to_bytes(self.count * size, "little")
        values: Sequence[int] = (
            unpack(f"<{self.count}Q", data)
            if self.bits == _WORD
            else [
                int.from_bytes(data[start : start + size], "little")
                for start in range(0, len(data), size)
            ]
        )
        return values.index(min(values))
