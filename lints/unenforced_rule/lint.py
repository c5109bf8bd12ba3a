"""Finds rules whose enforcer is not there, or is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from contextkit.lint_api import Location, Match, Project


def check(project: Project) -> Iterator[Match]:
    for problem in project.rules.problems:
        values = {"problem": problem.what, "mend": problem.remedy}
        yield Match(Location(problem.path, problem.line), values, symbol=problem.what, variant="broken")
    for enforced in project.enforced():
        for enforcer, standing in enforced.standings:
            if standing.state not in {"off", "absent"}:
                continue
            rule, name = enforced.rule, str(enforcer)
            line = rule.lines.get(f"enforced_by {name}", rule.lines.get("enforced_by", 1))
            is_newer = standing.state == "absent" and enforcer.linter != "contextkit"
            meant = f"; did you mean `{enforcer.linter}:{standing.meant}`?" if standing.meant else ""
            yield Match(
                location=Location(rule.path, line),
                values={"enforcer": name, "evidence": standing.evidence, "meant": meant},
                symbol=name,
                variant="absent" if standing.state == "absent" else "",
                severity="warning" if is_newer else None,
            )
