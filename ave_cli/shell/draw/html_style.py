"""Which style sheet does a page carry?"""

from __future__ import annotations

_SCREEN = """
:root { color-scheme: light; --ink: #1a1a1a; --quiet: #454545; --line: #767676; --danger: #8a0010; --warn: #663a00;
  --good: #0b4f24; }
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.25rem; max-width: 62rem; background: #fff; color: var(--ink);
  font-family: Arial, "Liberation Sans", Helvetica, sans-serif; line-height: 1.5; hyphens: auto;
  overflow-wrap: break-word; }
body.poster { max-width: none; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 .4em; hyphens: none; }
h1 { font-size: 1.5em; margin: 0 0 .3em; }
h2 { font-size: 1.35em; }
h3 { font-size: 1.15em; }
h4, h5, h6 { font-size: 1em; }
p, ul, ol { margin: .4em 0; }
ul, ol { padding-left: 1.6em; }
li { margin: .15em 0; }
header { border-bottom: .2em solid var(--ink); padding-bottom: .5em; margin-bottom: 1em; }
footer { border-top: .1em solid var(--ink); padding-top: .5em; margin-top: 1.5em; }
.quiet { color: var(--quiet); }
.good { color: var(--good); }
.warn { color: var(--warn); }
.danger { color: var(--danger); }
.mark { display: inline-block; min-width: 1.5em; padding: 0 .35em; margin-right: .4em; border: .12em solid;
  border-radius: .2em; font-weight: bold; line-height: 1.3; text-align: center; }
.alert { border: .15em solid; border-left-width: .6em; padding: .5em .9em; margin: 1em 0; break-inside: avoid; }
.alert.warn { border-style: dashed; border-left-style: solid; }
.alert.danger { border-width: .25em; border-left-width: .6em; }
.alert h2 { margin: 0 0 .2em; font-size: 1.15em; }
.alert p { color: var(--ink); margin: .2em 0; }
table { border-collapse: collapse; width: 100%; margin: 1.4em 0 1em; }
caption { text-align: left; font-weight: bold; line-height: 1.25; padding-bottom: .3em; }
.as-h2 { font-size: 1.35em; }
.as-h3 { font-size: 1.15em; }
th, td { text-align: left; vertical-align: top; padding: .3em .5em; border-bottom: .06em solid var(--line); }
thead th { border-bottom: .15em solid var(--ink); vertical-align: bottom; }
th.quiet, th.plain { font-weight: normal; }
td.quiet, .note { font-size: .9em; }
.note { color: var(--quiet); font-weight: normal; }
td.quiet .note { font-size: 1em; }
.line { display: block; padding-left: .7em; text-indent: -.7em; }
.line + .line { margin-top: .2em; }
.label { display: none; }
table { table-layout: fixed; }
.number { width: 3em; }
.id { white-space: nowrap; }
.poster th, .poster td { border: .06em solid var(--line); }
.poster th { background: #efefef; font-weight: bold; print-color-adjust: exact; }
"""

_BLOCKS = """
@media screen and (max-width: %s) {
  body { padding: .9rem; overflow-wrap: anywhere; }
  table, caption, tbody, tr, tbody th, tbody td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%%); }
  tbody tr { border-top: .15em solid var(--ink); padding: .4em 0; }
  tbody th, tbody td, .poster th, .poster td { border: 0; padding: .15em 0; }
  tbody td:empty { display: none; }
  .label { display: block; font-size: .85em; font-weight: bold; color: var(--quiet); }
  td.quiet, .note { font-size: 1em; }
}
"""
"""A table becomes a block a row, each text under the name of its column."""

_PRINT = """
@page { size: A4 %(turn)s; margin: %(margin)s;
  @bottom-left { content: %(stamp)s; font: 7pt Arial, "Liberation Sans", Helvetica, sans-serif; color: #333;
    white-space: pre-wrap; text-align: left; width: 88%%; }
  @bottom-right { content: counter(page) " / " counter(pages); color: #333; width: 12%%;
    font: 7pt Arial, "Liberation Sans", Helvetica, sans-serif; text-align: right; } }
@media print {
  body { padding: 0; max-width: none; font-size: %(size)spt; line-height: 1.25; }
  thead { display: table-header-group; }
  tr, li, .alert { break-inside: avoid; }
  h1, h2, h3, h4, h5, h6, caption, thead { break-after: avoid; }
  h2, h3, h4, h5, h6 { margin-top: 1.1em; }
  .alert h2 { margin-top: 0; }
  p, li { orphans: 3; widows: 3; }
  footer { break-inside: avoid; }
}
"""

_TIGHT = """
@media print {
  h1, h2, h3, h4, h5, h6 { margin: .7em 0 .2em; }
  h1 { margin: 0; }
  header { padding-bottom: .2em; margin-bottom: .4em; border-bottom-width: .15em; }
  header p { display: inline; margin-right: .6em; }
  p, ul, ol { margin: .15em 0; }
  li { margin: .1em 0; }
  table { margin: .5em 0; }
  th, td { padding: .2em .4em; }
  footer { display: none; }
  .sheet main { column-count: 2; column-gap: 2em; }
  .poster h1, .sheet h1 { font-size: 16pt; }
  .poster table { width: calc(100% - 1pt); }
}
"""
"""One sheet: what the margin of each sheet says is not said again under the page."""


def sheet(turn: str, *, margin: str, size: float, blocks_under: str, stamp: str, tight: bool) -> str:
    """The style sheet of a page.

    Args:
        turn: portrait or landscape.
        margin: white around a printed sheet, as style sheets write it.
        size: of the letters on paper, in points.
        blocks_under: width of a screen under which tables become blocks.
        stamp: what stands under each printed sheet; any text.
        tight: the page is to stay on one sheet.
    """
    paper = _PRINT % {"turn": turn, "margin": margin, "size": size, "stamp": quoted(stamp)}
    return f"{_SCREEN}{_BLOCKS % blocks_under}{paper}{_TIGHT if tight else ''}"


def quoted(text: str) -> str:
    """Any text as a string of a style sheet: every sign but letters and digits by its number."""
    return '"' + "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in text) + '"'
