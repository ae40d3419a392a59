"""Returns by the command line and from the record: refused in words, drafted, sent, frozen, undone."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from cspdesk.app.files import new_file
from cspdesk.app.return_answers import answer, answer_keys, read_answers
from cspdesk.app.return_sending import submit
from cspdesk.app.return_templates import own_folder, template_called, templates
from cspdesk.app.returns import ReturnRequest, read_return
from cspdesk.cli import main
from cspdesk.domain.forecasts import Treatment, UnderspendPlan
from cspdesk.domain.funding import Eligibility
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.returns import ReturnState
from cspdesk.errors import UserError
from cspdesk.store.store import Store, open_store
from tests.builders import payment
from tests.return_records import SMALL

DAY = date(2016, 5, 1)
CORE = ("--agreement", "PCC-2015-CORE")
Q4 = ReturnRequest("pcc-quarterly", "PCC-2015-CORE", "2015/16-Q4")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.cspdesk"
    new_file(path, None, sample=True)
    return path


@pytest.fixture
def sample(original: Path, tmp_path: Path) -> Path:
    """A copy of the sample that a test may change."""
    path = tmp_path / "sample.cspdesk"
    path.write_bytes(original.read_bytes())
    return path


def finish(store: Store) -> None:
    """Do what the sample's Q4 return still needs: lines, words, plans for what is left, names."""
    core = store.funding.agreement_called("PCC-2015-CORE")
    assert core is not None
    lines = store.funding.lines_of(core.id)
    one = read_return(store, Q4, DAY)
    with store.step("Assigned what was left over"):
        loose = [t.id for t in store.funding.unassigned(core.id) if t.occurred_on <= date(2016, 3, 31)]
        store.funding.assign(loose, lines[-1].id)
        store.terms.judge(loose, Eligibility.ELIGIBLE)
        left = one.figures.sums["underspend_year_end"]
        plan = UnderspendPlan("plan", lines[0].id, one.record.period.year, Treatment.RETURN, left)
        store.forecasts.plan_underspend(plan)
    answer(store, one, {"risks": "None known.", "signed.1": "Lead", "signed.2": "Finance officer"})


def test_a_return_that_is_not_ready_is_refused_with_a_list(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = sample.with_name("q4.pdf")
    asked = ["--from", str(sample), *CORE, "--period", "2015/16-Q4", "--out", str(out)]
    assert main(["export", "return", "--template", "pcc-quarterly", *asked]) == 1
    said = capsys.readouterr().err
    assert "2 payments of £209.05 in all are on no budget line" in said
    assert "It is not signed by: Finance officer." in said
    assert not out.exists()
    assert main(["export", "return", "--template", "pcc-quarterly", *asked, "--draft", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["draft"] is True
    assert told["ready"] is False
    assert out.exists()


def test_checking_a_return_exits_1_until_it_is_ready(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["check", str(sample), "--return", "pcc-quarterly", *CORE, "--period", "2015/16-Q4", "--date", "2016-05-01"]
    assert main(asked) == 1
    with open_store(sample) as store:
        finish(store)
    capsys.readouterr()
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ready"] is True
    assert {f["severity"] for f in told["findings"]} <= {"worth a look"}


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_a_sent_return_is_given_out_as_it_was_sent(sample: Path, kind: str) -> None:
    made = []
    for day in ("2016-05-01", "2017-01-01"):
        out = sample.with_name(f"{day}.{kind}")
        asked = ["--from", str(sample), *CORE, "--period", "2015/16-Q2", "--out", str(out), "--date", day]
        assert main(["export", "return", "--template", "pcc-quarterly", *asked]) == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_a_sent_return_is_not_given_out_to_other_readers(
    sample: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = sample.with_name(f"public.{kind}")
    asked = ["--from", str(sample), *CORE, "--period", "2015/16-Q2", "--out", str(out), "--audience", "public"]
    assert main(["export", "return", "--template", "pcc-quarterly", *asked]) == 1
    assert "was sent in its partner version" in capsys.readouterr().err
    assert not out.exists()


def test_a_draft_of_a_sent_return_is_marked_as_one(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = sample.with_name("draft.pdf")
    asked = ["--from", str(sample), *CORE, "--period", "2015/16-Q2", "--out", str(out), "--draft", "--json"]
    assert main(["export", "return", "--template", "pcc-quarterly", *asked]) == 0
    assert json.loads(capsys.readouterr().out)["draft"] is True
    with pikepdf.open(out) as pdf:
        assert "draft" in str(pdf.docinfo.get("/Title", "")) + str(pdf.open_metadata().get("dc:title"))


def test_sending_freezes_and_is_one_step_that_can_be_undone(sample: Path) -> None:
    with open_store(sample) as store:
        finish(store)
        one = read_return(store, Q4, DAY)
        assert one.is_ready, [f.says for f in one.findings]
        corrected = store.returns.all_corrections(one.record.agreement.id)
        steps = len(store.journal.steps(limit=-1))
        kept = submit(store, one, DAY)
        assert len(store.journal.steps(limit=-1)) == steps + 1
        assert kept.document_id is not None
        assert corrected
        assert not store.returns.all_corrections(one.record.agreement.id)  # reported, so closed anew
        with store.step("Paid once more"):
            store.funding.transactions.insert(
                payment("late", agreement_id=one.record.agreement.id, occurred_on=date(2016, 3, 1))
            )
        again = read_return(store, Q4, DAY)
        assert again.is_submitted
        assert again.figures == one.figures
        with pytest.raises(UserError, match="submitted already"):
            submit(store, again, DAY)
        with pytest.raises(UserError, match="frozen"):
            answer(store, again, {"risks": "Others"})
        store.undo()
        store.undo()
        back = store.returns.returns.get(kept.id)
        assert (back.state, back.document_id) == (ReturnState.DRAFT, None)
        assert store.returns.all_corrections(one.record.agreement.id) == corrected


def test_a_correction_is_told_by_the_next_return_that_can_and_by_none_twice(sample: Path) -> None:
    own = own_folder(sample)
    own.mkdir()
    small = 'name = "{}"\ntitle = "T"\nperiod = "quarter"\ndue_days = 5\n[[section]]\ntitle = "S"\n' + (
        '[[section.field]]\nkey = "a"\ntitle = "A"\nkind = "money"\nsource = "actual_to_date"\n'
    )
    table = '[[section.field]]\nkey = "b"\ntitle = "B"\nkind = "table"\nsource = "corrections"\n'
    (own / "dumb.toml").write_text(small.format("dumb"), encoding="utf-8")
    (own / "telling.toml").write_text(small.format("telling") + table, encoding="utf-8")
    with open_store(sample) as store:
        finish(store)
        core = read_return(store, Q4, DAY).record.agreement.id
        loose = next(t for t in store.funding.transactions_of(core) if t.occurred_on < date(2015, 7, 1))
        with store.step("Corrected an invoice"):
            store.funding.transactions.save(replace(loose, amount_pence=loose.amount_pence + 100))
        for name, left in (("dumb", 1), ("telling", 0)):
            one = read_return(store, ReturnRequest(name, "PCC-2015-CORE", "2015/16-Q4"), DAY)
            assert one.is_ready, [f.says for f in one.findings]
            submit(store, one, DAY)
            found = store.returns.all_corrections(core)
            assert [c.reported for each in found.values() for c in each] == [True] * left
        frozen = read_return(store, ReturnRequest("telling", "PCC-2015-CORE", "2015/16-Q4"), DAY).figures
        told = next(f.value for f in frozen.fields if f.source == "corrections")
        assert isinstance(told, TableValue)
        assert told.columns[3][0] == "Previously reported"
        assert [(row[0], row[-1]) for row in told.rows] == [("Q1 2015/16", "Corrected an invoice")]


@pytest.mark.parametrize("text", ["risks = " + "9" * 5_000, "risks = " + "[" * 5_000])
def test_answers_that_are_endless_are_refused_in_words(sample: Path, text: str) -> None:
    path = sample.with_name("answers.toml")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"answers\.toml cannot be read as answers"):
        read_answers(path, template_called(sample, "pcc-quarterly"))


def test_the_samples_returns_follow_from_one_another(sample: Path) -> None:
    with open_store(sample, read_only=True) as store:
        quarters = [
            read_return(store, ReturnRequest("pcc-quarterly", "PCC-2015-CORE", f"2015/16-Q{n}"), DAY)
            for n in (1, 2, 3, 4)
        ]
    sums = [one.figures.sums for one in quarters]
    assert [one.is_submitted for one in quarters] == [True, True, True, False]
    for before, after in pairwise(sums):
        assert after["actual_before"] == before["actual_to_date"]
    assert not any("had been spent by its end" in f.says for f in quarters[3].findings)
    assert all(refused.figures.signatures[0][1] for refused in quarters[:3])


def test_answers_can_be_given_in_a_file(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "answers.toml"
    out = tmp_path / "claim.csv"
    asked = ["--from", str(sample), *CORE, "--period", "2015/16-Q1", "--out", str(out), "--answers", str(given)]
    given.write_text('ledger = "Main ledger"\nchecked_on = 2015-07-10\nvat = "None: net amounts"\n"signed.1" = "A"\n')
    assert main(["export", "return", "--template", "s151-claim", *asked]) == 0
    assert "Main ledger" in out.read_text(encoding="utf-8")
    given.write_text('colour = "red"')
    assert main(["export", "return", "--template", "s151-claim", *asked]) == 1
    assert "answers.toml: the template asks for no “colour”" in capsys.readouterr().err
    given.write_bytes(b"\xff\xfe")
    assert main(["export", "return", "--template", "s151-claim", *asked]) == 1
    assert "cannot be read as answers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--template", "none", "--period", "2015/16-Q1"),
            "There is no return template “none”. There are: dual-rating",
        ),
        (("--template", "year-end", "--period", "2015/16-Q1"), "is made for a year. Write it like 2015/16."),
        (("--template", "pcc-quarterly", "--period", "2019/20-Q1"), "Q1 2019/20 lies outside agreement PCC-2015-CORE"),
        (("--template", "pcc-quarterly", "--period", "May"), "“May” is not a period"),
        (("--template", "pcc-quarterly", "--period", "2015/16-Q1", "--out", "x.doc"), "x.doc should end in .pdf"),
    ],
)
def test_what_cannot_be_made_is_said_in_words(
    original: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = () if "--out" in words else ("--out", str(original.with_name("x.csv")))
    assert main(["export", "return", "--from", str(original), *CORE, *out, *words]) == 1
    assert said in capsys.readouterr().err


def test_a_persons_own_template_stands_beside_the_file_and_in_for_a_shipped_one(sample: Path) -> None:
    own = own_folder(sample)
    own.mkdir()
    (own / "mine.toml").write_text(SMALL, encoding="utf-8")
    (own / "other.toml").write_text(SMALL.replace('"small"', '"year-end"'), encoding="utf-8-sig")
    assert {t.name for t in templates(sample)} >= {"small", "year-end", "pcc-quarterly"}
    assert template_called(sample, "YEAR-END").title == "Small return"
    (own / "twice.toml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(UserError, match=r"twice.toml and mine.toml are both called “small”"):
        templates(sample)
    (own / "twice.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="is not UTF-8 text"):
        templates(sample)


def test_a_field_that_is_not_asked_for_takes_no_answer(sample: Path) -> None:
    with open_store(sample) as store:
        one = read_return(store, Q4, DAY)
        with pytest.raises(UserError, match="asks for no “spent”"):
            answer(store, one, {"spent": "5"})
        assert "explained" in answer_keys(one.template)
