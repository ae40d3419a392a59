"""The one style sheet: what each kind of widget looks like, in the theme's colours and at the theme's size."""

from collections.abc import Mapping

_SHEET = """
QWidget { outline: none; }
QMainWindow, QDialog, QMessageBox, [role="page"] { background: @page; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: @px(20); font-weight: bold; }
QLabel[role="lead"] { font-size: @px(15); font-weight: bold; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="figure"] { font-size: @px(24); font-weight: bold; }
QLabel[role="quiet"] { color: @quiet; }
QLabel[role="caption"] { color: @quiet; font-size: @px(12); }
QLabel[role="danger"], QLabel[tone="danger"] { color: @danger; }
QLabel[role="notice"] {
    background: @warning_soft; color: @text; border: 1px solid @warning; border-radius: @px(6);
}
QFrame[role="notice"] {
    background: @warning_soft; border: none; border-bottom: 1px solid @warning; min-height: @px(30);
}
QFrame[role="notice"] QLabel { color: @text; }
QLabel[role="notice"] { padding: @px(6) @px(10); }
[role="head"] { background: @card; border-bottom: 1px solid @line; }
QLabel[role="pill"] {
    background: @neutral_soft; color: @text; border-radius: @px(9); padding: @px(1) @px(8); font-size: @px(12);
}

[role="card"], [role="panel"] { background: @card; border: 1px solid @line; border-radius: @px(8); }
[role="panel"] { border-radius: 0; border-width: 0 0 0 1px; }
[role="line"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: none; }
QScrollArea[role="clear"], QScrollArea[role="clear"] > QWidget > QWidget { background: transparent; border: none; }

QPushButton, QToolButton {
    background: @card; color: @text; border: 1px solid @strong_line; border-radius: @px(6);
    padding: @px(5) @px(12); min-height: @px(18);
}
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed { background: @accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: @px(4) @px(11); }
QPushButton:disabled, QToolButton:disabled { color: @quiet; border-color: @line; background: @page; }
QPushButton:default, QPushButton[role="primary"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton:default:focus, QPushButton[role="primary"]:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @neutral_soft; color: @quiet; border-color: @line; }
QPushButton[role="danger"] { color: @danger; border-color: @danger; }
QPushButton[role="flat"], QToolButton, QToolButton[role="flat"] { background: transparent; border-color: transparent; }
QPushButton[role="flat"]:hover, QToolButton:hover { background: @hover; }
QPushButton[role="flat"]:focus, QToolButton:focus { border: 2px solid @accent; }
QToolButton { padding: @px(5); }
QToolButton:focus { padding: @px(4); }
QToolButton[role="small"] { padding: @px(2); min-height: @px(14); }
QToolButton[role="small"]:focus { padding: @px(1); }
QToolButton[popupMode="2"] { padding-right: @px(14); }
QToolButton::menu-indicator { subcontrol-position: right center; width: @px(8); }
QPushButton[role="link"] {
    background: transparent; border: 2px solid transparent; color: @accent; padding: 0 @px(2); text-align: left;
    margin-left: -4px;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid @accent; border-radius: @px(4); }
QPushButton[role="fold"] {
    background: transparent; border: 2px solid transparent; padding: @px(4) @px(2); text-align: left; font-weight: bold;
}
QPushButton[role="fold"]:hover { background: @hover; }
QPushButton[role="fold"]:focus { border: 2px solid @accent; border-radius: @px(4); padding: @px(4) @px(2); }
QFrame[role="row"] { border: 2px solid transparent; border-radius: @px(4); }
QFrame[role="row"]:hover { background: @hover; }
QFrame[role="row"]:focus { border: 2px solid @accent; }
QFrame[role="tile"] { background: @card; border: 1px solid @line; border-radius: @px(8); margin: 1px; }
QFrame[role="tile"]:hover { border-color: @strong_line; }
QFrame[role="tile"]:focus { border: 2px solid @accent; margin: 0; }
QPushButton[role="inline"] {
    background: transparent; border: 2px solid transparent; color: @accent; padding: 0; text-align: left;
}
QPushButton[role="inline"]:hover { text-decoration: underline; }
QPushButton[role="inline"]:focus { border: 2px solid @accent; border-radius: @px(4); }
QPushButton[role="choice"] { border: 1px solid @strong_line; }
QPushButton[role="choice"]:checked { background: @accent_soft; border-color: @accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {
    background: @card; color: @text; border: 1px solid @strong_line; border-radius: @px(6);
    padding: @px(4) @px(8); min-height: @px(20);
    selection-background-color: @accent; selection-color: @on_accent;
}
QPlainTextEdit, QTextEdit { padding: @px(4); min-height: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
    border: 2px solid @accent; padding: @px(3) @px(7);
}
QPlainTextEdit:focus, QTextEdit:focus { padding: @px(3); }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid @danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDateEdit:disabled,
QLineEdit:read-only, QPlainTextEdit:read-only { background: @page; color: @quiet; border-color: @line; }
QLineEdit QToolButton, QLineEdit QToolButton:focus { border: none; padding: 0; min-height: 0; }
QAbstractItemView QLineEdit, QAbstractItemView QComboBox { border-radius: 0; border: 2px solid @accent; padding: 0; }
QLineEdit[role="cell"] { border-color: @line; padding: @px(2) @px(4); }
QPlainTextEdit[role="cell"] { border-color: @line; padding: @px(1); }
QPlainTextEdit[role="cell"]:focus { border: 2px solid @accent; padding: 0; }
QLineEdit[role="ahead"] { border-color: transparent; background: transparent; padding: @px(2) @px(4); }
QLineEdit[role="ahead"]:hover { border-color: @line; }
QLineEdit[role="cell"]:focus, QLineEdit[role="ahead"]:focus {
    border: 2px solid @accent; padding: @px(1) @px(3); background: @card;
}
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: @px(22); }
QCheckBox { spacing: @px(8); }
QCheckBox::indicator {
    width: @px(14); height: @px(14); border: 1px solid @strong_line; border-radius: @px(3); background: @card;
}
QCheckBox::indicator:hover { border-color: @accent; }
QCheckBox::indicator:focus { border: 2px solid @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url("@tick"); }
QCheckBox::indicator:checked:focus { border: 2px solid @text; }
QCheckBox::indicator:disabled { background: @neutral_soft; }
QRadioButton::indicator {
    width: @px(14); height: @px(14); border: 1px solid @strong_line; border-radius: @px(8); background: @card;
}
QRadioButton::indicator:hover { border-color: @accent; }
QRadioButton::indicator:checked {
    width: @px(6); height: @px(6); border: @px(5) solid @accent; border-radius: @px(8); background: @card;
}
QRadioButton::indicator:disabled { background: @neutral_soft; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("@chevron"); width: @px(12); height: @px(12); }
QComboBox[role="flat"] { background: transparent; border-color: transparent; }
QComboBox[role="flat"]:hover { background: @hover; }
QComboBox[role="flat"]:focus { border: 2px solid @accent; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @strong_line; padding: @px(4); }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: @px(16); background: transparent; }

QPushButton[role="field"] { background: @page; color: @quiet; text-align: left; padding: @px(5) @px(10); }
QPushButton[role="field"]:hover { background: @hover; color: @text; }
QPushButton[role="field"]:focus { border: 2px solid @accent; padding: @px(4) @px(9); }
[role="palette"] { background: @raised; border: 1px solid @strong_line; }
[role="palette"] QListView { background: transparent; border: none; }
[role="palette"] QLineEdit, [role="palette"] QLineEdit:focus {
    font-size: @px(15); padding: @px(8); border: none; border-bottom: 1px solid @line; border-radius: 0;
    background: transparent;
}

QCheckBox, QRadioButton { spacing: @px(8); padding: @px(2); border: 2px solid transparent; border-radius: @px(4); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @accent; }

QTableView, QTreeView, QListView {
    background: @card; color: @text; border: 1px solid @line; border-radius: @px(8); gridline-color: @line;
    selection-background-color: @accent_soft; selection-color: @text;
}
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid @accent; }
[role="card"] QTableView { border: none; border-radius: 0; }
QTableView::item { border: none; border-bottom: 1px solid @line; padding: 0 @px(8); }
QTableView::item:hover { background: @hover; }
QTableView::item:selected { background: @accent_soft; color: @text; }
QTableView::item:focus { border: 2px solid @accent; padding: 0 @px(6); }
QGraphicsView { border: 2px solid transparent; }
QGraphicsView:focus { border: 2px solid @accent; border-radius: @px(4); }
QListView::item { padding: @px(6) @px(8); border-radius: @px(4); }
QListView[role="rows"]::item { padding: 0; }
QListView::item:selected { background: @accent_soft; color: @text; }
QListView[role="nav"] {
    background: transparent; border: none; border-right: 1px solid @line; border-radius: 0; padding: 0 @px(6);
}
QListView[role="nav"]:focus { border: 2px solid @accent; border-radius: @px(4); }
QListView[role="nav"]::item { padding: @px(4) @px(8); color: @quiet; }
QListView[role="nav"]::item:hover { background: @hover; color: @text; }
QListView[role="nav"]::item:selected { background: @accent_soft; color: @text; }
QHeaderView { background: @card; border: none; }
QHeaderView::section {
    background: @card; color: @quiet; border: none; border-bottom: 1px solid @strong_line;
    padding: @px(6) @px(11); font-size: @px(12);
}
QHeaderView::section:hover { color: @text; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: @px(8); height: @px(8); }
QTableCornerButton::section { background: @card; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: @quiet; border: 2px solid transparent; border-bottom: 3px solid transparent;
    padding: @px(8) @px(10); margin: 0;
}
QTabBar::tab:hover { color: @text; background: @hover; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @accent; }
QTabBar::tab:focus { border: 2px solid @accent; border-bottom: 3px solid @accent; border-radius: @px(4); }
QTabBar QToolButton { background: @card; border: 1px solid @line; padding: @px(2); }

QMenuBar { background: @card; border-bottom: 1px solid @line; padding: @px(2) @px(8); }
QMenuBar::item { padding: @px(4) @px(10); border-radius: @px(4); background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; border: 1px solid @strong_line; padding: @px(4); }
QMenu::item { padding: @px(6) @px(28) @px(6) @px(28); border-radius: @px(4); }
QMenu::item:selected { background: @accent_soft; color: @text; }
QMenu::item:disabled { color: @quiet; }
QMenu::separator { height: 1px; background: @line; margin: @px(4) @px(8); }
QStatusBar { background: @card; border-top: 1px solid @line; color: @quiet; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @quiet; padding: @px(2) @px(8); font-size: @px(12); }
QToolTip { background: @raised; color: @text; border: 1px solid @strong_line; padding: @px(4) @px(8); }

QProgressBar { background: @neutral_soft; border: none; border-radius: @px(4); height: @px(8); text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: @px(4); }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { background: transparent; width: @px(12); margin: 0; }
QScrollBar:horizontal { background: transparent; height: @px(12); margin: 0; }
QScrollBar::handle { background: @strong_line; border-radius: @px(4); min-height: @px(32); min-width: @px(32); }
QScrollBar::handle:vertical { margin: @px(2) @px(2); }
QScrollBar::handle:horizontal { margin: @px(2) @px(2); }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0;
}
QAbstractScrollArea::corner { background: transparent; border: none; }
QTextBrowser { background: @card; border: none; padding: @px(16); }
"""


def style_sheet(colours: Mapping[str, str], files: Mapping[str, str], scale: float) -> str:
    """Return the sheet; colours and files (addresses of images) by name, scale 1.0 for 100%."""
    import re

    named = {**colours, **files}

    def value(found: re.Match[str]) -> str:
        size, name = found.groups()
        return f"{max(1, round(int(size) * scale))}px" if size else named[name]

    return re.sub(r"@px\((\d+)\)|@(\w+)", value, _SHEET)
