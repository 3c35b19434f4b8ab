"""A page as a test sees it, and texts that a submission could hold to do harm in one."""

import html.parser

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "\u202etxet desrever",
    "nul \x00 escape \x1b half \ud800",
    "x" * 100_000,
    "</style></blockquote></main>",
    "&amp; & &lt;",
]


class Page(html.parser.HTMLParser):
    """The tags of a page, with their attributes, and its text."""

    def __init__(self, source: str):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th", "dd", "dt"):
            self.text += " "
        if tag not in ("meta", "img", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data

    def said(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())
