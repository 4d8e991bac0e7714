"""Carries ``docs/`` and ``snippets/`` into ``site/``: what MkDocs, its theme and its plugins do not do by themselves.

``hooks.py`` is the only file that MkDocs loads; it lists, event by event, what the rooms below do. Imports run one way:
``pages`` and ``delivery`` use ``make``, all three use ``language`` and ``core``, and ``pages`` and ``delivery`` know
nothing of each other.
"""
