"""The progress bar shows what is at work; in a log there is a line for each wait, and no bar."""

import pytest

from analyysi.cli.progress_bar import ProgressBar


def test_without_a_terminal_there_is_a_plain_line_for_each_wait(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with ProgressBar(quiet=False) as bar:
        bar.begin("11ra", 2)
        bar.advance("11ra")
        bar.wait(2.0, "429")
        bar.silence(6.0, "an answer of x")
    assert capsys.readouterr() == (
        "",
        "waiting 2 s: 429\nstill waiting for an answer of x (6 s)\n",
    )


def test_without_a_terminal_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(quiet=True) as bar:
        bar.wait(2.0, "429")
        bar.silence(6.0, "an answer of x")
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_it_counts_and_says_what_it_waits_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with ProgressBar(quiet=False) as bar:
        bar.wait(3.0, "busy")
        bar.begin("ktas", 2)
        bar.advance("ktas")
    shown = capsys.readouterr().err
    assert "ktas" in shown
    assert "1/2" in shown


def test_on_a_terminal_it_says_what_has_been_silent(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with ProgressBar(quiet=False) as bar:
        bar.silence(2.0, "an answer of x")
    assert "still waiting for an answer of x (2 s)" in capsys.readouterr().err


def test_quiet_is_quiet_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with ProgressBar(quiet=True) as bar:
        bar.begin("ktas", 2)
    assert "ktas" not in capsys.readouterr().err
