"""Commands of Jupyter as an installation without JupyterLab runs them: seconds sooner."""

import sys

_SCRIPT = (
    "import runpy, sys\n"
    "sys.modules['rfc3987_syntax'] = None\n"
    "runpy.run_module({module!r}, run_name='__main__', alter_sys=True)\n"
)


def jupyter_command(module: str, *arguments: str) -> list[str]:
    """Return `python -m <module> <arguments>`, where the library `rfc3987-syntax` is not found.

    It comes with JupyterLab. jsonschema looks for it when nbformat is imported, and builds a
    grammar that no notebook needs, which takes half of what papermill takes to start.
    """
    return [sys.executable, "-c", _SCRIPT.format(module=module), *arguments]
