"""How one single test is run: a form that fits the runner, with a test that exists here."""

from contextkit.survey.tasks.singles.choose import picks_a_real_one, single_tests, told_singles

__all__ = ["picks_a_real_one", "single_tests", "told_singles"]
