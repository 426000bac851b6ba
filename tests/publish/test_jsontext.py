"""JSON in files and in pages."""

import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from factcheck.publish import jsontext

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "&lt;",
    "\u2028\u2029",
    "-->",
    "\x00",
    "\ud7ff😀",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_leaves_the_script_element(text: str) -> None:
    html = f'<p>before</p><script type="application/ld+json">{jsontext.embedded({text: [text]})}</script><p>after</p>'
    soup = BeautifulSoup(html, "html.parser")
    assert [element.name for element in soup] == ["p", "script", "p"]
    assert soup.script is not None
    assert json.loads(soup.script.string or "") == {text: [text]}


@given(VALUES)
def test_each_form_gives_the_value_back(value: jsontext.Json) -> None:
    for text in (jsontext.file(value), jsontext.line(value), jsontext.embedded(value)):
        assert json.loads(text) == value
    assert not set(jsontext.embedded(value)) & set("<>&\u2028\u2029")
    assert len(jsontext.line(value).splitlines()) == 1


@given(VALUES)
def test_a_file_is_written_as_python_writes_it(value: jsontext.Json) -> None:
    assert jsontext.file(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
@pytest.mark.parametrize("written", [jsontext.file, jsontext.line, jsontext.embedded])
def test_a_number_that_json_lacks_is_refused(written: Callable[[jsontext.Json], str], number: str) -> None:
    assert json.loads(written({"a": ["NaN", "Infinity"]})) == {"a": ["NaN", "Infinity"]}
    with pytest.raises(ValueError, match="JSON"):
        written({"a": [float(number)]})
