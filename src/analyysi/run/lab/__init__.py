"""JupyterLab as a way in: an analyst's own copies of the notebooks, and how it is started."""
