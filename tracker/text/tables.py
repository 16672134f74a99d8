"""Lay out tables: a row a line, cells separated by ` | `."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.text.lines import Part


@dataclass(slots=True)
class Cell:
    """One cell: the paragraphs in it."""

    heading: bool
    parts: list[Part] = field(default_factory=list)

    def shown(self) -> str:
        """Write it in one line in which a bar is escaped."""
        return " ".join(part.flat for part in self.parts if part.flat).replace("|", "\\|")


@dataclass(slots=True)
class Table:
    """One table; tables inside its cells are read as text of the cell."""

    depth: int = 1
    rows: list[list[Cell]] = field(default_factory=list)

    def start_row(self) -> None:
        if self.depth == 1:
            self.rows.append([])

    def start_cell(self, heading: bool) -> None:
        if self.depth > 1:
            return
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(Cell(heading))

    @property
    def cell(self) -> Cell | None:
        """The cell that is being read."""
        return self.rows[-1][-1] if self.rows and self.rows[-1] else None

    def lines(self) -> tuple[str, ...]:
        """Write the rows that say something; a rule follows the first, as Markdown has it."""
        rows = [tuple(cell.shown() for cell in row) for row in self.rows]
        shown = [row for row in rows if any(row)]
        lines = [f"| {' | '.join(row)} |" for row in shown]
        if len(shown) > 1:
            lines.insert(1, f"| {' | '.join('---' for _ in shown[0])} |")
        return tuple(lines)

    def canonical(self) -> str:
        """Write what counts; the heading cells are told apart."""
        return "\n".join(
            "".join(
                ("|! " if cell.heading else "| ") + "<br><br>".join(p.canonical for p in cell.parts)
                for cell in row
            )
            for row in self.rows
            if any(cell.parts for cell in row)
        )
