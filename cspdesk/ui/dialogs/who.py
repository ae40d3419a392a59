"""The box that asks who is working."""

from PySide6.QtWidgets import QInputDialog, QWidget


def ask_who(parent: QWidget, present: str) -> str:
    """Return the name that the history is to give to what is done from now on; empty when it stays."""
    name, taken = QInputDialog.getText(
        parent, "Who is working", "The history names you with each step. Your name:", text=present
    )
    return name.strip() if taken else ""
