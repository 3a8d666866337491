"""A small checklist for tests of the rules."""

from app.checklists.checklist import Checklist

SMALL = Checklist.model_validate(
    {
        "id": "small",
        "version": 1,
        "title": "Small",
        "scope": "case",
        "about": "For tests.",
        "sections": [
            {
                "id": "custody",
                "title": "Custody",
                "phase": "pre-trial",
                "topics": [
                    {
                        "standard": "torture",
                        "questions": [
                            {"id": "torture.1", "level": "case", "text": "Free?", "evidence": "-"},
                            {
                                "id": "torture.2",
                                "level": "hearing",
                                "text": "Investigated?",
                                "evidence": "-",
                                "when": [{"question": "torture.1", "is": ["no", "partly"]}],
                            },
                            {
                                "id": "torture.3",
                                "level": "case",
                                "text": "Independently?",
                                "evidence": "-",
                                "when": [{"question": "torture.2", "is": ["yes"]}],
                            },
                        ],
                    },
                    {
                        "standard": "bail",
                        "when": [{"facts": ["detained", "restricted"]}],
                        "questions": [
                            {"id": "bail.1", "level": "legal", "text": "Reasons?", "evidence": "-"}
                        ],
                    },
                ],
            }
        ],
    }
)
