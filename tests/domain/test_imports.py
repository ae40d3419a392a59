"""Rules put payments on lines by their words, whatever the capitals, the first that fits winning."""

from cspdesk.domain.imports import AssignmentRule, assigned
from tests.builders import payment


def rule(id_: str, position: int, line_id: str, **words: str) -> AssignmentRule:
    return AssignmentRule(id_, "agreement", position, line_id, **words)


def test_a_rule_asks_for_all_its_words_and_for_nothing_else() -> None:
    found = rule("r", 1, "line-1", payee="lock", category="Supplies", text="window")
    good = payment(payee="LOCK CO", category="supplies and services", description="Window locks")
    assert found.matches(good)
    assert found.matches(payment(payee="Lock Co", category="Supplies", reference="WINDOW-7"))
    for missing in ({"payee": "Glass Co"}, {"category": "Grants"}, {"description": "Door"}):
        given = {"payee": "LOCK CO", "category": "supplies", "description": "Window locks"} | missing
        assert not found.matches(payment(**given))


def test_the_first_rule_by_position_wins_and_assigned_payments_are_left_alone() -> None:
    late, early = rule("a", 2, "line-2", payee="Lock"), rule("b", 1, "line-1", payee="Lock")
    free, taken, other = payment("p1"), payment("p2", line_id="line-2"), payment("p3", payee="Glass")
    assert assigned([free, taken, other], [late, early]) == ((free, early),)
