"""The commands of `brief`, a thin module each.

A module has two functions: `options` adds its options to its parser, `run` does the work and
returns an exit code. It imports what it needs when it runs, so that every command starts quickly.
"""
