"""The styles of a word-processor file: one look with the PDF, made of styles that can be typed over with."""

from typing import Any

from cspdesk.reports.style import ACCENT, HAIRLINE, INK, ORANGE, QUIET, TINT, Colour

FONT = "Arial"
TABLE = "RecordTable"
FACTS = "FactsTable"
LANGUAGE = "en-GB"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def colour(value: Colour) -> str:
    """Return a colour as word processors write it."""
    return "".join(f"{round(part * 255):02X}" for part in value)


def set_styles(document: Any) -> None:
    """Give a new document its language and its styles; the headings are the word processor's own."""
    from docx.oxml import parse_xml

    _set_defaults(document)
    styles = document.styles
    for name, size, before, after, ink, bold in (
        ("Normal", 10.5, 4, 4, INK, False),
        ("Title", 24, 0, 2, ACCENT, True),
        ("Subtitle", 13, 0, 12, QUIET, False),
        ("Heading 1", 16, 20, 6, ACCENT, True),
        ("Heading 2", 12.5, 14, 4, INK, True),
        ("Heading 3", 11, 10, 3, INK, True),
        ("Heading 4", 10.5, 8, 3, INK, True),
        ("Caption", 9.5, 8, 4, INK, True),
        ("List Bullet", 10.5, 2, 2, INK, False),
        ("List Number", 10.5, 2, 2, INK, False),
        ("Header", 8, 0, 0, QUIET, False),
        ("Footer", 8, 0, 0, QUIET, False),
    ):
        _set(styles[name], size, before, after, ink, bold=bold)
    for xml in _own():
        styles.element.append(parse_xml(xml))


def _set_defaults(document: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    for old in list(defaults):
        defaults.remove(old)
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    language = f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
    defaults.append(parse_xml(f'<w:rPr {_W}>{fonts}<w:sz w:val="21"/>{language}</w:rPr>'))
    settings = document.settings.element
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    found = settings.find(qn("w:compat"))
    if found is not None:
        for old in list(found):
            found.remove(old)
        found.append(parse_xml(mode.replace("<w:compatSetting", f"<w:compatSetting {_W}")))


def _set(style: Any, size: float, before: float, after: float, ink: Colour, *, bold: bool) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    made = style.element.get_or_add_rPr()
    for old in list(made):
        made.remove(old)
    made.append(parse_xml(f'<w:rFonts {_W} w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'))
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = RGBColor(*(round(part * 255) for part in ink))
    paragraph = style.element.get_or_add_pPr()
    for old in paragraph.findall(qn("w:pBdr")):
        paragraph.remove(old)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _own() -> tuple[str, ...]:
    """Return the styles that no word processor brings along."""
    rule = colour(HAIRLINE)
    lines = f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
    foot = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
    inside = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    strong = f'<w:top w:val="single" w:sz="6" w:space="0" w:color="{colour(INK)}"/>'
    return (
        _paragraph("Lead", "Lead", '<w:spacing w:before="60" w:after="120"/>', '<w:sz w:val="24"/>'),
        _paragraph("SmallPrint", "Small Print", "", f'<w:color w:val="{colour(QUIET)}"/><w:sz w:val="17"/>'),
        _paragraph(
            "Caveat",
            "Caveat",
            f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="6" w:color="{colour(ORANGE)}"/></w:pBdr>'
            '<w:spacing w:before="40" w:after="160"/>',
            f'<w:color w:val="{colour(QUIET)}"/><w:sz w:val="17"/>',
        ),
        _paragraph(
            "NumberedPoint",
            "Numbered Point",
            '<w:spacing w:before="40" w:after="40"/><w:ind w:left="426" w:hanging="426"/>',
            "",
        ),
        _paragraph("OverTitle", "Over Title", "", f'<w:b/><w:color w:val="{colour(QUIET)}"/><w:sz w:val="20"/>'),
        _paragraph(
            "Warning",
            "Warning",
            f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{colour(ORANGE)}"/></w:pBdr>'
            '<w:spacing w:before="80" w:after="120"/>',
            "",
        ),
        _paragraph(
            "KeyFigure",
            "Key Figure",
            f'<w:keepLines/><w:shd w:val="clear" w:color="auto" w:fill="{colour(TINT)}"/>'
            '<w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs><w:spacing w:before="20" w:after="20"/>',
            "",
        ),
        _paragraph("ContentsHeading", "Contents Heading", '<w:keepNext/><w:spacing w:before="200"/>', "<w:b/>"),
        _paragraph("ContentsLine", "Contents Line", '<w:spacing w:before="0" w:after="40"/>', ""),
        _paragraph(
            "SignLine",
            "Sign Line",
            '<w:keepNext/><w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="5670"/>'
            '<w:tab w:val="left" w:leader="underscore" w:pos="9000"/></w:tabs><w:spacing w:before="280" w:after="0"/>',
            f'<w:color w:val="{colour(QUIET)}"/><w:sz w:val="18"/>',
        ),
        _paragraph("Cell", "Cell", '<w:spacing w:before="20" w:after="20"/>', '<w:sz w:val="16"/>'),
        _paragraph("Gap", "Gap", '<w:spacing w:before="0" w:after="0"/>', '<w:sz w:val="8"/>'),
        f'<w:style {_W} w:type="character" w:customStyle="1" w:styleId="KeyNumber"><w:name w:val="Key Number"/>'
        f'<w:rPr><w:b/><w:color w:val="{colour(ACCENT)}"/><w:sz w:val="28"/></w:rPr></w:style>',
        f'<w:style {_W} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{colour(ACCENT)}"/><w:u w:val="single"/></w:rPr></w:style>',
        f'<w:style {_W} w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="Record Table"/>'
        f"<w:tblPr><w:tblBorders>{foot}{lines}</w:tblBorders>{inside}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{colour(QUIET)}"/></w:rPr><w:tcPr><w:tcBorders>'
        f"{strong.replace('w:top', 'w:bottom')}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>",
        f'<w:style {_W} w:type="table" w:customStyle="1" w:styleId="{FACTS}"><w:name w:val="Facts Table"/>'
        f"<w:tblPr><w:tblBorders>{foot}{lines}</w:tblBorders>{inside}</w:tblPr>"
        f'<w:tblStylePr w:type="firstCol"><w:rPr><w:color w:val="{colour(QUIET)}"/></w:rPr></w:tblStylePr></w:style>',
    )


def _paragraph(key: str, name: str, shape: str, letters: str) -> str:
    return (
        f'<w:style {_W} w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{shape}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )
