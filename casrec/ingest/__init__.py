"""Reports in: bytes as they came, to Report records."""
