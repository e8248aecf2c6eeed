"""A PDF as an answer, kept by nobody on the way."""

from starlette.responses import Response

from gateway.letters.printer import Printer


async def pdf_answer(printer: Printer, html: str, filename: str) -> Response:
    kept_nowhere = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(await printer.pdf(html), media_type="application/pdf", headers=kept_nowhere)
