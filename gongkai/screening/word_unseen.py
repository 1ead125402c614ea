"""Which runs of a Word file are not seen: hidden by property or style, white on white, or too small to read."""

from __future__ import annotations

from lxml import etree

from gongkai.screening.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Sizes are in half points: nobody reads two points.
_TINY = 4
_WHITE = frozenset({"FFFFFF", "FEFEFE", "FDFDFD"})
_OFF = frozenset({"0", "false", "off"})


class Unseen:
    """Tells whether a run is hidden, by its own properties and its styles."""

    def __init__(self, package: Package) -> None:
        self._hidden: set[str] = set()
        self._seen: set[str] = set()
        self._dark: set[str] = set()
        if package.has("word/styles.xml"):
            based: dict[str, str] = {}
            for style in package.xml("word/styles.xml").iter(f"{W}style"):
                name = style.get(f"{W}styleId", "")
                parent = style.find(f"{W}basedOn")
                based[name] = parent.get(f"{W}val", "") if parent is not None else ""
                own = _switch(style.find(f"{W}rPr"), "vanish")
                if any(_dark(shade) for shade in style.iter(f"{W}shd")):
                    self._dark.add(name)
                if own is not None:
                    (self._hidden if own else self._seen).add(name)
            for name in based:
                chain, at = [name], name
                while at and at not in self._hidden and at not in self._seen and based.get(at) and len(chain) < 20:
                    at = based[at]
                    chain.append(at)
                if at in self._hidden:
                    self._hidden.update(chain)

    def why(self, run: etree._Element) -> str:
        """The reason why a run is not seen, in Chinese, or an empty text."""
        properties = run.find(f"{W}rPr")
        own = _switch(properties, "vanish")
        if own:
            return "隐藏"
        if own is None and (_style(properties, "rStyle") in self._hidden or self._paragraph_hidden(run)):
            return "隐藏"
        if properties is None:
            return ""
        size = properties.find(f"{W}sz")
        if size is not None and size.get(f"{W}val", "").isdigit() and int(size.get(f"{W}val", "99")) <= _TINY:
            return "字号极小"
        colour = properties.find(f"{W}color")
        if colour is not None and (colour.get(f"{W}val") or "").upper() in _WHITE and not self._shaded(run):
            return "白色"
        return ""

    def _paragraph_hidden(self, run: etree._Element) -> bool:
        for above in run.iterancestors(f"{W}p"):
            return _style(above.find(f"{W}pPr"), "pStyle") in self._hidden
        return False

    def _shaded(self, run: etree._Element) -> bool:
        """Whether something dark may lie behind a run: shading of its own, of its paragraph, cell, table or their
        styles, a highlight, the page's own colour, or a drawn shape."""
        own = run.find(f"{W}rPr")
        if own is not None and own.find(f"{W}highlight") is not None:
            return True
        holders = [own]
        for above in run.iterancestors(f"{W}p", f"{W}tc", f"{W}tbl"):
            name = above.tag.rpartition("}")[2]
            properties = above.find(f"{W}{name}Pr")
            holders.append(properties)
            if {_style(properties, "pStyle"), _style(properties, "tblStyle")} & self._dark:
                return True
        shades = [holder.find(f"{W}shd") for holder in holders if holder is not None]
        if any(shade is not None and _dark(shade) for shade in shades):
            return True
        page = run.getroottree().getroot().find(f"{W}background")
        drawn = next(run.iterancestors(f"{W}txbxContent"), None) is not None
        return drawn or (page is not None and (page.get(f"{W}color") or "").upper() not in {"", "AUTO", *_WHITE})


def _dark(shade: etree._Element) -> bool:
    fill = (shade.get(f"{W}fill") or "auto").upper()
    return fill not in {"AUTO", *_WHITE} or shade.get(f"{W}themeFill") is not None


def _switch(properties: etree._Element | None, name: str) -> bool | None:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def _style(properties: etree._Element | None, name: str) -> str:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found.get(f"{W}val", "") if found is not None else ""
