"""Draws charts of results side by side, each with the sentence it comes to and its caveat."""

from collections.abc import Sequence

from cspdesk.reports import result_charts
from cspdesk.reports.blocks import Result, Results
from cspdesk.reports.pages import area, decoration
from cspdesk.reports.pens import PdfPen
from cspdesk.reports.room import AGAIN, Room
from cspdesk.reports.style import INK, ORANGE, QUIET, Type

_GAP = 20.0
_NARROW = 400.0
_SAYS = Type(8.2, 11, colour=INK)
_CAVEAT = Type(7.8, 10, colour=QUIET)


class ResultsRoom(Room):
    """Room that charts of results can be put into."""

    def _results(self, block: Results) -> None:
        if self._is_narrow and len(block.results) > 1:
            for result in block.results:
                self._results(Results((result,), block.low, block.name))
            return
        width, title = self._column(block.results), self._titles(block.results)
        height, plot = self._results_height(block), _plot(block)
        self._need(min(height, self._sheet.room))
        if self._fresh and block.name and height + AGAIN.leading + 3 <= self._sheet.room:
            self._name_again(f"{block.name}, continued")
        top, foot = self._y, self._y
        for place, result in enumerate(block.results):
            left = self._sheet.left + place * (width + _GAP)
            result_charts.draw(
                self._pages,
                self._page,
                self._section,
                result.chart,
                left=left,
                width=width,
                top=top,
                title=title,
                plot=plot,
            )
            y = top - result_charts.height(self._pen, result.chart, width, title, plot) - 2
            foot = min(foot, self._beneath(result, left, width, y))
        self._down(top - foot + 10)

    def _results_height(self, block: Results) -> float:
        """Return the room a row of charts takes with what stands beneath them; on a narrow page that of the first."""
        if self._is_narrow:
            block = Results(block.results[:1], block.low)
        width, title = self._column(block.results), self._titles(block.results)
        return max(
            result_charts.height(self._pen, r.chart, width, title, _plot(block))
            + 2
            + len(self._lines(r.says, _SAYS, width)) * _SAYS.leading
            + (4 + len(self._lines(r.caveat, _CAVEAT, width - 7)) * _CAVEAT.leading if r.caveat else 0)
            for r in block.results
        )

    def _beneath(self, result: Result, left: float, width: float, y: float) -> float:
        """Draw the sentence and the caveat under a chart; return how far down they reach."""
        said = self._structure.open("P", self._section)
        lines = self._lines(result.says, _SAYS, width)
        self._pages.text(self._page, said, left, y - _SAYS.size, lines, _SAYS)
        self._structure.close(said)
        y -= len(lines) * _SAYS.leading
        if result.caveat:
            caveat = self._structure.open("P", self._section)
            lines = self._lines(result.caveat, _CAVEAT, width - 7)
            y -= 4
            self._pages.text(self._page, caveat, left + 7, y - _CAVEAT.size, lines, _CAVEAT)
            self._structure.close(caveat)
            height = len(lines) * _CAVEAT.leading
            self._page.code.append(decoration(area(left, y - height - 0.5, 1.6, height, ORANGE)))
            y -= height
        return y

    @property
    def _is_narrow(self) -> bool:
        """Whether charts stand below each other: half of the page would not be wide enough for one."""
        return self._sheet.width < _NARROW

    @property
    def _pen(self) -> PdfPen:
        """A pen for the page that is being filled."""
        return PdfPen(self._pages, self._page.code)

    def _column(self, results: Sequence[Result]) -> float:
        columns = 1 if self._is_narrow else max(len(results), 2)
        return (self._sheet.width - _GAP * (columns - 1)) / columns

    def _titles(self, results: Sequence[Result]) -> int:
        """Return how many lines a row of charts keeps for their titles."""
        return max(len(result_charts.title_lines(self._pen, r.chart, self._column(results))) for r in results)


def _plot(block: Results) -> float:
    return result_charts.LOW if block.low else result_charts.PLOT
