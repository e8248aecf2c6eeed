"""The address of a list's next page: the same question, from the cursor on."""

from urllib.parse import urlencode

from gateway.pages.context import PageContext


def next_page(page: PageContext, cursor: str | None) -> str:
    if cursor is None:
        return ""
    kept = [(name, value) for name, value in page.request.query_params.multi_items() if name not in {"cursor", "lang"}]
    return f"{page.request.url.path}?{urlencode([*kept, ('cursor', cursor)])}"


def first_page(page: PageContext) -> str:
    """Empty on the first page itself."""
    params = page.request.query_params
    if "cursor" not in params:
        return ""
    kept = [(name, value) for name, value in params.multi_items() if name not in {"cursor", "lang"}]
    return f"{page.request.url.path}?{urlencode(kept)}" if kept else page.request.url.path
