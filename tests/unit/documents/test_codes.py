"""The text of a signed code: what the specification shows, and whatever else somebody puts into one."""

from base64 import b32encode
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from deploy.demo.notices import Notice
from deploy.demo.paper_authority import PaperAuthority
from services.contracts.documents import PaperKind
from services.documents.papers.meaning import notice_of, paper_of
from services.documents.papers.message import LONGEST, Message, Unreadable, parse
from services.documents.papers.reader import reading_of
from services.documents.papers.signature import state_of
from services.documents.papers.trust import Signer, TrustDirectory

NOTICE = (
    "DC04FR000001FFFF25472801FR432,75<GS>44227801234567845202146RETI PATRICK<GS>4A310720224Y145 RUE JULLIARD/"
    "ZASPECIMEN/78320/LEVIS STNOM<GS>4163198<GS>47300112345678948RETISOPHIE<GS>4907019877654324V3542<GS>4X3724<GS>"
    "4Z182<GS><US>MA2KMBNBSV5WZB6RC5TEP7OCQ2GW7JV2AIYGRCWCOZHM4DMTKPV3SWB2OL25JEW4QUYKTW3HIRALV3XSGWKRVGW7DYQUTW5THUCW4"
    "PQ"
)
BANK = (
    "DC03FR000001FFFF1636030130M EXEMPLE HENRY ET MME SPECIMEN NATACHA<GS>31FR7030002005500000157845Z02<GS>32CRLYFRPP"
    "<GS><US>EQOSLUFV626SM4K7PTNO3PDT7IM736GLXXBJALK4MCSWJM3QIWQ7ASSCV5VNPS5HD2QZPVTCE76W5WG5MFFFJZWWOIDDLNVT2JX3HLI"
)
PAY_SLIP = (
    "DC03FR00000112511636060110M/EXEMPLE/HENRY<GS>5000000000000000510157,55200934,553123154124F5515032012581319,24<GS>"
    "599894,3<GS><US>FCJYSMOD7KDZON5QGBKV355SCX2MDFOFU743UBYK2F3PR6D7EL6WRUUIRU5SQKYAY6OOO5NTPIDWJXSCV4X7VXBUHSUH2HVKY5"
    "GVXII"
)
"""Specimens of the specification, of nobody."""
AUTHORITY = PaperAuthority.new()
HEADER = "DC04ZZ01000125472547" + "2801FR"


def bytes_of(specimen: str) -> bytes:
    return specimen.replace("<GS>", "\x1d").replace("<RS>", "\x1e").replace("<US>", "\x1f").encode()


def message_of(fields: str, header: str = HEADER) -> Message:
    return parse(bytes_of(f"{header}{fields}<US>") + b32encode(bytes(64)).rstrip(b"="))


@pytest.mark.parametrize(
    ("specimen", "paper", "signed_on"),
    [(NOTICE, "tax_notice", date(2026, 2, 16)), (BANK, "bank_identity", date(2015, 7, 27)),
     (PAY_SLIP, "pay_slip", date(2015, 7, 27))],
    ids=["tax-notice", "bank-identity", "pay-slip"],
)  # fmt: skip
def test_the_specimens_of_the_specification_are_read_and_their_authority_is_unknown(
    specimen: str, paper: PaperKind, signed_on: date
) -> None:
    message = parse(bytes_of(specimen))
    assert paper_of(message) == paper
    assert message.signed_on == signed_on
    assert message.authority == "FR00"
    assert len(message.signature) == 64
    assert [said for said in ("PATRICK", "30011", "HENRY") if said in repr(message)] == []
    assert state_of(message, TrustDirectory(None, test_authorities=True)) == "unknown_authority"


def test_the_specimen_of_a_notice_says_what_the_specification_says_it_does() -> None:
    notice = notice_of(parse(bytes_of(NOTICE)))
    assert notice is not None
    assert (notice.reference_tax_income, notice.parts, notice.income_year) == (Decimal(63198), Decimal("2.75"), 2021)
    assert notice.declarants == ("RETI PATRICK", "RETISOPHIE")
    assert (notice.notice_number, notice.issuer) == ("2278012345678", "FR00")


def test_a_field_that_is_not_known_is_passed_over() -> None:
    notice = notice_of(message_of("9Zsomething<GS>41100<GS>431<GS>44227801234567845202446MARTIN CLAIRE<GS>4Q1"))
    assert notice is not None
    assert notice.reference_tax_income == 100


def test_a_name_may_be_cut_to_fit_and_a_figure_may_not() -> None:
    def of(income: str, name: str) -> object:
        return notice_of(message_of(f"41{income}431,5<GS>44227801234567845202446{name}"))

    assert of("24000<GS>", "MARTIN CLA<RS>")
    assert of("2400<RS>", "MARTIN CLAIRE<GS>") is None


@pytest.mark.parametrize(
    "fields",
    ["41-5<GS>", "41<GS>", "4112,5<GS>", "41" + "9" * 10 + "<GS>", "431,555<GS>", "43deux<GS>", "46<GS>", "46\x07<GS>",
     "46" + "X" * 39 + "<GS>", "4512AB", "451024"],
)  # fmt: skip
def test_a_notice_that_says_what_none_can_say_proves_nothing(fields: str) -> None:
    sound = {"41": "4124000<GS>", "43": "432<GS>", "45": "452024", "46": "46MARTIN CLAIRE<GS>"}
    assert notice_of(message_of("".join((sound | {fields[:2]: fields}).values()))) is None
    assert notice_of(message_of("".join(sound.values()))) is not None


@pytest.mark.parametrize(
    "code",
    [b"", b"\x1f", b"DC", bytes_of(HEADER), bytes_of(f"{HEADER}<US>0189"), bytes_of(f"{HEADER}<US>mzxw6"),
     bytes_of(f"DC02{HEADER[4:]}<US>"), bytes_of(f"{HEADER[:-2]}<US>"), bytes_of(f"{HEADER}4<US>"),
     bytes_of(f"{HEADER}4520<US>"), bytes_of(f"{HEADER}4520<GS>4<US>"), bytes_of(f"{HEADER}<GS><US>"),
     bytes_of(f"{HEADER}411<GS>412<GS><US>"), bytes_of(f"{HEADER}46É<GS><US>"), NOTICE.encode(),
     bytes_of(f"{HEADER}46{'X' * LONGEST}<US>"), bytes_of("DC04FR0000010FFG25472801FR<US>")],
)  # fmt: skip
def test_what_is_no_whole_code_is_refused_without_a_word_of_it(code: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(code)
    assert refused.value.__cause__ is None
    assert "RETI" not in str(refused.value)


@given(st.binary(max_size=400) | st.text(alphabet="DC0134FZ<\x1d\x1e\x1fAé", max_size=200).map(str.encode))
def test_whatever_comes_is_parsed_or_refused(code: bytes) -> None:
    try:
        message = parse(code)
    except Unreadable:
        return
    notice_of(message)


class Knows:
    """Whoever it is asked for, it is this authority."""

    def signer(self, _authority: str, _certificate: str) -> Signer:
        return Signer(AUTHORITY.key.public_key(), date(2000, 1, 1), date(2200, 1, 1))


GENUINE = Notice().code(AUTHORITY).encode()


@given(
    at=st.integers(0, GENUINE.index(b"\x1f")),
    taken=st.integers(0, 20),
    put=st.binary(max_size=20) | st.sampled_from([b"4112000\x1d", b"435\x1d", b"452025", b"46MARTIN PAUL\x1d"]),
)
def test_a_notice_that_was_tampered_with_is_never_verified(at: int, taken: int, put: bytes) -> None:
    code = GENUINE[:at] + put + GENUINE[at + taken :]
    reading = reading_of([code], Knows())
    assert code == GENUINE or reading is None or reading.signature == "bad_signature"


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda curve: curve.name)
def test_each_curve_of_the_specification_is_verified(tmp_path: Path, curve: ec.EllipticCurve) -> None:
    authority = PaperAuthority.new(curve)
    (tmp_path / authority.file_name).write_text(authority.certificate())
    message = parse(Notice().code(authority).encode())
    assert state_of(message, TrustDirectory(tmp_path, test_authorities=True)) == "verified"


def test_production_knows_no_authority_that_signs_specimens(tmp_path: Path) -> None:
    for name in ("ZZ01", "FR00", "FR01"):
        authority = PaperAuthority(AUTHORITY.key, name=name)
        (tmp_path / authority.file_name).write_text(authority.certificate())
    trust = TrustDirectory(tmp_path, test_authorities=False)
    assert [name for name in ("ZZ01", "FR00", "FR01") if trust.signer(name, "0001")] == ["FR01"]


def test_a_file_that_is_no_certificate_for_signatures_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "FR01-0001.pem").write_text("no certificate")
    (tmp_path / "FR01-0002.pem").mkdir()
    weak = PaperAuthority(ec.generate_private_key(ec.SECP192R1()), name="FR01", certificate_id="0003")
    (tmp_path / weak.file_name).write_text(weak.certificate())
    trust = TrustDirectory(tmp_path, test_authorities=False)
    assert [trust.signer("FR01", each) for each in ("0001", "0002", "0009", "../x")] == [None] * 4
    header = "DC04FR01000325472547" + "2801FR"
    assert state_of(message_of("", header), trust) == "unknown_authority"


def test_a_code_without_a_day_of_signature_is_not_known_to_be_signed_in_time(tmp_path: Path) -> None:
    (tmp_path / AUTHORITY.file_name).write_text(AUTHORITY.certificate())
    text = "DC04ZZ010001FFFFFFFF2801FR4124000\x1d"
    message = parse(f"{text}\x1f{AUTHORITY.sign(text.encode())}".encode())
    assert state_of(message, TrustDirectory(tmp_path, test_authorities=True)) == "expired"
