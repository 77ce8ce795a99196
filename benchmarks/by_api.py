"""Reports by papermill and nbconvert as libraries: one, or sixteen on joblib or Dask; and the
forked floor.

python benchmarks/by_api.py one PROJECT FOLDER YEAR SEAT
python benchmarks/by_api.py joblib|dask|forked PROJECT FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SEATS = ("", "Hyrynsalmi", "Kuhmo", "Paltamo", "Puolanka", "Ristijärvi", "Sotkamo", "Suomussalmi")
SIXTEEN = [(year, seat) for year in (2023, 2027) for seat in SEATS]


def by_papermill(root: str, folder: str, year: int, seat: str) -> None:
    """Make a report by papermill with a Jupyter kernel, and its page by
    nbconvert, in this process.
    """
    import nbformat
    import papermill
    from nbconvert import get_exporter

    project, out = Path(root), Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    executed = out / "executed.ipynb"
    papermill.execute_notebook(
        str(project / "notebooks" / "kustannustenjako.ipynb"),
        str(executed),
        parameters={"year": year, "municipality": seat, "project": root},
        kernel_name="python3",
        progress_bar=False,
    )
    html, _ = get_exporter("analyysi")().from_notebook_node(nbformat.read(executed, as_version=4))
    (out / "report.html").write_text(html, encoding="utf-8")


def on_joblib(root: str, folder: Path) -> None:
    """Make the sixteen on two processes of joblib, which go on to the next report."""
    from joblib import Parallel, delayed

    jobs = [(root, str(folder / f"{year}{seat}"), year, seat) for year, seat in SIXTEEN]
    Parallel(n_jobs=2)(delayed(by_papermill)(*job) for job in jobs)


def on_dask(root: str, folder: Path) -> None:
    """Make the sixteen on two worker processes of Dask, which go on to the next report."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.gather(
            [
                client.submit(by_papermill, root, str(folder / f"{year}{seat}"), year, seat)
                for year, seat in SIXTEEN
            ]
        )


def forked(root: str, folder: Path) -> None:
    """Make the sixteen by the plain script, in children forked from a parent that has imported it,
    two at once.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from plain_report import plain_report

    running: set[int] = set()
    for year, seat in SIXTEEN:
        while len(running) >= 2:
            pid, code = os.wait()
            running.discard(pid)
            if code:
                sys.exit(f"a child ended with {code}")
        pid = os.fork()
        if pid == 0:
            plain_report(root, "kainuu-ict", year, "fi", seat, folder / f"{year}{seat}")
            os._exit(0)
        running.add(pid)
    for _ in range(len(running)):
        if os.wait()[1]:
            sys.exit("a child failed")


if __name__ == "__main__":
    way, root, out, *rest = sys.argv[1:]
    if way == "one":
        by_papermill(root, out, int(rest[0]), rest[1])
    else:
        {"joblib": on_joblib, "dask": on_dask, "forked": forked}[way](root, Path(out))
