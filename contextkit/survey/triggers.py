"""The moment at which to read a document, in the words of a source."""

from __future__ import annotations

import re

from contextkit.survey.shortened import shortened

_LIMIT = 110
_MOMENT = re.compile(
    r"\b((?:before|after|when(?:ever)?|if you(?:['\u2019]re| are| want| need| plan)?|prior to)\s+[^.;:()\[\]]{6,110})",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\b(?:read|see|refer|consult|check|follow|review|look at|familiari[sz]e|start with|described in)\b", re.IGNORECASE
)
_USE = re.compile(
    r"\b(?:use|invoke|apply|trigger|run|load|activate)s?\s+(?:this (?:\w+ )?|it |proactively |automatically |only )*"
    r"((?:when(?:ever)?|before|after|for|if|on|while|to)\s+.+)",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY = re.compile(
    r"\b(?:more (?:info|information|details?)|details?|further|the full|start with|looking|would like to contribute)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+(?:please|read|see|check|you|refer|follow|make|first|then|we|it|the|start)\b", re.IGNORECASE)


def moment_in(sentence: str, raw: str) -> str:
    """The clause of an instruction to read `raw` that says when; "" where there is none."""
    if not _INSTRUCTION.search(sentence):
        return ""
    for found in _MOMENT.finditer(sentence):
        clause = _ASIDE.split(found[1].replace("`", "").strip(" ,"))[0]
        if raw not in clause and not _EMPTY.search(clause):
            return _lowered(clause)
    return ""


def moment_of_use(description: str) -> str:
    """What a skill's description says of when to use it; "" where it says nothing of the kind."""
    flat = " ".join(description.split())
    found = _USE.search(flat)
    clause = re.split(r"(?<=[^.][^.])\.(?:\s|$)", found[1])[0] if found else ""
    return _lowered(shortened(clause, _LIMIT)) if len(clause) > 8 else ""


def _lowered(clause: str) -> str:
    text = shortened(clause, _LIMIT).rstrip(".,; ")
    return text[:1].lower() + text[1:]
