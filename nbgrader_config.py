"""Settings for nbgrader: how it makes exercises of the solutions, how it grades them, and the kit's own folders.

A course that has its own folders copies the first two parts; notebooks/instructor/nbgrader.md says how.
"""

from pathlib import Path

from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    OverwriteCells,
    OverwriteKernelspec,
)

c = get_config()  # noqa: F821  (nbgrader defines it)

# Part 1: the exercises

# A comment, and no error: a blank exercise runs from top to bottom, as a learner expects.
c.ClearSolutions.code_stub = {"python": "# Write your code here"}
c.ClearSolutions.text_stub = "Write your answer here"

# Part 2: grading

# The first cell loads pandas and seaborn, which takes long on a busy computer; without it every answer is lost.
c.Execute.timeout = 60

# nbgrader gives no points for a check below which a warning stands. A warning says nothing about an answer.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "(?s)."

# A check that a learner deleted is put back, so that the answer above it counts.
c.OverwriteCells.add_missing_cells = True


class RestoreCells(OverwriteCells):
    """Where the cell before a missing one is missing too, nbgrader stops; leave that question for a person."""

    def add_missing_grade_cells(self, notebook, resources):
        try:
            return super().add_missing_grade_cells(notebook, resources)
        except KeyError as error:
            self.log.warning("Not put back, since the cell before it is missing too: what follows %s", error)
            return notebook, resources


class DropCopies(DeduplicateIds):
    """nbgrader empties the metadata of a cell that a learner copied, and then stops the whole class over it."""

    def preprocess_cell(self, cell, resources, position):
        cell, resources = super().preprocess_cell(cell, resources, position)
        if not cell.metadata.get("nbgrader", True):
            del cell.metadata["nbgrader"]
        return cell, resources


c.Autograde.sanitize_preprocessors = [ClearOutput, DropCopies, OverwriteKernelspec, RestoreCells, CheckCellMetadata]

# Part 3: the kit's own folders

# All seven notebooks are one assignment. It has the name of the kit's folder, so that solutions/ can stay as it is:
# {assignment_id}/{nbgrader_step}/{student_id} is two-borders/solutions/. and two-borders/submissions/ana.
kit = Path(__file__).resolve().parent
c.CourseDirectory.course_id = "two-borders"
c.CourseDirectory.assignment_id = kit.name
c.CourseDirectory.directory_structure = str(Path("..", "{assignment_id}", "{nbgrader_step}", "{student_id}"))
c.CourseDirectory.source_directory = "solutions"
# Not exercises/: nbgrader removes a folder before it fills it again.
c.CourseDirectory.release_directory = "release"
# The folder that twoborders grade reads too.
c.CourseDirectory.submitted_directory = "submissions"
