"""The other floor: FastAPI, and an echo behind the broker, both on pika; no database, no checks, no nameko.

`python -m tests.bench.rivals.echo` answers on the queue; `uvicorn tests.bench.rivals.echo:app` asks.
BROKER_URL for both.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import pika
from fastapi import FastAPI, Response
from pika.adapters.asyncio_connection import AsyncioConnection

QUEUE = "bench-echo"


def answer_forever() -> None:
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["BROKER_URL"]))
    channel = connection.channel()
    channel.queue_declare(QUEUE, exclusive=True)
    channel.basic_qos(prefetch_count=10)

    def answer(_: Any, method: Any, properties: Any, body: bytes) -> None:
        reply = pika.BasicProperties(correlation_id=properties.correlation_id)
        channel.basic_publish("", properties.reply_to, body, reply)
        channel.basic_ack(method.delivery_tag)

    channel.basic_consume(QUEUE, answer)
    channel.start_consuming()


class Asker:
    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[bytes]] = {}
        self._ready = asyncio.get_running_loop().create_future()
        AsyncioConnection(pika.URLParameters(os.environ["BROKER_URL"]), on_open_callback=self._opened)

    async def ready(self) -> None:
        await self._ready

    async def ask(self, body: bytes) -> bytes:
        correlation_id = uuid4().hex
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting[correlation_id] = answer
        properties = pika.BasicProperties(correlation_id=correlation_id, reply_to=self._replies)
        self._channel.basic_publish("", QUEUE, body, properties)
        return await answer

    def _opened(self, connection: Any) -> None:
        connection.channel(on_open_callback=self._channel_opened)

    def _channel_opened(self, channel: Any) -> None:
        self._channel = channel
        channel.queue_declare("", exclusive=True, callback=self._declared)

    def _declared(self, frame: Any) -> None:
        self._replies = frame.method.queue
        self._channel.basic_consume(self._replies, self._answered, auto_ack=True)
        self._ready.set_result(None)

    def _answered(self, _: Any, __: Any, properties: Any, body: bytes) -> None:
        self._waiting.pop(properties.correlation_id).set_result(body)


@asynccontextmanager
async def connected(app: FastAPI) -> AsyncIterator[None]:
    app.state.asker = Asker()
    await app.state.asker.ready()
    yield


app = FastAPI(lifespan=connected)


@app.get("/offers/{offer_id}")
async def echo(offer_id: str) -> Response:
    return Response(await app.state.asker.ask(offer_id.encode()), media_type="application/json")


if __name__ == "__main__":
    answer_forever()
