"""Serve both services with the standard tables until interrupted: `python tests/support/services
--port 8765`.
"""

import argparse
import csv
import sys
import threading
from pathlib import Path

if not __package__:  # started as a folder
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from support.services.pxweb import PxWeb
from support.services.server import Fault
from support.services.tables import standard
from support.services.treasury import Treasury, made_up_business_id, sample_documents

KAINUU = ("105", "205", "290", "578", "620", "697", "765", "777")
# Espoo's and Kauniainen's own ids; those of Kainuu are made up, with right check digits.
BUSINESS_IDS = {
    "049": "0101263-6",
    "235": "0203026-2",
    **{code: made_up_business_id(int(code)) for code in KAINUU},
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="services", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="of PxWeb; 0 takes a free one")
    parser.add_argument(
        "--treasury-port", type=int, default=8766, help="of the State Treasury; 0 takes a free one"
    )
    parser.add_argument("--max-calls", type=int, default=40)
    parser.add_argument("--time-window", type=int, default=60, help="seconds")
    parser.add_argument("--max-cells", type=int, default=120_000)
    parser.add_argument(
        "--padding", type=int, default=0, help="more rows in the State Treasury's catalogue"
    )
    parser.add_argument(
        "--business-ids", type=Path, help="CSV with municipality_code and business_id"
    )
    parser.add_argument(
        "--slow",
        type=float,
        default=0,
        help="seconds before each data answer, for tests of killing",
    )
    given = parser.parse_args()
    ids = BUSINESS_IDS
    if given.business_ids is not None:
        with given.business_ids.open(encoding="utf-8", newline="") as file:
            ids = {row["municipality_code"]: row["business_id"] for row in csv.DictReader(file)}
    pxweb = PxWeb(
        standard(),
        port=given.port,
        max_calls=given.max_calls,
        time_window=given.time_window,
        max_cells=given.max_cells,
    )
    with (
        pxweb,
        Treasury(
            sample_documents(ids), port=given.treasury_port, padding=given.padding
        ) as treasury,
    ):
        if given.slow:
            pxweb.faults.append(Fault("slow", times=-1, method="POST", seconds=given.slow))
            treasury.faults.append(
                Fault("slow", times=-1, contains="/dokumentti/", seconds=given.slow)
            )
        sys.stdout.write(f"{pxweb.root}\n{treasury.root}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
