"""The same stages over many reports."""
