"""Which packages use which, and the layers that this suggests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contextkit.survey.graph import find_uses
from contextkit.survey.inventory import Evidence, Use
from contextkit.survey.layers import find_cycles, find_layers
from tests.survey.grounds import material


def uses(files: dict[str, str]) -> dict[tuple[str, str], tuple[int, str]]:
    return {(u.user, u.used): (u.count, str(u.evidence)) for u in find_uses(material(files))}


def test_an_npm_workspace() -> None:
    files = {
        "apps/web/package.json": '{\n"name": "web",\n"dependencies": {\n"@x/core": "workspace:*", "react": "1"\n}}',
        "apps/web/src/a.ts": "import {x} from '@x/core/deep'\n",
        "apps/web/src/b.ts": "import '@x/core'\n",
        "packages/core/package.json": '{"name": "@x/core"}',
    }

    assert uses(files) == {("apps/web", "packages/core"): (2, "apps/web/package.json:4")}


def test_what_only_tests_need_is_no_use() -> None:
    files = {
        "a/package.json": '{"name": "a", "devDependencies": {"b": "*"}}',
        "a/src/x.test.ts": "import 'b'\n",
        "b/package.json": '{"name": "b"}',
    }

    assert uses(files) == {}


def test_a_cargo_workspace() -> None:
    files = {
        "crates/a/Cargo.toml": '[package]\nname = "my-a"\n\n[dependencies]\nmy-b = { workspace = true }\n',
        "crates/a/src/lib.rs": "use my_b::x;\n",
        "crates/b/Cargo.toml": '[package]\nname = "my-b"\n',
    }

    assert uses(files) == {("crates/a", "crates/b"): (1, "crates/a/Cargo.toml:5")}


def test_python_packages() -> None:
    files = {
        "a/pyproject.toml": '[project]\nname = "my-a"\ndependencies = ["my_b[x]>=1", "httpx"]\n',
        "a/my_a/__init__.py": "from my_b import x\n",
        "b/pyproject.toml": '[project]\nname = "my-b"\n',
        "b/my_b/__init__.py": "",
    }

    assert uses(files) == {("a", "b"): (1, "a/pyproject.toml:3")}


def test_gradle_modules() -> None:
    files = {
        "app/build.gradle.kts": 'implementation(projects.core.logApi)\napi(project(":core:ui"))\n',
        "core/log-api/build.gradle.kts": "",
        "core/ui/build.gradle.kts": "",
    }

    assert set(uses(files)) == {("app", "core/log-api"), ("app", "core/ui")}


def test_go_modules() -> None:
    files = {"go.mod": "module x.org/a\n\nrequire x.org/a/sdk v1.0.0\n", "sdk/go.mod": "module x.org/a/sdk\n"}

    assert set(uses(files)) == {("", "sdk")}


def test_layers_go_from_users_to_used() -> None:
    found = [use("web", "core"), use("web", "ui"), use("ui", "core"), use("cli", "core")]

    assert find_layers(found) == (("web",), ("cli", "ui"), ("core",))


def test_a_cycle_is_one_layer_and_is_named() -> None:
    found = [use("a", "b"), use("b", "c"), use("c", "a"), use("c", "d")]

    assert find_layers(found) == (("a", "b", "c"), ("d",))
    assert find_cycles(found) == (("a", "b", "c"),)


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=20))
def test_a_user_never_stands_below_what_it_uses(pairs: list[tuple[str, str]]) -> None:
    found = [use(a, b) for a, b in pairs if a != b]
    height = {name: number for number, layer in enumerate(find_layers(found)) for name in layer}
    together = [set(c) for c in find_cycles(found)]

    for each in found:
        is_cycle = any({each.user, each.used} <= c for c in together)
        assert is_cycle or height[each.user] < height[each.used]


def use(user: str, used: str) -> Use:
    return Use(user, used, 1, Evidence("x"))
