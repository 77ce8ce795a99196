"""The rule that keeps every request to the hosts of `SERVICES`.

A mirror, or a server for tests, is let in only by an explicit option
(`Hosts.also`), never by anything that stands in an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from analyysi.errors import Sentence, ServiceError, either
from analyysi.sources.fetch.services import SERVICES


def publishers_hosts() -> frozenset[str]:
    """Return the hosts of the services."""
    return frozenset(service.host for service in SERVICES.values())


def _mirror_options() -> Sentence:
    """Return the options that let in another root of a service, "--this or --that"."""
    options = (service.mirror_option for service in SERVICES.values())
    return either(option for option in options if option is not None)


@dataclass(frozen=True)
class Hosts:
    """Where requests may go: the publishers' hosts, and the roots that the user named."""

    also: tuple[str, ...] = ()

    def check(self, address: str) -> None:
        """Refuse an address that is not https, or whose host nobody has let in.

        Raises
        ------
        ServiceError
            In one sentence. Plain http is allowed to this very machine only.
        """
        try:
            address.encode("utf-8")
            parts = urlsplit(address)
            host, _ = parts.hostname or "", parts.port
        except ValueError as error:
            raise ServiceError(
                "'{address}' is not an address: {fault}.", address=address, fault=error
            ) from error
        if not parts.scheme or not host:
            raise ServiceError(
                "'{address}' is not the address of a service: https://… was expected.",
                address=address,
            )
        if parts.username or parts.password:
            raise ServiceError(
                "The address of {host} holds a user name or a password: leave them out.", host=host
            )
        if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
            raise ServiceError(
                "{address} is not https: figures are fetched over https only.",
                address=origin(address),
            )
        allowed = {f"https://{name}" for name in publishers_hosts()} | {
            _origin_named(root) for root in self.also
        }
        if origin(address) not in allowed:
            raise ServiceError(
                "{address} is not among the services that figures may be fetched from "
                "({allowed}). Name a mirror with {options}.",
                address=origin(address),
                allowed=", ".join(sorted(allowed)),
                options=_mirror_options(),
            )


def is_publishers(address: str) -> bool:
    """Return whether an address is on the publisher's own service, and not on a mirror or a server
    for tests.
    """
    try:
        parts, port = urlsplit(address), urlsplit(address).port
    except ValueError:
        return False
    return parts.scheme == "https" and parts.hostname in publishers_hosts() and port in (None, 443)


def origin(address: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(address)
    port = (
        f":{parts.port}" if parts.port not in (None, 443 if parts.scheme == "https" else 80) else ""
    )
    return f"{parts.scheme}://{parts.hostname or ''}{port}"


def _origin_named(root: str) -> str:
    try:
        return origin(root)
    except ValueError as error:
        raise ServiceError(
            "'{address}' is not an address: {fault}.", address=root, fault=error
        ) from error


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
