"""Turns blocks into a web page: one file that needs no script and no other file, by WCAG 2.2 at level AA.

The same blocks and date give the same bytes.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from cspdesk.paths import resource
from cspdesk.reports.blocks import Block
from cspdesk.reports.document import Furniture, Written
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.progress import Progress, counter
from cspdesk.reports.web_blocks import WebBlocks
from cspdesk.reports.web_tables import said
from cspdesk.reports.xml_text import xml_text
from cspdesk.whole_file import whole_file


def write_web_page(
    path: Path,
    blocks: Sequence[Block],
    metadata: Metadata,
    furniture: Furniture,
    *,
    attachments: Sequence[Attachment] = (),
    rows: int = 0,
    progress: Progress | None = None,
) -> Written:
    """Write blocks as a web page at path; files that a PDF would carry can be saved from its foot.

    progress(done, rows) is called now and then; if it raises (Cancelled), path is as it was before.
    Raises UserError when the file cannot be written.
    """
    digest = hashlib.sha256()
    content = WebBlocks(blocks, counter(rows, progress), attached=bool(attachments)).written()
    with whole_file(path) as stream:
        for piece in (*_head(metadata, furniture), *content, *_foot(furniture, attachments)):
            data = piece.encode("utf-8", "replace")
            stream.write(data)
            digest.update(data)
    return Written(digest.hexdigest(), 0)


def _head(metadata: Metadata, furniture: Furniture) -> Iterator[str]:
    style = resource("web", "document.css").read_text(encoding="utf-8")
    lock = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
    # Nothing may be loaded and nothing may run, even if somebody's text got past the escaping.
    yield (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{lock}'; base-uri 'none'; form-action 'none'\">\n"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{said(metadata.title)}</title>\n"
    day = metadata.made_on.isoformat()
    for name, text in (
        ("author", metadata.author),
        ("description", metadata.subject),
        ("generator", "cspdesk"),
        ("dcterms.created", day),
        ("color-scheme", "light dark"),
    ):
        yield f'<meta name="{name}" content="{escape(xml_text(text))}">\n'
    yield f'<style>{style}</style>\n</head>\n<body>\n<a class="skip" href="#content">Go to the content</a>\n'
    yield f"<header><p>{said(furniture.head)}</p><p><strong>{said(furniture.marking)}</strong></p></header>\n"
    yield '<main id="content" tabindex="-1">\n'


def _foot(furniture: Furniture, attachments: Sequence[Attachment]) -> Iterator[str]:
    yield f"</main>\n<footer><p>{said(furniture.foot)}</p>"
    if attachments:
        yield '<ul class="saved">'
        for each in attachments:
            data = base64.b64encode(each.data).decode()
            yield (
                f'<li><a download="{escape(each.name)}" href="data:{each.media_type};base64,{data}">'
                f"Save {said(each.name)}</a>: {said(each.description)}</li>"
            )
        yield "</ul>"
    yield "</footer>\n</body>\n</html>\n"
