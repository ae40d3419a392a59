"""Proof in words says exactly what the figures do."""

import pytest

from cspdesk.domain.positions import Traced
from cspdesk.domain.proof import payments_sentence, proves_sentence, size_words, untraced_sentence


@pytest.mark.parametrize(
    ("traced", "money", "payments"),
    [
        (Traced(), "No payments yet", ""),
        (
            Traced(6130000, 5709000, 9, 8),
            "£4,210.00 of £61,300.00 is not yet evidenced",
            "1 of 9 payments has no proof",
        ),
        (Traced(100, 0, 2, 0), "£1.00 of £1.00 is not yet evidenced", "2 of 2 payments have no proof"),
        (Traced(100, 100, 1, 1), "All £1.00 paid is evidenced", "1 payment, each with proof"),
    ],
)
def test_what_is_not_evidenced_is_said_in_pounds_and_payments(traced: Traced, money: str, payments: str) -> None:
    assert (untraced_sentence(traced), payments_sentence(traced)) == (money, payments)


def test_a_payment_and_its_refund_without_proof_are_not_called_evidenced() -> None:
    assert untraced_sentence(Traced(0, 0, 2, 0)) == "2 of 2 payments have no proof"
    assert untraced_sentence(Traced(900, 1000, 3, 2)) == "1 of 3 payments has no proof"


@pytest.mark.parametrize(
    ("payments", "actions", "said"),
    [(0, 0, "nothing yet"), (1, 0, "1 payment"), (0, 2, "2 actions"), (1200, 1, "1,200 payments and 1 action")],
)
def test_what_a_proof_proves_is_counted(payments: int, actions: int, said: str) -> None:
    assert proves_sentence(payments, actions) == said


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 byte"), (1023, "1,023 bytes"), (49_152, "48 KB"), (1_468_007, "1.4 MB")]
)
def test_a_file_has_the_size_people_say(size: int, said: str) -> None:
    assert size_words(size) == said
