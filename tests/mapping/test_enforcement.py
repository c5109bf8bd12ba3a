"""Whether other linters' rules are on, as their own documentation says it."""

from __future__ import annotations

import pytest

from contextkit.mapping.enforcement import enforcement, linters
from contextkit.mapping.linters.terms import Standing
from contextkit.mapping.rules import Enforcer, Rule
from contextkit.repo import MemoryRepo, Tree


def standing(enforcer: str, files: dict[str, str], *paths: str) -> Standing:
    rule = Rule("r", "s", paths=paths, enforced_by=(Enforcer(*enforcer.split(":", 1)),))
    found = enforcement([rule], Tree(MemoryRepo(files)), {})
    return found[0].standings[0][1]


def ruff(code: str, settings: str, *paths: str, **files: str) -> str:
    return standing(f"ruff:{code}", {"ruff.toml": settings, "a.py": "", "tests/b.py": "", **files}, *paths).state


@pytest.mark.parametrize(
    ("code", "settings", "state"),
    [
        ("T201", 'lint.select = ["T20"]', "on"),
        ("T201", 'lint.select = ["ALL"]', "on"),
        ("T201", 'select = ["T201"]', "on"),
        ("DTZ001", 'lint.select = ["D"]', "off"),
        ("PLR0913", 'lint.select = ["PL"]', "on"),
        ("T201", 'lint.select = ["ALL"]\nlint.ignore = ["T20"]', "off"),
        ("T201", 'lint.select = ["T201"]\nlint.ignore = ["T20"]', "on"),
        ("T201", 'lint.select = ["E"]\nlint.extend-select = ["T20"]', "on"),
        ("F401", 'lint.extend-select = ["T20"]', "on"),
        ("T201", "line-length = 100", "off"),
        ("B006", "line-length = 100", "unknown"),
        ("T201", 'lint.select = ["T20"]\nlint.per-file-ignores = {"**" = ["T201"]}', "off"),
        ("T201", 'lint.select = ["T20"]\nlint.per-file-ignores = {"tests/*" = ["T201"]}', "on"),
        ("T201", 'lint.select = ["T20"]\nlint.per-file-ignores = {"!tests/**" = ["T201"]}', "on"),
        ("T2099", 'lint.select = ["T20"]', "absent"),
        ("T20", 'lint.select = ["T201"]', "on"),
        ("D100", 'lint.select = ["ALL"]\nlint.ignore = ["D"]', "off"),
        ("TC001", 'lint.select = ["TCH"]', "on"),
        ("D203", 'lint.select = ["D"]', "unknown"),
        ("D203", 'lint.select = ["D203"]', "on"),
        ("D107", 'lint.select = ["D"]', "on"),
        ("D107", 'lint.select = ["D"]\nlint.pydocstyle.convention = "google"', "unknown"),
        ("W391", 'lint.select = ["W"]', "unknown"),
        ("W391", 'lint.select = ["W"]\nlint.preview = true', "on"),
        ("W391", 'lint.select = ["W"]\nlint.preview = true\nlint.explicit-preview-rules = true', "unknown"),
        ("AIR001", "lint.preview = true", "unknown"),
    ],
)
def test_ruff_selects_by_the_longest_prefix(code: str, settings: str, state: str) -> None:
    assert ruff(code, settings) == state


def test_the_nearest_configuration_of_ruff_counts_and_what_it_extends() -> None:
    files = {
        "pyproject.toml": '[tool.ruff.lint]\nselect = ["T20"]',
        "a/pyproject.toml": '[project]\nname = "a"',
        "a/x.py": "",
        "b/ruff.toml": 'extend = "../pyproject.toml"\n[lint]\nextend-ignore = ["T201"]',
        "b/x.py": "",
    }

    assert standing("ruff:T201", files, "a/**").state == "on"
    assert standing("ruff:T201", files, "b/**").state == "off"
    assert standing("ruff:T203", files, "b/**").state == "on"


def test_a_rule_for_files_of_another_language_is_not_held_by_ruff() -> None:
    assert standing("ruff:T201", {"ruff.toml": 'lint.select = ["T20"]', "a.ts": "", "b.py": ""}, "*.ts").state == "off"


@pytest.mark.parametrize(
    ("config", "state"),
    [
        ("export default [{ rules: { 'no-console': 'error' } }]", "on"),
        ("export default [{ rules: { 'no-console': 2 } }]", "on"),
        ("export default [{ rules: { 'no-console': ['warn', {}] } }]", "on"),
        ("export default [{ rules: { 'no-console': 'off' } }]", "off"),
        ("export default [{ rules: { 'no-console': level } }]", "unknown"),
        ("export default [{ rules: { 'acme/no-console': 'error' } }]", "off"),
        ("export default [\n// 'no-console': 'error'\n{ rules: {} }]", "off"),
        ("import x from 'config';\nexport default [...x]", "unknown"),
        ("export default [{ rules: { 'no-console': 'error' } }, { rules: { 'no-console': 0 } }]", "off"),
        (
            "export default [{ rules: { 'no-console': 1 } }, { files: ['t/**'], rules: { 'no-console': 0 } }]",
            "on",
        ),
        ("export default [{ files: ['**/*.ts'], rules: { 'no-console': 'off' } }]", "off"),
        ("export default [{ files: ['t/**'], rules: { 'no-console': 'error' } }]", "off"),
    ],
)
def test_a_flat_configuration_of_eslint_is_read_block_by_block(config: str, state: str) -> None:
    files = {"eslint.config.mjs": config, "src/a.ts": "", "t/a.ts": ""}

    assert standing("eslint:no-console", files, "src/**").state == state


@pytest.mark.parametrize(
    ("rule", "config", "state"),
    [
        ("no-console", '{"rules": {"no-console": "error"}}', "on"),
        ("no-console", '{"rules": {"no-console": ["off"]}}', "off"),
        ("no-debugger", '{"extends": "eslint:recommended"}', "on"),
        ("no-console", '{"extends": ["eslint:recommended"]}', "off"),
        ("no-console", '{"extends": ["airbnb"]}', "unknown"),
        (
            "no-console",
            '{"rules": {"no-console": 2}, "overrides": [{"files": "*.ts", "rules": {"no-console": 0}}]}',
            "off",
        ),
        ("no-consle", "{}", "absent"),
        ("acme/no-consle", "{}", "off"),
    ],
)
def test_a_legacy_configuration_of_eslint_is_read_as_a_table(rule: str, config: str, state: str) -> None:
    assert standing(f"eslint:{rule}", {".eslintrc.json": config, "src/a.ts": ""}).state == state


def test_the_package_decides_for_its_own_files() -> None:
    files = {
        ".eslintrc.yml": "rules:\n  no-console: error\n",
        "a/.eslintrc.js": "module.exports = { rules: { 'no-console': 'off' } }",
        "a/x.js": "",
        "b/x.js": "",
    }

    assert standing("eslint:no-console", files, "a/**").state == "off"
    assert standing("eslint:no-console", files, "b/**").state == "on"
    assert standing("eslint:no-console", files).state == "on"


CRATE = {"Cargo.toml": '[package]\nname = "a"\n', "src/lib.rs": "fn a() {}\n"}


@pytest.mark.parametrize(
    ("lint", "files", "state"),
    [
        ("unwrap_used", {}, "off"),
        ("needless_return", {}, "on"),
        ("unwrap_usd", {}, "absent"),
        ("unwrap_used", {"src/lib.rs": "#![deny(clippy::unwrap_used)]\n"}, "on"),
        ("unwrap_used", {"src/lib.rs": "#![warn(clippy::all, clippy::restriction)]\n"}, "on"),
        ("needless_return", {"src/lib.rs": "#![allow(clippy::needless_return)]\n"}, "off"),
        ("needless_return", {"Cargo.toml": '[lints.clippy]\nneedless_return = "allow"\n'}, "off"),
        ("unwrap_used", {"Makefile": "lint:\n\tcargo clippy -- -D clippy::unwrap_used\n"}, "on"),
        ("unwrap_used", {".cargo/config.toml": 'build.rustflags = ["-Wclippy::unwrap_used"]\n'}, "on"),
        ("disallowed_methods", {}, "off"),
        ("disallowed_methods", {"clippy.toml": 'disallowed-methods = ["std::env::var"]\n'}, "on"),
        ("pedantic", {}, "unknown"),
    ],
)
def test_clippy_warns_by_group_unless_told_otherwise(lint: str, files: dict[str, str], state: str) -> None:
    assert standing(f"clippy:{lint}", CRATE | files).state == state


@pytest.mark.parametrize(
    ("linter", "config", "state"),
    [
        ("errcheck", "linters: {}\n", "on"),
        ("errcheck", "linters:\n  disable-all: true\n", "off"),
        ("errcheck", "linters:\n  disable: [errcheck]\n", "off"),
        ("gosec", "linters: {}\n", "off"),
        ("gosec", "linters:\n  enable-all: true\n", "on"),
        ("gosec", "linters:\n  presets: [bugs]\n", "unknown"),
        ("gosec", 'version: "2"\nlinters:\n  default: all\n', "on"),
        ("gosec", 'version: "2"\nlinters:\n  default: none\n  enable: [gosec]\n', "on"),
        ("gofumpt", 'version: "2"\nformatters:\n  enable: [gofumpt]\n', "on"),
        ("errchek", "linters: {}\n", "absent"),
        ("errcheck", "linters: [\n", "unknown"),
    ],
)
def test_golangci_lint_of_both_forms_is_read(linter: str, config: str, state: str) -> None:
    assert standing(f"golangci:{linter}", {".golangci.yml": config, "main.go": ""}).state == state


def test_a_configuration_of_golangci_lint_that_a_command_line_names_is_not_judged() -> None:
    files = {"tools/lint/.golangci.yml": "linters:\n  disable-all: true\n", "main.go": ""}

    assert standing("golangci:errcheck", files).state == "unknown"
    assert standing("golangci:errcheck", {"main.go": ""}).state == "off"


def test_of_globs_that_name_no_file_nothing_is_said() -> None:
    assert standing("ruff:T201", {"ruff.toml": "", "a.py": ""}, "src/**").state == "unknown"


def test_a_linter_that_is_not_known_is_said_to_be_so() -> None:
    assert standing("pylint:W1203", {"a.py": ""}) == Standing(
        "unknown", "contextkit does not know the configuration of pylint"
    )


def test_a_rule_that_nothing_holds_is_a_candidate() -> None:
    rules = [Rule("a", "s"), Rule("b", "s", enforced_by=(Enforcer("pylint", "W1"),))]

    found = enforcement(rules, Tree(MemoryRepo({"a.py": ""})), {})

    assert [e.is_candidate for e in found] == [True, False]


def test_every_linter_knows_rules_or_says_that_it_reads_the_configuration() -> None:
    assert set(linters()) == {"clippy", "contextkit", "eslint", "golangci", "golangci-lint", "ruff"}
