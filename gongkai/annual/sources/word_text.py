"""The words of one Word paragraph: without deleted text, field codes and hidden runs."""

from __future__ import annotations

from lxml import etree

from gongkai.annual.sources.numbering import W
from gongkai.annual.sources.word_styles import Style, is_on

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
_LEFT_OUT = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rPr",
        "pPr",
        "sdtPr",
        "rt",
        "footnoteReference",
    )
}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


class WordText:
    """Reads paragraphs and remembers what was left out on the way: hidden runs and pictures."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self._styles = styles
        self.hidden = 0
        self.pictures = 0
        self._words: list[str] = []
        self._boxes: list[etree._Element] = []
        self._fields: list[bool] = []

    def of(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text of a paragraph, manual line breaks as line feeds, and the text boxes anchored in it."""
        self._words, self._boxes, self._fields = [], [], []
        self._walk(paragraph)
        return "".join(self._words), self._boxes

    def warnings(self) -> list[str]:
        """Chinese sentences about what was left out."""
        found = []
        if self.hidden:
            found.append(f"文档有 {self.hidden} 处隐藏文字，没有读取，请在 Word 中显示后核对。")
        if self.pictures:
            found.append(f"文档有 {self.pictures} 幅图片，图片里的文字没有读取。")
        return found

    def _walk(self, element: etree._Element) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                if self._is_hidden(child):
                    self.hidden += any(text.text for text in child.iter(f"{W}t"))
                else:
                    self._walk(child)
            elif tag == f"{W}t" or tag == _MATH_TEXT:
                self._say(child.text or "")
            elif tag in _SIGNS:
                self._say(_SIGNS[tag])
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}sym":
                self._say(_symbol(child.get(f"{W}char", "")))
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag == f"{_MARKUP}AlternateContent":
                self._alternative(child)
            elif tag == f"{W}sdt" and is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                continue
            elif tag not in _LEFT_OUT:
                self.pictures += tag in _PICTURES
                self._walk(child)

    def _say(self, words: str) -> None:
        # Between a field's begin and its separator stands the instruction, not text.
        if not any(self._fields):
            self._words.append(words)

    def _field(self, step: str) -> None:
        if step == "begin":
            self._fields.append(True)
        elif step == "separate" and self._fields:
            self._fields[-1] = False
        elif step == "end" and self._fields:
            self._fields.pop()

    def _alternative(self, element: etree._Element) -> None:
        # The fallback says the same again for older programs.
        choice = element.find(f"{_MARKUP}Choice")
        chosen = element.find(f"{_MARKUP}Fallback") if choice is None else choice
        if chosen is not None:
            self._walk(chosen)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        said = is_on(properties.find(f"{W}vanish"))
        if said is not None:
            return said
        named = properties.find(f"{W}rStyle")
        style = self._styles.get("" if named is None else named.get(f"{W}val", ""))
        return bool(style and style.hidden)


def _symbol(code: str) -> str:
    """A symbol given by its code; symbol fonts use the private area, where no text can be told."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "" if not 0x20 <= number < 0xD800 else chr(number)
