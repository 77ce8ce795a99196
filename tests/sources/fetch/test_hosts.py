"""Where requests may go: the publishers' hosts over https, and what the user
named. Nowhere else.
"""

import pytest

from analyysi.errors import ServiceError
from analyysi.sources.fetch.hosts import (
    Hosts,
    is_publishers,
    origin,
    publishers_hosts,
)
from analyysi.sources.fetch.services import SERVICES

PXWEB, TREASURY = SERVICES["pxweb"].root, SERVICES["treasury"].root

LOOPBACK = "http://127.0.0.1:8123/PxWeb/api/v1"


@pytest.mark.parametrize(
    "address",
    [
        PXWEB,
        TREASURY,
        f"{PXWEB}/fi/StatFin/vaerak/11ra.px",
        "https://pxdata.stat.fi",
        "https://PXDATA.STAT.FI/PxWeb",
        "https://pxdata.stat.fi:443/PxWeb",
        "https://pxdata.stat.fi/PxWeb?x=http://evil.example",
    ],
)
def test_the_publishers_are_let_in(address: str) -> None:
    Hosts().check(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://pxdata.stat.fi.evil.example/PxWeb",
        "https://evil.example/pxdata.stat.fi",
        "https://evilpxdata.stat.fi/",
        "https://stat.fi/",
        "https://pxdata.stat.fi:8443/PxWeb",
        "https://pxdata.stat.fi:80/PxWeb",
        "https://pxdata.stat.fi./PxWeb",
        "https://evil.example#pxdata.stat.fi",
        "https://evil.example?pxdata.stat.fi",
        "https://evil.example\\pxdata.stat.fi",
        "https://pxdata。stat。fi.evil.example",
        "https://127.0.0.1/PxWeb",
    ],
)
def test_other_hosts_are_refused(address: str) -> None:
    with pytest.raises(
        ServiceError, match="is not among the services that figures may be fetched from"
    ) as caught:
        Hosts().check(address)
    assert all(name in str(caught.value) for name in publishers_hosts())
    assert "Name a mirror with --pxweb or --treasury" in str(caught.value)
    assert caught.value.status is None


@pytest.mark.parametrize(
    "address",
    [
        "https://user@pxdata.stat.fi/",
        "https://user:secret@pxdata.stat.fi/",
        "https://pxdata.stat.fi@evil.example/",
        "https://pxdata.stat.fi:443@evil.example/",
    ],
)
def test_a_user_name_in_an_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(
        ServiceError, match="holds a user name or a password: leave them out"
    ) as caught:
        Hosts().check(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://pxdata.stat.fi/PxWeb",
        "http://pxdata.stat.fi:443/PxWeb",
        "ftp://pxdata.stat.fi/",
        "file://pxdata.stat.fi/etc/passwd",
        "http://127.0.0.1.evil.example/",
        "http://10.0.0.1/",
    ],
)
def test_nothing_but_https(address: str) -> None:
    with pytest.raises(ServiceError, match="is not https: figures are fetched over https only"):
        Hosts().check(address)


@pytest.mark.parametrize(
    "address", ["https://pxdata.stat.fi:x/", "https://pxdata.stat.fi:99999/", "https://[::1/"]
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(ServiceError, match="is not an address: "):
        Hosts().check(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "https:///PxWeb",
        "file:///etc/passwd",
        "//pxdata.stat.fi/",
        "pxdata.stat.fi/PxWeb",
    ],
)
def test_an_address_without_a_scheme_or_a_host(address: str) -> None:
    with pytest.raises(
        ServiceError, match=r"^'.*' is not the address of a service: https://… was expected\.$"
    ) as caught:
        Hosts().check(address)
    assert f"'{address}'" in str(caught.value)


@pytest.mark.parametrize("root", [LOOPBACK, "http://localhost:8123/api", "http://[::1]:8123/api"])
def test_plain_http_to_this_machine_once_it_is_named(root: str) -> None:
    with pytest.raises(ServiceError, match="is not among the services"):
        Hosts().check(root)
    Hosts((root,)).check(f"{root}/fi/?config")


def test_another_port_of_this_machine_is_another_service() -> None:
    with pytest.raises(ServiceError, match=r"^http://127\.0\.0\.1:8124 is not among the services"):
        Hosts((LOOPBACK,)).check("http://127.0.0.1:8124/PxWeb/api/v1")


def test_a_mirror_is_let_in_beside_the_publishers() -> None:
    hosts = Hosts(("https://mirror.example/api",))
    hosts.check("https://mirror.example/api/fi/")
    hosts.check(PXWEB)
    with pytest.raises(ServiceError, match="is not among the services"):
        hosts.check("https://mirror.example.evil.example/api")
    with pytest.raises(ServiceError, match="is not https"):
        hosts.check("http://mirror.example/api")


def test_a_named_mirror_without_https_stays_refused() -> None:
    with pytest.raises(ServiceError, match="is not https"):
        Hosts(("http://mirror.example",)).check("http://mirror.example/")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PXWEB, True),
        (TREASURY, True),
        ("https://pxdata.stat.fi:443/x", True),
        ("https://pxdata.stat.fi:8443/x", False),
        ("http://pxdata.stat.fi/x", False),
        ("https://pxdata.stat.fi.evil.example/x", False),
        (LOOPBACK, False),
        ("https://mirror.example/", False),
        ("", False),
    ],
)
def test_whether_an_address_is_the_publishers_own(address: str, expected: bool) -> None:
    assert is_publishers(address) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (PXWEB, "https://pxdata.stat.fi"),
        ("https://PXDATA.stat.fi:443/x?y#z", "https://pxdata.stat.fi"),
        ("https://pxdata.stat.fi:8443/x", "https://pxdata.stat.fi:8443"),
        ("http://127.0.0.1:80/x", "http://127.0.0.1"),
        ("http://127.0.0.1:443/x", "http://127.0.0.1:443"),
        (LOOPBACK, "http://127.0.0.1:8123"),
    ],
)
def test_the_origin_of_an_address(address: str, expected: str) -> None:
    assert origin(address) == expected


def test_a_named_root_that_is_no_address() -> None:
    from analyysi.errors import ServiceError
    from analyysi.sources.fetch.hosts import Hosts

    with pytest.raises(ServiceError, match="is not an address"):
        Hosts(("https://mirror.example:x",)).check(PXWEB)
