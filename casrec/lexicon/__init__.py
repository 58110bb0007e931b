"""The words of the field as data (YAML), each entry with a comment on where it came from."""
