"""What the surroundings lack is told, and nothing that is not needed is a fault."""

import pytest

from analyysi.cli.projects import doctor
from analyysi.project import Project
from support.command_line import call
from support.places import ROOT


def test_a_sound_place_has_no_fault() -> None:
    outcome = call("doctor", "--project", str(ROOT))
    assert outcome.fault is None
    assert "FAULT" not in outcome.printed
    assert "IBM Plex Sans" in outcome.printed


def test_a_program_that_is_not_here_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "which", lambda name: None)
    outcome = call("doctor", "--project", str(ROOT))
    assert outcome.fault is None
    assert "program bwrap: not here, and not needed: keeps archived programs apart" in (
        outcome.printed
    )


def test_a_library_a_project_and_a_right_that_lack_are_faults(
    monkeypatch: pytest.MonkeyPatch, project_copy: Project
) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", ("pandas", "no-such-library"))
    outcome = call("doctor", "--project", str(project_copy.root.parent))
    assert "library no-such-library: not installed" in outcome.printed
    assert "FAULT     project: No analyysi project at" in outcome.printed
    assert isinstance(outcome.fault, SystemExit)
    assert outcome.fault.code == 1
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)
    assert "cannot be written to" in call("doctor", "--project", str(project_copy.root)).printed
