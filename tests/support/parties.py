"""Parties of an agreement that tables in tests name."""

from analyysi.agreement.agreement import Party

PARTIES = [
    Party(code="091", kind="municipality", name={"fi": "Helsinki", "sv": "Helsingfors"}),
    Party(code="105", kind="municipality", name={"fi": "Hyrynsalmi"}),
    Party(code="205", kind="municipality", name={"fi": "Kajaani", "sv": "Kajana"}),
    Party(code="290", kind="municipality", name={"fi": "Kuhmo"}),
    Party(code="578", kind="municipality", name={"fi": "Paltamo"}),
    Party(code="620", kind="municipality", name={"fi": "Puolanka"}),
    Party(
        code="liitto",
        kind="organisation",
        name={"fi": "Kainuun liitto", "sv": "Kajanalands förbund"},
    ),
]
