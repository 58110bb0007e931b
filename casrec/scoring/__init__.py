"""Predictions against gold, measure by measure; pure."""
