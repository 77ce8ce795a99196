"""The simplex method in whole numbers: exact, for programmes of few rows and many columns."""

from collections.abc import Callable, Sequence
from operator import neg

_PATIENCE = 10
"""Steps that change nothing and yet go by the most negative reduced cost: Bland's rule goes on far
more slowly.
"""


class Simplex:
    """The primal simplex method on min c y, A y = b, y >= 0, in whole numbers, columns made when
    they enter.

    The inverse of the basis is `adjoint` / `determinant`, both whole (Edmonds 1967: every division
    in the update leaves no remainder). Negative names in `basis` are artificial columns, -1 - row.

    `right` is b, whole numbers of zero or more. It starts from artificial columns of price 1, so
    that a first `minimise` with prices of zero finds whether the programme has a solution. By row,
    `basis` has the names of the columns, `prices` their prices, and `amounts` the solution y times
    the determinant, which stays above zero.

    References
    ----------
    Edmonds (1967), Systems of distinct representatives and linear algebra, Journal of Research of
    the National Bureau of Standards 71B, 241-245; Bland (1977), New finite pivoting rules for the
    simplex method, Mathematics of Operations Research 2, 103-107.
    """

    def __init__(self, right: Sequence[int]) -> None:
        size = len(right)
        self.basis = [-1 - row for row in range(size)]
        self.prices = [1] * size
        self.adjoint = [[0] * size for _ in range(size)]
        for row in range(size):
            self.adjoint[row][row] = 1
        self.amounts = list(right)
        self.determinant = 1

    def priced(self, price: Callable[[int], int]) -> "Simplex":
        """Return a programme of the same columns from the same basis, with prices of its own."""
        other = Simplex(())
        other.basis, other.adjoint = list(self.basis), list(self.adjoint)
        other.amounts, other.determinant = list(self.amounts), self.determinant
        other.prices = [price(name) for name in self.basis]
        return other

    @property
    def multipliers(self) -> list[int]:
        """The dual solution times the determinant."""
        multipliers = [0] * len(self.basis)
        for price, row in zip(self.prices, self.adjoint, strict=True):
            if price:
                multipliers = [
                    known + price * entry for known, entry in zip(multipliers, row, strict=True)
                ]
        return multipliers

    def minimise(
        self,
        entering: "Callable[[Simplex, bool], int]",
        column: Callable[[int], list[int]],
        price: Callable[[int], int] = lambda _: 0,
    ) -> None:
        """Pivot until no column has a negative reduced cost.

        The column of the most negative one enters, except after some steps in a row that changed
        nothing: then the first enters until a step does change something, and of equal rows the one
        of the first name leaves (Bland 1977), so that the method cannot run in circles.

        Parameters
        ----------
        entering
            The name of the column to enter: that of the most negative reduced cost or, if asked,
            the first with a negative one; -1 if there is none.
        column, price
            The coefficients of a named column, one for each row, and its price.

        Raises
        ------
        AssertionError
            If the programme has no bound.
        """
        stuck = 0
        while True:
            name = entering(self, stuck > _PATIENCE)
            if name < 0:
                return
            along = self.along(column(name))
            leaving = -1
            for row, step in enumerate(along):
                if step <= 0:
                    continue
                if leaving >= 0:
                    this, best = self.amounts[row] * along[leaving], self.amounts[leaving] * step
                    if this > best or (this == best and self.basis[row] > self.basis[leaving]):
                        continue
                leaving = row
            if leaving < 0:
                raise AssertionError(
                    "the linear programme has no bound, which a game with a split cannot cause"
                )
            stuck = 0 if self.amounts[leaving] else stuck + 1
            self.pivot(leaving, name, along, price(name))

    def along(self, column: Sequence[int]) -> list[int]:
        """Return a column in terms of the basis, times the determinant."""
        entries = [(place, entry) for place, entry in enumerate(column) if entry]
        along = []
        for row in self.adjoint:
            along.append(sum([row[place] * entry for place, entry in entries]))
        return along

    def pivot(self, leaving: int, entering: int, along: Sequence[int], price: int) -> None:
        """Exchange the column of the row `leaving` for the one named `entering`, which `along` has
        given.
        """
        element, old = along[leaving], self.determinant
        chosen, amount = self.adjoint[leaving], self.amounts[leaving]
        for row, step in enumerate(along):
            if row != leaving:
                self.adjoint[row] = [
                    (element * entry - step * leaving_entry) // old
                    for entry, leaving_entry in zip(self.adjoint[row], chosen, strict=True)
                ]
                self.amounts[row] = (element * self.amounts[row] - step * amount) // old
        self.basis[leaving], self.prices[leaving], self.determinant = entering, price, element
        if element < 0:
            self.adjoint = [list(map(neg, row)) for row in self.adjoint]
            self.amounts = [-entry for entry in self.amounts]
            self.determinant = -element


def least_of(costs: Sequence[int], first: bool) -> int:
    """Return the place of the least of reduced costs, or of the first below zero; -1 if none is."""
    least = min(costs, default=0)
    if least >= 0:
        return -1
    return next(n for n, cost in enumerate(costs) if cost < 0) if first else costs.index(least)
