"""Templates of returns are data; a fault in one is said with its file, section and field."""

import pytest

from cspdesk.domain.return_periods import PeriodKind, ReturnPeriod, periods_between
from cspdesk.domain.return_sources import SOURCES, FieldKind
from cspdesk.domain.return_tables import TABLES
from cspdesk.domain.return_templates import parse_template
from cspdesk.errors import UserError
from cspdesk.paths import resource
from tests.builders import agreement
from tests.return_records import SMALL, TEMPLATES, record, shipped, with_field


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_shipped_template_reads_and_asks_a_person_to_sign(name: str) -> None:
    template = shipped(name)
    assert template.name == name
    assert template.signs
    assert template.due_days > 0


def test_every_table_source_has_a_table_and_every_table_a_source() -> None:
    assert {name for name, source in SOURCES.items() if source.kind is FieldKind.TABLE} == set(TABLES)


def test_every_source_fills_a_field() -> None:
    from cspdesk.domain.return_figures import fill

    fields = "".join(
        f'[[section.field]]\nkey = "{name}"\ntitle = "{name}"\nkind = "{source.kind.value}"\nsource = "{name}"\n'
        for name, source in SOURCES.items()
    )
    head = SMALL[: SMALL.index("[[section.field]]")]
    figures = fill(record(parse_template(head + fields, "all.toml")))
    assert all(f.value is not None for f in figures.fields)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SMALL + 'colour = "red"', r"small\.toml, section “All”, field “spent”: “colour” is not known"),
        (SMALL.replace("actual_period", "actual_perod"), "field “spent”: there is no source “actual_perod”"),
        (SMALL.replace('kind = "money"', 'kind = "gold"'), "field “spent”: there is no kind “gold”"),
        (SMALL.replace('kind = "money"', 'kind = "count"'), "source “actual_period” is of kind money"),
        (SMALL.replace("due_days = 21", "due_days = -1"), "due_days is a whole number of 0 or more"),
        (SMALL.replace('"quarter"', '"month"'), "period is “month”; it is one of: quarter, year"),
        (SMALL.replace('name = "small"', 'name = "a b"'), "“a b” is not a name"),
        (SMALL.replace('title = "All"', 'titel = "All"'), "needs a title"),
        (SMALL.replace('signs = ["Finance officer"]', "signs = [1]"), "signs is a list of texts"),
        (SMALL + 'required = "yes"', "required is true or false"),
        (SMALL + "max_words = 5", "only a person's words have a limit"),
        (SMALL + 'sign = "plus"', "sign is “plus”"),
        (SMALL + 'choices = ["Yes"]', "choices belong to a field of kind choice"),
        (SMALL + SMALL[SMALL.index("[[section.field]]") :], "field “spent”: the key is there already"),
        (SMALL + '[[adds_up]]\ntotal = "spent"\nof = ["gone"]', "adds_up “spent”: it names fields of this template"),
        (SMALL[: SMALL.index("[[section]]")], "it has no fields"),
        (SMALL.replace("[[section]]", "[section]"), r"section is written as \[\[section\]\]"),
        ("name = ", "small.toml is not valid TOML"),
        ("due_days = " + "9" * 5_000, "small.toml is not valid TOML"),
        ("signs = " + "[" * 5_000, "small.toml is not valid TOML"),
        (
            SMALL.replace("due_days = 21", "due_days = 99999999999999"),
            "due_days is a whole number of 0 or more, and not",
        ),
        (SMALL.replace('key = "spent"', 'key = "a b"'), "a key has letters, digits and _ only"),
        (SMALL.replace('title = "Small return"', "title = 5"), "title is text, in quotation marks"),
        (SMALL.replace('title = "Small return"', 'title = " "'), "it needs a title"),
    ],
)
def test_a_fault_in_a_template_is_said_where_it_stands(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        parse_template(text, "small.toml")


def test_a_table_without_a_source_is_refused() -> None:
    with pytest.raises(UserError, match="a table is filled from the record"):
        with_field('key = "t"\ntitle = "T"\nkind = "table"')


@pytest.mark.parametrize("text", ["2015/16-Q2", "2015/16 Q2", " 2015-16-q2 "])
def test_a_quarter_is_read_as_people_write_it(text: str) -> None:
    period = ReturnPeriod.parse(text)
    assert (str(period), period.kind) == ("2015/16-Q2", PeriodKind.QUARTER)
    assert ReturnPeriod.parse(str(period)) == period


@pytest.mark.parametrize("text", ["2015/16-Q5", "2015/17", "Q2", ""])
def test_what_is_no_period_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="is not a period. Write a quarter like"):
        ReturnPeriod.parse(text)


def test_an_agreements_periods_are_those_it_touches() -> None:
    kept = agreement()
    quarters = periods_between(PeriodKind.QUARTER, kept.starts_on, kept.ends_on)
    assert [str(q) for q in quarters] == [f"2015/16-Q{n}" for n in (1, 2, 3, 4)]
    assert [str(y) for y in periods_between(PeriodKind.YEAR, kept.starts_on, kept.ends_on)] == ["2015/16"]


def test_the_template_shown_in_the_help_can_be_used_as_it_stands() -> None:
    text = resource("help", "return-template.toml").read_text(encoding="utf-8")
    made = parse_template(text, "return-template.toml")
    assert {field.kind for field in made.fields} == set(FieldKind) - {FieldKind.COUNT, FieldKind.DATE}
