"""The peer: a nameko @http service that calls a nameko service through RpcProxy, as nameko's documentation has it.

nameko run tests.bench.rivals.nameko_gateway:OffersService (or :HttpGateway)
"""

import json
from typing import Any

from nameko.rpc import RpcProxy, rpc
from nameko.web.handlers import http

from tests.bench.rivals.select_offer import engine, offer_as_json

database = engine()


class OffersService:
    name = "peer_offers"

    @rpc
    def get_offer(self, offer_id: str) -> dict[str, Any]:
        return offer_as_json(database, offer_id)


class HttpGateway:
    name = "peer_gateway"
    offers = RpcProxy("peer_offers")

    @http("GET", "/offers/<string:offer_id>")
    def get_offer(self, request: object, offer_id: str) -> tuple[int, dict[str, str], str]:
        return 200, {"Content-Type": "application/json"}, json.dumps(self.offers.get_offer(offer_id))
