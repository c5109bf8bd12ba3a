"""The model server: what is sent is kept, and the answers are those of the script."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.request import Request as Sent
from urllib.request import urlopen

import pytest

from contextkit.edges.model_server import Call, serving

if TYPE_CHECKING:
    from collections.abc import Mapping

TOOLS = [{"name": "Read"}]


def posted(address: str, path: str, body: Mapping[str, object]) -> str:
    with urlopen(Sent(address + path, json.dumps(body).encode()), timeout=10) as answer:
        text: str = answer.read().decode()
        return text


def test_what_is_sent_is_kept_in_order() -> None:
    with serving() as server:
        posted(server.address, "/v1/responses", {"input": "a"})
        posted(server.address, "/v1/messages?beta=true", {"messages": []})

    assert [(r.path, dict(r.body)) for r in server.requests] == [
        ("/v1/responses", {"input": "a"}),
        ("/v1/messages", {"messages": []}),
    ]


def test_a_call_of_the_script_is_made_until_its_result_is_there() -> None:
    result = {"role": "user", "content": [{"type": "tool_result", "content": "x"}]}

    with serving([Call("Read", {"file_path": "a"})]) as server:
        first = json.loads(posted(server.address, "/v1/messages", {"messages": [], "tools": TOOLS}))
        last = json.loads(posted(server.address, "/v1/messages", {"messages": [result], "tools": TOOLS}))

    assert (first["stop_reason"], first["content"][0]["input"]) == ("tool_use", {"file_path": "a"})
    assert (last["stop_reason"], last["content"][0]["type"]) == ("end_turn", "text")


def test_a_tool_that_is_not_offered_is_not_called() -> None:
    with serving([Call("Read", {})]) as server:
        answer = json.loads(posted(server.address, "/v1/messages", {"messages": []}))

    assert answer["stop_reason"] == "end_turn"


@pytest.mark.parametrize("path", ["/v1/responses", "/v1/messages"])
def test_a_stream_is_made_of_named_events(path: str) -> None:
    with serving([Call("Read", {"file_path": "a"})]) as server:
        stream = posted(server.address, path, {"stream": True, "tools": TOOLS})

    events = [line.removeprefix("event: ") for line in stream.splitlines() if line.startswith("event: ")]
    assert events[0] in {"response.created", "message_start"}
    assert events[-1] in {"response.completed", "message_stop"}


def test_a_body_in_chunks_is_read_and_one_that_is_no_json_is_empty() -> None:
    with serving() as server:
        connection = HTTPConnection(server.address.removeprefix("http://"), timeout=10)
        connection.request("POST", "/v1/responses", iter([b'{"input"', b': "b"}']), encode_chunked=True)
        connection.getresponse().read()
        connection.request("POST", "/v1/responses", b"no json")
        connection.getresponse().read()
        connection.close()

    assert [dict(r.body) for r in server.requests] == [{"input": "b"}, {}]


def test_nothing_is_let_through_to_elsewhere() -> None:
    with serving() as server:
        connection = HTTPConnection(server.address.removeprefix("http://"), timeout=10)
        connection.request("CONNECT", "example.org:443")

        assert connection.getresponse().status == 403
        connection.close()
