"""Pure functions of figures and numbers: no widget, no plotting library."""
