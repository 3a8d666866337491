"""How indications, findings and grades are worded, with their signs."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.findings.derive import Reading
from app.findings.grade import Block, Step
from app.findings.levels import Effect, FindingLevel, Grade, Harm, PublishedOutcome

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    FindingLevel: {
        FindingLevel.CONSISTENT: _("Consistent"),
        FindingLevel.SHORTCOMING: _("Shortcoming"),
        FindingLevel.VIOLATION: _("Violation"),
        FindingLevel.GROSS_VIOLATION: _("Gross violation"),
        FindingLevel.INSUFFICIENT_INFORMATION: _("Insufficient information"),
        FindingLevel.NOT_EXAMINED: _("Not examined"),
        FindingLevel.NOT_APPLICABLE: _("Not applicable"),
    },
    Reading: {
        Reading.CONSISTENT: _("The answers point to consistency"),
        Reading.SHORTCOMING: _("The answers point to a shortcoming"),
        Reading.VIOLATION: _("The answers point to a violation"),
        Reading.INSUFFICIENT_INFORMATION: _("The answers do not say enough"),
        Reading.NOT_ANSWERED: _("Not answered yet"),
        Reading.NOT_APPLICABLE: _("Does not apply"),
    },
    Effect: {
        Effect.NONE: _("None"),
        Effect.POSSIBLE: _("Possible"),
        Effect.LIKELY: _("Likely"),
        Effect.CANNOT_BE_DETERMINED: _("Cannot be determined"),
    },
    Harm: {
        Harm.NONE: _("None"),
        Harm.LIMITED: _("Limited"),
        Harm.SIGNIFICANT: _("Significant"),
        Harm.CANNOT_BE_DETERMINED: _("Cannot be determined"),
    },
    Grade: {
        Grade.A: _("In accordance with international standards, on what was monitored"),
        Grade.B: _(
            "Generally in accordance: only shortcomings, without effect or significant harm"
        ),
        Grade.C: _("Violations, but without effect on the outcome and without significant harm"),
        Grade.D: _("Violations that affected the outcome, or may have, or caused significant harm"),
        Grade.F: _("A gross violation that likely affected the outcome or caused significant harm"),
        Grade.NG: _("Not graded: what is known does not allow a grade"),
    },
    Step: {
        Step.F: _("A gross violation that likely affected the outcome or caused significant harm"),
        Step.D: _("A violation that affected the outcome, or may have, or caused significant harm"),
        Step.UNCLEAR_EFFECT: _(
            "A violation whose effect or harm is not determined: neither C nor D can be said"
        ),
        Step.C: _("A violation without effect on the outcome and without significant harm"),
        Step.BLOCKED: _("Too little is known for A or B"),
        Step.HARMFUL_SHORTCOMING: _(
            "A shortcoming that may have had an effect or significant harm: reconsider its level"
        ),
        Step.B: _("Only shortcomings, without effect or significant harm"),
        Step.UNKNOWN_REMAINS: _(
            "No breach is found, but on some standards there is not enough information"
        ),
        Step.A: _("Every standard examined is consistent"),
    },
    Block: {
        Block.COVERAGE: _(
            "Fewer than 60 per cent of the questions asked are answered yes, partly or no"
        ),
        Block.NOTHING_SEEN: _("No hearing was observed and the judgment is not on file"),
        Block.CORE_UNKNOWN: _(
            "On core standards there is not enough information, or they were not examined"
        ),
        Block.FINDINGS_MISSING: _("Standards that apply have no finding yet"),
        Block.NOT_TAKEN_UP: _("Answers point to a breach that no finding upholds or explains away"),
        Block.OUTDATED: _("Findings were made before an answer under them was changed"),
        Block.BARE_ANSWERS: _(
            "Answers of yes, partly or no say neither their source nor their basis"
        ),
    },
    PublishedOutcome: {
        PublishedOutcome.VIOLATION: _("Violation"),
        PublishedOutcome.NO_VIOLATION: _("No violation"),
        PublishedOutcome.NOT_SUBSTANTIATED: _("Not sufficiently substantiated"),
        PublishedOutcome.NOT_NECESSARY: _("Not necessary to examine"),
        PublishedOutcome.CONCERN: _("Concern expressed"),
    },
}

FINDING_HINTS: Mapping[FindingLevel, object] = {
    FindingLevel.CONSISTENT: _("What is known shows that the standard was kept."),
    FindingLevel.SHORTCOMING: _("Something minor was not as it should be; no breach of the right."),
    FindingLevel.VIOLATION: _("The right was breached."),
    FindingLevel.GROSS_VIOLATION: _("The right was breached in a way that denies what it is for."),
    FindingLevel.INSUFFICIENT_INFORMATION: _("It was looked at, and what is known is not enough."),
    FindingLevel.NOT_EXAMINED: _("It was left aside; the reasons say why."),
    FindingLevel.NOT_APPLICABLE: _("It does not arise in this case."),
}

# What is known from others alone is worded as theirs.
IF_CONFIRMED: Mapping[Reading, object] = {
    Reading.SHORTCOMING: _("If confirmed, what is reported would point to a shortcoming"),
    Reading.VIOLATION: _("If confirmed, what is reported would point to a violation"),
}


def indicated(reading: Reading | None, *, only_reported: bool) -> str:
    """Return what the answers point to, as far as they go."""
    if reading is None:
        return ""
    hedged = IF_CONFIRMED.get(reading) if only_reported else None
    return str(hedged or WORDS[Reading][reading])


# Told apart in grey print and by the colour-blind: always sign, word and tint together.
FINDING_SIGNS: Mapping[StrEnum, str] = {
    FindingLevel.CONSISTENT: "✓",
    FindingLevel.SHORTCOMING: "△",
    FindingLevel.VIOLATION: "×",
    FindingLevel.GROSS_VIOLATION: "××",
    FindingLevel.INSUFFICIENT_INFORMATION: "?",
    FindingLevel.NOT_EXAMINED: "–",
    FindingLevel.NOT_APPLICABLE: "·",
}

# What another body found is shown in the tint of the level it comes nearest to, in its own words.
TINT_OF_PUBLISHED: Mapping[PublishedOutcome, FindingLevel] = {
    PublishedOutcome.VIOLATION: FindingLevel.VIOLATION,
    PublishedOutcome.NO_VIOLATION: FindingLevel.CONSISTENT,
    PublishedOutcome.NOT_SUBSTANTIATED: FindingLevel.INSUFFICIENT_INFORMATION,
    PublishedOutcome.NOT_NECESSARY: FindingLevel.NOT_EXAMINED,
    PublishedOutcome.CONCERN: FindingLevel.SHORTCOMING,
}
