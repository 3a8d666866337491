"""Making documents from a shell: reports, and forms to print."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app, render_template
from flask.cli import with_appcontext

from app.cases.queries import case_by_reference
from app.checklists.commands import checklists
from app.output import write
from app.reports.queries import assessment_to_report, blank_form_of, report_on
from app.reports.rendering import BLANK_FORM, REPORT, RenderingError, render

to_file = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True
)


@click.command()
@click.argument("case")
@to_file
@with_appcontext
def report(case: str, output: Path) -> None:
    """Write the report on CASE, named by its reference, as PDF."""
    found = case_by_reference(case)
    if found is None:
        raise click.ClickException(f"There is no case “{case}”. Its reference is on its page.")
    assessment = assessment_to_report(found)
    if assessment is None:
        raise click.ClickException(f"The case “{case}” has no assessment to report on yet.")
    contents = report_on(
        assessment,
        organisation=current_app.config["ORGANISATION"],
        today=datetime.now(UTC).date(),
    )
    html = render_template("reports/print.html", report=contents)
    _write_pdf(html, REPORT, output)


@checklists.command("blank")
@click.argument("checklist")
@click.argument("version", type=click.IntRange(min=1))
@to_file
@with_appcontext
def blank(checklist: str, version: int, output: Path) -> None:
    """Write one version of CHECKLIST as a form to print and fill in by hand."""
    form = blank_form_of(checklist, version, organisation=current_app.config["ORGANISATION"])
    if form is None:
        raise click.ClickException(
            f"There is no published checklist {checklist}, version {version}. "
            "“fairhearing checklists check” names those that there are."
        )
    _write_pdf(render_template("reports/blank.html", form=form), BLANK_FORM, output)


def _write_pdf(html: str, style: str, output: Path) -> None:
    """Turn the page into a PDF and put it into a file, or end with what went wrong."""
    try:
        document = render(html, current_app.config["CACHE"], style=style)
        write(document, output)
    except RenderingError as error:
        raise click.ClickException(f"The PDF could not be made: {error}") from error
    except OSError as error:
        raise click.ClickException(
            f"{output} could not be written: {error.strerror}. "
            "If there was an earlier file, it is as it was."
        ) from error
    click.echo(f"{output}: {len(document) // 1024} KB")
