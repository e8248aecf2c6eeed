"""The pages: how long the server takes, how many bytes the first one costs, and how it feels on a slow phone.

Slow 4G and a processor four times slower, as Lighthouse's throttling has them. The floor of the server's time is a
page of ours that asks nobody: its session, its template, nothing of the bus.
"""

import time
from statistics import median, quantiles
from typing import NamedTuple

import httpx
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.bench.figures import Figure
from tests.browser.browsers import launch
from tests.journeys.people import BENEFIT, Opened, accepted_document, submitted_application

ROUNDS = 60
LOADS = 5
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.44 * 1024 * 1024 / 8,
    "uploadThroughput": 675 * 1024 / 8,
}
SLOWER = 4
SETTLES = 1000
"""Milliseconds after which nothing is drawn anew."""
PHONE: ViewportSize = {"width": 390, "height": 844}
FLOOR = "/accessibility"
VITALS = """
window.vitals = {lcp: 0, cls: 0, inp: 0};
new PerformanceObserver((list) => list.getEntries().forEach((e) => (vitals.lcp = e.startTime)))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (!e.hadRecentInput) vitals.cls += e.value; }))
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((e) => {
  if (e.interactionId) vitals.inp = Math.max(vitals.inp, e.duration);
})).observe({type: "event", buffered: true, durationThreshold: 16});
"""


class Vitals(NamedTuple):
    kilobytes: float
    lcp: float
    cls: float
    inp: float


def measure(gateway: str, member: Opened, officer_token: str) -> list[Figure]:
    waiting = submitted_application(member.client, accepted_document(member.client))
    draft = member.client.call("POST", "/applications", {"benefit_code": BENEFIT})["id"]
    pages = {
        "home": "/agent",
        "benefits": "/agent/benefits",
        "one benefit": f"/agent/benefits/{BENEFIT}",
        "draft": f"/agent/applications/{draft}",
        "application": f"/agent/applications/{waiting}",
        "documents": "/agent/documents",
        "offers": "/agent/offers",
        "my file": "/agent/file",
        "queue": "/staff",
        "workspace": f"/staff/applications/{waiting}",
    }
    cookies = {"__Host-agent": member.token, "__Host-staff": officer_token}
    return [*_server(gateway, pages, cookies), *_browser(gateway, cookies)]


def _server(gateway: str, pages: dict[str, str], cookies: dict[str, str]) -> list[Figure]:
    """One after the other, in turns: what one person waits for."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Sec-Fetch-Site": "none"}
    spent: dict[str, list[float]] = {name: [] for name in [*pages, FLOOR]}
    with httpx.Client(base_url=gateway, headers=headers, timeout=20, trust_env=False) as http:
        for path in pages.values():
            http.get(path).raise_for_status()  # warm
        for _ in range(ROUNDS):
            for name, taken in spent.items():
                start = time.perf_counter()
                http.get(pages.get(name, name)).raise_for_status()
                taken.append((time.perf_counter() - start) * 1000)
    p95 = {name: quantiles(taken, n=20)[18] for name, taken in spent.items()}
    return [
        Figure(f"server, {name}, p95", p95[name], None, p95[FLOOR], p95[name] / p95[FLOOR], "ms, less than 150")
        for name in pages
    ]


def _browser(gateway: str, cookies: dict[str, str]) -> list[Figure]:
    figures = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, path in (("first page", "/"), ("home", "/agent")):
            seen = []
            for _ in range(LOADS):
                context = browser.new_context(base_url=gateway, viewport=PHONE, locale="fr-FR")
                secure = gateway.replace("http:", "https:")
                context.add_cookies(
                    [{"name": one, "value": value, "url": secure, "secure": True} for one, value in cookies.items()]
                )
                context.add_init_script(VITALS)
                seen.append(_loaded(context.new_page(), path))
                context.close()
            figures += _figures(name, seen)
        browser.close()
    return figures


def _loaded(page: Page, path: str) -> Vitals:
    """Nothing cached: opened on the slow network, then used."""
    session = page.context.new_cdp_session(page)
    received: list[int] = []
    session.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(path, wait_until="load")
    page.wait_for_timeout(SETTLES)
    sent = sum(received)
    for control in page.locator("summary:visible, select:visible").all()[:3]:
        control.click()
        page.keyboard.press("Escape")
    page.wait_for_timeout(SETTLES)
    seen = page.evaluate("vitals")
    return Vitals(sent / 1000, seen["lcp"], seen["cls"], seen["inp"])


def _figures(name: str, seen: list[Vitals]) -> list[Figure]:
    def figure(what: str, value: float, unit: str) -> Figure:
        return Figure(f"{name}, {what}", value, None, None, None, unit)

    return [
        figure("transferred", median(one.kilobytes for one in seen), "kB, less than 30"),
        figure("LCP at slow 4G, CPU / 4", median(one.lcp for one in seen), "ms, less than 1500"),
        figure("CLS", max(one.cls for one in seen), "0"),
        figure("INP, CPU / 4", max(one.inp for one in seen), "ms, less than 200"),
    ]
