"""Finds instructions that name nothing that could be done or checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from contextkit.lint_api import Location, Match, Project

if TYPE_CHECKING:
    from contextkit.lint_api import Statement

LONGEST_WORDS = 18

# What may come before an instruction and makes it no clearer.
LABEL = re.compile(r"(?:\[[ x]\] )?(?:[\w&/ -]{1,30}: )?")
LEAD = re.compile(
    r"(?:please|always|remember to|remember|(?:try|strive|aim) to|(?:make|be) sure|ensure|that|to|you|we|should|must"
    r"|need to|are expected to|and) "
)


def any_of(words: str) -> str:
    """A pattern of these words; `_` is a space within one."""
    return f"(?:{'|'.join(word.replace('_', ' ') for word in words.split())})"


def some_of(words: str) -> str:
    """A pattern of one of these words, or of an enumeration of them."""
    return f"{any_of(words)}(?:(?:, and |, or | and |, | but |/){any_of(words)})*"


GOOD = (
    "clean readable maintainable high[_-]quality good great elegant robust simple clear efficient understandable "
    "well[_-](?:structured|written|organi[sz]ed|documented|tested|designed) scalable secure safe performant modular "
    "production[_-](?:ready|quality|grade) reusable solid beautiful testable reliable consistent concise modern fast "
    "flexible extensible easy_to_(?:read|understand|maintain|extend|test)"
)
ENOUGH = "proper appropriate good robust adequate comprehensive thorough sufficient solid effective meaningful"
TELLING = "clear meaningful descriptive good sensible self-explanatory expressive appropriate proper helpful useful"
PROPERLY = any_of("properly appropriately gracefully correctly carefully well robustly thoroughly adequately cleanly")
NAMED = some_of("variables? functions? methods? class(?:es)? files? types? parameters? arguments? identifiers? things?")
PARTS = any_of("functions methods classes components modules")
ASPECTS = some_of(
    "(?:high_|good_|optimal_)?(?:code_)?(?:quality|performance|security|readability|maintainability|scalability"
    "|reliability|robustness|correctness|testability)"
)
CODE = "(?:the |your |all |our )?(?:code(?:base)?|software|solutions?|implementations?)"
TAIL = (
    "(?:,? (?:(?:when|where|as|if)(?:ver)? (?:possible|necessary|needed|appropriate|applicable|required)|as needed"
    "|at all times|always|everywhere|in general|throughout(?: (?:the|your) (?:code|codebase|project))?"
    "|in (?:all |your |the )+(?:code|codebase|cases|work|changes)"
    r"|(?:that (?:is|are)|and) easy to (?:read|understand|maintain|extend|test)(?: and \w+)?"
    r"|over (?:clever|quick|short|complex)[\w /]{0,30}"
    "|(?:before|when|while|after) (?:you )?(?:making (?:any )?changes|cod(?:e|ing)|act(?:ing)?|submitting|committing"
    r"|(?:edit|modify|chang|writ|implement|refactor)\w* (?:the |any |new )?code)))*"
)

# By variant of the page: an instruction is vague if the whole of it is one of these.
VAGUE = {
    "": (
        (
            f"(?:write|produce|create|generate|deliver|maintain|prefer|provide|build|develop) {some_of(GOOD)} "
            rf"(?:\w+ ){{0,2}}{CODE}"
        ),
        f"(?:write|produce|generate) {CODE} (?:that|which) is {some_of(GOOD)}",
        f"keep (?:{CODE}|{PARTS}|it|things|everything) {some_of(GOOD + ' small short focused tidy')}",
        f"(?:{CODE}|code quality) (?:should|must) be {some_of(GOOD)}",
        f"(?:ensure|make sure)(?: that)? {CODE} (?:is|stays|remains) {some_of(GOOD)}",
        (
            f"(?:ensure|maintain|guarantee|(?:strive|aim|optimi[sz]e) for|focus on|prioriti[sz]e|keep|consider) "
            f"{ASPECTS}(?: of the code| in mind| standards?)?"
        ),
        "(?:avoid|don't write|do not write|never write) (?:writing )?(?:bad|messy|sloppy|ugly|spaghetti) code",
        "do (?:things|it|everything) (?:right|properly|the right way)|do your best",
    ),
    "practice": (
        (
            r"(?!.*\b(?:see|guide|docs?|documented|described|listed|below|above|files?|this|these|our)\b)"
            f"{any_of('follow use adhere_to apply stick_to respect observe employ adopt code_follows')} (?:the |all )?"
            r"(?:[\w/.+#-]+ ){0,3}(?:best|good|standard|common|recommended|proven) (?:[\w/-]+ ){0,2}practices?"
            r"(?: and [\w ]{1,30})?(?: (?:for|in|of|when) [\w /-]{1,40})?"
        ),
        (
            f"{any_of('follow apply adhere_to use')} (?:the )?(?:principles of )?"
            f"(?:{some_of('solid dry kiss yagni clean[_-]code')}|(?:good )?software (?:engineering|design))"
            "(?: (?:principles?|practices?))?"
        ),
        (
            f"{any_of('follow adhere_to apply')} (?:the )?"
            "(?:(?:industry|usual|common|general|good|proper|high|coding)[ -])+(?:standards|conventions|guidelines)"
        ),
    ),
    "errors": (
        (
            "(?:handle|treat|manage|catch) (?:all |any |potential |possible )*"
            f"{some_of('errors? exceptions? failures? (?:error|edge|corner)[_-](?:cases?|conditions?)')} {PROPERLY}"
        ),
        (
            "(?:handle|consider|cover|test|think about|think of|check) (?:for )?"
            "(?:all |any |the |potential |possible )*(?:edge|corner)[ -]cases"
        ),
        (
            f"(?:implement|add|include|use|provide|have|ensure) {any_of(ENOUGH)} "
            f"{some_of('(?:error|exception)[_-]handling (?:input_)?validation logging')}"
        ),
    ),
    "names": (
        (
            f"(?:use|choose|pick|give|include|prefer|have) {some_of(TELLING)} (?:{NAMED} )?"
            f"(?:names?|naming|identifiers)(?: for (?:your |all )?{NAMED})?(?: and (?:{any_of(TELLING)} )?comments)?"
        ),
        f"name {NAMED} (?:meaningfully|descriptively|clearly|properly|well|sensibly)",
    ),
    "tests": (
        (
            f"(?:write|add|include|ensure|have|provide) {some_of(ENOUGH)} (?:unit )?"
            "(?:tests?|test coverage|testing|coverage)(?: for (?:your|all|the) (?:code|changes|features))?"
        ),
        f"test (?:(?:your|the|all) )?(?:(?:code|changes|everything|work) )?{PROPERLY}",
        f"{PROPERLY} test (?:your|the|all) (?:code|changes|work)",
    ),
    "comments": (
        (
            f"(?:add|write|use|include|leave|provide|keep) {some_of(f'{TELLING} {ENOUGH}')} "
            "(?:code )?(?:comments|documentation)"
        ),
        "(?:add comments|comment (?:the |your )?code) (?:where|when|as|if) (?:necessary|needed|appropriate)",
        f"(?:document|comment) (?:(?:your|the|all) )?(?:code|changes) {PROPERLY}",
    ),
    "care": (
        (
            f"be (?:very |extra |extremely )?{some_of('careful thorough cautious diligent systematic smart attentive')}"
            r"(?: with (?:the |your )?(?:code|changes)| in your (?:\w+ )?(?:approach|work))?"
        ),
        (
            "think (?:very )?(?:carefully|deeply|hard|thoroughly|twice)"
            "(?: (?:about|through) (?:all aspects of )?(?:the|your|each|every) "
            "(?:tasks?|problems?|changes?|solutions?))?"
        ),
        "use (?:your )?(?:common sense|(?:best |good )?judge?ment)",
        "double[ -]check (?:your |all |the )*(?:work|code|changes|everything)",
        "(?:make no|don't make|do not make|avoid) mistakes|(?:don't|do not|never) break (?:anything|things|the code)",
        "pay (?:close )?attention(?: to (?:the )?details?)?",
    ),
}
PATTERNS = {v: re.compile(f"(?:{'|'.join(f'(?:{each})' for each in forms)}){TAIL}") for v, forms in VAGUE.items()}
MARK = r"[\"'\u2018\u2019\u201c\u201d]"
QUOTES = re.compile(rf"{MARK}(?!\w)|(?<!\w){MARK}")


def check(project: Project) -> Iterator[Match]:
    for path in project.agent_files:
        statements = project.statements(path)
        explained = {above for s in statements for above in s.items[:-1]}
        for _, paragraph in groupby(statements, key=lambda s: s.paragraph):
            yield from vague_ones(path, list(paragraph), explained)


def vague_ones(path: str, paragraph: Sequence[Statement], explained: set[int]) -> Iterator[Match]:
    """The statements of a paragraph, if all of it is vague, and no list below says what is meant."""
    first = paragraph[0]
    if first.items and first.items[-1] in explained:
        return
    variants = [variant_of(statement.text) for statement in paragraph]
    if None in variants:
        return
    for statement, variant in zip(paragraph, variants, strict=True):
        place = Location(path, statement.line, statement.column)
        yield Match(place, {"raw": statement.text}, symbol=statement.text.casefold(), variant=variant or "")


def variant_of(text: str) -> str | None:
    """In what an instruction is vague; None where it is not, or may not be."""
    if len(text.split()) > LONGEST_WORDS or text.endswith((":", "?")):
        return None
    bare = " ".join(QUOTES.sub("", text).rstrip(".!;,").casefold().split())
    bare = bare[end_of(LABEL, bare) :]
    while True:
        found = next((v for v, pattern in PATTERNS.items() if pattern.fullmatch(bare)), None)
        lead = end_of(LEAD, bare)
        if found is not None or not lead:
            return found
        bare = bare[lead:]


def end_of(pattern: re.Pattern[str], text: str) -> int:
    """Where a match at the beginning ends."""
    found = pattern.match(text)
    return found.end() if found else 0
