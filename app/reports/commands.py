"""Making a report from a shell."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app, render_template
from flask.cli import with_appcontext

from app.cases.queries import case_by_reference
from app.output import write
from app.reports.queries import assessment_to_report, report_on
from app.reports.rendering import RenderingError, render


@click.command()
@click.argument("case")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
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
    try:
        document = render(html, current_app.config["CACHE"])
        write(document, output)
    except RenderingError as error:
        raise click.ClickException(f"The PDF could not be made: {error}") from error
    except OSError as error:
        raise click.ClickException(
            f"{output} could not be written: {error.strerror}. "
            "If there was an earlier file, it is as it was."
        ) from error
    click.echo(f"{output}: {len(document) // 1024} KB")
