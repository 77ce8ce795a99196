"""An order: what a pull hands to a service's function."""

from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.sources.fetch import pull
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Order, Wishes
from analyysi.sources.fetch.services import SERVICES, Service
from analyysi.sources.fetch.store import Draft
from analyysi.sources.fetch.transport import Transport
from analyysi.sources.recipe import Recipe


def test_nothing_is_wished_for_unless_it_is_said() -> None:
    assert Wishes() == Wishes(years=None, select={}, municipalities=None, against=None)


@pytest.mark.slow
def test_a_pull_orders_its_recipe_at_the_root_and_shares_a_place(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[Order[Recipe]] = []
    places: list[Path] = []

    def fetch(service: Service, order: Order[Recipe]) -> list[Draft]:
        orders.append(order)
        places.append(order.shared_staging("catalogue").folder)
        assert service is SERVICES["pxweb"]
        return []

    monkeypatch.setattr(pull, "fetch_drafts", fetch)
    transport = Transport(Hosts(), offline=True)
    puller = pull.Puller(project_copy, transport, {"pxweb": "http://127.0.0.1:9/v1"})
    assert puller.pull("population", Wishes(years="2025")) == []
    puller.pull("population", Wishes())
    first, second = orders
    assert (first.recipe.name, first.root) == ("11ra", "http://127.0.0.1:9/v1")
    assert first.wishes.years == "2025"
    assert first.staging.folder != second.staging.folder  # another question, another place
    assert places[0] == places[1]
    assert not first.staging.folder.exists()
    puller.finish()
    assert not places[0].exists()


def test_what_a_failed_pull_shared_stays(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[Path] = []

    def fetch(service: Service, order: Order[Recipe]) -> list[Draft]:
        places.append(order.shared_staging("catalogue").folder)
        (places[0] / "2026.json").write_text("{}", encoding="utf-8")
        raise RuntimeError("the power went")

    monkeypatch.setattr(pull, "fetch_drafts", fetch)
    puller = pull.Puller(project_copy, Transport(Hosts(), offline=True))
    with pytest.raises(RuntimeError, match="the power went"):
        puller.pull("budgets", Wishes())
    puller.finish()
    assert places[0].exists()
