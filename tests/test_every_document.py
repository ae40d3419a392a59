"""Every document of the sample, for every reader, in every form, judged by the programs that others judge them with.

Some 800 files: only when asked for, with `-m every`. CSPDESK_KEEP=FOLDER keeps them, so that their pages can be seen.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import docx
import page
import pytest
from docx.text.paragraph import Paragraph

from cspdesk.app.files import new_file
from cspdesk.store.store import open_store
from tests.every_document import Asked, every, keep
from tests.reports.outside import as_pdf_text, axe_faults, needs_browser, needs_word_processor
from tests.reports.reading import page_texts
from tests.secrets_planted import Secrets

ALL = every()
of_each = pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.name)
of_each_form = pytest.mark.parametrize("asked", [a for a in ALL if not a.as_pdf_only], ids=lambda asked: asked.name)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample, and a copy in which a secret that few may read is planted wherever one can be."""
    folder = tmp_path_factory.mktemp("records")
    found = {name: folder / f"{name}.cspdesk" for name in ("sample", "marked")}
    for path in found.values():
        new_file(path, None, sample=True)
    with open_store(found["marked"]) as store:
        Secrets(store).plant()
    return found


@pytest.mark.every
@of_each
def test_a_pdf_breaks_no_rule_and_has_no_empty_page(records: dict[str, Path], tmp_path: Path, asked: Asked):
    made = asked.make(records[asked.record], tmp_path, ".pdf")
    keep(made, "pdf")
    judged = (page.validate_pdf(made, profile=profile) for profile in ("ua1", "3a"))
    assert [failure.message for result in judged for failure in result.failures] == []
    assert all(text.strip() for text in page_texts(made))


@pytest.mark.every
@needs_browser
@of_each_form
def test_axe_finds_no_fault_with_a_web_page(records: dict[str, Path], tmp_path: Path, asked: Asked):
    made = asked.make(records[asked.record], tmp_path, ".html")
    keep(made, "html")
    assert [axe_faults(made, dark=dark) for dark in (False, True)] == [[], []]


@pytest.mark.every
@needs_word_processor
@of_each_form
def test_a_word_processor_loses_no_word(records: dict[str, Path], tmp_path: Path, asked: Asked):
    made = asked.make(records[asked.record], tmp_path, ".docx")
    text = as_pdf_text(made)
    keep(made, "docx")
    keep(made.parent / "pages" / f"{made.stem}.pdf", "docx-pages")
    assert lost(words_in(made), text) == Counter()


def test_no_two_documents_have_one_name():
    assert [name for name, times in Counter(asked.name for asked in ALL).items() if times > 1] == []


def test_a_word_that_stands_on_no_page_is_lost_and_one_parted_by_the_end_of_a_line_is_not():
    words = ["Paid", "£1,000.50", "£1,000.50", "considerations"]
    assert lost(words, "Paid £1,000.50 consid\nerations") == {"£1,000.50": 1}
    assert not lost(words, "Paid £1,000.50 £1,000.50 consid\nerations")


def words_in(path: Path) -> Iterable[str]:
    """Return the words of a word-processor file, those in tables too, where a line's end parts them as well."""
    document = docx.Document(str(path))
    for element in document.element.body.iter():
        if element.tag.endswith("}p"):
            yield from Paragraph(element, document).text.split()


def lost(words: Iterable[str], text: str) -> Counter[str]:
    """Return the words that a text has fewer times than they were given, however its lines part them."""
    there, whole = Counter(text.split()), "".join(text.split())
    missing = Counter(words) - there
    return Counter({w: more for w, more in missing.items() if whole.count(w) < there[w] + more})
