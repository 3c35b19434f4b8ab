"""Pictures with a source and a text alternative. Importing this imports no plotting library."""

from twoborders.charts import style
from twoborders.charts.labels import label_points
from twoborders.charts.picture import Picture, show

__all__ = ["Picture", "label_points", "show"]

style.prefer()
