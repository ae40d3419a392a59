"""Other people's programs that judge what we make: a browser with axe-core, and a word processor.

Tests that need one that is not here are passed over; `packaging/dev.py test` brings both where it can.
"""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
WORD_PROCESSOR = shutil.which("soffice") or ""
AXE = Path(__file__).resolve().parent.parent / "data" / "axe" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

needs_browser = pytest.mark.skipif(not BROWSER, reason="no Chromium is here")
needs_word_processor = pytest.mark.skipif(not WORD_PROCESSOR, reason="no LibreOffice is here")

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_RUN = """<script>%s</script><script>addEventListener("load", () => axe.run(document, {runOnly: %s}).then(found => {
  const out = document.createElement("pre"); out.id = "found";
  out.textContent = JSON.stringify(found.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]));
  document.body.append(out) }))</script></body>"""


def axe_faults(path: Path, *, dark: bool) -> list[list[object]]:
    """Return what axe-core finds wrong with a web page; the page may run nothing, so a copy without that rule does."""
    script = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    text = _POLICY.sub("", path.read_text(encoding="utf-8"))
    copy = path.with_name("judged.html")
    copy.write_text(text.replace("</body>", _RUN % (script, json.dumps(RULES))), encoding="utf-8")
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    words = [BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={path.parent / 'browser'}"]
    words += ["--virtual-time-budget=30000", *scheme, "--dump-dom", copy.as_uri()]
    answer = subprocess.run(words, capture_output=True, text=True, timeout=120)
    found = re.search(r'<pre id="found">(.*?)</pre>', answer.stdout, re.DOTALL)
    assert found, answer.stderr[-2000:]
    faults: list[list[object]] = json.loads(unescape(found[1]))
    return faults


def as_pdf_text(path: Path) -> str:
    """Return the text of the pages that a word processor makes of a file."""
    from PySide6.QtPdf import QPdfDocument

    home = (path.parent / "office").as_uri()
    words = [WORD_PROCESSOR, f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*words, str(path.parent / "pages"), str(path)], capture_output=True, timeout=180, check=True)
    document = QPdfDocument()
    document.load(str(path.parent / "pages" / f"{path.stem}.pdf"))
    text = "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return text.replace("\ufffe", "-")  # as a hyphen is read that ends a line
