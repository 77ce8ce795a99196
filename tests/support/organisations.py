"""A project whose parties are no municipalities, with made-up figures that say so."""

import hashlib
import json
from pathlib import Path

from analyysi.project import Project

AGREEMENT = """\
id = "yhteinen-palvelu"
organiser = "yhdistys"
subject = { fi = "Testiaineisto: yhteisen palvelun kustannusten jako" }
purpose = { fi = "Testiaineisto" }

[[parties]]
code = "yhdistys"
kind = "organisation"
name = { fi = "Yhdistys" }

[[parties]]
code = "srk-1"
kind = "organisation"
name = { fi = "Seurakunta" }

[[parties]]
code = "Oy_A.b"
kind = "organisation"
name = { fi = "Yhtiö" }

[[parties]]
code = "kerho"
kind = "organisation"
name = { fi = "Kerho" }
"""


YEAR_TERMS = """\
agreement = "yhteinen-palvelu"
year = 2025
status = "draft"
participants = ["srk-1", "Oy_A.b", "kerho"]

[total]
value = "1000.01"
unit = "EUR"
source = { fi = "Testiaineisto" }

[keys.stations]
snapshot = "testi/laitteet/2025-01-01"
column = "workstations"
reference_date = 2024-12-31
unit = "workstations"
label = { fi = "työasemat" }
by = { fi = "työasemien mukaan" }

[method]
name = "proportional"
parameters = { key = "stations" }
chosen_by = "analyst"
reason = { fi = "Testiaineisto" }
source = { fi = "Testiaineisto" }

[[steps]]
name = "off_the_top"
parameters = { payer = "yhdistys", share = "0.10" }

[[steps]]
name = "outside_base"
parameters = { payers = ["kerho"] }

[rounding]
unit = "0.01"
rule = "largest_remainder"
tie_rule = "ascending_code"

[[published]]
payer = "srk-1"
value = "600.01"
unit = "EUR"
percent = "60"
decided_by = { fi = "Testiaineisto" }
source = { fi = "Testiaineisto" }
"""


TABLE = b"municipality_code,municipality,workstations\nOy_A.b,Yhti\xc3\xb6,1\nkerho,Kerho,5\nsrk-1,Seurakunta,2\n"


def write_organisations(folder: Path) -> Project:
    """A project of its own, with made-up figures that say so."""
    project = Project(folder)
    snapshot = project.snapshots / "testi" / "laitteet" / "2025-01-01"
    folder = project.agreements / "yhteinen-palvelu"
    for made in (snapshot, folder):
        made.mkdir(parents=True)
    (folder / "agreement.toml").write_text(AGREEMENT, encoding="utf-8")
    (folder / "2025.toml").write_text(YEAR_TERMS, encoding="utf-8")
    (snapshot / "data.csv").write_bytes(TABLE)
    text = {"fi": "Testiaineisto, keksityt luvut"}
    columns = [
        {"name": "municipality_code", "type": "string", "description": "tunnus", "required": True},
        {"name": "municipality", "type": "string", "description": "nimi", "required": True},
        {"name": "workstations", "type": "integer", "description": "työasemat", "minimum": 0},
    ]
    manifest = {
        "id": "testi/laitteet/2025-01-01",
        "title": text,
        "publisher": "TEST DATA",
        "producer": "TEST DATA",
        "table": "TEST DATA",
        "licence": "CC-BY-4.0",
        "attribution": text,
        "reference_period": "2024-12-31",
        "area_division": "none",
        "retrieved": "2025-01-01",
        "obtained": "TEST DATA, made up in tests/support/organisations.py",
        "checks": ["TEST DATA"],
        "data": {
            "path": "data.csv",
            "bytes": len(TABLE),
            "sha256": hashlib.sha256(TABLE).hexdigest(),
        },
        "table_schema": {"columns": columns, "primary_key": ["municipality_code"], "rows": 3},
    }
    (snapshot / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return project
