"""The command line: exit codes, sentences on stderr, JSON for programs, and nothing changed when it says so."""

import json
from pathlib import Path
from typing import Any

import pytest

from cspdesk.app.files import backup_folder
from cspdesk.cli import main
from cspdesk.store.check import check_file
from cspdesk.store.store import Store, open_store
from tests.builders import action, agreement, payment, reference

LEDGERS = Path(__file__).parent / "data" / "ledgers"
LEDGER = """\
Date,Supplier,Reference,Amount,Purpose
05/05/2015,Lock Co,INV-1,100.00,Window locks
06/05/2015,Glass Co,INV-2,"1,250.50",Glass
06/05/2015,Glass Co,INV-3,-50.00,Refund
"""


@pytest.fixture
def file(store: Store) -> Path:
    store.close()
    return store.path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER)
    return path


class Said:
    """Runs commands and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = main([str(a) for a in arguments])
        self.out, self.err = self._capsys.readouterr()
        return code

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def test_a_word_that_is_neither_a_command_nor_a_file_is_said_so(run: Said) -> None:
    assert run("chekc") == 2
    assert "neither a command nor a file called chekc" in run.err


def test_a_window_without_a_screen_is_refused_in_words(run: Said, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert run(file) == 1
    assert "no screen here" in run.err


def test_a_folder_in_place_of_a_file_is_said_so(run: Said, tmp_path: Path) -> None:
    assert run("check", tmp_path) == 1
    assert "is not a file" in run.err


def test_new_makes_a_file_and_refuses_to_make_it_twice(run: Said, tmp_path: Path) -> None:
    path = tmp_path / "new.cspdesk"
    assert run("new", path, "--name", "Testshire") == 0
    assert check_file(path).ok
    before = path.read_bytes()
    assert run("new", path, "--name", "Testshire") == 1
    assert "already a file" in run.err
    assert path.read_bytes() == before


def test_new_needs_a_name(run: Said, tmp_path: Path) -> None:
    assert run("new", tmp_path / "new.cspdesk") == 1
    assert "--name" in run.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("import", "ledger"),
        ("import", "ledger", "x", "--into", "y", "--agreement", "z", "--map", "colour=Red"),
        ("import", "ledger", "x", "--into", "y", "--agreement", "z", "--date", "5 May"),
        ("export", "evidence", "--audience", "everyone"),
        ("check",),
        ("--nonsense",),
    ],
)
def test_wrong_usage_is_exit_2(run: Said, wrong: tuple[str, ...]) -> None:
    assert run(*wrong) == 2
    assert "usage:" in run.err


def test_help_and_version_are_no_fault(run: Said) -> None:
    assert run("--help") == 0
    assert run("--version") == 0
    assert run.out.startswith("cspdesk ")


def test_a_file_that_is_not_there_is_one_plain_sentence(run: Said, tmp_path: Path) -> None:
    for command in ("check", "history", "undo", "redo", "backup"):
        assert run(command, tmp_path / "nowhere.cspdesk") == 1
        assert run.err.startswith("There is no file nowhere.cspdesk")
        assert len(run.err.strip().splitlines()) == 1


def test_import_adds_every_payment_and_says_so_to_the_penny(run: Said, file: Path, ledger: Path) -> None:
    assert run("import", "ledger", ledger, "--into", file, "--agreement", "A-1", "--json") == 0
    said = run.json
    assert (said["rows"], said["added"], said["rejected"], said["skipped"]) == (3, 3, 0, 0)
    assert said["total_pence"] == said["added_pence"] == 10_000 + 125_050 - 5_000
    assert said["mapping"]["payee"] == "Supplier"
    with open_store(file) as opened:
        entries = opened.funding.transactions_of("agreement")
        assert [(e.payee, e.amount_pence, e.source_row) for e in entries] == [
            ("Lock Co", 10_000, 2),
            ("Glass Co", 125_050, 3),
            ("Glass Co", -5_000, 4),
        ]
    assert check_file(file).ok


def test_importing_again_adds_nothing_and_leaves_no_step(run: Said, file: Path, ledger: Path) -> None:
    run("import", "ledger", ledger, "--into", file, "--agreement", "A-1")
    before = file.read_bytes()
    assert run("import", "ledger", ledger, "--into", file, "--agreement", "A-1", "--json") == 0
    assert (run.json["added"], run.json["duplicates"]) == (0, 3)
    assert file.read_bytes() == before


def test_a_changed_amount_is_shown_as_changed_and_corrected(run: Said, file: Path, ledger: Path) -> None:
    run("import", "ledger", ledger, "--into", file, "--agreement", "A-1")
    ledger.write_text(LEDGER.replace("100.00", "110.00"))
    assert run("import", "ledger", ledger, "--into", file, "--agreement", "A-1", "--json") == 0
    assert (run.json["added"], run.json["changed"], run.json["changed_pence"]) == (0, 1, 11_000)
    with open_store(file) as opened:
        assert opened.funding.transactions_of("agreement")[0].amount_pence == 11_000
        assert len(opened.funding.transactions_of("agreement")) == 3


def test_one_import_is_one_undo(run: Said, file: Path, ledger: Path) -> None:
    run("import", "ledger", ledger, "--into", file, "--agreement", "A-1")
    assert run("undo", file) == 0
    assert "Imported 3 payments from ledger.csv" in run.out
    with open_store(file, read_only=True) as opened:
        assert opened.funding.transactions.count() == 0
    assert run("redo", file) == 0
    with open_store(file, read_only=True) as opened:
        assert opened.funding.transactions.count() == 3


def test_with_a_rejected_row_nothing_is_taken_unless_partial_is_told(
    run: Said, file: Path, ledger: Path, tmp_path: Path
) -> None:
    ledger.write_text(LEDGER + "31/02/2015,Lock Co,INV-4,10.00,No such day\n07/05/2015,Lock Co,INV-5,lots,No amount\n")
    before = file.read_bytes()
    wanted = ("import", "ledger", ledger, "--into", file, "--agreement", "A-1", "--json")
    assert run(*wanted) == 1
    assert file.read_bytes() == before
    assert "2 rows were rejected" in run.err
    assert [(p["row"], p["column"]) for p in run.json["problems"]] == [(5, "Date"), (6, "Amount")]
    assert run.json["applied"] is False
    assert run(*wanted, "--dry-run") == 1
    assert "2 rows were rejected" in run.err
    assert "so nothing would be imported" in run.err
    assert run(*wanted, "--dry-run", "--partial") == 0
    assert file.read_bytes() == before
    assert run(*wanted, "--partial", "--rejects", tmp_path / "rejects.csv") == 0
    assert (run.json["added"], run.json["rejected"], run.json["rejected_pence"]) == (3, 2, 1_000)
    corrected = (tmp_path / "rejects.csv").read_text("utf-8-sig").replace("31/02/2015", "28/02/2016")
    (tmp_path / "corrected.csv").write_text(corrected.replace("lots", "12.00"))
    again = run("import", "ledger", tmp_path / "corrected.csv", "--into", file, "--agreement", "A-1", "--json")
    assert (again, run.json["added"], run.json["duplicates"]) == (0, 2, 0)


def test_a_dry_run_changes_nothing_and_asks_for_no_lock(run: Said, store: Store, ledger: Path) -> None:
    before = store.path.read_bytes()
    assert run("import", "ledger", ledger, "--into", store.path, "--agreement", "A-1", "--dry-run", "--json") == 0
    assert run.json["added"] == 3
    assert run.json["applied"] is False
    assert store.path.read_bytes() == before


def test_payments_go_to_the_line_that_was_named(run: Said, file: Path, ledger: Path) -> None:
    assert run("import", "ledger", ledger, "--into", file, "--agreement", "A-1", "--line", "line-2") == 0
    with open_store(file, read_only=True) as opened:
        assert {e.line_id for e in opened.funding.transactions_of("agreement")} == {"line-2"}


def test_remembered_rules_put_imported_payments_on_lines(run: Said, store: Store, ledger: Path) -> None:
    from cspdesk.domain.imports import AssignmentRule

    with store.step("Remembered a rule"):
        store.imports.rules.insert(AssignmentRule("r", "agreement", 1, "line-1", payee="glass"))
    store.close()
    assert run("import", "ledger", ledger, "--into", store.path, "--agreement", "A-1", "--json") == 0
    assert run.json["assigned"] == 2


def test_columns_can_be_named_and_are_remembered_for_the_layout(run: Said, file: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("When,Who,Paid,Billed\n05/05/2015,Lock Co,10.00,99.00\n")
    second.write_text("When,Who,Paid,Billed\n06/05/2015,Glass Co,20.00,98.00\n")
    wanted = ("--into", file, "--agreement", "A-1", "--json")
    assert run("import", "ledger", first, *wanted, "--map", "gross=Billed", "--map", "payee=Who") == 0
    assert run.json["added_pence"] == 9_900
    assert run("import", "ledger", second, *wanted) == 0
    assert run.json["added_pence"] == 9_800


def test_rows_outside_the_agreement_are_rejected_unless_allowed_and_then_marked(
    run: Said, file: Path, ledger: Path
) -> None:
    ledger.write_text(LEDGER + "05/05/2017,Lock Co,INV-9,10.00,Late\n")
    wanted = ("import", "ledger", ledger, "--into", file, "--agreement", "A-1", "--json")
    assert run(*wanted) == 1
    assert run.json["rejected_pence"] == 1_000
    assert run(*wanted, "--allow-outside") == 0
    with open_store(file, read_only=True) as opened:
        assert [e.outside_period for e in opened.funding.transactions_of("agreement")] == [False, False, False, True]


def test_a_ledger_without_dates_asks_for_one(run: Said, file: Path, tmp_path: Path) -> None:
    source = tmp_path / "totals.csv"
    source.write_text("Supplier,Total\nLock Co,10.00\nGlass Co,20.00\nGrand Total,30.00\n")
    wanted = ("import", "ledger", source, "--into", file, "--agreement", "A-1", "--json")
    assert run(*wanted) == 1
    assert "no column of dates" in run.err
    assert run(*wanted, "--date", "2015-05-31") == 0
    assert (run.json["added"], run.json["skipped"], run.json["total_pence"]) == (2, 1, 3_000)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (("--agreement", "B-2"), "Its agreements: A-1"),
        (("--agreement", "A-1", "--line", "LINE-9"), "Its lines: LINE-1, LINE-2"),
    ],
)
def test_an_unknown_agreement_or_line_names_those_there_are(
    run: Said, file: Path, ledger: Path, wanted: tuple[str, ...], words: str
) -> None:
    assert run("import", "ledger", ledger, "--into", file, *wanted) == 1
    assert words in run.err


def test_an_import_into_a_file_that_is_open_elsewhere_says_who_has_it(run: Said, store: Store, ledger: Path) -> None:
    assert run("import", "ledger", ledger, "--into", store.path, "--agreement", "A-1") == 1
    assert "open elsewhere: Ann" in run.err


def test_a_backup_is_made_unasked_after_a_change_and_not_after_none(run: Said, file: Path, ledger: Path) -> None:
    run("history", file)
    assert not list(backup_folder(file).glob("*"))
    run("import", "ledger", ledger, "--into", file, "--agreement", "A-1")
    assert len(list(backup_folder(file).glob("*.cspdesk"))) == 1
    run("undo", file)
    assert len(list(backup_folder(file).glob("*.cspdesk"))) == 1


def test_a_backup_that_fails_is_said_and_the_work_is_kept(
    run: Said, file: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("")
    monkeypatch.setattr("cspdesk.app.files.backup_folder", lambda _: tmp_path / "in the way")
    assert run("import", "ledger", ledger, "--into", file, "--agreement", "A-1") == 0
    assert "no backup was made" in run.err
    with open_store(file, read_only=True) as opened:
        assert opened.funding.transactions.count() == 3


def test_backup_and_restore_by_hand(run: Said, file: Path, tmp_path: Path) -> None:
    assert run("backup", file, "--to", tmp_path / "copies") == 0
    (copy,) = (tmp_path / "copies").glob("*.cspdesk")
    before = file.read_bytes()
    assert run("restore", copy, "--to", file) == 0
    assert "record (restored).cspdesk" in run.out
    assert "was not touched" in run.out
    assert file.read_bytes() == before
    assert run("restore", copy, "--to", tmp_path / "new place.cspdesk") == 0
    assert "touched" not in run.out


def test_history_lists_steps_newest_first(run: Said, file: Path, ledger: Path) -> None:
    run("import", "ledger", ledger, "--into", file, "--agreement", "A-1")
    run("undo", file)
    assert run("history", file, "--json") == 0
    newest, imported, *_ = run.json
    assert (newest["kind"], imported["label"], imported["undone"]) == (
        "undo",
        "Imported 3 payments from ledger.csv",
        True,
    )
    assert run("history", file) == 0
    assert "(undone)" in run.out


def test_undo_takes_the_step_before_next_and_stops_at_the_start(run: Said, file: Path, ledger: Path) -> None:
    run("import", "ledger", ledger, "--into", file, "--agreement", "A-1")
    assert [run("undo", file) for _ in range(4)] == [0, 0, 1, 1]
    assert "nothing to undo" in run.err


def test_check_of_a_sound_file_counts_its_records(run: Said, file: Path) -> None:
    assert run("check", file) == 0
    assert "is sound" in run.out
    assert run("check", file, "--json") == 0
    assert run.json["ok"] is True
    assert run.json["problems"] == []
    assert {"transactions", "actions", "evidence"} <= run.json["counts"].keys()


def test_check_says_what_waits_for_somebody(run: Said, store: Store) -> None:
    with store.step("Recorded payments"):
        store.funding.transactions.insert(payment("a", line_id="line-1"), payment("b"))
        store.evidence.evidence.insert(reference("e"))
        store.evidence.attach_to_transactions("e", ["a"])
        store.plans.save(action())
    store.close()
    assert run("check", store.path) == 0
    assert "£10.00 of £20.00 paid is not yet evidenced." in run.out
    assert run("check", store.path, "--json") == 0
    assert run.json["waiting"] == {
        "paid_pence": 2_000,
        "not_evidenced_pence": 1_000,
        "payments_without_line": 1,
        "late_actions": 1,
    }


def test_check_of_a_damaged_file_is_exit_1_and_offers_ways_out(run: Said, file: Path, tmp_path: Path) -> None:
    run("backup", file)
    with file.open("r+b") as damaged:
        damaged.seek(4096 * 6)
        damaged.write(b"\xff" * 4096 * 3)
    assert run("check", file, "--json") == 1
    assert run.json["ok"] is False
    assert "damaged" in run.err
    assert "The newest good backup is" in run.err
    assert "cspdesk salvage" in run.err
    assert run("history", file) == 1
    assert "damaged" in run.err
    assert run("salvage", file, "--to", tmp_path / "saved.cspdesk") == 0
    assert "Copied" in run.out
    assert check_file(tmp_path / "saved.cspdesk").ok


def test_check_says_when_there_is_no_backup(run: Said, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9_000])
    assert run("check", file) == 1
    assert "No good backup" in run.err


def test_evidence_of_spend_is_made_twice_with_the_same_bytes(run: Said, store: Store, tmp_path: Path) -> None:
    with store.step("Recorded payments"):
        store.funding.transactions.insert(payment(line_id="line-1"), payment(payee="<b>A & B</b>"))
    store.close()
    wanted = (
        "export",
        "evidence",
        "--from",
        store.path,
        "--agreement",
        "A-1",
        "--year",
        "2015/16",
        "--date",
        "2016-04-05",
    )
    assert run(*wanted, "--out", tmp_path / "one.pdf", "--json") == 0
    assert isinstance(run.json, dict)
    assert run(*wanted, "--out", tmp_path / "two.pdf") == 0
    assert "Made" in run.out
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (("--agreement", "B-2", "--year", "2015/16"), "Its agreements"),
        (("--agreement", "A-1", "--year", "2015"), "Write it like 2015/16"),
        (("--agreement", "A-1", "--year", "2019/20"), "does not touch 2019/20"),
        (("--agreement", "A-1", "--year", "2015/16", "--priority", "Peace"), "Its priorities: Safer streets"),
    ],
)
def test_a_document_that_cannot_be_made_says_why_and_writes_nothing(
    run: Said, file: Path, tmp_path: Path, wanted: tuple[str, ...], words: str
) -> None:
    assert run("export", "evidence", "--from", file, *wanted, "--out", tmp_path / "out.pdf") == 1
    assert words in run.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_document_is_made_from_a_file_that_is_open_elsewhere(run: Said, store: Store, tmp_path: Path) -> None:
    wanted = ("export", "evidence", "--from", store.path, "--agreement", "A-1", "--year", "2015/16")
    assert run(*wanted, "--out", tmp_path / "out.pdf", "--priority", "Safer streets") == 0


def test_an_interrupted_command_says_that_nothing_was_changed(
    run: Said, file: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cspdesk.app.importing.take", interrupted)
    before = file.read_bytes()
    assert run("import", "ledger", ledger, "--into", file, "--agreement", "A-1") == 1
    assert "nothing was changed" in run.err
    assert file.read_bytes() == before


def test_real_ledgers_come_in_whole(run: Said, store: Store) -> None:
    with store.step("Widened the agreement"):
        store.funding.save_agreement(agreement(starts_on=agreement().starts_on.replace(year=2010)))
    store.close()
    found = sorted(LEDGERS.glob("*.csv"))
    assert found
    for source in found:
        code = run("import", "ledger", source, "--into", store.path, "--agreement", "A-1", "--partial", "--date",
                   "2015-05-31", "--allow-outside", "--json")  # fmt: skip
        said = run.json
        assert code == 0
        parts = ("added_pence", "duplicate_pence", "changed_pence", "rejected_pence")
        assert said["total_pence"] == sum(said[p] for p in parts)
        assert said["rows"] == sum(said[k] for k in ("added", "duplicates", "changed", "rejected", "skipped"))
    assert check_file(store.path).ok
