"""What makes a PDF an accessible and lasting document: language, metadata, colours, outline and attachments."""

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from xml.sax.saxutils import escape

from cspdesk.domain.records import dataclass
from cspdesk.paths import resource
from cspdesk.reports.pages import Bookmark
from cspdesk.reports.pdf_file import PdfFile, pdf_text

_NEVER_IN_XML = dict.fromkeys((*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the document; relationship is Data or Source."""

    name: str
    media_type: str
    description: str
    data: bytes
    relationship: str = "Data"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself to catalogues and file managers."""

    title: str
    author: str
    subject: str
    made_on: date


def finish(
    pdf: PdfFile,
    metadata: Metadata,
    *,
    pages: int,
    structure: int,
    bookmarks: Sequence[Bookmark],
    attachments: Sequence[Attachment],
) -> str:
    """Write the catalogue and the end of the file; return the file's SHA-256."""
    profile = pdf.add_stream("/N 3", resource("icc", "sRGB.icc").read_bytes())
    intent = pdf.add(
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{pdf_text('sRGB')}/Info{pdf_text('sRGB')}"
        f"/DestOutputProfile {profile} 0 R>>"
    )
    xmp = pdf.add_stream("/Type/Metadata/Subtype/XML", _xmp(metadata).encode(), compressed=False)
    catalogue = (
        f"<</Type/Catalog/Pages {pages} 0 R/StructTreeRoot {structure} 0 R/MarkInfo<</Marked true>>/Lang(en-GB)"
        f"/ViewerPreferences<</DisplayDocTitle true>>/PageMode/UseOutlines/Metadata {xmp} 0 R"
        f"/OutputIntents[{intent} 0 R]{_outline(pdf, bookmarks)}{_attached(pdf, attachments, metadata.made_on)}>>"
    )
    return pdf.close(root=pdf.add(catalogue), info=_info(pdf, metadata))


def _info(pdf: PdfFile, metadata: Metadata) -> int:
    day = f"(D:{metadata.made_on:%Y%m%d}000000Z)"
    return pdf.add(
        f"<</Title{pdf_text(metadata.title)}/Author{pdf_text(metadata.author)}/Subject{pdf_text(metadata.subject)}"
        f"/Creator(cspdesk)/Producer(cspdesk)/CreationDate{day}/ModDate{day}>>"
    )


def _outline(pdf: PdfFile, bookmarks: Sequence[Bookmark]) -> str:
    if not bookmarks:
        return ""
    root = pdf.reserve()
    numbers = [pdf.reserve() for _ in bookmarks]
    parents = _parents(bookmarks)
    children: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    beside: dict[int, str] = {}
    for places in children.values():
        for before, after in pairwise(places):
            beside[before] = beside.get(before, "") + f"/Next {numbers[after]} 0 R"
            beside[after] = beside.get(after, "") + f"/Prev {numbers[before]} 0 R"
    for place, mark in enumerate(bookmarks):
        parent = parents[place]
        inside = children.get(place, [])
        ends = f"/First {numbers[inside[0]]} 0 R/Last {numbers[inside[-1]]} 0 R/Count -{len(inside)}" if inside else ""
        pdf.put(
            numbers[place],
            f"<</Title{pdf_text(mark.text)}/Parent {root if parent is None else numbers[parent]} 0 R"
            f"{beside.get(place, '')}{ends}/SE {mark.element} 0 R"
            f"/Dest[{mark.page_number} 0 R/XYZ 0 {mark.top:.2f} 0]>>",
        )
    top = children[None]
    pdf.put(root, f"<</Type/Outlines/First {numbers[top[0]]} 0 R/Last {numbers[top[-1]]} 0 R/Count {len(top)}>>")
    return f"/Outlines {root} 0 R"


def _parents(bookmarks: Sequence[Bookmark]) -> list[int | None]:
    """Return the place of each bookmark's parent: the nearest earlier one of a higher level."""
    parents: list[int | None] = []
    open_places: list[int] = []
    for place, mark in enumerate(bookmarks):
        while open_places and bookmarks[open_places[-1]].level >= mark.level:
            open_places.pop()
        parents.append(open_places[-1] if open_places else None)
        open_places.append(place)
    return parents


def _attached(pdf: PdfFile, attachments: Sequence[Attachment], made_on: date) -> str:
    if not attachments:
        return ""
    numbers = []
    for each in attachments:
        media_type = "".join(c if c.isalnum() else f"#{ord(c):02x}" for c in each.media_type)
        digest = hashlib.md5(each.data, usedforsecurity=False).hexdigest()
        stream = pdf.add_stream(
            f"/Type/EmbeddedFile/Subtype/{media_type}"
            f"/Params<</Size {len(each.data)}/ModDate(D:{made_on:%Y%m%d}000000Z)/CheckSum<{digest}>>>",
            each.data,
        )
        name = pdf_text(each.name)
        numbers.append(
            pdf.add(
                f"<</Type/Filespec/F{name}/UF{name}/Desc{pdf_text(each.description)}"
                f"/AFRelationship/{each.relationship}/EF<</F {stream} 0 R/UF {stream} 0 R>>>>"
            )
        )
    by_name = sorted(zip([each.name for each in attachments], numbers, strict=True))
    names = " ".join(f"{pdf_text(name)} {number} 0 R" for name, number in by_name)
    refs = " ".join(f"{number} 0 R" for number in numbers)
    return f"/AF[{refs}]/Names<</EmbeddedFiles<</Names[{names}]>>>>"


def _xmp(metadata: Metadata) -> str:
    def said(text: str) -> str:
        # Metadata is not compressed, so a program that looks for the ends of objects must not find them in a title.
        return escape(text.translate(_NEVER_IN_XML), {"endstream": "endstrea&#109;", "endobj": "endob&#106;"})

    day = f"{metadata.made_on.isoformat()}T00:00:00Z"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{said(metadata.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{said(metadata.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{said(metadata.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>cspdesk</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<pdf:Producer>cspdesk</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{_UA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
