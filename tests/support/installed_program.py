"""The program installed from its wheel into an environment of its own, which sees the libraries of
this one and nothing else of this checkout.
"""

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from support.built_wheel import build

_NOT_INHERITED = {"PYTHONPATH", "ANALYYSI_PROJECT", "ANALYYSI_LANGUAGE", "VIRTUAL_ENV"}


@dataclass(frozen=True)
class Installed:
    """An environment with the installed program."""

    folder: Path
    wheel: Path

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call `analyysi` in a folder; a fault shows what it printed."""
        done = self.tried(folder, *arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
        return done

    def tried(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call `analyysi` in a folder, whatever comes of it."""
        inherited = os.environ.items()
        environment = {name: value for name, value in inherited if name not in _NOT_INHERITED}
        # Where the program keeps settings of its user, such as the list of code that may run.
        environment |= dict.fromkeys(("XDG_CONFIG_HOME", "APPDATA"), str(self.folder / "settings"))
        command = [str(self.python), "-m", "analyysi", *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, check=False, capture_output=True, text=True
        )


def install(folder: Path) -> Installed:
    """Build the wheel and install it, without a network."""
    (folder / "wheel").mkdir(parents=True)
    wheel = build("wheel", folder / "wheel")
    installed = Installed(folder / "environment", wheel)
    make = [sys.executable, "-m", "venv", "--without-pip", str(installed.folder)]
    subprocess.run(make, check=True)
    into = [sys.executable, "-m", "pip", "--python", str(installed.python), "install", "-qq"]
    subprocess.run([*into, "--no-deps", "--no-index", str(wheel)], check=True)
    # Its own packages come first. What leads to this checkout is a .pth file, which only counts in
    # a folder of packages of the environment itself.
    show = "import sysconfig; print(sysconfig.get_path('purelib'))"
    asked = subprocess.run(
        [str(installed.python), "-c", show], check=True, capture_output=True, text=True
    )
    libraries = Path(asked.stdout.strip()) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return installed
