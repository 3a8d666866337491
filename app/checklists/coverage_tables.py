"""The coverage of the manuals as tables: for a terminal, and as the page docs/coverage.md."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.checklists.checklist import Checklist
from app.checklists.coverage import Coverage, Manual, asked_by, coverage
from app.checklists.standard import Standard, Verified

OPENING = """\
# Coverage

What the chapters of four known manuals ask, the standards that cover each, and the checklists
that ask on these standards. A checklist counts where it is published and measures something
against the standard; what only records does not count. `fairhearing checklists coverage` prints
the tables and ends with an exit status other than 0 if a chapter has a gap; this page is what it
writes with `--as markdown`.

The chapters stand in `checklists/coverage.yaml`. Which standard covers which chapter is our
reading, and no question is taken from a manual. Before a list of chapters is relied on, compare
it with the manual: each says how far it was verified. The checklist `impunity` is for what the
last chapter of the last manual asks beyond the rights of the accused.

[The checklists](checklists.md) says what each is for.
"""
LISTS = {
    Verified.YES: "Chapters verified.",
    Verified.INDIRECT: "Chapters verified in part.",
    Verified.NO: "Chapters not verified.",
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The coverage of every manual, with what it was worked out from."""

    standards: Mapping[str, Standard]
    checklists: tuple[Checklist, ...]
    manuals: Mapping[Manual, tuple[Coverage, ...]]

    @property
    def gaps(self) -> list[str]:
        """A sentence for each standard of a chapter on which no checklist asks."""
        return [
            f"{manual.title}, {on.chapter.name}: no published checklist asks on {id_}"
            for manual, covered in self.manuals.items()
            for on in covered
            for id_ in on.gaps
        ]


def tables(
    manuals: Iterable[Manual],
    standards: Mapping[str, Standard],
    checklists: Iterable[Checklist],
) -> Tables:
    """Work out the coverage of every manual."""
    asking = tuple(checklists)
    covered = {manual: coverage(manual, standards, asking) for manual in manuals}
    return Tables(standards, asking, covered)


def as_text(found: Tables) -> Iterator[str]:
    """Yield the lines of the tables for a terminal."""
    for manual, covered in found.manuals.items():
        yield f"{manual.publisher}: {manual.title} ({manual.year})"
        yield f"{LISTS[manual.verified]} {manual.read}"
        for on in covered:
            yield f"  {on.chapter.name}"
            if on.chapter.outside:
                yield f"    outside: {on.chapter.outside}"
            for id_, asking in on.checklists.items():
                yield f"    {id_}: {', '.join(asking) or 'GAP'}"
        yield ""


def as_markdown(found: Tables) -> Iterator[str]:
    """Yield the lines of the page."""
    yield OPENING
    for manual, covered in found.manuals.items():
        yield f"## {manual.publisher}, {manual.title}, {manual.year}\n"
        yield f"{LISTS[manual.verified]} {manual.read}\n"
        yield from _table("Chapter", "Standards", "Checklists that ask on them")
        for on in covered:
            yield _row(on.chapter.name, _names(on, found.standards), _asking(on))
        yield ""
    yield "## Standards and the checklists that ask on them\n"
    yield from _table("Standard", "Checklists")
    asking = asked_by(found.checklists)
    for id_, standard in found.standards.items():
        yield _row(standard.name, ", ".join(asking.get(id_, ())) or "none")


def _names(on: Coverage, standards: Mapping[str, Standard]) -> str:
    if on.chapter.outside:
        return f"outside: {on.chapter.outside}"
    if on.chapter.phase:
        return f"all {len(on.checklists)} standards of the phase {on.chapter.phase}"
    return "<br>".join(standards[id_].name for id_ in on.checklists)


def _asking(on: Coverage) -> str:
    if on.gaps:
        return f"**gap: {', '.join(on.gaps)}**"
    return ", ".join(sorted({id_ for asking in on.checklists.values() for id_ in asking}))


def _table(*heads: str) -> Iterator[str]:
    yield _row(*heads)
    yield _row(*("---" for _head in heads))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
