"""What a PDF may do beside being read: go to a page of its own, and, on a click, to an address of the web. Nothing that
opens, sends, fetches or plays."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_WITHIN = {"/GoTo", "/Named"}
_PAGES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
_ON_A_CLICK = {"/A", "/PA"}
_BY_ITSELF = {"/OpenAction", "/Next"}
_ON_EVENTS = "/AA"

_WEB_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|www\.)[!-\[\]-~]+", re.IGNORECASE)
"""No backslash, no blank, and never `//host`: what no reader takes for a path or for another machine's share."""

_NEVER = {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute"}
"""Nothing else of a PDF bears these names under `/S`: refused wherever they are, whatever leads there."""

_RUNNING_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/SpiderInfo", "/OPI"}
_RUNNING_SUBTYPES = {"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound", "/PS"}
_ELSEWHERE = {"/F", "/UF", "/FFilter"}
"""In a stream: its bytes are in another file. In a dictionary that says it specifies a file: the same."""


def does_more_than_show(dictionary: Any, *, of_stream: bool) -> bool:
    """`dictionary`: any one of the file, whatever refers to it."""
    keys = set(dictionary.keys())
    if not keys.isdisjoint(_RUNNING_KEYS) or _name(dictionary, "/Subtype") in _RUNNING_SUBTYPES:
        return True
    if _name(dictionary, "/S") in _NEVER:
        return True
    if (of_stream or _is_file_elsewhere(dictionary)) and not keys.isdisjoint(_ELSEWHERE):
        return True
    if "/Base" in keys and _is_text(dictionary["/Base"]) and not _is_web_address(dictionary["/Base"]):
        return True
    return any(not _is_allowed(action, click=click) for action, click in _actions(dictionary, keys))


def _actions(dictionary: Any, keys: set[str]) -> Iterator[tuple[Any, bool]]:
    """With whether it takes a click."""
    if _name(dictionary, "/Type") == "/Action":
        yield dictionary, True
    for key in keys & (_ON_A_CLICK | _BY_ITSELF):
        for action in _each(dictionary[key]):
            if isinstance(action, pikepdf.Dictionary) and "/S" in action:
                yield action, key in _ON_A_CLICK
    if _ON_EVENTS in keys and isinstance(dictionary[_ON_EVENTS], pikepdf.Dictionary):
        for event in dictionary[_ON_EVENTS].values():
            for action in _each(event):
                yield action, False


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _is_allowed(action: Any, *, click: bool) -> bool:
    if not isinstance(action, pikepdf.Dictionary):
        return False
    does = _name(action, "/S")
    if does == "/Named":
        return _name(action, "/N") in _PAGES
    if does == "/URI":
        return click and "/URI" in action and _is_web_address(action["/URI"])
    return does in _WITHIN


def _is_file_elsewhere(dictionary: Any) -> bool:
    """One that holds its file is an attachment, which has its own reason."""
    return (_name(dictionary, "/Type") in {"/Filespec", "/F"} or "/FS" in dictionary) and "/EF" not in dictionary


def _is_web_address(value: Any) -> bool:
    return _is_text(value) and _WEB_ADDRESS.fullmatch(str(value)) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, pikepdf.String | str)


def _name(dictionary: Any, key: str) -> str:
    value = dictionary.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""
