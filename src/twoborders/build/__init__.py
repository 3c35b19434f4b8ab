"""What is generated and what is normalised: notebooks, exercises, pages; and the form that all of them have.

``notebooks``     one form for every notebook: ids, metadata, sources
``execute``       run a notebook, and keep only outputs that another machine would give as well
``runs``          the record of runs: which notebooks need no new one
``stated``        titles, points, minutes and counts, written from the questions
``exercises``     the exercise of a solution, cell for cell as nbgrader makes it
``readme``        the generated regions of README.md
``dictionary``    data/README.md from data/datapackage.json
``ledger``        CLAIMS.md from data/claims.csv and the tables
``pace``          how long cells take, alone and in class
``clock``         the minutes of a lesson in class, and the clock of a mixed class
``instructor``    the generated parts of a lesson's page for the instructor, and its page of answers
``sheets``        one printed sheet a lesson
``syllabus``      the generated tables of the syllabus
``placeholders``  what an author has yet to fill in
``table_check``   the tables agree with their dictionary
``plan``          all of it together: what each file should hold, and which files do not
``form``          what every lesson, solution and page looks like, and what of one does not
``command``       ``twoborders build``
``recipes``       the files of a new table, question, explorer or lesson, from ``templates/``
``new``           ``twoborders new``
``link``          ``twoborders link``
"""
