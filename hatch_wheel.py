"""What a wheel packs beside the package: the program's own files, from the root of the clone.

An installation that leads to the clone (`pip install -e`) gets no copies, since the program reads
them at the root.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackProgramFiles(BuildHookInterface):
    """Packs the files that `analyysi.file_system.program_files` lists."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them to what the wheel holds."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        source = root / "src" / "analyysi" / "file_system" / "program_files.py"
        specification = spec_from_file_location("program_files", source)
        module = module_from_spec(specification)
        specification.loader.exec_module(module)
        for name, path in module.program_files(root).items():
            build_data["force_include"][str(path)] = f"analyysi/{module.PACKED}/{name}"
