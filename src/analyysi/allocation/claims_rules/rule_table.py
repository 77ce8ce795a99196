"""The rules for claims as a table, with their words."""

from collections.abc import Callable
from dataclasses import dataclass

from analyysi.allocation.claims_rules.claims import (
    adjusted_proportional,
    average_of_equal_awards_and_losses,
    constrained_egalitarian,
    constrained_equal_awards,
    constrained_equal_losses,
    piniles,
    proportional,
    reverse_talmud,
    talmud,
)
from analyysi.allocation.claims_rules.claims_in_order import (
    AVERAGE_OF_AWARDS_LARGEST,
    RANDOM_ARRIVAL_LARGEST,
    average_of_awards,
    dominguez_thomson,
    minimal_overlap,
    random_arrival,
)
from analyysi.allocation.ratios import Ratios
from analyysi.messages import Message


@dataclass(frozen=True)
class ClaimsRule:
    """A row of `CLAIMS_RULES`.

    `weighted` says that `function` takes the keyword `weights`; `self_dual` that sharing what is
    paid and sharing what is spared come to the same. `largest` is the number of claims above zero
    that the rule is worked out for, since its work doubles with each, and None where there is no
    such limit.
    """

    name: str
    function: Callable[..., Ratios]
    title: Message
    rule: Message
    reference: str
    weighted: bool = False
    self_dual: bool = False
    largest: int | None = None


CLAIMS_RULES: dict[str, ClaimsRule] = {
    row.name: row
    for row in (
        ClaimsRule(
            "proportional",
            proportional,
            Message("In proportion to claims"),
            Message("Each payer pays the same percentage of its claim."),
            "Aristotle, Nicomachean Ethics, book 5; O'Neill 1982, Mathematical Social Sciences 2",
            weighted=True,
            self_dual=True,
        ),
        ClaimsRule(
            "constrained_equal_awards",
            constrained_equal_awards,
            Message("Equal payments up to the claim"),
            Message("Every payer pays the same sum, but nobody pays more than its claim."),
            "Maimonides, 12th century; Aumann & Maschler 1985, J. of Economic Theory 36 "
            "(constrained equal awards)",
            weighted=True,
        ),
        ClaimsRule(
            "constrained_equal_losses",
            constrained_equal_losses,
            Message("Equal deductions from the claims"),
            Message(
                "The same sum is deducted from every claim, but nobody pays less than nothing."
            ),
            "Maimonides, 12th century; Aumann & Maschler 1985, J. of Economic Theory 36 "
            "(constrained equal losses)",
            weighted=True,
        ),
        ClaimsRule(
            "constrained_egalitarian",
            constrained_egalitarian,
            Message("Constrained egalitarian rule"),
            Message(
                "Every payer first pays the same sum, up to half of its claim. When the halves do "
                "not suffice, the "
                "smallest payments are raised first, up to the claim."
            ),
            "Chun, Schummer & Thomson 2001, Seoul Journal of Economics 14",
        ),
        ClaimsRule(
            "piniles",
            piniles,
            Message("Piniles' rule"),
            Message(
                "Every payer first pays the same sum, up to half of its claim. When the halves do "
                "not suffice, the "
                "rest is shared in the same way from the other halves."
            ),
            "Piniles 1861, Darkah shel Torah; Thomson 2003, Mathematical Social Sciences 45",
        ),
        ClaimsRule(
            "talmud",
            talmud,
            Message("Talmud rule"),
            Message(
                "Every payer first pays the same sum, up to half of its claim. When the halves do "
                "not suffice, every "
                "payer is spared the same sum, up to half of its claim."
            ),
            "Aumann & Maschler 1985, Journal of Economic Theory 36",
            self_dual=True,
        ),
        ClaimsRule(
            "reverse_talmud",
            reverse_talmud,
            Message("Reverse Talmud rule"),
            Message(
                "Every payer pays half of its claim, less the same deduction for all. When the "
                "halves do not suffice, "
                "every payer pays the same sum more, up to its claim."
            ),
            "Chun, Schummer & Thomson 2001, Seoul Journal of Economics 14",
            self_dual=True,
        ),
        ClaimsRule(
            "random_arrival",
            random_arrival,
            Message("Random arrival rule"),
            Message(
                "The payers come to pay one after another, each up to its claim, until the sum is "
                "full. The share is "
                "the average over every possible order."
            ),
            "O'Neill 1982, Mathematical Social Sciences 2",
            self_dual=True,
            largest=RANDOM_ARRIVAL_LARGEST,
        ),
        ClaimsRule(
            "minimal_overlap",
            minimal_overlap,
            Message("Minimal overlap rule"),
            Message(
                "The claims are placed on the sum so that they overlap as little as possible. "
                "Each part of the sum is "
                "shared equally by those whose claims cover it."
            ),
            "O'Neill 1982, Mathematical Social Sciences 2",
        ),
        ClaimsRule(
            "adjusted_proportional",
            adjusted_proportional,
            Message("Adjusted proportional rule"),
            Message(
                "Each payer first pays what would be left if all others paid their whole claims. "
                "The rest is shared in "
                "proportion to what is left of the claims, and no claim counts for more than the "
                "rest."
            ),
            "Curiel, Maschler & Tijs 1987, Zeitschrift für Operations Research 31",
            self_dual=True,
        ),
        ClaimsRule(
            "dominguez_thomson",
            dominguez_thomson,
            Message("Domínguez–Thomson rule"),
            Message(
                "In each round every payer pays its claim divided by the number of payers, and no "
                "claim counts for "
                "more than what is still unpaid. Rounds are repeated until the whole sum is paid."
            ),
            "Domínguez & Thomson 2006, Economic Theory 28",
        ),
        ClaimsRule(
            "average_of_awards",
            average_of_awards,
            Message("Average of all possible divisions"),
            Message(
                "The share is the average of all divisions in which nobody pays more than its "
                "claim."
            ),
            "Mirás Calvo, Quinteiro Sandomingo & Sánchez-Rodríguez 2022, Social Choice and "
            "Welfare 59 "
            "(average of awards)",
            self_dual=True,
            largest=AVERAGE_OF_AWARDS_LARGEST,
        ),
        ClaimsRule(
            "average_of_equal_awards_and_losses",
            average_of_equal_awards_and_losses,
            Message("Average of equal payments and equal deductions"),
            Message(
                "The share is halfway between two rules: equal payments up to the claim, and "
                "equal deductions from the "
                "claims."
            ),
            "Thomson 2019, How to Divide When There Isn't Enough (average of CEA and CEL)",
            self_dual=True,
        ),
    )
}
"""Every claims rule by name. All treat equal claims equally; the limits are of exactness in
reasonable time.
"""
