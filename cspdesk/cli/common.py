"""What all commands share: how a date is given, and how an answer is said to people and to programs."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def iso_date(text: str) -> date:
    """Return the day an option gives as 2016-03-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date like 2016-03-31") from None


def today() -> date:
    """Return the day it is here."""
    return datetime.now().astimezone().date()


def show(figures: object, sentences: Sequence[str], *, as_json: bool) -> None:
    """Print sentences for people, or the figures as JSON for programs."""
    said = [json.dumps(figures, indent=2, ensure_ascii=False)] if as_json else sentences
    try:
        print(*said, sep="\n", end="\n" if said else "", flush=True)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; what was done stands
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
