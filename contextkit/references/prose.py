"""What the sentence around a mention says about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contextkit.patterns import pattern

if TYPE_CHECKING:
    from contextkit.model import Mention


def _any_of(alternatives: str) -> re.Pattern[str]:
    """A pattern for one alternative a line."""
    return re.compile(
        r"\b(?:" + "|".join(line.strip() for line in alternatives.strip().splitlines()) + ")", re.IGNORECASE
    )


_GONE = _any_of(
    r"""
    no longer
    (?:do|does|did) ?n[o']t exist
    not (?:yet )?(?:exist\w*|created|present|committed|checked in|there)
    non-?existent
    (?:currently|now|still) empty
    there (?:is|are) no\b
    (?:is|are) (?:gone|absent|missing|obsolete)
    (?:was|were|been|is|are|got) (?:\w+ly |since |now )?(?:removed|deleted|dropped|retired|renamed|replaced)
    (?:was|were|been|is|are|got) (?:\w+ly |since |now )?(?:merged|folded)
    (?:was|were|been|is|are|got) (?:\w+ly |since |now )?(?:moved|superseded|eliminated|extracted|split)
    (?:removed|deleted|retired|dropped|replaced|renamed) (?:in|from|by|the|since|with|to)\b
    never (?:create|add|commit|use|write|introduce)
    (?:do not|don'?t|must not|should not|avoid) (?:re)?(?:creat|add|commit|introduc|look for|search for)\w*
    (?:do not|don'?t|must not|should not|avoid) (?:us|put|writ|plac)\w*
    instead of
    rather than
    obsolete
    legacy
    deprecated
    """
)
_PAST = _any_of(
    r"""
    previously\b
    formerly\b
    used to (?:be|live|have|sit)
    originally\b
    historically\b
    in the past\b
    once (?:was|lived)
    old (?:location|path|name|layout|file)
    (?:old|before|was):
    (?:moved|renamed|migrated|ported|extracted|relocated|split) (?:out )?(?:from|of)
    (?:copied|converted|adapted|derived|forked|inspired) (?:out )?(?:from|of)
    before (?:the|this) (?:move|rename|refactor)
    prior to
    (?:replac|supersed|delet|remov|renam)(?:es|ed|ing|al)\b
    dropp(?:ed|ing)\b
    """
)
_SUPPOSED = _any_of(
    r"""
    imagine
    suppose
    hypothetical
    pretend
    let'?s say
    for (?:example|instance)
    e\.g\.
    such as
    as an example
    examples?:
    would (?:be|become|live|go)
    (?:could|might) be
    if (?:you|the|a|there)\b
    like so
    something like
    """
)
_MADE = _any_of(
    r"""
    creat\w*
    add(?:s|ed|ing)?(?: a| an| new)?\b
    generat\w*
    writ(?:e|es|ing|ten)\b
    produc\w*
    output\w*
    sav(?:e|es|ed|ing)\b
    emit\w*
    scaffold\w*
    plac(?:e|ed|ing)\b
    put\b
    new file
    will (?:be|create|contain)
    if (?:it |they )?(?:exists?|present)
    when present
    optional(?:ly)?
    name (?:it|them|the file)
    copy\b
    download
    clone\b
    export\w*
    dump\w*
    log(?:s|ged)? to\b
    """
)
_ELSEWHERE = _any_of(
    r"""
    your (?:own )?(?:project|app|application|repo|repository|package|workspace|config\w*|root|code ?base|site|machine)
    user'?s? (?:project|repo|home|machine|app)
    consumer
    downstream
    upstream
    in the \S+ repo(?:sitory)?\b
    (?:external|separate|another|other|that|sibling|private) repo(?:sitory)?\b
    git(?:hub|lab)\.com/
    https?://
    on the server
    in(?:side)? the (?:container|image)
    third[- ]party
    (?:the|a) (?:\w+ )?(?:template|starter|boilerplate)\b
    """
)
_PAST_HEADING = _any_of(
    r"""
    changelog
    history\b
    removed
    release notes
    what changed
    breaking changes?
    completed
    done\b
    """
)
_GENERATED = _any_of(
    r"""
    (?:generated|built|compiled|emitted|produced) (?:by|from|with|into|at|when|during)\b
    auto-?generated
    """
)
_FORM = pattern(r"[✅❌✔✘✗✖👍👎]|(?:^|\n|\*\*)\s*(?:good|bad|wrong|right|correct|incorrect|example)\W*:", re.IGNORECASE)
_EXAMPLES_OPEN = pattern(
    r"(?:^|[(:,\s])(?:\*\*)?(?:examples?(?: \w+){0,2}(?:\*\*)?:|e\.g\.|for (?:example|instance)\b)", re.IGNORECASE
)
_SENTENCE_ENDS = pattern(r"(?<!e\.g)(?<!i\.e)[.!?;]\s|\n")
_BRANCHES = pattern(r"\b(?:branch(?:es)?|prefix(?:es)?|worktrees?)\b", re.IGNORECASE)
_EXAMPLE_HEADING = pattern(r"\bexamples?\b", re.IGNORECASE)
_DENIED = pattern(
    r"\b(?:no|not|without|never)(?: (?:an?|any|the|separate|such|more|longer|\w+ed))*\s*\W*$", re.IGNORECASE
)
_ENDS = (". ", "! ", "? ", "; ", "\n", " | ")
_QUOTED = pattern(r"`[^`]*`|\]\([^)]*\)")
_NEAR_CHARACTERS = 70
_VERB_CHARACTERS = 18


def says_gone(mention: Mention) -> bool:
    """Whether the words around say that the thing is not there, or must not be."""
    return bool(_GONE.search(_around(mention, _NEAR_CHARACTERS)) or _DENIED.search(_parts(mention)[0]))


def says_past(mention: Mention) -> bool:
    """Whether the words around, or a heading above, tell of how it was."""
    return bool(_PAST.search(_around(mention, _NEAR_CHARACTERS)) or _PAST_HEADING.search(mention.heading))


def says_supposed(mention: Mention) -> bool:
    """Whether the sentence or the heading makes the thing up, as an example."""
    said = _SUPPOSED.search(_around(mention, _NEAR_CHARACTERS)) or _EXAMPLE_HEADING.search(mention.heading)
    return bool(said or shows_a_form(mention))


def shows_a_form(mention: Mention) -> bool:
    """Whether the line shows how something is written, rightly or wrongly: a name in it stands for any other."""
    return bool(_FORM.search(mention.context))


def opens_examples(mention: Mention) -> bool:
    """Whether `Example:` or `e.g.` comes before it in its sentence: it stands for others like it."""
    before = mention.context.partition(mention.raw)[0]
    return _EXAMPLES_OPEN.search(_QUOTED.sub(" ", _SENTENCE_ENDS.split(before)[-1])) is not None


def speaks_of_branches(text: str) -> bool:
    """Whether a heading or the lead of a list is about the branches of git, or what their names begin with."""
    return _BRANCHES.search(text) is not None


def says_made(mention: Mention) -> bool:
    """Whether the words before speak of a file that somebody is to make, or that a program writes."""
    return bool(_MADE.search(_parts(mention)[0][-_VERB_CHARACTERS:]))


def says_generated(mention: Mention) -> bool:
    """Whether the words around say that a program makes the thing."""
    return bool(_GENERATED.search(_around(mention, _NEAR_CHARACTERS)))


def says_elsewhere(mention: Mention) -> bool:
    """Whether the words around speak of another repository or of the user's own project."""
    return bool(_ELSEWHERE.search(_around(mention, _NEAR_CHARACTERS)))


def _around(mention: Mention, reach: int) -> str:
    before, after = _parts(mention)
    return f"{before[-reach:]} {after[:reach]}"


def _parts(mention: Mention) -> tuple[str, str]:
    """The sentence before and after the mention; what is quoted in it is blotted out: a name is no statement."""
    text, at = mention.context, mention.context.find(mention.raw)
    if at < 0:
        return _QUOTED.sub(" ", text), ""
    after = at + len(mention.raw)
    start = max(text.rfind(mark, 0, at) for mark in _ENDS)
    end = min((e for e in (text.find(mark, after) for mark in _ENDS) if e >= 0), default=len(text))
    return _blotted(text[max(start, 0) : at]), _blotted(text[after:end])


def _blotted(text: str) -> str:
    return _QUOTED.sub(" ", text.strip("`[]()<>")).replace("`", " ")
