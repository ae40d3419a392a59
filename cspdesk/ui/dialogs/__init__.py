"""Boxes that ask, say or do one thing."""
