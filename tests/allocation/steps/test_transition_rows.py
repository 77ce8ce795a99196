"""The rows of the transitions: what a year to come is told of them."""

from analyysi.allocation.steps.transition_rows import TRANSITION_STEPS
from analyysi.allocation.steps.transitions import PhaseIn
from analyysi.languages.saying import said


def test_a_transition_that_has_ended_is_said_in_three_languages() -> None:
    (phase_in,) = [step for step in TRANSITION_STEPS if step.name == "phase_in"]
    last = PhaseIn(last_year={"205": "100.00"}, source="Hallitus 12.5.2025 § 84", year=3, years=3)
    assert phase_in.moved is not None
    moved = phase_in.moved(last, 1, 2025)
    assert moved.changed is None
    assert said(moved.remark, "en") == (
        "nothing of the step phase_in: its transition has ended by 2026."
    )
    assert said(moved.remark, "fi").endswith("on päättynyt vuoteen 2026 mennessä.")
    assert said(moved.remark, "sv").endswith("har upphört senast 2026.")
