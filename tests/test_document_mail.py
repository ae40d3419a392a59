"""A draft holds the document whole, under its name, for mail programs that read names in either way."""

from datetime import date
from email import message_from_bytes, policy

import pytest

from cspdesk.app.document_mail import draft, plain_name
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import MEDIA_TYPES, Document

TITLE = "Violence – “the case for 2016/17” for everybody, and\nmuch more of it " + "than fits on one line " * 5


def document(ending: str) -> Document:
    return Document(
        "d", "bid", TITLE, Audience.PUBLIC, date(2016, 9, 30), "Ann", "0" * 64, 3, "{}", media_type=MEDIA_TYPES[ending]
    )


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
@pytest.mark.parametrize("stem", ["The case 2015_16", "Bericht – für “2015_16” " + "sehr lang " * 8, "\N{SNOWMAN}"])
def test_a_draft_is_read_strictly_and_holds_every_byte_under_its_name(ending: str, stem: str):
    content = bytes(range(256)) * 40
    message = message_from_bytes(made := draft(document(ending), content, f"{stem}{ending}"), policy=policy.strict)
    (attached,) = message.iter_attachments()
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert (message["X-Unsent"], message["Subject"]) == ("1", " ".join(TITLE.split()))
    assert attached.get_payload(decode=True) == content
    assert attached.get_filename() == f"{stem}{ending}"
    assert attached.get_content_type() == MEDIA_TYPES[ending]
    assert attached.get_param("name").isascii()
    assert attached.get_param("name").endswith(ending)
    assert max(map(len, made.split(b"\r\n"))) <= 998
    assert made.count(b"\n") == made.count(b"\r\n")
    assert made.isascii()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Bericht – für Ärzte.pdf", "Bericht - fur Arzte.pdf"),
        ("\N{SNOWMAN}.pdf", "document.pdf"),
        ("no ending", "no ending"),
        ("a" * 200 + ".docx", "a" * 60 + ".docx"),
    ],
)
def test_the_plain_name_says_as_much_as_it_can(name: str, plain: str):
    assert plain_name(name) == plain
