"""A document attached to an e-mail that is not sent yet.

No system lets one program hand another's mail a file in the same way: a link to an address cannot carry one. What most
mail programs open is a draft as a file, so that is what is made.
"""

import re
import unicodedata
from email.message import EmailMessage
from email.policy import SMTP

from cspdesk.domain.documents import Document

_LONGEST = 60  # letters of the plain name: some programs cut a longer one and lose its ending
_PLAIN = str.maketrans("–—‘’“”…", "--''''.")


def draft(document: Document, content: bytes, name: str) -> bytes:
    """Return a draft (.eml) that holds a document under a name; to whom it goes is left to the person."""
    message = EmailMessage()
    message["Subject"] = " ".join(document.title.split())
    message["X-Unsent"] = "1"  # what Outlook knows a draft by
    message.set_content(f"{' '.join(document.title.split())}, {document.audience.value} version, is attached.\n")
    kind, _, part = document.media_type.partition("/")
    # The name is written twice: some programs do not read the way in which letters outside ASCII have to be written.
    given = {"name": plain_name(name)} | ({"charset": "utf-8"} if kind == "text" else {})
    message.add_attachment(content, maintype=kind, subtype=part, filename=name, params=given)
    return message.as_bytes(policy=SMTP)


def plain_name(name: str) -> str:
    """Return a file's name in letters that every mail program reads, with its ending."""
    stem, dot, ending = name.rpartition(".")
    letters = unicodedata.normalize("NFKD", (stem if dot else name).translate(_PLAIN))
    plain = re.sub(r"[^A-Za-z0-9 ()'._-]+", " ", letters.encode("ascii", "ignore").decode())
    plain = " ".join(plain.split())[:_LONGEST].strip() or "document"
    return f"{plain}{dot}{ending}" if dot else plain
