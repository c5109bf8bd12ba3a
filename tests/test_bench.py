"""What the benchmarks count, and the tables that they print."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import ruff_rules, runner, speed
from bench.processes import Run, summary, timed
from bench.references import score
from bench.references.labelled import Case, Found, git_dir, matches, read_cases
from tests.support import GitRepo, MakeRepo

DATA = Path(score.__file__).parent


def _case(raw: str = "docs/old.md", kind: str = "path", **more: str) -> Case:
    return Case(repo="o/n", commit="c", file="AGENTS.md", line=1, raw=raw, kind=kind, cls="", **more)  # type: ignore[arg-type]


def _found(raw: str = "docs/old.md", verdict: str = "moved") -> Found:
    return Found(0, "AGENTS.md", 1, raw, "path", verdict, "docs/new.md")


def _run(wall: float, cpu: float = 0.5) -> Run:
    return Run(wall, cpu, 20.0, 0)


@pytest.mark.parametrize("raw", ["docs/old.md", "./docs/old.md", "`docs/old.md`", "docs/old.md#part", "docs/old.md/"])
def test_a_label_is_matched_however_the_reference_is_written(raw: str) -> None:
    found = _found(raw)

    assert matches({("AGENTS.md", 1): [found]}, _case()) == [found]


def test_a_label_of_another_line_is_not_matched() -> None:
    assert matches({("AGENTS.md", 2): [_found()]}, _case()) == []


def test_a_command_is_matched_within_a_longer_one() -> None:
    found = _found("cd web && make serve")

    assert matches({("AGENTS.md", 1): [found]}, _case("make serve", "command")) == [found]
    assert matches({("AGENTS.md", 1): [found]}, _case("make serve", "path")) == []


@pytest.mark.parametrize("name", ["head.jsonl", "history.jsonl"])
def test_every_labelled_reference_is_of_a_listed_repository(name: str) -> None:
    listed = {line.split("\t")[0] for line in (DATA / "repos.tsv").read_text(encoding="utf-8").splitlines()[1:]}

    assert {case.repo for case in read_cases(DATA / name)} <= listed


def test_a_git_directory_is_found_with_or_without_a_folder_of_its_own(git_repo: MakeRepo, tmp_path: Path) -> None:
    source = git_repo({"a.md": "a"})
    source.git("clone", "--quiet", "--bare", str(source.path), str(tmp_path / "dirs/o+plain"))
    source.git("clone", "--quiet", "--bare", str(source.path), str(tmp_path / "dirs/o+nested/repo"))

    assert git_dir(tmp_path / "dirs", "o/plain") == tmp_path / "dirs/o+plain"
    assert git_dir(tmp_path / "dirs", "o/nested") == tmp_path / "dirs/o+nested/repo"
    assert git_dir(tmp_path / "dirs", "o/absent") is None


def test_what_is_right_wrong_and_not_labelled_is_counted(
    git_repo: MakeRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo({"docs/old.md": "old\n", "docs/other.md": "other\n", "docs/here.md": "here\n"})
    repo.write({"AGENTS.md": "`docs/old.md` `docs/other.md` `docs/here.md`\n"})
    repo.commit("Tell of them")
    repo.move("docs/old.md", "docs/new.md")
    repo.delete("docs/other.md")
    _label(tmp_path, repo, "docs/old.md", "stale")
    _label(tmp_path, repo, "docs/here.md", "live")

    monkeypatch.setattr(sys, "argv", _score_command(tmp_path, "--set=head", "--misses", "--by-kind"))
    score.main()

    told = capsys.readouterr().out
    assert "head: 2 labelled, 2 extracted, 0 unknown; right 1 wrong 0 missed 0; precision 1.000 recall 1.000" in told
    assert "| path | 2 | 2 | 0 | 1 | 0 | 0 |" in told
    assert "extra   o/n AGENTS.md:1 'docs/other.md' path -> deleted None" in told


def test_the_fix_of_the_maintainers_is_compared(
    git_repo: MakeRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo({"AGENTS.md": "See `docs/old.md`.\n", "docs/old.md": "old\n"})
    repo.move("docs/old.md", "docs/new.md")
    mended = {"verdict": "true", "fate": "renamed", "fix_names_new": True, "new_path": "docs/new.md", "gone_in": "x"}
    _label(tmp_path, repo, "docs/old.md", "", "history.jsonl", **mended)

    monkeypatch.setattr(sys, "argv", _score_command(tmp_path, "--set=history"))
    score.main()

    told = capsys.readouterr().out
    assert "found path 1/1, all 1/1 = 1.000; false alarms 0/0; same fix as the maintainers 1/1 = 1.000" in told


def _score_command(folder: Path, *options: str) -> list[str]:
    contextkit = f"{sys.executable} -m contextkit"
    return ["score", f"--git-dirs={folder}/dirs", f"--data={folder}", f"--contextkit={contextkit}", *options]


def _label(folder: Path, repo: GitRepo, raw: str, label: str, name: str = "head.jsonl", **more: object) -> None:
    """Labels a reference at what is committed now, and puts the git directory where the script looks."""
    bare = folder / "dirs/o+n"
    if not bare.exists():
        repo.commit("Change")
        repo.git("clone", "--quiet", "--bare", str(repo.path), str(bare))
    row = {"repo": "o/n", "commit": repo.head, "file": "AGENTS.md", "line": 1, "raw": raw, "kind": "path", "cls": ""}
    with (folder / name).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({**row, "label": label, **more}) + "\n")


def test_a_process_is_timed_with_its_exit_code_and_input(tmp_path: Path) -> None:
    program = "import sys; sys.exit(int(sys.stdin.read()))"

    run = timed([sys.executable, "-c", program], tmp_path, stdin="3")

    assert run.code == 3
    assert run.wall_seconds > 0
    assert run.peak_mb > 1


def test_a_summary_is_the_median_of_its_runs() -> None:
    told = summary([_run(1.0), _run(9.0), _run(2.0)])

    assert (told.wall_seconds, told.least_seconds, told.most_seconds) == (2.0, 1.0, 9.0)


def test_each_time_comes_with_its_share_of_git_status() -> None:
    cases = [case for case in speed.CASES if case.name in {"warm", speed.YARDSTICK}]
    summaries = {"warm": summary([_run(0.3)]), speed.YARDSTICK: summary([_run(0.1)])}

    rows = list(speed.table(cases, summaries))

    assert rows[2:] == [
        "| `contextkit check`, nothing changed | 0.30 | 0.30 - 0.30 | 0.50 | 20 | 3.0 |",
        "| `git status` | 0.10 | 0.10 - 0.10 | 0.50 | 20 | 1.0 |",
    ]


def test_the_parts_of_a_fresh_runner_are_added_up() -> None:
    rows = list(runner.table({"cold": [{"clone": _run(1.0), "check": _run(2.0)}]}))

    assert rows[2:] == ["| clone | 1.0 | 0.5 |", "| check | 2.0 | 0.5 |", "| **all** | **3.0** | **1.0** |"]


def test_what_ruff_says_otherwise_is_counted_by_what_was_said() -> None:
    counts = {("on", True): 3, ("on", False): 1, ("off", False): 5, ("unknown", True): 2, ("unknown", False): 4}

    rows = ruff_rules.table(2, counts).splitlines()

    assert rows[2:] == ["| on | 4 | 1 |", "| off | 5 | 0 |", "| unknown | 6 |  |"]
