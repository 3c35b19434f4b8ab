"""Settings for a course that uses nbgrader with this kit: its folders, and a blank that runs without an error."""

c = get_config()  # noqa: F821  (nbgrader defines it)
c.CourseDirectory.course_id = "two-borders"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.ClearSolutions.code_stub = {"python": "# Write your code here"}
c.ClearSolutions.text_stub = "Write your answer here"
