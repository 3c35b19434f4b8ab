"""What stands in a web page for the outputs of a cell."""

from nbformat.v4 import new_output

from twoborders.build.site.lesson import outputs_html

CARD = '<div class="twoborders-still" data-card="selfcheck 06-a">'


def shown(text, html=None):
    data = {"text/plain": text} if html is None else {"text/plain": text, "text/html": html}
    return new_output("display_data", data)


def test_a_widget_that_no_page_can_move_is_said_in_words():
    keys = []
    page = outputs_html([new_output("stream", text="4.9 points\n"), shown("A widget: people <400>.")], keys)
    assert page == "<pre>4.9 points\n</pre><pre>A widget: people &lt;400&gt;.</pre>"
    assert keys == []


def test_a_card_stands_without_the_text_of_its_widget():
    keys = []
    page = outputs_html([new_output("stream", text="before"), shown("A poll has a margin"), shown("", CARD)], keys)
    assert page.startswith('<pre>before</pre><div class="card"')
    assert "<pre>A poll" not in page
    assert keys == ["selfcheck 06-a"]
