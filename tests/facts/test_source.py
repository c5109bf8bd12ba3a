"""What source files define, and which words stand in them."""

from __future__ import annotations

import pytest

from contextkit.facts.source import (
    Definition,
    declared_in,
    declares,
    decode_definitions,
    definitions_of,
    encode_definitions,
    may_define,
    which_of,
    words_of,
)
from contextkit.syntax.grammars import LANGUAGES, language_of


def defined(language: str, text: str) -> set[tuple[str, str, str]]:
    return {(d.name, d.kind, d.container) for d in definitions_of(text.encode(), language)}


def test_a_python_class_contains_its_methods_and_fields() -> None:
    text = "class Shop:\n    size: int\n    def sell(self, price, tax=0):\n        self.sold = price\n"

    assert defined("python", text) == {
        ("Shop", "class", ""),
        ("size", "field", "Shop"),
        ("sell", "function", "Shop"),
        ("price", "parameter", "Shop"),
        ("tax", "parameter", "Shop"),
        ("sold", "field", "Shop"),
    }


def test_typescript_types_contain_their_members() -> None:
    text = """
    export interface Shape { area(): number; name?: string }
    export enum Colour { Red, Green = "g" }
    class Square implements Shape { #side = 1; constructor(private readonly unit: string) {} area() { return 1 } }
    """

    found = defined("typescript", text)

    assert {("area", "method", "Shape"), ("name", "property", "Shape"), ("Green", "member", "Colour")} <= found
    assert {("side", "field", "Square"), ("unit", "field", "Square"), ("area", "method", "Square")} <= found


def test_a_local_variable_and_an_argument_are_no_definitions_in_typescript() -> None:
    text = "export const outer = 1;\nfunction run(argument: string) { const inner = argument; return inner }\n"

    assert defined("typescript", text) == {("outer", "variable", ""), ("run", "function", "")}


def test_the_key_of_an_object_is_told_from_the_property_of_a_type() -> None:
    text = "type Options = { depth: number };\nexport const given = { depth: 3, 'other-key': 1 };\n"

    found = defined("typescript", text)

    assert ("depth", "property", "Options") in found
    assert ("depth", "key", "") in found
    assert ("other-key", "key", "") in found


def test_a_go_method_belongs_to_its_receiver_and_a_tag_is_a_key() -> None:
    text = (
        'package p\ntype ID struct { Name string `json:"the_name,omitempty" hcl:"n"` }\n'
        "func (id *ID) Sum() int { return 1 }\n"
    )

    assert defined("go", text) == {
        ("ID", "type", ""),
        ("Name", "field", "ID"),
        ("the_name", "tag", "ID"),
        ("n", "tag", "ID"),
        ("Sum", "method", "ID"),
    }


def test_rust_items_of_an_impl_belong_to_its_type() -> None:
    text = "pub struct Tree<T> { root: T }\nimpl<T> Tree<T> { pub fn grow() {} }\nmacro_rules! leaf { () => {} }\n"

    assert defined("rust", text) == {
        ("Tree", "class", ""),
        ("root", "field", "Tree"),
        ("grow", "function", "Tree"),
        ("leaf", "macro", ""),
    }


def test_java_members_belong_to_the_innermost_type() -> None:
    text = "class Outer { int size; enum Kind { BIG } void run() {} }\n"

    assert defined("java", text) == {
        ("Outer", "class", ""),
        ("size", "field", "Outer"),
        ("Kind", "enum", "Outer"),
        ("BIG", "member", "Kind"),
        ("run", "method", "Outer"),
    }


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_broken_file_of_any_language_gives_what_can_be_read(language: str) -> None:
    assert definitions_of(b"\xff\xfe ((( { class ]]\n", language) is not None


def test_definitions_survive_being_kept() -> None:
    kept = [Definition("Shop", "class", 1, ""), Definition("sell", "function", 3, "Shop")]

    assert decode_definitions(encode_definitions(kept)) == kept
    assert decode_definitions(encode_definitions(kept), {"sell"}) == kept[1:]
    assert decode_definitions(b"a broken\trow") == []


def test_a_word_after_a_declaring_keyword_is_told_from_one_that_is_used() -> None:
    content = b'import type { Shape } from "shapes";\nclass Square { area() { return Shape.of(this) } }\n'
    asked = frozenset({b"Shape", b"Square", b"area", b"absent"})

    assert which_of(asked, declared_in(content)) == {b"Square"}
    assert which_of(asked, words_of(content)) == {b"Shape", b"Square", b"area"}


def test_a_brace_parts_words() -> None:
    assert which_of(frozenset({b"a", b"b"}), words_of(b"{a}{b}")) == {b"a", b"b"}


@pytest.mark.parametrize(
    "line",
    [
        "public static void Sell(this Shop shop)",
        "    def self.Sell(price)",
        "defmodule My.Shop.Sell do",
        "fun <T> List<T>.Sell(): T",
        "pub fn Sell(self: *Shop) void {",
        "const Sell = struct {",
        "model Sell {",
    ],
)
def test_forms_of_definitions_are_known_without_a_grammar(line: str) -> None:
    assert declares(f"// Sell\n{line}\n".encode(), "Sell") == 2


@pytest.mark.parametrize(
    "line", ["shop.Sell(3)", "class Shop extends Sell {", "public class Shop : Sell", "return Sell;"]
)
def test_a_use_has_no_form_of_a_definition(line: str) -> None:
    assert declares(line.encode(), "Sell") is None


def test_only_a_whole_word_may_define() -> None:
    assert may_define(b"  sell(price) {\n", "sell")
    assert not may_define(b"  sellAll(price) {\n", "sell")
    assert not may_define(b"  shop.sell + 1\n", "sell")


def test_the_language_is_told_by_the_ending() -> None:
    assert [language_of(p) for p in ("a.py", "b/c.tsx", "d.MTS", "Makefile", "e.cs")] == [
        "python",
        "tsx",
        "typescript",
        None,
        None,
    ]
