"""The letters over HTTP: JSON for programs, pages without a script for people.

GET /messages?to=    [{"to", "subject", "text", "html", "received_at", ...}], oldest first
GET /                the pages, newest first; ?to= here too
GET|PUT /mode        {"mode": "accept" | "refuse" | "defer"}
"""

from dataclasses import asdict
from html import escape

from aiohttp import web

from deploy.native.mailbox.letters import Letter, Letters
from deploy.native.mailbox.smtp import Mode, Reception

SHOWN = 200
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>{title}</h1>{content}</main></body></html>"""
STYLE = """:root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;margin:0}
main{max-width:60rem;margin:0 auto;padding:1rem}li{margin:.5rem 0}ul{padding:0;list-style:none}
pre{white-space:pre-wrap;border:1px solid;padding:1rem}iframe{width:100%;height:40rem;border:1px solid;background:#fff}
small{display:block}label,input,button{font:inherit}"""
POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"


def _page(title: str, content: str) -> web.Response:
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    page = PAGE.format(title=escape(title), content=content)
    return web.Response(text=page, content_type="text/html", headers=headers)


def _line(letter: Letter) -> str:
    about = f"{escape(letter.to)} · {escape(letter.received_at)}"
    subject = escape(letter.subject) or "—"
    return f'<li><a href="/letters/{escape(letter.id)}">{subject}</a><small>{about}</small></li>'


def _letter(letter: Letter) -> str:
    about = f"<p>{escape(letter.sender)} → {escape(letter.to)}<small>{escape(letter.received_at)}</small></p>"
    framed = f'<iframe sandbox title="HTML" srcdoc="{escape(letter.html)}"></iframe>' if letter.html else ""
    return f'<p><a href="/">Tous les messages · All messages</a></p>{about}<pre>{escape(letter.text)}</pre>{framed}'


class Desk:
    def __init__(self, letters: Letters, reception: Reception) -> None:
        self._letters = letters
        self._reception = reception

    async def messages(self, request: web.Request) -> web.Response:
        return web.json_response([asdict(letter) for letter in self._letters.of(request.query.get("to"))])

    async def index(self, request: web.Request) -> web.Response:
        wanted = request.query.get("to") or None
        newest = self._letters.of(wanted)[: -SHOWN - 1 : -1]
        search = f'<input name="to" type="email" value="{escape(wanted or "")}">'
        form = f"<form><label>Destinataire · Recipient {search}</label> <button>Chercher · Search</button></form>"
        lines = "".join(_line(letter) for letter in newest)
        empty = "<p>Aucun message pour l'instant. · No message yet.</p>"
        return _page("Boîte de réception · Inbox", form + (f"<ul>{lines}</ul>" if lines else empty))

    async def letter(self, request: web.Request) -> web.Response:
        found = self._letters.find(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        return _page(found.subject or "—", _letter(found))

    async def style(self, request: web.Request) -> web.Response:
        return web.Response(text=STYLE, content_type="text/css")

    async def mode(self, request: web.Request) -> web.Response:
        if request.method == "PUT":
            try:
                self._reception.mode = Mode((await request.json())["mode"])
            except (ValueError, KeyError, TypeError) as wrong:
                raise web.HTTPUnprocessableEntity(text=f"mode: {', '.join(Mode)}") from wrong
        return web.json_response({"mode": self._reception.mode})

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/", self.index)
        application.router.add_get("/style.css", self.style)
        application.router.add_get("/messages", self.messages)
        application.router.add_get("/letters/{id}", self.letter)
        application.router.add_get("/mode", self.mode)
        application.router.add_put("/mode", self.mode)
        return application
