"""How often one address may ask."""

from __future__ import annotations

import ipaddress
import logging

from django.conf import settings
from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

log = logging.getLogger(__name__)


class ByAddress(SimpleRateThrottle):
    """So many requests in a period, counted for each address; nobody is turned away by a fault."""

    scope = "api"

    def __init__(self) -> None:
        super().__init__()
        self.cache = caches["counts"]

    def get_rate(self) -> str:
        return str(settings.API_RATE)

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return f"api-rate-{network(self.get_ident(request))}"

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except Exception as unreachable:  # each kind of cache fails in its own way
            log.warning("The cache does not answer, nobody is held up: %s", unreachable)
            return True


def network(address: str) -> str:
    """An address as it is counted: of IPv6 the network, for one machine has it whole."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network(f"{found}/64", strict=False).network_address)
