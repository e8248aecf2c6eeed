"""Files as members send them, and as nobody should: each made here, none kept."""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

EICAR = bytes.fromhex(  # in hexadecimal, so that no scanner removes this very file
    "58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d41"
    "4e544956495255532d544553542d46494c452124482b482a"
)
HTML = b"<!doctype html><script>alert(1)</script>"


def _new_pdf(pages: int = 1) -> Pdf:
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return pdf


def _bytes_of(pdf: Pdf, **options: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def a_pdf(*, pages: int = 1, content: bytes = b"") -> bytes:
    pdf = _new_pdf(pages)
    if content:
        pdf.pages[0].Contents = pdf.make_stream(content)
    return _bytes_of(pdf, compress_streams=False)


def a_filled_in_pdf() -> bytes:
    """Its field has what was typed, and no picture of it: whoever shows it draws it."""
    pdf = _new_pdf()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    fonts = Dictionary(Font=Dictionary(Helv=font))
    page = pdf.pages[0].obj
    box = Array([100, 600, 500, 700])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="income",
            V="MMMMMM",
            DA="/Helv 60 Tf 0 g",
            Rect=box,
            F=4,
            P=page,
        )
    )
    page.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=fonts, DA="/Helv 0 Tf 0 g", NeedAppearances=True)
    return _bytes_of(pdf)


def a_pdf_with_object_streams() -> bytes:
    return _bytes_of(_new_pdf(), object_stream_mode=pikepdf.ObjectStreamMode.generate)


def a_linearized_pdf() -> bytes:
    return _bytes_of(_new_pdf(3), linearize=True)


def an_updated_pdf() -> bytes:
    """Saved twice, the second time by appending: what signing and filling in a form do."""
    first = a_pdf()
    start = int(first.rpartition(b"startxref\n")[2].split()[0])
    at = len(first)
    size = int(first.partition(b"/Size ")[2].split()[0].rstrip(b"/>"))
    added = f"{size} 0 obj\n<< /Added true >>\nendobj\n".encode()
    table = f"xref\n{size} 1\n{at:010d} 00000 n \ntrailer\n".encode()
    trailer = f"<< /Size {size + 1} /Root 1 0 R /Prev {start} >>\nstartxref\n{at + len(added)}\n%%EOF\n".encode()
    return first + added + table + trailer


def an_encrypted_pdf(*, user: str = "secret") -> bytes:
    return _bytes_of(_new_pdf(), encryption=pikepdf.Encryption(owner="owner", user=user))


def a_pdf_that_runs_javascript() -> bytes:
    pdf = _new_pdf()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return _bytes_of(pdf)


def a_pdf_with_javascript_in_an_object_stream() -> bytes:
    pdf = _new_pdf()
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    pdf.pages[0].AA = Dictionary(O=action)
    return _bytes_of(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def a_pdf_whose_javascript_is_spelled_in_hexadecimal() -> bytes:
    return a_pdf_that_runs_javascript().replace(b"/JavaScript", b"/J#61vaScript")


def a_pdf_that_launches() -> bytes:
    pdf = _new_pdf()
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F="calc.exe")
    )
    pdf.pages[0].Annots = Array([link])
    return _bytes_of(pdf)


def a_pdf_with_a_link_to_a_page_of_the_web() -> bytes:
    pdf = _new_pdf()
    action = Dictionary(S=Name.URI, URI="https://www.example.org/")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].Annots = Array([link])
    return _bytes_of(pdf)


def a_pdf_with_an_action(action: Dictionary, *, by_itself: bool = False) -> bytes:
    """On a link, or when it is opened."""
    pdf = _new_pdf(2)
    if by_itself:
        pdf.Root.OpenAction = action
    else:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].Annots = Array([link])
    return _bytes_of(pdf)


def a_link_to(address: str) -> Dictionary:
    return Dictionary(S=Name.URI, URI=address)


def a_pdf_whose_stream_is_elsewhere() -> bytes:
    """Its first page is read from another machine."""
    pdf = _new_pdf()
    stream = pdf.make_stream(b"")
    stream.F = Dictionary(Type=Name.Filespec, F="\\\\evil\\share\\page")
    pdf.pages[0].Contents = stream
    return _bytes_of(pdf)


def a_pdf_that_names_a_file_elsewhere() -> bytes:
    pdf = _new_pdf()
    pdf.pages[0].Thing = Dictionary(Type=Name.Filespec, F="//evil/share/file")
    return _bytes_of(pdf)


def a_pdf_with_an_action_on_opening_a_page(action: Dictionary) -> bytes:
    pdf = _new_pdf()
    pdf.pages[0].AA = Dictionary(O=action)
    return _bytes_of(pdf)


def a_pdf_with_an_attachment(content: bytes = b"attached") -> bytes:
    pdf = _new_pdf()
    pdf.attachments["attached.txt"] = content
    return _bytes_of(pdf)


def a_pdf_followed_by(extra: bytes) -> bytes:
    return a_pdf() + extra


def a_pdf_with_html_before_its_first_object() -> bytes:
    """Its cross-reference table is moved along: a reader sees nothing wrong with it."""
    content = a_pdf()
    header, _, rest = content.partition(b"\n")
    comment = b"%" + HTML + b"\n"
    body, _, tail = rest.partition(b"xref\n")
    count = int(tail.split(b"\n")[0].split()[1])
    lines = tail.split(b"\n")
    moved = [
        b"%010d %s" % (int(line[:10]) + len(comment), line[11:]) if line.endswith(b"n ") else line
        for line in lines[1 : count + 1]
    ]
    after, _, start = b"\n".join(lines[count + 1 :]).partition(b"startxref\n")
    new_start = b"%d" % (int(start.split()[0]) + len(comment))
    table = b"\n".join([lines[0], *moved])
    return (
        header + b"\n" + comment + body + b"xref\n" + table + b"\n" + after + b"startxref\n" + new_start + b"\n%%EOF\n"
    )


def a_zip(name: str = "inside.txt", content: bytes = b"hidden") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def an_image(image_format: str, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, image_format, **options)
    return out.getvalue()


def a_png() -> bytes:
    return an_image("PNG")


def a_jpeg(**options: Any) -> bytes:
    return an_image("JPEG", **options)


def lying_on_its_side() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif.tobytes()


def a_jpeg_that_tells_where() -> bytes:
    """With a position, a camera, a comment and a colour profile; shown lying on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Camille"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return an_image(
        "JPEG", exif=exif.tobytes(), comment=b"at home", icc_profile=b"profile of Camille", progressive=True
    )


def a_png_that_tells_where() -> bytes:
    told = PngInfo()
    told.add_text("Comment", "at home")
    told.add_itxt("Author", "Camille", zip=True)
    exif = Image.Exif()
    exif[0x010F] = "Camera of Camille"
    return an_image("PNG", pnginfo=told, exif=exif.tobytes())


def a_jpeg_with_a_thumbnail() -> bytes:
    """Its first segment holds a whole JPEG, end marker included."""
    content, thumbnail = a_jpeg(), a_jpeg(quality=10)
    segment = b"Exif\0\0" + thumbnail
    return content[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + content[2:]


def a_truncated_jpeg() -> bytes:
    content = an_image("JPEG", (400, 300))
    return content[: len(content) // 2]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def a_pixel_flood_png(side: int = 60_000) -> bytes:
    """A few kilobytes that ask for gigabytes."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def a_one_bit_png(side: int) -> bytes:
    """48 kB for 20,000 by 20,000: within no limit of bytes, and a minute of an antivirus that decodes pictures."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (1 + (side + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def a_png_with_a_broken_chunk() -> bytes:
    content = bytearray(an_image("PNG", (200, 200)))
    content[content.index(b"IDAT") + 10] ^= 0xFF
    return bytes(content)


def an_svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_pdf_of_many_objects(count: int) -> bytes:
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *[b"<< /A [" + b"<< /B [1 2 3] >>" * 20 + b"] >>"] * count,
    ]
    content, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(content), len(bodies) + 1
    content += b"xref\n0 %d\n0000000000 65535 f \n" % size
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(content + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
