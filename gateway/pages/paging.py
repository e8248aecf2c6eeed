"""The address of a list's next page: the same question, from the cursor on."""

from urllib.parse import urlencode

from gateway.pages.visit import Visit


def next_page(visit: Visit, cursor: str | None) -> str:
    if cursor is None:
        return ""
    kept = [(name, value) for name, value in visit.request.query_params.multi_items() if name not in {"cursor", "lang"}]
    return f"{visit.request.url.path}?{urlencode([*kept, ('cursor', cursor)])}"


def first_page(visit: Visit) -> str:
    """Empty on the first page itself."""
    params = visit.request.query_params
    if "cursor" not in params:
        return ""
    kept = [(name, value) for name, value in params.multi_items() if name not in {"cursor", "lang"}]
    return f"{visit.request.url.path}?{urlencode(kept)}" if kept else visit.request.url.path
