"""How JupyterLab is started: our settings beside the analyst's own, its end and its exit code."""

import json
import os
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.run.lab import jupyterlab
from analyysi.run.lab.jupyterlab import lab_command, lab_environment, run_lab

CONFIG = Path(str(files("analyysi.run.lab"))) / "config"


def test_it_starts_at_the_root_with_the_notebook_open(tmp_path: Path) -> None:
    project = Project(tmp_path)
    command = lab_command(project, tmp_path / "omat" / "jako.ipynb", ["--no-browser"])
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert "--LabApp.default_url=/lab/tree/omat/jako.ipynb" in command
    assert command[-1] == "--no-browser"


def test_a_name_is_written_as_an_address_has_it(tmp_path: Path) -> None:
    command = lab_command(Project(tmp_path), tmp_path / "omat" / "väki #2 50 %?.ipynb")
    address = next(text for text in command if text.startswith("--LabApp.default_url="))
    path = urlsplit(address.partition("=")[2])
    assert (path.query, path.fragment) == ("", "")
    assert unquote(path.path) == "/lab/tree/omat/väki #2 50 %?.ipynb"
    assert " " not in address


def test_our_settings_come_beside_those_that_are_there(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert lab_environment(project, {})["JUPYTER_CONFIG_PATH"] == str(CONFIG)
    there = lab_environment(project, {"JUPYTER_CONFIG_PATH": "settings", "HOME": "folder"})
    assert there["JUPYTER_CONFIG_PATH"] == os.pathsep.join([str(CONFIG), "settings"])
    assert there["HOME"] == "folder"
    assert there["ANALYYSI_PROJECT"] == str(tmp_path)


@pytest.mark.slow
def test_jupyterlab_reads_every_setting_and_knows_it(tmp_path: Path) -> None:
    """A setting that this version of JupyterLab does not know would be without effect."""
    script = (
        "import json; from jupyterlab.labapp import LabApp;"
        "from jupyter_server.services.contents.manager import ContentsManager;"
        "from jupyterlab_server.settings_utils import _get_overrides;"
        "app = LabApp(); app.load_config_file();"
        "names = {'LabApp': LabApp, 'ContentsManager': ContentsManager};"
        "config = {n: dict(app.config.get(n, {})) for n in names};"
        "known = {n: sorted(c.class_traits(config=True)) for n, c in names.items()};"
        "print(json.dumps([config, known, _get_overrides('')[0]], default=str))"
    )
    environment = lab_environment(Project(tmp_path), {**os.environ, "HOME": str(tmp_path)})
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    config, known, overrides = json.loads(done.stdout)
    for path in CONFIG.glob("*.json"):
        for name, settings in json.loads(path.read_text(encoding="utf-8")).items():
            assert set(settings) <= set(known[name])
    assert config["LabApp"]["news_url"] is None
    assert config["LabApp"]["extension_manager"] == "readonly"
    assert overrides["@jupyterlab/translation-extension:plugin"] == {"locale": "fi_FI"}
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    for plugin, settings in overrides.items():
        name, _, member = plugin.partition(":")
        schema = json.loads((schemas / name / f"{member}.json").read_text(encoding="utf-8"))
        assert set(settings) <= set(schema["properties"])


def test_the_exit_code_is_jupyterlabs(tmp_path: Path) -> None:
    assert run_lab(Project(tmp_path), [sys.executable, "-c", "raise SystemExit(3)"]) == 3


@pytest.mark.slow
def test_a_request_to_end_reaches_jupyterlab(tmp_path: Path) -> None:
    kill = f"import os, signal, time; os.kill({os.getpid()}, signal.SIGTERM); time.sleep(60)"
    before = signal.getsignal(signal.SIGTERM)
    assert run_lab(Project(tmp_path), [sys.executable, "-c", kill]) == -signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.slow
def test_ctrl_c_is_for_jupyterlab_to_answer(tmp_path: Path) -> None:
    interrupt = f"import os, signal, time; os.kill({os.getpid()}, signal.SIGINT); time.sleep(0.3)"
    assert run_lab(Project(tmp_path), [sys.executable, "-c", interrupt]) == 0


def test_without_jupyterlab_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jupyterlab, "find_spec", lambda _: None)
    with pytest.raises(AnalyysiError, match=r"JupyterLab is not installed here.*analyysi\[lab\]"):
        lab_command(Project(tmp_path), tmp_path / "jako.ipynb")
