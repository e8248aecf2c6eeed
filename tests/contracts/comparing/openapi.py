"""Two OpenAPI documents: what a client of the older one would stumble over."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.contracts.comparing.schemas import broken

Document = Mapping[str, Any]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def broken_routes(before: Document, now: Document) -> list[str]:
    """One line for each break."""
    return list(_Documents(before, now).compared())


class _Documents:
    def __init__(self, before: Document, now: Document) -> None:
        self._before = before
        self._now = now

    def compared(self) -> Iterator[str]:
        schemes = [each.get("components", {}).get("securitySchemes", {}) for each in (self._before, self._now)]
        for name, scheme in schemes[0].items():
            if schemes[1].get(name) != scheme:
                yield f"security scheme {name}: was {scheme}, is {schemes[1].get(name)}"
        for path, methods in self._before["paths"].items():
            for method in [each for each in METHODS if each in methods]:
                now = self._now["paths"].get(path, {}).get(method)
                found = ["gone"] if now is None else self._of_operation(methods[method], now)
                yield from (f"{method.upper()} {path} {each}" for each in found)

    def _of_operation(self, before: Document, now: Document) -> Iterator[str]:
        if before.get("operationId") != now.get("operationId"):
            yield f"operationId was {before.get('operationId')}, is {now.get('operationId')}"
        yield from self._security(before, now)
        yield from self._parameters(before, now)
        yield from self._body(before.get("requestBody"), now.get("requestBody"))
        yield from self._responses(before["responses"], now["responses"])

    def _security(self, before: Document, now: Document) -> Iterator[str]:
        """Each way to be let in must still do; an empty one, or none at all, asks for nothing."""
        ways = [each.get("security", root.get("security")) or [{}] for each, root in self._with_roots(before, now)]
        open_to_all = {} in ways[1]
        if not open_to_all and any(way not in ways[1] for way in ways[0]):
            yield f"security was {ways[0]}, is {ways[1]}"

    def _with_roots(self, before: Document, now: Document) -> list[tuple[Document, Document]]:
        return [(before, self._before), (now, self._now)]

    def _parameters(self, before: Document, now: Document) -> Iterator[str]:
        old, new = _by_place(before), _by_place(now)
        for key in old.keys() | new.keys():
            name = " ".join(key)
            if key not in new:
                yield f"{name}: gone"
            elif new[key].get("required", False) and not old.get(key, {}).get("required", False):
                yield f"{name}: now required"
            if key in old and key in new:
                for keyword in ("style", "explode", "content", "allowReserved"):
                    if old[key].get(keyword) != new[key].get(keyword):
                        yield f"{name}: another {keyword}"
                yield from self._schemas(name, old[key], new[key], received=True)

    def _body(self, before: Document | None, now: Document | None) -> Iterator[str]:
        if now is None:
            if before is not None:
                yield "body: gone"
            return
        if now.get("required", False) and not (before or {}).get("required", False):
            yield "body: now required"
        if before is not None:
            yield from self._contents("body", before, now, received=True)

    def _responses(self, before: Document, now: Document) -> Iterator[str]:
        for status in sorted(before.keys() | now.keys()):
            if _is_refusal(status) and not (status in before and status in now):
                continue  # refusals come and go with the rules: every client bears one that it does not know
            if status not in now:
                yield f"{status}: gone"
            elif status not in before:
                yield f"{status}: may be answered now"
            else:
                yield from self._contents(status, before[status], now[status], received=False)
                for name in before[status].get("headers", {}).keys() - now[status].get("headers", {}).keys():
                    yield f"{status}: header {name} gone"
        for code, status in _codes(before).items():
            if _codes(now).get(code, status) != status:
                yield f"refusal {code}: status was {status}, is {_codes(now)[code]}"

    def _contents(self, name: str, before: Document, now: Document, *, received: bool) -> Iterator[str]:
        old, new = before.get("content", {}), now.get("content", {})
        for kind in sorted(old.keys() | new.keys()):
            if kind not in new:
                yield f"{name}: {kind} gone"
            elif kind in old:
                yield from self._schemas(f"{name} {kind}", old[kind], new[kind], received=received)
            elif not received:
                yield f"{name}: may be {kind} now"

    def _schemas(self, name: str, before: Document, now: Document, *, received: bool) -> Iterator[str]:
        roots = dict(self._before), dict(self._now)
        found = broken(before.get("schema", {}), now.get("schema", {}), received=received, roots=roots)
        return (f"{name}{each}" for each in found)


def _by_place(operation: Document) -> dict[tuple[str, str], Document]:
    return {(one["in"], one["name"]): one for one in operation.get("parameters", ())}


def _is_refusal(status: str) -> bool:
    return status[0] in "45"


def _codes(responses: Document) -> dict[str, str]:
    """The status of each refusal that a route declares."""
    return {
        code: status
        for status, response in responses.items()
        for code in response.get("content", {}).get("application/problem+json", {}).get("codes", ())
    }
