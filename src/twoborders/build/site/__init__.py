"""The web edition: pages that need no Python, made from the same notebooks, tables and cards.

``markdown``  Markdown to HTML, with headings that can be linked to
``places``    which page a file of the kit becomes, and where a link leads to
``cards``     what the page's cards get: their contents, and all states of an explorer
``lesson``    the page of a lesson, by nbconvert
``tables``    the page of the tables, with the first rows of each
``search``    what the search over the pages looks through
``pages``     all files of the edition
``command``   ``twoborders site``

The page's program, ``page/site.js``, knows no kernel: the cards run from ``twoborders/cards/page/card.js``.
"""
