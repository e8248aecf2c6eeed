"""A floor: FastAPI and SQLAlchemy in one process, no bus. uvicorn tests.bench.rivals.direct:app"""

from typing import Any

from fastapi import FastAPI

from tests.bench.rivals.select_offer import engine, offer_as_json

app = FastAPI()
database = engine()


@app.get("/offers/{offer_id}")
def get_offer(offer_id: str) -> dict[str, Any]:
    return offer_as_json(database, offer_id)
