"""Words that say of a number that it is not exact, in Finnish, Swedish and English."""

BEFORE_AN_ESTIMATE = (
    *("noin", "n.", "n", "arviolta", "arvio", "suunnilleen", "likimain"),
    *("ca", "ca.", "cirka", "circa", "omkring", "ungefär", "uppskattningsvis"),
    *("c.", "about", "approx.", "approx", "approximately", "around", "roughly", "~", "≈"),
)
AFTER_AN_ESTIMATE = ("arvio", "arviolta", "noin", "uppskattning", "ungefär", "estimate", "approx.")
"""What stands by an estimate: before it, and after it with or without brackets."""

BEFORE_A_BOUND = (
    *("enintään", "vähintään", "korkeintaan", "yli", "alle"),
    *("högst", "minst", "över", "under"),
    *("up to", "up-to", "at most", "at least", "over"),
)
"""What stands before a number that is only a bound, and so no estimate either."""
