"""The engine as papermill finds it: registered at once, imported when it is asked something."""

import subprocess
import sys

import pytest
from papermill.engines import papermill_engines

from analyysi.run.engine.entry import late_engine
from analyysi.run.engine.papermill_engine import NAME, SingleUseEngine


def test_papermill_has_it_under_its_name() -> None:
    # Once a notebook has been executed in this process, the engine itself is registered.
    assert papermill_engines.get_engine(NAME) in (late_engine, SingleUseEngine)


def test_it_answers_as_the_engine_does() -> None:
    assert late_engine.execute_managed_notebook == SingleUseEngine.execute_managed_notebook
    with pytest.raises(AttributeError, match="execute_paper"):
        late_engine.execute_paper  # noqa: B018


@pytest.mark.slow
def test_importing_it_does_not_import_papermill() -> None:
    script = (
        "import sys\n"
        "from analyysi.run.engine.entry import late_engine\n"
        "assert 'papermill' not in sys.modules\n"
        "assert callable(late_engine.execute_notebook)\n"
        "assert 'papermill' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
