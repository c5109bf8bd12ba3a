"""Which lints run, where, and with which settings."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from contextkit.errors import ContextkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contextkit.catalog import Catalog, Lint, OptionSpec
    from contextkit.config import Config, OptionValue

GROUPS = ("recommended", "truth", "shape", "all")


@dataclass(frozen=True, slots=True)
class Selected:
    """A lint that is to run."""

    lint: Lint
    options: Mapping[str, OptionValue]
    is_everywhere: bool
    """False for a lint of shape that nobody named: it looks at what contextkit wrote alone."""


def select_lints(
    catalog: Catalog, config: Config, select: Sequence[str] | None = None, ignore: Sequence[str] = ()
) -> tuple[Selected, ...]:
    """The lints to run, by id. `select` replaces that of the configuration; `ignore` comes on top of it."""
    wanted = config.lint.select if select is None else select
    unwanted = (*config.lint.ignore, *ignore)
    by_path = [name for rule in config.lint.paths for name in rule.ignore]
    _check_names(catalog, (*wanted, *unwanted, *by_path))
    _check_options(catalog, config)
    return tuple(
        Selected(lint, _options(lint, config), lint.page.group != "shape" or _is_named(lint, wanted))
        for lint in catalog.lints.values()
        if is_in(lint, wanted) and not is_in(lint, unwanted)
    )


def switched(catalog: Catalog, config: Config) -> Mapping[str, bool]:
    """Every lint by id, and whether the configuration has it run."""
    wanted, unwanted = config.lint.select, config.lint.ignore
    return {id_: is_in(lint, wanted) and not is_in(lint, unwanted) for id_, lint in catalog.lints.items()}


def is_in(lint: Lint, names: Iterable[str]) -> bool:
    """Whether some of these ids and groups takes the lint in."""
    groups = {lint.id, "all", lint.page.group} | ({"recommended"} if lint.page.is_recommended else set())
    return not groups.isdisjoint(names)


def _is_named(lint: Lint, names: Iterable[str]) -> bool:
    return not {lint.id, lint.page.group, "all"}.isdisjoint(names)


def _check_names(catalog: Catalog, names: Iterable[str]) -> None:
    known = [*catalog.lints, *GROUPS]
    for name in names:
        if name not in known:
            raise ContextkitError(f"There is no lint or group `{name}`", _meant(name, known, "contextkit lint list"))


def _check_options(catalog: Catalog, config: Config) -> None:
    for id_, settings in config.lint.options.items():
        place = f"[lint.options.{id_}] in {config.source}"
        if id_ not in catalog.lints:
            raise ContextkitError(
                f"{place}: there is no lint `{id_}`", _meant(id_, catalog.lints, "contextkit lint list")
            )
        known = {option.name: option for option in catalog.lints[id_].page.options}
        for name, value in settings.items():
            if name not in known:
                raise ContextkitError(
                    f"{place}: unknown setting `{name}`", _meant(name, known, f"contextkit explain {id_}")
                )
            _check_type(place, known[name], value)


def _check_type(place: str, option: OptionSpec, value: OptionValue) -> None:
    if not option.takes(value):
        raise ContextkitError(
            f"{place}: `{option.name}` takes a value of type {option.type}, not {value!r}",
            f"The default is {option.default!r}",
        )


def _options(lint: Lint, config: Config) -> Mapping[str, OptionValue]:
    defaults: dict[str, OptionValue] = {option.name: option.default for option in lint.page.options}
    return defaults | dict(config.lint.options.get(lint.id, {}))


def _meant(name: str, known: Iterable[str], command: str) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"Did you mean `{near[0]}`? `{command}` lists all" if near else f"`{command}` lists all"
