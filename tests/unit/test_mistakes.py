import os
import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from app.checklists import library
from app.checklists.library import (
    FOLDER,
    PUBLISHED,
    MistakenFileError,
    read_all,
    shipped,
    standards,
)
from app.checklists.mistakes import check
from tests.versions import files_of_its_own

pytestmark = pytest.mark.one_database


read_once = cache(library.read)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files, with every checklist a draft again."""
    copied = Path(shutil.copytree(FOLDER, tmp_path / "checklists"))
    (copied / PUBLISHED).unlink()
    # What a test leaves as it is need not be read anew for each.
    monkeypatch.setattr(library, "read", read_once)
    return copied


def edit(folder: Path, name: str, old: str, new: str) -> int:
    """Replace text once; return the line on which it stood."""
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def only(folder: Path) -> str:
    mistakes = check(folder).mistakes
    assert len(mistakes) == 1, [str(m) for m in mistakes]
    return str(mistakes[0])


def test_the_files_of_the_project_have_no_mistake() -> None:
    result = check()
    assert (result.standards, result.questions, result.mistakes) == (63, 567, ())
    assert result.sources > 750


def test_a_second_question_of_the_same_id_is_named_with_its_line(folder: Path) -> None:
    line = edit(folder, "trial/1.yaml", "id: reasons-for-arrest.2", "id: reasons-for-arrest.1")
    assert f"checklists/trial/1.yaml:{line}: the question reasons-for-arrest.1" in only(folder)


def test_a_condition_on_a_later_question_is_named(folder: Path) -> None:
    line = edit(
        folder,
        "trial/1.yaml",
        "when: [{question: public-hearing.1,",
        "when: [{question: public-hearing.5,",
    )
    found = only(folder)
    assert f"checklists/trial/1.yaml:{line}:" in found
    assert "asked later" in found


def test_a_condition_on_a_question_that_is_not_there_is_named(folder: Path) -> None:
    edit(folder, "trial/1.yaml", "when: [{question: public-hearing.1,", "when: [{question: no.1,")
    assert "there is no question no.1" in only(folder)


def test_an_unknown_standard_fact_and_instrument_are_named(folder: Path) -> None:
    edit(folder, "hearing/1.yaml", "standard: public-hearing", "standard: public-hearings")
    edit(folder, "hearing/1.yaml", "facts: [interpreter-needed]", "facts: [interpreter]")
    edit(folder, "standards.yaml", "instrument: udhr", "instrument: uhdr")
    text = "\n".join(str(m) for m in check(folder).mistakes)
    assert "there is no standard public-hearings" in text
    assert "there is no fact interpreter" in text
    assert "there is no instrument uhdr" in text


def test_what_explains_a_treaty_that_is_not_there_is_named(folder: Path) -> None:
    edit(folder, "instruments.yaml", "interprets: crpd", "interprets: udhr")
    assert "there is no treaty udhr in this file" in only(folder)


def test_a_fact_that_is_not_asked_decides_nothing(folder: Path) -> None:
    edit(folder, "instruments.yaml", "when: disability", "when: disabled")
    assert "there is no fact disabled in facts.yaml" in only(folder)


def test_every_mistake_of_a_file_is_named_at_once(folder: Path) -> None:
    first = edit(folder, "standards.yaml", "gravity: serious", "gravity: grave")
    second = edit(folder, "standards.yaml", "applies_if: the person was arrested\n", "sort: x\n")
    places = [(m.path, m.line) for m in check(folder).mistakes if m.path == "standards.yaml"]
    assert ("standards.yaml", first) in places
    assert ("standards.yaml", second) in places


def test_a_key_that_stands_twice_is_a_mistake(folder: Path) -> None:
    edit(folder, "facts.yaml", "scope: defendant,", "scope: defendant, scope: case,")
    assert "duplicate key" in only(folder)


def test_broken_yaml_is_named_with_its_line(folder: Path) -> None:
    line = edit(folder, "trial/1.yaml", "sections:\n", "sections: [\n")
    found = str(check(folder).mistakes[0])
    assert found.startswith("checklists/trial/1.yaml:")
    assert line > 1


def test_anchors_that_would_let_a_file_explode_are_refused(folder: Path) -> None:
    edit(folder, "facts.yaml", "facts:\n", "facts: &all\n")
    assert "anchors and aliases" in only(folder)


def test_a_page_with_too_many_questions_is_named(folder: Path) -> None:
    text = (folder / "trial/1.yaml").read_text()
    extra = "".join(
        f"    - id: extra.{n}\n      level: case\n      text: Extra?\n      evidence: None\n"
        for n in range(10)
    )
    (folder / "trial/1.yaml").write_text(
        text.replace("- id: custody\n", f"{extra.rstrip()}\n- id: custody\n", 1)
    )
    assert "30 questions on one page; at most 25" in only(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "facts.yaml").unlink()
    assert "checklists/facts.yaml:1: this file is missing" in only(folder)


def test_what_is_no_file_is_named(folder: Path) -> None:
    (folder / "trial" / "2.yaml").mkdir()
    (folder / "trial" / "3.yaml").symlink_to("3.yaml")
    (folder / "trial" / "4.yaml").symlink_to("nowhere")
    os.mkfifo(folder / "trial" / "5.yaml")
    assert [str(mistake) for mistake in check(folder).mistakes] == [
        "checklists/trial/2.yaml:1: not a file",
        "checklists/trial/3.yaml:1: can't be read: Too many levels of symbolic links",
        "checklists/trial/4.yaml:1: this file is missing",
        "checklists/trial/5.yaml:1: not a file",
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("end", ["", "&a"])
def test_a_value_within_a_value_without_end_is_named(folder: Path, opening: str, end: str) -> None:
    (folder / "trial" / "2.yaml").write_text(opening * 1000 + end)
    assert "checklists/trial/2.yaml:1: one value stands within another" in only(folder)


def test_a_file_that_would_be_passed_over_is_named(folder: Path) -> None:
    (folder / "trial" / "2.yml").write_text("")
    (folder / "standards.yml").write_text("")
    assert [str(mistake) for mistake in check(folder).mistakes] == [
        "checklists/standards.yml:1: this file is not read: rename it to end in .yaml",
        "checklists/trial/2.yml:1: this file is not read: rename it to end in .yaml",
    ]


def test_the_same_id_asks_the_same_in_every_checklist(folder: Path) -> None:
    edit(folder, "hearing/1.yaml", "Was the judgment announced in public?", "Was it read aloud?")
    assert "is worded otherwise in trial/1" in only(folder)


def test_a_file_must_be_named_after_its_version(folder: Path) -> None:
    edit(folder, "hearing/1.yaml", "version: 1", "version: 2")
    assert "belongs in the file hearing/2.yaml" in only(folder)


def sha256_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_an_edited_version_that_was_published_is_named_with_both_hashes(folder: Path) -> None:
    path = folder / "screening" / "1.yaml"
    then = sha256_of(path)
    (folder / PUBLISHED).write_text(f"{then}  screening/1.yaml\n{then}  hearing/9.yaml\n")
    path.write_text(path.read_text() + "# A remark.\n")
    says = f"its SHA-256 was then {then} and is {sha256_of(path)}. Bring the file back"
    first, second = check(folder).mistakes
    assert str(first).startswith("checklists/published.txt:1: hearing/9.yaml was published, and")
    assert str(second).startswith("checklists/screening/1.yaml:1: this version was published")
    assert says in str(second)
    # Even what can't be read any more is told from what it was.
    path.write_text("[")
    assert then in "\n".join(str(mistake) for mistake in check(folder).mistakes)


def test_the_program_itself_reads_no_version_that_was_edited_or_removed(tmp_path: Path) -> None:
    with files_of_its_own(tmp_path) as folder:
        path = folder / "screening" / "1.yaml"
        then = sha256_of(path)
        path.write_text(path.read_text() + "# A remark.\n")
        with pytest.raises(MistakenFileError, match=f"{then} and is {sha256_of(path)}"):
            read_all()
        path.unlink()
        with pytest.raises(MistakenFileError, match="was published, and the file is missing"):
            read_all()
        (folder / PUBLISHED).write_text("screening/1.yaml\n")
        with pytest.raises(MistakenFileError, match=r"published.txt:1: each line holds a SHA-256"):
            read_all()
        assert "each line holds" in str(check(folder).mistakes[0])


def test_the_trial_checklist_asks_about_every_standard_and_the_hearing_one_what_is_seen() -> None:
    trial, hearing = shipped()["trial", 1], shipped()["hearing", 1]
    of_the_accused = standards().keys() - {"accountability-for-grave-violations"}
    assert {topic.standard for topic in trial.topics} == of_the_accused
    seen_in_court = {id_ for id_, q in trial.questions.items() if q.level == "hearing"}
    assert hearing.measured.keys() >= seen_in_court
    assert len(trial.questions) == 301


def test_a_chapter_of_a_manual_that_nothing_covers_is_named(folder: Path) -> None:
    line = edit(folder, "coverage.yaml", "standards: [public-hearing]", "standards: [hearings]")
    assert f"checklists/coverage.yaml:{line}: there is no standard hearings" in only(folder)


def test_a_chapter_that_no_checklist_asks_about_is_named(folder: Path) -> None:
    for name in ("impunity", "screening"):
        shutil.rmtree(folder / name)
    assert "measured against accountability-for-grave-violations" in only(folder)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("**/*.yaml")), ids=str)
def test_the_quick_reader_reads_what_the_careful_one_reads(path: Path) -> None:
    lines = library.Lines(path.read_text(encoding="utf-8"), path.name)
    assert lines.value == lines.tree
