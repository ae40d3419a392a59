"""Turns blocks into a word-processor file (.docx) that can be typed over: real styles, headings and tables.

The same blocks and date give the same bytes.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cspdesk.reports.blocks import Block, Table
from cspdesk.reports.document import Furniture, Written
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.progress import Progress, counter
from cspdesk.reports.word_blocks import WordBlocks
from cspdesk.reports.word_styles import LANGUAGE, set_styles
from cspdesk.reports.word_tables import TWIPS, needs, paragraph, run
from cspdesk.reports.xml_text import xml_text
from cspdesk.whole_file import whole_file

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHORT, _LONG, _MARGIN = 595.3, 841.9, 51.0
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of what an archive can hold; when the document was made stands in it
_HERE = "here"  # stands where the content goes: written as text, a table of 10,000 rows takes no time
_SPACES = " ".join(
    f'xmlns:{name}="http://schemas.openxmlformats.org/{where}"'
    for name, where in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("a", "drawingml/2006/main"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("pic", "drawingml/2006/picture"),
    )
)


def write_word_file(
    path: Path,
    blocks: Sequence[Block],
    metadata: Metadata,
    furniture: Furniture,
    *,
    attachments: Sequence[Attachment] = (),  # noqa: ARG001 -- as for the other forms
    rows: int = 0,
    progress: Progress | None = None,
) -> Written:
    """Write blocks as a word-processor file at path. It carries no files: attachments are for the other forms.

    progress(done, rows) is called now and then; if it raises (Cancelled), path is as it was before.
    Raises UserError when the file cannot be written.
    """
    document, content = _filled(blocks, metadata, furniture, counter(rows, progress))
    data = _archive(document, content)
    with whole_file(path) as stream:
        stream.write(data)
    return Written(hashlib.sha256(data).hexdigest(), 0)


def _filled(
    blocks: Sequence[Block], metadata: Metadata, furniture: Furniture, drawn: Callable[[], None]
) -> tuple[Any, str]:
    """Return a document that lacks only its content, and that content."""
    import docx

    document = docx.Document()
    _without_picture_of_itself(document)
    set_styles(document)
    width = _set_page(document, blocks)
    _set_properties(document, metadata)
    _set_furniture(document, furniture, width)

    def keep(png: bytes) -> str:
        number, _ = document.part.get_or_add_image(io.BytesIO(png))
        return str(number)

    content = "".join(WordBlocks(blocks, width, drawn, keep).written())
    document.element.body.sectPr.addprevious(document.element.body.makeelement(_HERE))
    return document, content


def _without_picture_of_itself(document: Any) -> None:
    """Leave out the thumbnail that every new document brings along: it shows another document."""
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            document.part.package.rels.pop(key)


def _set_page(document: Any, blocks: Sequence[Block]) -> float:
    """Set A4, on its side where a table needs it; return the width that text may take, in points."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    widest = max((needs(block) for block in blocks if isinstance(block, Table)), default=0.0)
    aside = widest > _SHORT - 2 * _MARGIN
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if aside else WD_ORIENT.PORTRAIT
    width, height = (_LONG, _SHORT) if aside else (_SHORT, _LONG)
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(_MARGIN)
    section.top_margin = section.bottom_margin = Pt(62)
    section.header_distance = section.footer_distance = Pt(30)
    return width - 2 * _MARGIN


def _set_properties(document: Any, metadata: Metadata) -> None:
    properties = document.core_properties
    made = _moment(metadata.made_on)
    properties.title, properties.author = xml_text(metadata.title)[:255], xml_text(metadata.author)[:255]
    properties.subject, properties.language = xml_text(metadata.subject)[:255], LANGUAGE
    properties.last_modified_by, properties.revision = "cspdesk", 1
    properties.created = properties.modified = made
    properties.comments = properties.keywords = ""


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- a document is made on a day, and word processors take it as UTC


def _set_furniture(document: Any, furniture: Furniture, width: float) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    section = document.sections[0]
    for name in ("Header", "Footer"):
        shape = document.styles[name].element.get_or_add_pPr()
        for old in shape.findall(qn("w:tabs")):
            shape.remove(old)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{round(width * TWIPS)}"/></w:tabs>'
    tab = "<w:r><w:tab/></w:r>"
    head = paragraph("Header", run(furniture.head), tab, run(furniture.marking, "<w:b/>"), shape=tabs)
    count = [run("Page "), _field("PAGE"), run(" of "), _field("NUMPAGES")]
    foot = paragraph("Footer", run(furniture.foot), tab, *count, shape=tabs)
    for part, xml in ((section.header, head), (section.footer, foot)):
        part.is_linked_to_previous = False
        for old in list(part._element):
            part._element.remove(old)
        part._element.append(parse_xml(xml.replace("<w:p>", f"<w:p {_SPACES}>", 1)))


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _archive(document: Any, content: str) -> bytes:
    """Return a document as a file whose parts carry no time of their own."""
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            data = source.read(name)
            if name == "word/document.xml":
                data = _put_in(data, content)
            archive.writestr(entry, data)
    return out.getvalue()


def _put_in(document: bytes, content: str) -> bytes:
    """Return the XML of a document with its content, and the names that the content is written with."""
    before, _, after = document.partition(f"<{_HERE}/>".encode())
    return before.replace(b"<w:body", f"<w:body {_SPACES}".encode(), 1) + content.encode("utf-8", "replace") + after
