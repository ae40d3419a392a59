"""A document attached to an e-mail that is not sent yet.

No system lets one program hand another's mail a file in the same way: a link to an address cannot carry one. What most
mail programs open is a draft as a file, so that is what is made.
"""

from email.message import EmailMessage
from email.policy import SMTP

from cspdesk.domain.documents import Document


def draft(document: Document, content: bytes, name: str) -> bytes:
    """Return a draft (.eml) that holds a document under a name; to whom it goes is left to the person."""
    message = EmailMessage()
    message["Subject"] = " ".join(document.title.split())
    message["X-Unsent"] = "1"  # what Outlook knows a draft by
    message.set_content(f"{document.title}, {document.audience.value} version, is attached.\n")
    kind, _, part = document.media_type.partition("/")
    message.add_attachment(content, maintype=kind, subtype=part, filename=name)
    return message.as_bytes(policy=SMTP)
