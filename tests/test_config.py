"""The configuration of a repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from contextkit.config import AGENTS, Config, OptionValue, pages, read_config
from contextkit.config.form import ConfigForm, PathForm
from contextkit.config.lines import line_of
from contextkit.config.show import as_table, as_toml
from contextkit.errors import ContextkitError
from contextkit.repo import MemoryRepo, MemoryStore

ROOT = Path(__file__).parent.parent

WHOLE = """\
extends = ["tools/lints", "https://example.org/lints.git@0123456789abcdef0123456789abcdef01234567"]
agents = ["codex", "claude"]
documents = ["handbook/**/*.md"]

[map]
max_lines = 80

[lint]
select = ["truth", "map-too-long"]
ignore = ["stale-symbol"]

[lint.options.unreachable-document]
roots = ["handbook"]
depth = 3
ratio = 0.5
strict = true
name = "x"

[lint.paths."legacy/**"]
ignore = ["stale-path"]

[[layers]]
name = "server"
order = ["ui", "types"]

[layers.match]
ui = "src/*/ui/**"
types = ["src/types/**", "src/*.d.ts"]

[domains]
billing = "src/billing/**"

[garden]
forge = "github"
agent = "codex"
state_branch = "state"
humans_only = ["src/auth/**"]

[garden.policy]
unsandboxed = "allow"

[grade]
fail_under = "C"
"""


def config_of(text: str, **files: str) -> Config:
    return read_config(MemoryRepo({"contextkit.toml": text, **files}), MemoryStore())


def problem_of(text: str) -> str:
    with pytest.raises(ContextkitError) as raised:
        config_of(text)
    return raised.value.problem


def test_a_repository_without_a_configuration_has_the_defaults() -> None:
    assert read_config(MemoryRepo({"a.py": ""}), MemoryStore()) == Config()


def test_an_empty_file_gives_the_defaults() -> None:
    assert config_of("") == replace(Config(), source="contextkit.toml")


def test_every_key_is_read() -> None:
    config = config_of(WHOLE)

    assert config.agents == ("codex", "claude")
    assert config.map.max_lines == 80
    assert config.lint.select == ("truth", "map-too-long")
    options: dict[str, OptionValue] = {"roots": ["handbook"], "depth": 3, "ratio": 0.5, "strict": True, "name": "x"}
    assert config.lint.options == {"unreachable-document": options}
    assert [(rule.glob, rule.ignore) for rule in config.lint.paths] == [("legacy/**", ("stale-path",))]
    assert config.layers[0].match == {"ui": ("src/*/ui/**",), "types": ("src/types/**", "src/*.d.ts")}
    assert config.domains == {"billing": ("src/billing/**",)}
    assert (config.garden.policy.unsandboxed, config.grade.fail_under) == ("allow", "C")


def test_pyproject_holds_it_as_well() -> None:
    repo = MemoryRepo({"pyproject.toml": "[tool.contextkit.map]\nmax_lines = 7\n"})

    config = read_config(repo, MemoryStore())

    assert (config.map.max_lines, config.source) == (7, "pyproject.toml")


def test_a_pyproject_that_only_names_contextkit_configures_nothing() -> None:
    repo = MemoryRepo({"pyproject.toml": '[dependency-groups]\ndev = ["contextkit-garden"]\n'})

    assert read_config(repo, MemoryStore()) == Config()


def test_two_configurations_are_an_error() -> None:
    with pytest.raises(ContextkitError, match=r"Both contextkit.toml and \[tool.contextkit\]"):
        config_of("", **{"pyproject.toml": "[tool.contextkit]\n"})


def test_a_broken_pyproject_does_not_matter_beside_our_own_file() -> None:
    assert config_of("map.max_lines = 3", **{"pyproject.toml": "contextkit = ["}).map.max_lines == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\n[lint]\nselct = []\n", "contextkit.toml:3: unknown key `lint.selct`; did you mean `select`?"),
        ("[garden.polcy]\n", "contextkit.toml:1: unknown key `garden.polcy`; did you mean `policy`?"),
        (
            '[lint.paths."a/**"]\nignor = []\n',
            'contextkit.toml:2: unknown key `lint.paths."a/**".ignor`; did you mean `ignore`?',
        ),
        ("zzz = 1\n", "contextkit.toml:1: unknown key `zzz`; known here: agents, documents, "),
        ('agents = ["codx"]\n', "contextkit.toml:1: `agents.0` cannot be 'codx'; it may be 'aider'"),
        ("[map]\nmax_lines = 0\n", "contextkit.toml:2: `map.max_lines`: input should be greater than or equal to 1"),
        ("[map]\nmax_lines = '9'\n", "contextkit.toml:2: `map.max_lines`: input should be a valid integer"),
        ("lint = 3\n", "contextkit.toml:1: `lint`: input should be a valid dictionary"),
        ('extends = ["https://x.org/y"]\n', "`https://x.org/y` in `extends` is not pinned"),
        ("map = [\n", "contextkit.toml is not TOML: "),
        ("[lint.options.x]\na = [1]\n", "contextkit.toml:2: `lint.options.x.a`"),
        ('[[layers]]\nname = "a"\norder = ["b", "c"]\nmatch = {b = "x"}\n', "no files are named for c"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, problem: str) -> None:
    assert problem in problem_of(text)


def test_all_that_is_wrong_is_said_at_once() -> None:
    lines = problem_of("zzz = 1\n[map]\nmax_lines = 0\n[lint]\nselekt = []\n").splitlines()

    assert [line.split(":")[1] for line in lines] == ["1", "3", "5"]


def test_the_second_of_two_layers_is_found() -> None:
    layer = '[[layers]]\nname = "a"\norder = ["b", "c"]\nmatch = {b = "x", c = "y"}\n'

    assert "contextkit.toml:9: unknown key `layers.1.colour`" in problem_of(layer + layer + "colour = 1\n")


def test_keys_within_strings_of_several_lines_are_not_keys() -> None:
    assert line_of('a = """\nb = 1\n"""\nb = 2\n', ("b",)) == 4


def test_a_file_that_is_not_utf8_is_an_error() -> None:
    with pytest.raises(ContextkitError, match="not UTF-8"):
        read_config(MemoryRepo({"contextkit.toml": b"# \xff"}), MemoryStore())


def test_a_text_that_was_read_before_needs_no_pydantic(tmp_path: Path) -> None:
    program = """
import pathlib, pickle, sys
from contextkit.config import read_config
from contextkit.repo import MemoryRepo, MemoryStore
place, text = pathlib.Path(sys.argv[1]), sys.argv[2]
store = MemoryStore()
if place.exists():
    store._rows = pickle.loads(place.read_bytes())
config = read_config(MemoryRepo({"contextkit.toml": text}), store)
place.write_bytes(pickle.dumps(store._rows))
print(config.map.max_lines, *sorted({"pydantic", "tomllib"} & set(sys.modules)))
"""
    arguments = [sys.executable, "-c", program, str(tmp_path / "rows"), "map.max_lines = 8"]

    env = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}  # which would import tomllib itself
    ran = [subprocess.run(arguments, cwd=ROOT, env=env, check=True, capture_output=True, text=True) for _ in range(2)]

    said = [each.stdout for each in ran]

    assert said == ["8 pydantic tomllib\n", "8\n"]


@pytest.mark.parametrize("row", [b"", b"{}", b"[1]", b'{"lint": 3}', b"\xff"])
def test_a_row_that_something_else_wrote_is_read_anew(row: bytes) -> None:
    class Odd(MemoryStore):
        def load(self, table: str, version: str, keys: object = None) -> dict[str, bytes]:
            assert isinstance(keys, list)
            return dict.fromkeys(keys, row)

    config = read_config(MemoryRepo({"contextkit.toml": "map.max_lines = 8"}), Odd())

    assert config.map.max_lines == 8


def test_the_form_has_the_defaults_of_the_values() -> None:
    assert config_of("") == replace(Config(), source="contextkit.toml")
    assert set(ConfigForm.model_fields) == set(Config.__dataclass_fields__) - {"source"}
    assert set(PathForm.model_fields) == {"ignore"}


def test_every_agent_may_be_named() -> None:
    assert config_of(f"agents = {json.dumps(AGENTS)}").agents == AGENTS


def test_what_is_shown_reads_back_as_the_same() -> None:
    config = config_of(WHOLE)

    assert config_of(as_toml(as_table(config))) == config


@pytest.mark.parametrize("path", pages.PATHS)
def test_generated_pages_are_current(path: str) -> None:
    made = getattr(pages, pages.PATHS[path])()

    assert (ROOT / path).read_text(encoding="utf-8") == made, "run: python docs/generate.py"


def test_the_schema_takes_what_we_take_and_refuses_what_we_refuse() -> None:
    schema = json.loads(pages.schema_text())
    jsonschema.Draft7Validator.check_schema(schema)

    jsonschema.validate(tomllib.loads(WHOLE), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"lint": {"selct": []}}, schema)


def test_the_page_names_every_key() -> None:
    page = pages.page_text()

    for form in (ConfigForm, PathForm):
        for key in form.model_fields:
            assert f"`{key}`" in page or f"[{key}" in page, key


def test_every_agent_with_a_load_model_may_be_named() -> None:
    from contextkit.loading import known_agents

    assert set(known_agents()) <= set(AGENTS)


def test_the_whole_file_that_the_page_shows_has_the_documents_of_the_default() -> None:
    shown = re.search(r"^documents = (\[.*\])$", pages.page_text(), re.MULTILINE)

    assert shown is not None
    assert tuple(json.loads(shown[1])) == Config().documents
