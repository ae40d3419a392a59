"""The fonts of a document: what a text looks like, how wide it is, and how it is written in a page."""

from copy import copy
from functools import cache
from typing import Any

from cspdesk.domain.money import MINUS
from cspdesk.paths import resource
from cspdesk.reports.pdf_file import PdfFile, pdf_text
from cspdesk.reports.writing import REPLACED, has_right_to_left, reading_order, ready, visual_order

_BOLD = "NotoSans-Bold"
_THICKER = 1.6  # strokes of the bold weight, beside those of the regular one
_MIDDLE = 0.32  # of the size: how high a minus stands
_SCRIPTS = ("Math", "Hebrew", "Arabic")
_ELSEWHERE = "\ufffe"  # stands in a translated text for a letter that lies in another font


@cache
def _read(name: str) -> Any:
    """Return a font as it is in its file, read once: that takes a tenth of a second."""
    from reportlab.pdfbase.ttfonts import TTFont

    return TTFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=True, shapable=False)


def _own(name: str) -> Any:
    """Return a font for one document: several may be written at a time, each on a thread of its own."""
    font = copy(_read(name))
    font.face, font.state = copy(font.face), type(font.state)()
    return font


@cache
def _letters(name: str) -> dict[int, int]:
    """Return the letters of a weight and of the other scripts, with the width of each."""
    found: dict[int, int] = {}
    for each in (*(f"NotoSans{script}-Regular" for script in reversed(_SCRIPTS)), name):
        face = _read(each).face
        drawn = (code for code, glyph in face.charToGlyph.items() if glyph)  # glyph 0 is that of no letter
        found |= {code: face.charWidths[code] for code in drawn}
    return found


class Fonts:
    """Every font of one document; only the letters used are put into the file."""

    def __init__(self) -> None:
        from reportlab.pdfbase.pdfdoc import PDFDocument

        self._doc: Any = PDFDocument(invariant=1)
        others = [_own(f"NotoSans{script}-Regular") for script in _SCRIPTS]
        self.regular = Face(self._doc, _own("NotoSans-Regular"), others)
        self.bold = Face(self._doc, _own(_BOLD), others)
        self._fonts = [self.regular.font, self.bold.font, *others]
        self._known = frozenset(set(self.regular.letters) & set(self.bold.letters))
        self._ready: dict[str, str] = {}
        self.replaced = 0  # how many different texts have had letters replaced

    def ready(self, text: str) -> str:
        """Return one line of text as it can be shown: no letter lost without a visible mark in its place."""
        if text.isascii() and text.isprintable():
            return text
        found = self._ready.get(text)
        if found is None:
            found, replaced = ready(text, self._known)
            self._ready[text] = found
            self.replaced += replaced > 0
        return found

    def write(self, pdf: PdfFile) -> str:
        """Write the fonts' objects; return the entries of a page's font resources."""
        from reportlab.pdfbase.pdfdoc import PDFStream, format

        maps: dict[str, bytes] = {}
        names: list[str] = []
        for font in (font for font in self._fonts if font in self._doc.delayedFonts):
            subsets = [list(subset) for subset in font.state[self._doc].subsets]
            names += [font.getSubsetInternalName(n, self._doc)[1:] for n in range(len(subsets))]
            before = set(self._doc.idToObject)
            font.addObjects(self._doc)
            added = [name for name in self._doc.idToObject if name not in before and name.startswith("toUnicode")]
            maps.update(zip(added, map(_to_unicode, subsets), strict=True))
        objects = {name: thing for name, thing in self._doc.idToObject.items() if name != "BasicFonts"}
        for name in objects:
            self._doc.idToObjectNumberAndVersion[name] = (pdf.reserve(), 0)
        for name, thing in objects.items():
            number = self._doc.idToObjectNumberAndVersion[name][0]
            if isinstance(thing, PDFStream):
                data = maps.get(name) or thing.content
                length = f"/Length1 {len(data)}" if "Length1" in thing.dictionary.dict else ""
                pdf.put_stream(number, length, data)
            else:
                pdf.put_raw(number, format(thing, self._doc, toplevel=1).strip())
        return "".join(f"/{name} {self._doc.idToObjectNumberAndVersion[name][0]} 0 R" for name in names)


class Face:
    """One weight, with the other scripts' fonts to fall back on."""

    def __init__(self, doc: Any, font: Any, others: list[Any]) -> None:
        self._doc = doc
        self.font = font
        self._others = others
        self.letters = _letters(font.fontName)
        self.name: str = font.splitString(" ", doc) and font.getSubsetInternalName(0, doc)
        self._codes = _Codes(self)
        self._widths = _Widths(self.letters)
        self._is_bold = font.fontName == _BOLD

    def width(self, text: str, size: float) -> float:
        """Return how wide a ready text is, in points."""
        widths = self._widths
        return sum([widths[letter] for letter in text]) * size / 1000

    def show(self, text: str, size: float) -> str:
        """Return the operators that show a ready text; this face at this size must be the current font."""
        encoded = text.translate(self._codes)
        if _ELSEWHERE not in encoded and not (not text.isascii() and has_right_to_left(text)):
            return f"({encoded})Tj"
        if not has_right_to_left(text):
            return self._mixed(text, size)
        spoken = pdf_text(reading_order(text))
        return f"/Span<</ActualText {spoken}>>BDC {self._mixed(visual_order(text), size)} EMC"

    def place(self, code: int) -> tuple[str, str]:
        """Return the name of the font part that holds a letter, and how it is written there."""
        for font in [self.font, *self._others]:
            if font.face.charToGlyph.get(code):
                subset, coded = font.splitString(chr(code), self._doc)[0]
                return font.getSubsetInternalName(subset, self._doc), _literal(coded[0])
        return self.place(ord(REPLACED))

    def _mixed(self, text: str, size: float) -> str:
        parts, current, run = [], self.name, ""
        for letter in text:
            name, coded = self.place(ord(letter))
            if letter == MINUS and self._is_bold and name != self.name:
                if run:
                    parts.append(f"({run})Tj")
                parts.append(_bold_minus(name, coded, size))
                current, run = "", ""  # what follows is shown in a size of its own
                continue
            if name != current:
                if run:
                    parts.append(f"({run})Tj")
                parts.append(f"{name} {size:g} Tf")
                current, run = name, ""
            run += coded
        if run:
            parts.append(f"({run})Tj")
        if current != self.name:
            parts.append(f"{self.name} {size:g} Tf")
        return " ".join(parts)


class _Codes(dict[int, str]):
    """How each letter is written in a face's first font part; filled as letters are met."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __missing__(self, code: int) -> str:
        name, coded = self._face.place(code)
        self[code] = coded if name == self._face.name else _ELSEWHERE
        return self[code]


class _Widths(dict[str, int]):
    """How wide each letter is, in thousandths of the size."""

    def __init__(self, letters: dict[int, int]) -> None:
        self._letters = letters

    def __missing__(self, letter: str) -> int:
        self[letter] = self._letters.get(ord(letter), self._letters[ord(REPLACED)])
        return self[letter]


def _bold_minus(name: str, coded: str, size: float) -> str:
    """Return the operators of a minus as thick as bold figures, which the signs' font does not have.

    Its own is taken larger, made no wider than it was, and lowered to where its middle was: columns stay straight.
    """
    rise = -(_THICKER - 1) * _MIDDLE * size
    return f"{name} {size * _THICKER:g} Tf {100 / _THICKER:.4f} Tz {rise:.3f} Ts ({coded})Tj 100 Tz 0 Ts"


def _literal(code: int) -> str:
    if code < 32:
        return f"\\{code:03o}"
    letter = chr(code)
    return "\\" + letter if letter in "()\\" else letter


def _to_unicode(subset: list[int]) -> bytes:
    """Return the map from a font part's codes to Unicode.

    ReportLab's own also maps unused codes to U+0000, which both PDF/A and PDF/UA forbid.
    """
    pairs = [(code, letter) for code, letter in enumerate(subset) if letter]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex().upper()}>" for code, letter in block]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
