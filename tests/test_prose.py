"""Macros of hand-written pages: they print the briefing, and reach nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from macros.prose import LONGEST, MacroError, printed
from tests.projects import SAMPLE, project


class Secret:
    value = "s3cret"


def say(words: str = "", **_: Any) -> Markup:
    """Stand for one of our macros."""
    return Markup("<b>{}</b>").format(words)


def fails(words: str = "") -> Markup:
    raise LookupError("there is no claim “x”")


MACROS = {"say": say, "fails": fails}

PRINTED = {
    "a {{ say('b') }} c\n": "a <b>b</b> c\n",
    "{% for x in ['a', 'b'] %}{{ say(x) }}{% endfor %}": "<b>a</b><b>b</b>",
    "{% raw %}{{ x }}{% endraw %}": "{{ x }}",
    "{# note #}x": "x",
    "{% set x = 'a' %}{{ say(x * 3) }}{{ 2 * 3 }}": "<b>aaa</b>6",
    "{{ say('a' if 1 < 2 else 'b') | upper }}": "<B>A</B>",
}


@pytest.mark.parametrize(("text", "html"), PRINTED.items())
def test_what_prose_may_do(text: str, html: str) -> None:
    assert printed(text, MACROS) == html


# What each must not print, whether it fails or prints something else.
ESCAPES = [
    # Python's own attributes
    "{{ say.__globals__ }}",
    "{{ say.__globals__['Secret'].value }}",
    "{{ say.__code__.co_filename }}",
    "{{ say.__closure__ }}",
    "{{ say.__module__ }}",
    "{{ say | attr('__globals__') }}",
    "{{ say['__globals__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ '' | attr('__cl' ~ 'ass__') }}",
    "{{ [''] | map(attribute='__class__') | list }}",
    "{{ [''] | groupby('__class__') }}",
    "{{ [say] | map(attribute='__globals__') | list }}",
    "{{ [say] | selectattr('__globals__') | list }}",
    "{{ [say, say] | sort(attribute='__globals__') }}",
    "{{ [say] | sum(attribute='__code__.co_argcount') }}",
    "{{ '{0.__class__.__mro__}'.format('') }}",
    "{{ '{0.__globals__}'.format(say) }}",
    "{{ '{x.__globals__}'.format_map({'x': say}) }}",
    "{{ ('{0.__globals__}' | format)(say) }}",
    "{{ ('%s' | e).__html__.__globals__ }}",
    "{{ say('x').__html_format__.__globals__ }}",
    "{{ say('x').format.__func__ }}",
    "{{ say('{0.__globals__}').format(say) }}",
    "{{ (say('x') | string).unescape.__self__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context.environment }}",
    "{{ self._TemplateReference__context.parent }}",
    "{% macro x() %}{% endmacro %}{{ x.__init__.__globals__ }}",
    "{% macro x() %}{% endmacro %}{{ x._func.__globals__ }}",
    "{% macro x() %}{{ caller.__globals__ }}{% endmacro %}{% call x() %}{% endcall %}",
    "{% for x in [1] %}{{ loop.__class__.__init__.__globals__ }}{% endfor %}",
    "{% for x in [1] %}{{ loop._recurse }}{{ loop._undefined.__mro__ }}{% endfor %}",
    "{{ (1).__class__ }}{{ (1.5).__class__ }}",
    "{{ (say for say in [1]).gi_frame }}",
    "{{ [].__reduce_ex__(2) }}",
    "{{ {}.__class__.__base__ }}",
    # Jinja's own helpers, through which the outside has been reached
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__.os.environ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ dict.__base__ }}",
    "{{ url_for.__globals__ }}",
    "{{ request }}",
    "{{ get_flashed_messages.__globals__ }}",
    # files and imports
    "{% include 'mkdocs.yml' %}",
    "{% include '../../../../etc/passwd' %}",
    "{% include ['a', 'b'] ignore missing %}{{ fails() }}",
    "{% import 'os' as os %}{{ os }}",
    "{% from 'os' import environ %}{{ environ }}",
    "{% extends 'base.html' %}",
    "{{ open('/etc/passwd').read() }}",
    "{{ __import__('os') }}",
    "{{ eval('1') }}",
    "{{ exec('1') }}",
    "{{ globals() }}{{ locals() }}",
    "{{ getattr(say, '__globals__') }}",
    "{% do say.__globals__ %}",
    "{{ render_file('mkdocs.yml') }}",
    # what mkdocs-macros hands out
    "{{ config.docs_dir }}",
    "{{ config }}",
    "{{ environment }}",
    "{{ git.author_email }}",
    "{{ git }}",
    "{{ plugin }}",
    "{{ macros_info() }}",
    "{{ context() }}",
    "{{ context(config) | pretty }}",
    "{{ now() }}",
    "{{ page.file.abs_src_path }}",
    "{{ files }}",
    "{{ navigation }}",
    "{{ extra }}",
    "{{ macros }}",
    "{{ filters_builtin }}",
    "{{ fix_url('x') }}",
    # change of what others see
    "{{ [].append(1) }}",
    "{{ {}.update({'a': 1}) }}",
    "{{ {'a': 1}.pop('a') }}",
    # memory and time
    f"{{{{ 'x' * {LONGEST + 1} }}}}",
    "{{ 10 ** 9 * 'x' }}",
    "{{ [0] * 10 ** 9 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'x' * 10000 * 10000 }}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_nothing_else_is_reached(text: str) -> None:
    try:
        shown = printed(f"one\n\n{text}\n", MACROS)
    except MacroError as error:
        assert error.line == 3, str(error)
        shown = str(error)
    else:  # what is out of reach may be shown as undefined
        assert re.fullmatch(r"one\n\n[\[\](), ']*(?:Undefined[\[\](), ']*)*\n", shown)
    assert not re.search(r"s3cret|<(?:class|function)|0x|/etc", shown.replace(text, ""))


FAULTS = {
    "an unknown macro": ("{{ nothing_of_that_name() }}", "'nothing_of_that_name' is undefined"),
    "a macro that refuses": ("{{ fails() }}", "there is no claim “x”"),
    "wrong arguments": ("{{ fails(1, 2, 3) }}", "takes from 0 to 1 positional arguments"),
    "an open brace": ("{{ say('a' }}", "unexpected '}'"),
    "an open block": ("{% for x in 'a' %}", "Unexpected end of template"),
    "an unknown tag": ("{% nothing %}", "unknown tag 'nothing'"),
}


@pytest.mark.parametrize(("text", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_line_and_words(text: str, words: str) -> None:
    with pytest.raises(MacroError) as found:
        printed(f"---\n\ntext\n{text}", MACROS)
    assert found.value.line == 4
    assert words in str(found.value)


def test_a_fault_in_a_pages_own_macro_has_the_line_where_it_is() -> None:
    text = "{% macro x() %}\n{{ fails() }}\n{% endmacro %}\n\n{{ x() }}\n"
    with pytest.raises(MacroError) as found:
        printed(text, MACROS)
    assert found.value.line == 2


# In a build

PROSE = {
    "a runtime fault": ("{{ claim() }}", "missing 1 required positional argument"),
    "a syntax fault": ("{{ claim('a }}", "unexpected char"),
    "a path of this computer": ("{{ page.file.abs_src_path }}", "'page' is undefined"),
    "the committer": ("{{ git.author_email }}", "'git' is undefined"),
    "a file": ("{% include 'index.md' %}", "no loader"),
    "the front matter": ("{{ title }}", "'title' is undefined"),
}


@pytest.mark.parametrize(("text", "words"), PROSE.values(), ids=PROSE)
def test_a_fault_fails_the_build_with_file_and_line(text: str, words: str, tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    lines = []
    for path in ("docs/method.md", "docs/about.md"):
        page = (made.root / path).read_text("utf-8")
        made.change({path: f"{page}\n\n{text}\n"})
        lines.append((path, page.count("\n") + 3))
    outcome = made.build()
    assert outcome.code == 1
    for path, line in lines:
        assert f"{path}:{line}:1: error macro: " in outcome.err, "every page has its say"
    assert words in outcome.err
    assert f"{line}| {text}" in outcome.err
    assert "Traceback" not in outcome.err
    assert str(tmp_path) not in outcome.err
    assert not made.site.exists()


def test_front_matter_shadows_no_macro(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    page = (made.root / "docs/unknowns.md").read_text("utf-8")
    made.change({"docs/unknowns.md": page.replace("---\n", "---\nunknowns: shadowed\n", 1)})
    assert made.build().code == 0
    assert "shadowed" not in made.page("unknowns/")


def test_a_macro_in_a_title_is_told(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    page = (made.root / "docs/about.md").read_text("utf-8")
    made.change({"docs/about.md": page.replace("title: About", "title: '{{ config.docs_dir }}'")})
    outcome = made.build()
    assert outcome.code == 1
    assert "was left in the text" in outcome.err
