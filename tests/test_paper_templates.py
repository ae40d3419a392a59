"""Templates of papers: what ships can be read, and what is wrong in one's own is said with its place."""

from pathlib import Path

import pytest

from cspdesk.app.paper_templates import own_folder, paper_template_called, paper_templates
from cspdesk.domain.paper_templates import parse_paper_template, written_places
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.partnership import Priority
from cspdesk.errors import UserError

HEAD = 'name = "own"\nkind = "bid"\ntitle = "Own"\n'
SECTION = '[[section]]\nkey = "a"\ntitle = "A"\n'


def test_a_council_paper_has_every_heading_that_a_council_expects(tmp_path: Path) -> None:
    made = paper_template_called(tmp_path / "x.cspdesk", "", PaperKind.COMMITTEE)
    keys = [section.key for section in made.sections]
    wanted = """meeting date author classification public_interest purpose recommendations alternatives considerations
        equality resources legal risk consultees background"""
    assert set(wanted.split()) <= set(keys)


def test_two_funders_ask_in_other_words_and_limits(tmp_path: Path) -> None:
    first, second = paper_templates(tmp_path / "x.cspdesk", PaperKind.BID)
    assert {s.title for s in first.sections}.isdisjoint({s.title for s in second.sections})
    for made in (first, second):
        parts = [part for section in made.sections for part in section.parts]
        assert {"need", "promised", "done", "cost", "changed", "value", "benefited", "case_study", "learned", "risks",
                "request", "transactions", "evidence", "indicators", "changes", "overruled"} <= set(parts)  # fmt: skip


def test_ones_own_template_stands_in_for_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    file = tmp_path / "x.cspdesk"
    own_folder(file).mkdir()
    (own_folder(file) / "mine.toml").write_text(HEAD.replace("own", "commissioner-bid") + SECTION, encoding="utf-8")
    assert paper_template_called(file, "commissioner-bid", PaperKind.BID).title == "Own"
    assert len(paper_templates(file, PaperKind.BID)) == 2


def test_a_text_is_written_for_each_priority_where_the_section_says_so(tmp_path: Path) -> None:
    made = paper_template_called(tmp_path / "x.cspdesk", "", PaperKind.COMMITTEE)
    keys = [key for _, _, key in written_places(made, (Priority("p1", 1, "One"), Priority("p2", 2, "Two")))]
    assert "priority:p1" in keys
    assert "priority:p2" in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = [", "not valid TOML"),
        (HEAD, "has no sections"),
        (HEAD + SECTION + SECTION, "the key is there already"),
        (HEAD + SECTION + 'parts = ["summary"]', "there is no part “summary”"),
        (HEAD + SECTION + 'write = "poem"', "write is “poem”"),
        (HEAD + SECTION + 'write = "nothing"', "give parts"),
        (HEAD + SECTION + "max_words = -1", "max_words is a whole number"),
        (HEAD + SECTION + 'colour = "red"', "“colour” is not known here"),
        (HEAD.replace("bid", "poem") + SECTION, "kind is “poem”"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        parse_paper_template(text, "mine.toml")
    assert str(refused.value).startswith("mine.toml")
