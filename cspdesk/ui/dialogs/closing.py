"""Showing a box until it is closed, and letting it go."""

from PySide6.QtWidgets import QDialog


def show_until_closed(dialog: QDialog) -> bool:
    """Show a box until it is closed, then let it go; return whether it was accepted.

    Its window would else keep it for good, following every change unseen. What it holds can be read until control
    returns to the event loop.
    """
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted
