"""What every export for the public says while publicity is restricted, and the options that keep who and why."""

import argparse
import sys

from cspdesk.cli.common import today


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say who goes on while publicity is restricted, and why."""
    command.add_argument("--because", default="", metavar="REASON", help="why it is made while publicity is restricted")
    command.add_argument("--by", default="", metavar="NAME", help="who says so; kept with the reason")


def tell_published(options: argparse.Namespace, document: str, audience: str = "public") -> None:
    """Warn on stderr where a document for the public was made while publicity is restricted; never stop it."""
    from cspdesk.app.publicity import published

    if audience != "public":
        return
    day = getattr(options, "date", None) or today()
    for sentence in published(options.file, document, day, options.by, options.because):
        print(sentence, file=sys.stderr)
