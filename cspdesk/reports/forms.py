"""The forms a document can take, by the ending of its file; each says the same figures."""

from collections.abc import Sequence
from pathlib import Path

from cspdesk.domain.documents import MEDIA_TYPES
from cspdesk.errors import UserError
from cspdesk.reports.blocks import Block
from cspdesk.reports.document import Furniture, Written, write_document
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.progress import Progress
from cspdesk.reports.style import A4, Sheet

FORMS = MEDIA_TYPES


def write_form(
    path: Path,
    blocks: Sequence[Block],
    metadata: Metadata,
    furniture: Furniture,
    *,
    attachments: Sequence[Attachment] = (),
    rows: int = 0,
    progress: Progress | None = None,
    sheet: Sheet = A4,
) -> Written:
    """Write blocks at path as its ending says: a tagged PDF, a web page or a word-processor file.

    sheet is what pages are laid out on, where the form has any. progress(done, rows) is called now and then; if it
    raises (Cancelled), path is as it was before.
    Raises UserError for another ending, and when the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".pdf":
        return write_document(
            path,
            blocks,
            metadata,
            furniture,
            attachments=attachments,
            rows=rows,
            progress=progress,
            sheet=sheet,
        )
    if ending == ".html":
        from cspdesk.reports.web_page import write_web_page

        write = write_web_page
    elif ending == ".docx":
        from cspdesk.reports.word_file import write_word_file

        write = write_word_file
    else:
        raise UserError(f"{path.name} should end in .pdf, .html (web page) or .docx (word processor).")
    return write(path, blocks, metadata, furniture, attachments=attachments, rows=rows, progress=progress)
