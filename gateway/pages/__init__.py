"""The pages: server-rendered, usable without scripts. Each asks the bus just as the API does.

A module here that has a `router` is an area of pages, and `MENU` puts it in the menu: nothing lists them.
"""

import pkgutil
from importlib import import_module

from fastapi import APIRouter

from gateway.pages.assets import static_files
from gateway.pages.navigation import Menu
from gateway.pages.problems import problem_page

__all__ = ["menu", "problem_page", "router"]

_modules = [import_module(each.name) for each in pkgutil.walk_packages(__path__, f"{__name__}.")]
_areas = [module for module in _modules if isinstance(vars(module).get("router"), APIRouter)]
menu = Menu(_areas)
router = APIRouter(include_in_schema=False)
for area in _areas:
    router.include_router(area.router)
router.mount("/static", static_files, name="static")
