"""What can be wrong in the list of the manuals' chapters, seen beside the other files."""

from collections.abc import Iterator, Sequence

from app.checklists.checklist import Checklist
from app.checklists.checklist_mistakes import unique
from app.checklists.coverage import Manuals, asked_by
from app.checklists.library import Lines, Mistake
from app.checklists.standard import Standards


def coverage_mistakes(
    value: Manuals, lines: Lines, standards: Standards, checklists: Sequence[Checklist] | None
) -> Iterator[Mistake]:
    """Yield chapters that name an unknown standard, or one that no checklist asks on.

    ``checklists`` is ``None`` where not all of them can be read: then nobody knows what is asked.
    """
    known = {standard.id: standard for standard in standards.standards}
    asking = asked_by(checklists) if checklists is not None else None
    yield from unique(lines, ("manuals",), [manual.id for manual in value.manuals])
    for m, manual in enumerate(value.manuals):
        for c, chapter in enumerate(manual.chapters):
            place = ("manuals", m, "chapters", c)
            for id_ in chapter.needs(known):
                if id_ not in known:
                    yield lines.mistake(place, f"there is no standard {id_} in standards.yaml")
                elif asking is not None and id_ not in asking:
                    text = f"no checklist has a question that is measured against {id_}"
                    yield lines.mistake(place, f"{text}, which this chapter needs")
