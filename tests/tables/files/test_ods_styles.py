"""Styles of OpenDocument files."""

from xml.etree.ElementTree import fromstring

from analyysi.tables.files.ods_styles import Styles, attribute, tag

SPACES = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
ROOT = fromstring(
    f"""<root {SPACES}>
  <style:style style:name="Base" style:family="text">
    <style:text-properties style:text-line-through-type="single"
      style:text-position="33% 58%"/></style:style>
  <style:style style:name="T1" style:family="text" style:parent-style-name="Base"/>
  <style:style style:name="T2" style:family="text" style:parent-style-name="Base">
    <style:text-properties style:text-line-through-type="none" style:text-position="sub 58%"/>
  </style:style>
  <style:style style:name="T3" style:family="text" style:parent-style-name="T3"/>
  <style:style style:name="T4" style:family="text">
    <style:text-properties style:text-position="0% 100%"/></style:style>
</root>"""
)


def test_a_style_has_what_it_builds_on_unless_it_says_otherwise() -> None:
    styles = Styles([ROOT])
    runs = {name: styles.run("text", name) for name in ("T1", "T2", "T3", "T4")}
    assert {name: (run.struck, run.raised) for name, run in runs.items()} == {
        "T1": (True, True),
        "T2": (False, False),
        "T3": (False, False),
        "T4": (False, False),
    }


def test_where_a_style_says_nothing_the_lettering_around_holds() -> None:
    styles = Styles([ROOT])
    around = styles.run("text", "T1")
    assert styles.run("text", "unknown", around) == around
    assert not styles.run("text", "T4", around).raised


def test_names_of_elements_have_their_space() -> None:
    style = ROOT.find(tag("style", "style"))
    assert style is not None
    assert attribute(style, "style", "name") == "Base"
    assert attribute(style, "table", "name") == ""
