"""Scores `contextkit references` against labelled references of public repositories.

DIR holds a git directory for each repository of repos.tsv, as DIR/OWNER+NAME or DIR/OWNER+NAME/repo, with the commit
of its column `head` in it. This makes one, where URL is where the repository lives:

    git clone --bare URL/OWNER/NAME DIR/OWNER+NAME

The command is run as `CMD references --repo GITDIR --at COMMIT --format json FILE...`, once for each commit.

head.jsonl      Every reference of the agent files at one commit, labelled live, stale or unsure. Precision is
                right / (right + wrong) over the references called stale, recall is over those that are stale.
history.jsonl   References that were stale at `commit`, and that their maintainers changed later, in `fix_commit`.
                Found: called stale. False alarm: labelled false, and called stale. Same fix: called moved, to the
                path that the maintainers' own fix names.

The labels are not complete: what is called stale outside them is listed with --misses, to be judged by hand.
At most 3 cases of one removing commit count (--no-cap counts all).
"""

from __future__ import annotations

import argparse
import shlex
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.references.labelled import judged, matches, read_cases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.references.labelled import Case, Found

MOST_OF_A_COMMIT = 3
_OUTCOMES = {(True, True): "right", (True, False): "missed", (False, True): "wrong", (False, False): "quiet"}
"""By whether it is stale, and whether it is called so."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for on the command line."""

    git_dirs: Path
    command: tuple[str, ...]
    repo: str | None
    leave_out: tuple[str, ...]
    data: Path
    misses: bool
    no_cap: bool
    by_kind: bool


def main() -> None:
    arguments = _parser().parse_args()
    options = Options(
        git_dirs=arguments.git_dirs,
        command=tuple(shlex.split(arguments.contextkit)),
        repo=arguments.repo,
        leave_out=tuple(arguments.leave_out),
        data=arguments.data,
        misses=arguments.misses,
        no_cap=arguments.no_cap,
        by_kind=arguments.by_kind,
    )
    if arguments.set in {"head", "both"}:
        score_head(options)
    if arguments.set in {"history", "both"}:
        score_history(options)


def score_head(options: Options) -> None:
    """Prints precision and recall at one commit of each repository."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    everything: dict[str, Counter[str]] = defaultdict(Counter)
    extra: list[tuple[str, Found]] = []
    for cases, found in judged(_cases(options, "head.jsonl"), options.git_dirs, options.command):
        seen: set[int] = set()
        for case in cases:
            matching = matches(found, case)
            seen |= {reference.number for reference in matching}
            outcome = _count(counts[case.kind], case, matching)
            if options.misses and outcome in {"wrong", "missed"}:
                verdicts = [reference.verdict for reference in matching]
                print(f"{outcome:7} {case.repo} {case.place} {case.kind}/{case.cls} -> {verdicts}")
        for reference in (r for of_place in found.values() for r in of_place):
            everything[reference.kind].update(found=1, unknown=int(reference.verdict == "unknown"))
            if reference.is_stale and reference.number not in seen:
                extra.append((cases[0].repo, reference))
    _print_head(counts, len(extra))
    if options.by_kind:
        _print_kinds(counts, ("labelled", "extracted", "unknown", "right", "wrong", "missed"))
        _print_kinds(everything, ("found", "unknown"))
    for repo, at in extra if options.misses else []:
        print(f"extra   {repo} {at.path}:{at.line} {at.raw!r} {at.kind} -> {at.verdict} {at.target}")


def score_history(options: Options) -> None:
    """Prints how many of the references were found that maintainers mended later."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    history = _capped(_cases(options, "history.jsonl"), options)
    for cases, found in judged(history, options.git_dirs, options.command):
        for case in cases:
            matching = matches(found, case)
            called = [reference for reference in matching if reference.is_stale]
            if case.verdict == "true":
                kinds[case.kind].update(true=1, found=int(bool(called)))
                if case.is_fixable:
                    count.update(fixable=1, same_fix=int(any(_is_same_fix(reference, case) for reference in called)))
            elif case.verdict == "false":
                count.update(false=1, alarms=int(bool(called)))
            if options.misses:
                _print_miss(case, matching, bool(called))
    _print_history(kinds, count)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--git-dirs", type=Path, required=True, metavar="DIR")
    parser.add_argument("--contextkit", default="contextkit", metavar="CMD", help="the command that is scored")
    parser.add_argument("--set", default="both", choices=["head", "history", "both"])
    parser.add_argument("--repo", metavar="OWNER/NAME", help="this repository alone")
    parser.add_argument("--leave-out", action="append", default=[], metavar="OWNER/NAME")
    parser.add_argument("--data", type=Path, default=Path(__file__).parent, help="where the .jsonl files are")
    parser.add_argument("--misses", action="store_true", help="list what is wrong, missed or not labelled")
    parser.add_argument("--no-cap", action="store_true", help="count all cases of a removing commit")
    parser.add_argument("--by-kind", action="store_true", help="print head by kind, too, all that was found included")
    return parser


def _cases(options: Options, name: str) -> list[Case]:
    cases = read_cases(options.data / name)
    return [c for c in cases if c.repo not in options.leave_out and options.repo in {None, c.repo}]


def _capped(cases: Sequence[Case], options: Options) -> list[Case]:
    """One commit that moved a folder would decide the score otherwise."""
    kept: list[Case] = []
    of_commit: Counter[tuple[str, str | None]] = Counter()
    for case in cases:
        of_commit[case.repo, case.gone_in] += 1
        if options.no_cap or not case.gone_in or of_commit[case.repo, case.gone_in] <= MOST_OF_A_COMMIT:
            kept.append(case)
    return kept


def _count(count: Counter[str], case: Case, matching: Sequence[Found]) -> str:
    called = any(reference.is_stale for reference in matching)
    unknown = any(reference.verdict == "unknown" for reference in matching)
    count.update(labelled=1, extracted=int(bool(matching)), unknown=int(unknown))
    if case.label == "unsure":
        return "unsure"
    outcome = _OUTCOMES[case.label == "stale", called]
    count[outcome] += 1
    return outcome


def _print_head(counts: Mapping[str, Counter[str]], extra: int) -> None:
    n = sum(counts.values(), Counter[str]())
    precision = share(n["right"], n["right"] + n["wrong"])
    recall = share(n["right"], n["right"] + n["missed"])
    print(
        f"head: {n['labelled']} labelled, {n['extracted']} extracted, {n['unknown']} unknown; "
        f"right {n['right']} wrong {n['wrong']} missed {n['missed']}; "
        f"precision {precision:.3f} recall {recall:.3f}; called stale outside the labels: {extra}"
    )


def _print_kinds(counts: Mapping[str, Counter[str]], columns: Sequence[str]) -> None:
    print(f"\n| kind | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    rows = {**dict(sorted(counts.items())), "all": sum(counts.values(), Counter[str]())}
    for kind, n in rows.items():
        print(f"| {kind} | {' | '.join(str(n[column]) for column in columns)} |")


def _print_miss(case: Case, matching: Sequence[Found], called: bool) -> None:  # noqa: FBT001  (a column, not a switch)
    if case.verdict == "true" and not called:
        verdicts = [reference.verdict for reference in matching]
        print(f"missed  {case.repo}@{case.commit[:9]} {case.place} {case.kind} {case.fate} -> {verdicts}")
    elif case.verdict == "false" and called:
        print(f"alarm   {case.repo}@{case.commit[:9]} {case.place} {case.cls}")


def _is_same_fix(reference: Found, case: Case) -> bool:
    return reference.verdict == "moved" and reference.target == case.new_path


def _print_history(kinds: Mapping[str, Counter[str]], count: Counter[str]) -> None:
    all_kinds = sum(kinds.values(), Counter[str]())
    by_kind = ", ".join(f"{kind} {n['found']}/{n['true']}" for kind, n in sorted(kinds.items()))
    print(
        f"history: found {by_kind}, all {all_kinds['found']}/{all_kinds['true']} = "
        f"{share(all_kinds['found'], all_kinds['true']):.3f}; false alarms {count['alarms']}/{count['false']}; "
        f"same fix as the maintainers {count['same_fix']}/{count['fixable']} = "
        f"{share(count['same_fix'], count['fixable']):.3f}"
    )


def share(part: int, whole: int) -> float:
    return part / max(1, whole)


if __name__ == "__main__":
    main()
