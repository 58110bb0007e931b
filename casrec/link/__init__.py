"""Mentions of the same happening joined into incidents."""
