"""Dossiers shown: terminal, pages, tables."""
