"""Claim spans as W3C Web Annotations, which annotation tools attach to the articles' text.

https://www.w3.org/TR/annotation-model/: the quotation with a little of what surrounds it finds the sentence in any
copy of the text; the position (in code points, end exclusive, as everywhere here) holds for the text as it was read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from claimcheck.records import Claim, Results
from claimcheck.report.lookups import Lookups

_AROUND = 32


def web_annotations(results: Results) -> dict[str, Any]:
    """An AnnotationPage with one annotation for each claim."""
    lookups = Lookups.of(results)
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:claimcheck:claims",
        "type": "AnnotationPage",
        "items": [_annotation(lookups, claim) for claim in results.claims],
    }


def write_annotations(results: Results, path: Path) -> None:
    """Write `web_annotations` as one JSON-LD file."""
    text = json.dumps(web_annotations(results), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _annotation(lookups: Lookups, claim: Claim) -> dict[str, Any]:
    article, cluster = lookups.article(claim), lookups.cluster_of.get(claim.id)
    tags = [claim.stance.value, *([f"cluster {cluster.id}"] if cluster else [])]
    return {
        "id": f"urn:claimcheck:claim:{_name(claim.id)}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "value": claim.proposition, "purpose": "describing"},
            *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags),
        ],
        "target": {
            "source": article.url or f"urn:claimcheck:article:{_name(article.id)}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": claim.sentence,
                    "prefix": article.text[max(0, claim.start - _AROUND) : claim.start],
                    "suffix": article.text[claim.end : claim.end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
            ],
        },
    }


def _name(text: str) -> str:
    return quote(text, safe="", errors="replace")
