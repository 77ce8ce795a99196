"""Tables that everybody can read."""

import pytest

from analyysi.report.tables import Column, Row, Table


def test_header_cells_have_scopes_and_the_caption_its_name() -> None:
    columns = [Column("Osuus", "€", marked=True), Column("Selite", text=True)]
    rows = [
        Row("Paltamo", ["1 & 2", "ICT-henkilö"], marked=True),
        Row("Yhteensä", ["3", ""], total=True),
    ]
    html = Table("shares", "Osuudet", "Kunta", columns, rows, note="Huom.").html()
    assert '<caption id="shares-caption"><span>Osuudet</span></caption>' in html
    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 2
    assert "1 &amp; 2" in html
    assert '<span class="word">ICT-henkilö</span>' in html
    assert '<tr class="total">' in html
    assert '<p class="note">Huom.</p>' in html


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="table shares: row Paltamo has 2 cells"):
        Table("shares", "Osuudet", "Kunta", [Column("Osuus")], [Row("Paltamo", ["1", "2"])])
