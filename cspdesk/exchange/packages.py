"""Packages (XLSX and the like are ZIP files) written so that the same content is the same bytes."""

import io
import re
import zipfile
from datetime import date

_WRITTEN_AT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def lasting_package(data: bytes, made_on: date) -> bytes:
    """Return a package whose times are all those of a day, whenever it was really written."""
    out = io.BytesIO()
    stamp = f"{made_on.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _WRITTEN_AT.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            if name.startswith("xl/worksheets/"):  # heights as they are, but free to grow when words are added
                content = content.replace(b' customHeight="1"', b"")
            entry = zipfile.ZipInfo(name, (max(made_on.year, 1980), made_on.month, made_on.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
