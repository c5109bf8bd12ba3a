"""SARIF 2.1.0: for code scanning and editors."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

from contextkit import __version__
from contextkit.reporting.outcome import cut_sentence, place, sentence, skipped_line, worst
from contextkit.reporting.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contextkit.model import Edit, Finding, Fix, Severity
    from contextkit.reporting.outcome import Options, Outcome

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/OWNER/contextkit"
_ROOT = "%SRCROOT%"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_FIXES = {"safe": "Proven by history or by the text itself", "unsafe": "A proposal: look at it before it is applied"}


def render(outcome: Outcome, options: Options) -> Iterator[str]:  # noqa: ARG001  (the same for everybody)
    """The lines to print: a log of one run, ASCII, one result a line."""
    rules = _rules(outcome)
    index = {str(rule["id"]): number for number, rule in enumerate(rules)}
    driver = {"name": "contextkit", "version": __version__, "informationUri": _HOME, "rules": rules}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{'
    yield f'"tool": {_line({"driver": driver})},'
    yield f'"columnKind": "unicodeCodePoints", "originalUriBaseIds": {_line(_bases())},'
    yield f'"invocations": {_line([_invocation(outcome)])},'
    yield '"results": ['
    told = [*((f, None) for f in outcome.findings), *outcome.suppressed]
    ordered = sorted(told, key=lambda pair: place(pair[0]))
    for number, (finding, reason) in enumerate(ordered, 1):
        yield _line(_result(finding, reason, index[finding.lint])) + ("," if number < len(ordered) else "")
    yield "]}]}"


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _bases() -> dict[str, object]:
    return {_ROOT: {"description": {"text": "The root of the repository"}}}


def _rules(outcome: Outcome) -> list[dict[str, object]]:
    """Every lint that ran or that has a finding."""
    findings: dict[str, list[Finding]] = {lint: [] for lint in outcome.titles}
    for finding in (*outcome.findings, *(f for f, _ in outcome.suppressed)):
        findings.setdefault(finding.lint, []).append(finding)
    return [_rule(lint, outcome, of_lint) for lint, of_lint in sorted(findings.items())]


def _rule(lint: str, outcome: Outcome, findings: Sequence[Finding]) -> dict[str, object]:
    title = outcome.titles.get(lint) or lint
    help_ = outcome.helps.get(lint) or title
    severity = outcome.severities.get(lint) or (worst(findings) if findings else "warning")
    return {
        "id": lint,
        "shortDescription": {"text": title},
        "fullDescription": {"text": _first_paragraph(help_) or title},
        "help": {"text": help_, "markdown": help_},
        "helpUri": f"{_HOME}/blob/main/lints/{lint.replace('-', '_')}/LINT.md",
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _first_paragraph(markdown: str) -> str:
    paragraphs = (" ".join(p.split()) for p in markdown.split("\n\n"))
    return next((p for p in paragraphs if p and not p.startswith(("#", "```", "---"))), "")


def _invocation(outcome: Outcome) -> dict[str, object]:
    told = [("note", skipped_line(s)) for s in outcome.skipped]
    if unknown := sum(outcome.unknown.values()):
        told.append(("note", f"References that were not judged: {unknown}"))
    if outcome.baselined:
        told.append(("note", f"Findings in the baseline, not listed here: {outcome.baselined}"))
    if outcome.cut is not None:
        told.insert(0, ("warning", cut_sentence(outcome.cut)))
    notices = [{"level": level, "message": {"text": visible(text)}} for level, text in told]
    return {"executionSuccessful": True, "toolExecutionNotifications": notices}


def _result(finding: Finding, reason: str | None, rule_index: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.lint,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(finding.path), "region": _region(finding)}}],
        "partialFingerprints": {"contextkit/v1": finding.fingerprint},
    }
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix)]
    if reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": visible(reason)}]
    return result


def _message(finding: Finding) -> str:
    raw = f"`{finding.raw}`: " if finding.raw else ""
    said = [f"{raw}{sentence(finding.problem)}", f"Remedy: {finding.remedy}"]
    said += [f"Avoid: {finding.avoid}"] if finding.avoid else []
    return "\n".join(visible(line) for part in said for line in part.split("\n"))


def _artifact(path: str) -> dict[str, object]:
    """The path as a relative URI, in the bytes that the file system has."""
    return {"uri": quote(path.encode("utf-8", "surrogateescape")), "uriBaseId": _ROOT}


def _region(finding: Finding) -> dict[str, int]:
    region = {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)}
    if finding.end_line is not None and finding.end_line > finding.line:
        region["endLine"] = finding.end_line
    return region


def _fix(fix: Fix) -> dict[str, object]:
    edits: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        edits.setdefault(edit.path, []).append(edit)
    changes = [
        {"artifactLocation": _artifact(path), "replacements": [_replacement(e) for e in of_path]}
        for path, of_path in sorted(edits.items())
    ]
    return {"description": {"text": _FIXES[fix.safety]}, "artifactChanges": changes}


def _replacement(edit: Edit) -> dict[str, object]:
    """A region of bytes takes its new content as bytes; viewers that know only text find that beside it."""
    content = edit.text.encode("utf-8", "surrogateescape")
    return {
        "deletedRegion": {"byteOffset": edit.start, "byteLength": edit.end - edit.start},
        "insertedContent": {"text": encodable(edit.text), "binary": b64encode(content).decode()},
    }
