"""The table of services: each row is whole, and a new office costs one module and one row."""

from __future__ import annotations

from collections.abc import Iterator
from pkgutil import resolve_name
from typing import get_args
from urllib.parse import urlsplit

import pytest

from analyysi.errors import ParameterError, ServiceError
from analyysi.project import Project
from analyysi.sources.answers.derive import DERIVATIONS
from analyysi.sources.fetch.hosts import Hosts, publishers_hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Puller, fetch_drafts
from analyysi.sources.fetch.services import SERVICES, Service
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.manifest import Derivation
from analyysi.sources.newer import recipe_for
from analyysi.sources.recipe import Recipe, read_recipe, recipe_class, recipe_names
from analyysi.sources.snapshots import check_snapshot, load_snapshot
from support.command_line import call
from support.frames import frame_of
from support.made_up_office import (
    MADE_UP_RECIPE,
    OFFICE,
    PLAIN_OFFICE,
    OfficeServer,
    PlainOfficeServer,
)

QUICK = Patience(attempts=1, connect=2, read=2, whole=20)


def faults(service: Service) -> list[str]:
    """Return what a row lacks, in words."""
    lacking = []
    if urlsplit(service.root).scheme != "https" or not service.host:
        lacking.append(f"{service.name}: the root is no https address")
    try:
        if not issubclass(recipe_class(service), Recipe):
            lacking.append(f"{service.name}: {service.recipe} is no recipe class")
        elif abstract := sorted(recipe_class(service).__abstractmethods__):
            lacking.append(f"{service.name}: {service.recipe} lacks {', '.join(abstract)}")
        elif get_args(recipe_class(service).model_fields["service"].annotation) != (service.name,):
            lacking.append(f"{service.name}: {service.recipe} does not say service = its name")
    except (ImportError, AttributeError, ValueError) as error:
        lacking.append(f"{service.name}: no recipe class: {error}")
    try:
        fetch_drafts(service, None)  # type: ignore[arg-type]
    except (ImportError, ValueError) as error:
        lacking.append(f"{service.name}: no fetch function: {error}")
    except AttributeError as error:
        if "NoneType" not in str(error):
            lacking.append(f"{service.name}: no fetch function: {error}")
    return lacking + reader_faults(service)


def reader_faults(service: Service) -> list[str]:
    """Return whether the reader of the service's own form is not where the row says."""
    try:
        if service.reader is not None:
            resolve_name(service.reader)
    except (ImportError, AttributeError, ValueError) as error:
        return [f"{service.name}: no reader: {error}"]
    return []


@pytest.mark.parametrize("service", [*SERVICES.values(), OFFICE], ids=lambda service: service.name)
def test_every_row_is_whole(service: Service) -> None:
    assert faults(service) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"root": "http://cats.example"}, "no https address"),
        ({"recipe": "support.made_up_office:NoRecipe"}, "no recipe class"),
        ({"recipe": "support.made_up_office:OfficeServer"}, "is no recipe class"),
        ({"recipe": "analyysi.sources.recipe:Recipe"}, "lacks published_as, table_schema"),
        ({"recipe": "analyysi.sources.recipe:PxWebRecipe"}, "does not say service = its name"),
        ({"fetch": "support.no_office:fetch"}, "no fetch function"),
        ({"fetch": "support.made_up_office:no_function"}, "no fetch function"),
        ({"reader": "support.made_up_office:no_function"}, "no reader"),
    ],
)
def test_what_a_row_lacks_is_named(changed: dict[str, str], words: str) -> None:
    row = {
        "name": "made-up",
        "root": OFFICE.root,
        "recipe": OFFICE.recipe,
        "fetch": OFFICE.fetch,
    } | changed
    (fault,) = faults(Service(**row))
    assert fault.startswith("made-up: ")
    assert words in fault


def test_a_row_stands_under_its_own_name() -> None:
    assert all(name == service.name for name, service in SERVICES.items())


def test_every_kind_of_derivation_has_what_makes_its_table() -> None:
    union, _ = get_args(Derivation)
    assert set(get_args(union)) == set(DERIVATIONS)


# A new office
# ------------------------------------------------------------------------------------------


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeServer]:
    monkeypatch.setitem(SERVICES, OFFICE.name, OFFICE)
    with OfficeServer() as running:
        yield running


@pytest.fixture
def project_with_office(project_copy: Project) -> Project:
    (project_copy.recipes / "cats.toml").write_text(MADE_UP_RECIPE, encoding="utf-8")
    return project_copy


def pull(project: Project, office: OfficeServer) -> str:
    transport = Transport(Hosts((office.root,)), patience=QUICK)
    try:
        puller = Puller(project, transport, {"made-up": office.root})
        (pulled,) = puller.pull("cats", Wishes())
        puller.finish()
    finally:
        transport.close()
    return pulled.manifest.id


@pytest.mark.slow
def test_a_new_office_is_pulled_stored_and_checked(
    project_with_office: Project, office: OfficeServer
) -> None:
    snapshot_id = pull(project_with_office, office)
    assert snapshot_id.startswith("made-up-office/cats/")
    assert check_snapshot(project_with_office, snapshot_id) == []
    snapshot = load_snapshot(project_with_office, snapshot_id)
    rows = frame_of(snapshot.table).set_index(["municipality_code", "year"])
    assert rows.loc[("837", 2025), "municipality"] == "Tampere"
    assert rows.loc[("837", 2025), "cats"] == 4
    assert snapshot.manifest.updated == "2026-03-01T06:00:00Z"
    assert "The municipalities sum to the whole country's figure in all 2 sums" in (
        snapshot.manifest.checks
    )
    assert pull(project_with_office, office) == snapshot_id
    assert not project_with_office.unfinished.exists()


@pytest.mark.slow
def test_a_new_form_of_answers_is_a_function_that_the_row_names(
    project_with_office: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SERVICES, PLAIN_OFFICE.name, PLAIN_OFFICE)
    with PlainOfficeServer() as office:
        snapshot_id = pull(project_with_office, office)
    assert check_snapshot(project_with_office, snapshot_id) == []
    rows = frame_of(load_snapshot(project_with_office, snapshot_id).table)
    cats = rows.set_index(["municipality_code", "year"])["cats"]
    assert (cats["837", 2025], cats["SSS", 2025]) == (4, 14)
    monkeypatch.setitem(SERVICES, OFFICE.name, OFFICE)
    (fault,) = check_snapshot(project_with_office, snapshot_id)
    assert "have the form 'made-up', which is not known" in str(fault)


@pytest.mark.slow
def test_a_changed_answer_of_a_new_office_is_found(
    project_with_office: Project, office: OfficeServer
) -> None:
    office.cats = (7, 8, 1, 2, 3, 5, 11, 14)
    snapshot_id = pull(project_with_office, office)
    checks = load_snapshot(project_with_office, snapshot_id).manifest.checks
    assert any("the first is cats 2025: 15 against 14" in check for check in checks)


@pytest.mark.slow
def test_a_new_offices_newer_figures_are_offered(
    project_with_office: Project, office: OfficeServer
) -> None:
    snapshot_id = pull(project_with_office, office)
    assert recipe_for(project_with_office, snapshot_id, "cats", ("020",)) == "cats"


@pytest.mark.slow
def test_a_new_office_is_listed_and_its_host_is_let_in(
    project_with_office: Project, office: OfficeServer
) -> None:
    listed = call("pull", "--list", "--project", str(project_with_office.root))
    assert "cats                Kissat (cats, made-up office)" in listed.printed
    assert "cats.example" in publishers_hosts()
    Hosts().check("https://cats.example/v1/cats")


def test_without_its_row_an_office_is_not_known(project_with_office: Project) -> None:
    assert "cats" in recipe_names(project_with_office)
    with pytest.raises(ParameterError, match="service = 'made-up' is not known.*pxweb, treasury"):
        read_recipe(project_with_office, "cats")
    with pytest.raises(ServiceError, match="Name a mirror with --pxweb or --treasury"):
        Hosts().check("https://cats.example/v1/cats")
