"""Reads back what a document shows and everything it holds."""

import io
import re
from pathlib import Path

import pikepdf


def page_texts(path: Path) -> list[str]:
    """Return the text of each page, in the order in which it was drawn: what is on every page comes last."""
    with pikepdf.open(path) as pdf:
        return [_page_text(page) for page in pdf.pages]


def shown_text(path: Path) -> str:
    """Return the text that a document shows, in the order in which it was drawn, decoded through its own fonts."""
    return "\n".join(page_texts(path))


def attachment(path: Path, name: str) -> bytes:
    """Return a file that a document carries."""
    with pikepdf.open(path) as pdf:
        return pdf.attachments[name].get_file().read_bytes()


def everything_in(path: Path) -> bytes:
    """Return every byte a document holds, with every stream and packed object opened and every text spelled out."""
    with pikepdf.open(path) as pdf:
        plain = io.BytesIO()
        every = pikepdf.StreamDecodeLevel.all
        apart = pikepdf.ObjectStreamMode.disable
        pdf.save(plain, object_stream_mode=apart, stream_decode_level=every, compress_streams=False)
        strings = [text for thing in pdf.objects for text in _strings(thing)]
    return b"\n".join([path.read_bytes(), plain.getvalue(), shown_text(path).encode(), "\n".join(strings).encode()])


def _strings(thing: object) -> list[str]:
    if isinstance(thing, pikepdf.String):
        return [str(thing)]
    if isinstance(thing, pikepdf.Array):
        return [text for each in thing if not getattr(each, "is_indirect", False) for text in _strings(each)]
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return [text for _, each in thing.items() if not getattr(each, "is_indirect", False) for text in _strings(each)]
    return []


def _page_text(page: pikepdf.Page) -> str:
    fonts = {name: _letters(font) for name, font in page.obj.Resources.Font.items()}
    out, letters = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                out.append("".join(letters[code] for code in bytes(operands[0])))
            case "EMC":
                out.append("\n")
    return "".join(out)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in pairs}
