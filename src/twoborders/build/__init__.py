"""What is generated and what is normalised: notebooks, exercises, and the tables in the READMEs.

``notebooks``   one form for every notebook: ids, metadata, sources
``execute``     run a notebook and keep only outputs that another machine would give as well
``exercises``   the exercise of a solution, cell for cell as nbgrader makes it
``readme``      the generated regions of README.md
``dictionary``  data/README.md from data/datapackage.json
``ledger``      CLAIMS.md from data/claims.csv and the tables
``instructor``  the generated parts of a lesson's page for the instructor
``plan``        all of it together: what each file should hold, and which files do not
``command``     ``twoborders build``
"""
