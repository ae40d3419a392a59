"""The table of a plan."""

from cspdesk.ui.widgets.grouped_table import GroupedTable


class PlanTable(GroupedTable):
    """A table of actions, in groups or not."""
