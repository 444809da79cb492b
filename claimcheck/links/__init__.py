"""Typed links between claims: candidates, same-event gate, judge, denials, slots."""
