"""Places that a report names, found and resolved to gazetteer entries; and those that the gazetteer lacks."""
