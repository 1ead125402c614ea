"""Excel files without what is not seen: values instead of formulas, no comments, caches, links and properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from lxml import etree

from gongkai.screening.errors import CannotClean
from gongkai.screening.package import Package
from gongkai.screening.package_cleaning import drop_unseen_parts, mend_relations, take_out, written
from gongkai.screening.sheet_unseen import S, Unseen, column_number, hidden_columns, painted, row_hidden, unseen_styles

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_PARTS = (
    ("/pivotcache/", "custom_data"),
    ("/pivottables/", "custom_data"),
    ("/externallinks/", "external_link"),
    ("/querytables/", "external_link"),
    ("/connections", "external_link"),
    ("/calcchain", "custom_data"),
    ("vmldrawing", "comment"),
    ("/slicer", "custom_data"),
    ("/timeline", "custom_data"),
    ("/ctrlprops/", "macro"),
    ("/model/", "custom_data"),
    ("/metadata.xml", "custom_data"),
    ("/richdata/", "custom_data"),
    ("/customproperty", "custom_data"),
)
_IN_WORKBOOK = (
    "externalReferences",
    "pivotCaches",
    "fileSharing",
    "functionGroups",
    "webPublishing",
    "customWorkbookViews",
    "extLst",
    "definedNames",
)
_IN_SHEET = (
    "legacyDrawing",
    "legacyDrawingHF",
    "oleObjects",
    "controls",
    "dataValidations",
    "customSheetViews",
    "extLst",
    "scenarios",
    "customProperties",
    "webPublishItems",
    "cellWatches",
    "smartTags",
    "dataConsolidate",
)
_KEPT_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")


def clean_sheet(data: bytes, drop_hidden: bool) -> tuple[bytes, Counter[str]]:
    """The cleaned file and how many things of each kind were taken out.

    Raises CannotClean: hidden-parts (hidden sheets, rows or columns, unless `drop_hidden`), no-value (a formula never
    computed).
    """
    package = Package(data)
    counted: Counter[str] = Counter()
    main = package.main("xl/workbook.xml")
    workbook, related = package.xml(main), package.related(main)
    _workbook(workbook, package, related, drop_hidden, counted)
    styles = next((path for kind, path in related.values() if kind == "styles"), "")
    unseen, used = unseen_styles(package, styles), set[int]()
    for sheet in workbook.iter(f"{S}sheet"):
        path = related[sheet.get(_R, "")][1]
        root = package.xml(path)
        seen = painted(package, path, root)
        _cells(root, sheet.get("name", ""), unseen, seen, drop_hidden, counted, used)
        for element in [one for name in _IN_SHEET for one in root.findall(f"{S}{name}")]:
            take_out(element)
        for element in list(root.iter(f"{S}pageSetup")):
            _forget(element, _R)
        package.parts[path] = written(root)
    package.parts[main] = written(workbook)
    for part in package.named("xl/tables/", ending=".xml"):
        table = package.xml(part)
        for element in list(table.iter(f"{S}calculatedColumnFormula", f"{S}totalsRowFormula")):
            take_out(element)
        package.parts[part] = written(table)
    _strings(package, next((path for kind, path in related.values() if kind == "sharedStrings"), ""), used)
    counted += drop_unseen_parts(package, _PARTS)
    counted += mend_relations(package)
    return package.write(), counted


def _workbook(
    root: etree._Element,
    package: Package,
    related: dict[str, tuple[str, str]],
    drop_hidden: bool,
    counted: Counter[str],
) -> None:
    sheets = list(root.iter(f"{S}sheet"))
    hidden = [one for one in sheets if one.get("state", "visible") != "visible"]
    if hidden and not drop_hidden:
        listed = "、".join(f"“{one.get('name', '')}”" for one in hidden)
        raise CannotClean(
            "hidden-parts",
            f"有隐藏的工作表{listed}，删去会影响引用它的公式；选择一并删去隐藏内容，或者先取消隐藏再试。",
        )
    kept = [one for one in sheets if one not in hidden]
    if not kept:
        raise CannotClean("hidden-parts", "所有工作表都是隐藏的，先取消隐藏要公开的工作表再试。")
    for one in hidden:
        counted["hidden_sheet"] += 1
        package.parts.pop(related.get(one.get(_R, ""), ("", ""))[1], None)
        take_out(one)
    names = [one for one in root.iter(f"{S}definedName") if one.get("name") in _KEPT_NAMES[:2]]
    still = []
    for one in names:
        at = int(one.get("localSheetId", "-1"))
        if 0 <= at < len(sheets) and sheets[at] in kept and "[" not in (one.text or ""):
            one.set("localSheetId", str(kept.index(sheets[at])))
            still.append(one)
    for element in [one for name in _IN_WORKBOOK for one in root.findall(f"{S}{name}")] + list(root.iter(_MC)):
        take_out(element)
    if still:
        holder = etree.Element(f"{S}definedNames")
        holder.extend(still)
        after = root.find(f"{S}sheets")
        assert after is not None
        after.addnext(holder)
    for view in root.iter(f"{S}workbookView"):
        _forget(view, "activeTab")
        _forget(view, "firstSheet")


def _cells(
    root: etree._Element,
    name: str,
    unseen: Unseen,
    seen: Callable[[str], bool],
    drop_hidden: bool,
    counted: Counter[str],
    used: set[int],
) -> None:
    columns = hidden_columns(root)
    for row in root.iter(f"{S}row"):
        off = row_hidden(row)
        for cell in list(row.iter(f"{S}c")):
            away = off or column_number(cell.get("r", "")) in columns
            filled = cell.find(f"{S}v") is not None or cell.find(f"{S}is") is not None
            if away and filled:
                if not drop_hidden:
                    raise CannotClean(
                        "hidden-parts", f"工作表“{name}”有隐藏的行或者列；选择一并删去隐藏内容，或者先取消隐藏再试。"
                    )
                counted["hidden_sheet"] += 1
                take_out(cell)
                continue
            if filled and unseen.hides(cell, seen):
                counted["hidden_text"] += 1
                take_out(cell)
                continue
            _value(cell, name, counted)
            value = cell.findtext(f"{S}v") or ""
            if cell.get("t") == "s" and value.isdigit():
                used.add(int(value))


def _value(cell: etree._Element, name: str, counted: Counter[str]) -> None:
    formula = cell.find(f"{S}f")
    if formula is None:
        return
    if cell.find(f"{S}v") is None and (formula.text or formula.get("t")):
        where = f"工作表“{name}”{cell.get('r', '')}"
        raise CannotClean("no-value", f"{where}的公式没有保存结果，用 Excel 或者 WPS 打开保存一次后再试。")
    counted["custom_data"] += 1
    take_out(formula)
    for key in ("cm", "vm"):
        _forget(cell, key)


def _forget(element: etree._Element, key: str) -> None:
    if key in element.attrib:
        del element.attrib[key]


def _strings(package: Package, part: str, used: set[int]) -> None:
    """Blank the shared words that no cell shows any more; their numbers stay."""
    if not package.has(part):
        return
    root = package.xml(part)
    for number, item in enumerate(root.iter(f"{S}si")):
        if number not in used:
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, f"{S}t")
    package.parts[part] = written(root)
