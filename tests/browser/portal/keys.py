"""Walking by the keyboard alone: every stop must be seen, and nothing is reached that is not shown."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

FAR = 160
# What has the focus: its spoken name, and whether a reader sees where he is.
STOP = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const label = one.labels && one.labels.length ? one.labels[0].textContent : "";
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        name: (one.getAttribute("aria-label") || label || one.textContent).replace(/\\s+/g, " ").trim(),
        marked: style.boxShadow !== "none" || style.outlineStyle !== "none" && !/, 0\\)$/.test(style.outlineColor),
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        bare: !at || one.contains(at) || at.contains(one), nowhere: one === document.body,
    };
}"""


def to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until the focus is on the control of that name; every stop on the way is marked and in sight."""
    passed: list[str] = []
    for _ in range(FAR):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        stop: dict[str, Any] = page.evaluate(STOP)
        if stop["nowhere"]:
            continue
        assert stop["marked"] and stop["seen"] and stop["bare"], f"{page.url}: {stop}"
        if name == stop["name"]:
            return
        passed.append(stop["name"][:20])
    raise AssertionError(f"{name} cannot be reached by Tab on {page.url}; passed {passed}")


def follow(page: Page, *names: str) -> None:
    """To each control in turn and Enter, as one who walks through links does; the last page is loaded."""
    for name in names:
        to(page, name)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def skip(page: Page) -> None:
    """Past the frame of the page into its text."""
    to(page, "跳到正文")
    page.keyboard.press("Enter")


def write(page: Page, field: str, words: str) -> None:
    """Into the field of that label."""
    to(page, field)
    page.keyboard.insert_text(words)
