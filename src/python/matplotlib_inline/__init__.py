"""Jupyter's figures."""
