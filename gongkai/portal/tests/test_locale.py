"""The English catalogue is complete, keeps every placeholder, and the compiled file is the written one."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai import portal

ROOM = Path(portal.__file__).parent
CATALOGUE = ROOM / "locale" / "en" / "LC_MESSAGES"
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
PLACE = re.compile(r"%\((\w+)\)s|%%")


def written() -> dict[str, list[str]]:
    """Each message of django.po with its translations."""
    found: dict[str, list[str]] = {}
    for block in (CATALOGUE / "django.po").read_text(encoding="utf-8").split("\n\n")[1:]:
        fields = re.findall(r'^(msgid|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', block, flags=re.MULTILINE)
        texts = [(name, "".join(ast.literal_eval(part) for part in QUOTED.findall(raw))) for name, raw in fields]
        found[texts[0][1]] = [text for name, text in texts if name != "msgid"]
    return found


def used() -> Iterator[str]:
    """Every Chinese message named in a template or in the code of the pages."""
    for template in (ROOM / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        yield from re.findall(r"""\{%\s*translate\s+["'](.+?)["']\s*%\}""", text)
        for plain in re.findall(r"\{%\s*blocktranslate[^%]*%\}(.+?)\{%", text):
            yield re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", plain.replace("%", "%%"))
    for module in (*ROOM.glob("*.py"), *(ROOM / "views").glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "gettext":
                yield ast.literal_eval(node.args[0])


def test_every_message_of_the_pages_has_its_english() -> None:
    known = {message.replace("%%", "%") for message in written()}
    assert [message for message in used() if message.replace("%%", "%") not in known] == []


def test_no_translation_is_empty_or_left_in_chinese() -> None:
    for message, translations in written().items():
        for text in translations:
            assert text.strip(), message
            assert not re.search(r"[，。：；]", text), text


def test_translations_keep_the_placeholders() -> None:
    for message, translations in written().items():
        for text in translations:
            assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(message)), message


@pytest.fixture
def compiled() -> gettext.GNUTranslations:
    """The compiled catalogue."""
    with (CATALOGUE / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_the_compiled_catalogue_is_in_step(compiled: gettext.GNUTranslations) -> None:
    for message, translations in written().items():
        if len(translations) == 1:
            assert compiled.gettext(message) == translations[0]
        else:
            assert [compiled.ngettext(message, message, n) for n in (1, 2)] == translations
